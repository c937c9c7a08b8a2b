//! Tokens to sentences.

use super::layout::settle;
use super::token::{Gap, Piece};
use super::words::WORDS;

/// Longer sentences are cut: time and memory stay bounded whatever the text.
const LONGEST: usize = 200;

/// Splits the tokens of a text into sentences, none of them empty.
pub(super) fn sentences(text: &str, pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let pieces = &settle(text, pieces);
    let mut sentences = Vec::new();
    let mut start = 0;
    for i in 1..=pieces.len() {
        if i == pieces.len() || boundary(text, pieces, start, i) {
            sentences.extend(cut(text, &pieces[start..i]).map(<[Piece]>::to_vec));
            start = i;
        }
    }
    sentences
}

/// An overlong sentence in parts, cut at its best points: after ";" or ",", before "and", else where it is full.
fn cut<'a>(text: &'a str, mut rest: &'a [Piece]) -> impl Iterator<Item = &'a [Piece]> {
    std::iter::from_fn(move || {
        let last = |mark: &str| {
            (LONGEST / 2..LONGEST)
                .rev()
                .find(|i| rest[*i].of(text) == mark)
        };
        let at = if rest.len() <= LONGEST {
            rest.len()
        } else {
            let after = last(";").or_else(|| last(",")).map(|i| i + 1);
            after.or_else(|| last("and")).unwrap_or(LONGEST)
        };
        let part = rest.split_off(..at)?;
        (!part.is_empty()).then_some(part)
    })
}

/// Whether a sentence begins at `pieces[i]`; the one before began at `start`.
fn boundary(text: &str, pieces: &[Piece], start: usize, i: usize) -> bool {
    let (before, piece) = (&pieces[start..i], pieces[i]);
    let ended = ends(text, before) || piece.starts_line() && ends_with_footnote(text, before);
    piece.gap == Gap::Paragraph
        || piece.starts_line() && begins_item(text, before, &pieces[i..])
        || pieces[start].starts_line() && enumerator(text, &pieces[start..]) == before.len()
        || ended && begins(text, &pieces[i..]) && !is_footnote(text, &pieces[i..])
        || abbreviation_ends(text, before[before.len() - 1], piece)
        || before[0].starts_line() && names_speaker(text, before) && begins(text, &pieces[i..])
}

/// Whether a list item or numbered paragraph begins; a number at the start of a wrapped line is none.
fn begins_item(text: &str, before: &[Piece], pieces: &[Piece]) -> bool {
    let last = before[before.len() - 1].of(text);
    let closed = !last.ends_with(char::is_alphanumeric)
        || matches!(last, "and" | "or")
        || ends_with_footnote(text, before);
    match enumerator(text, pieces) {
        0 => false,
        1 => closed || !matches!(pieces[0].of(text), "–" | "—"),
        _ => closed,
    }
}

/// How many tokens number or mark a paragraph or list item: "1.", "(a)", "-", "•".
fn enumerator(text: &str, pieces: &[Piece]) -> usize {
    let form = |i: usize| pieces.get(i).map_or("", |p| p.of(text));
    let spaced = |i: usize| pieces.get(i).is_some_and(|p| p.gap != Gap::None);
    if matches!(
        form(0),
        "-" | "–" | "—" | "•" | "·" | "▪" | "◦" | "--" | "*"
    ) && spaced(1)
    {
        1
    } else if form(0) == "(" && is_counter(form(1)) && form(2) == ")" {
        3
    } else if is_counter(form(0)) && matches!(form(1), "." | ")") && spaced(2) {
        2
    } else {
        // "A." is one token, an initial.
        let letter = form(0).strip_suffix('.').is_some_and(is_counter);
        usize::from(letter && spaced(1))
    }
}

fn is_counter(form: &str) -> bool {
    let number = (1..=3).contains(&form.len()) && form.bytes().all(|b| b.is_ascii_digit());
    let letter = form.len() == 1 && form.bytes().all(|b| b.is_ascii_alphabetic());
    number || letter || matches!(form, "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix")
}

/// Whether the tokens end like a sentence; closing quotes, brackets and references to notes may follow the mark.
fn ends(text: &str, pieces: &[Piece]) -> bool {
    let form = |i: usize| pieces[i].of(text);
    let mut i = pieces.len();
    while i > 0 {
        let last = form(i - 1);
        if let Some(reference) = reference_before(text, &pieces[..i]) {
            i -= reference;
        } else if is_closing(last) || is_note(text, &pieces[..i]) {
            i -= 1;
        } else {
            return last
                .chars()
                .all(|c| matches!(c, '.' | '?' | '!' | '…' | '。' | '؟' | '।'));
        }
    }
    false
}

/// The length of a reference at the end: "[12]", "[better source needed]".
fn reference_before(text: &str, pieces: &[Piece]) -> Option<usize> {
    let (last, inside) = pieces.split_last()?;
    let word = |p: &Piece| {
        p.of(text)
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
    };
    let length = inside.iter().rev().take_while(|p| word(p)).count();
    let open = inside.len().checked_sub(length + 1)?;
    let found = last.of(text) == "]" && (1..=4).contains(&length) && inside[open].of(text) == "[";
    found.then_some(length + 2)
}

fn is_closing(form: &str) -> bool {
    matches!(form, "\"" | "”" | "’" | "'" | "''" | ")" | "]" | "»")
}

/// The number of a note: "of the Charter.¹⁴", "of the Charter.14".
fn is_note(text: &str, pieces: &[Piece]) -> bool {
    let [.., word, stop, note] = pieces else {
        return false;
    };
    let raised = note.of(text).chars().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    let number = note.of(text).bytes().all(|b| b.is_ascii_digit());
    let after_word = stop.of(text) == "." && word.of(text).ends_with(char::is_lowercase);
    note.gap == Gap::None && (raised || number && after_word)
}

/// The number of a note, alone between the end of a sentence and that of its line: "of the Charter. 14".
fn is_footnote(text: &str, pieces: &[Piece]) -> bool {
    let number = pieces[0].of(text);
    let short = number.len() < 4 && number.bytes().all(|b| b.is_ascii_digit());
    short && pieces[0].gap == Gap::Blank && pieces.get(1).is_none_or(|next| next.starts_line())
}

fn ends_with_footnote(text: &str, pieces: &[Piece]) -> bool {
    let (sentence, number) = pieces.split_at(pieces.len() - 1);
    is_footnote(text, number) && ends(text, sentence)
}

/// No remark in brackets is longer.
const REMARK: usize = 16;

/// Whether a remark in brackets begins after which the sentence goes on: "for Viva Maria! (1965), the award".
fn is_remark(text: &str, pieces: &[Piece]) -> bool {
    let close = pieces.iter().take(REMARK).position(|p| p.of(text) == ")");
    let after = close.and_then(|close| pieces.get(close + 1));
    let small = |form: &str| form.starts_with(char::is_lowercase);
    let goes_on = |form: &str| form == "," || small(form);
    let named = || pieces.get(1).is_some_and(|p| !small(p.of(text)));
    pieces[0].of(text) == "("
        && named()
        && after.is_some_and(|p| !p.starts_line() && goes_on(p.of(text)))
}

/// Whether the first of the tokens can be the first of a sentence.
fn begins(text: &str, pieces: &[Piece]) -> bool {
    let form = pieces[0].of(text);
    let first = form.chars().next().unwrap_or(' ');
    let closing = matches!(first, ')' | ']' | '”' | '»' | ',' | ';' | ':' | '.');
    let end = pieces.iter().take(6).position(|p| p.of(text) == "]");
    let reference = end.is_some_and(|end| reference_before(text, &pieces[..=end]) == Some(end + 1));
    let parted = pieces[0].gap != Gap::None || WORDS.starter.contains(form);
    parted && !first.is_lowercase() && !closing && !reference && !is_remark(text, pieces)
}

/// "in the U.S. The Council": an abbreviation ends a sentence before a word that begins many.
fn abbreviation_ends(text: &str, last: Piece, next: Piece) -> bool {
    let form = last.of(text);
    let abbreviation =
        form.len() > 1 && form.ends_with('.') && form.starts_with(char::is_alphabetic);
    let title = || WORDS.title.contains(form) || WORDS.unit.contains(form);
    abbreviation && WORDS.starter.contains(next.of(text)) && !title()
}

/// Whether the tokens name who speaks next: "Mr. Smith (Kenya) (spoke in French):", "THE PRESIDENT:".
fn names_speaker(text: &str, pieces: &[Piece]) -> bool {
    let (first, last) = (pieces[0].of(text), pieces[pieces.len() - 1].of(text));
    if last != ":" || pieces.len() > 24 {
        return false;
    }
    let small = || {
        pieces
            .iter()
            .any(|p| p.of(text).contains(char::is_lowercase))
    };
    let president = || pieces[1].of(text) == "President" && pieces.len() < 9;
    let title = matches!(
        first,
        "Mr." | "Mrs." | "Ms." | "Dr." | "Sir" | "Dame" | "Prince" | "Sheikh"
    );
    title && is_name(text, pieces) || first == "The" && president() || pieces.len() > 2 && !small()
}

/// Whether all tokens outside brackets are such as names and offices have: no "please" in "may it please the Court:".
fn is_name(text: &str, pieces: &[Piece]) -> bool {
    let mut depth = 0;
    pieces.iter().all(|piece| {
        let form = piece.of(text);
        depth += i32::from(form == "(") - i32::from(form == ")");
        let small = form.starts_with(char::is_lowercase) && form.len() > 3;
        depth > 0 || !small || WORDS.open.contains(form)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::token::tokens;

    #[test]
    fn an_endless_sentence_is_cut() {
        let text = "word, ".repeat(3000);
        let found = sentences(&text, &tokens(&text));
        assert!(found.iter().all(|s| s.len() <= LONGEST));
        assert_eq!(found.iter().map(Vec::len).sum::<usize>(), 6000);
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        for line in include_str!("../../tests/data/sentences.tsv").lines() {
            let (text, expected) = line.split_once('\t').expect("two columns");
            let text = text.replace("\\n", "\n");
            let found: Vec<String> = sentences(&text, &tokens(&text))
                .iter()
                .map(|s| {
                    s[0].span
                        .cover(s[s.len() - 1].span)
                        .of(&text)
                        .replace('\n', " ")
                })
                .collect();
            assert_eq!(found.join("|"), expected);
        }
    }
}
