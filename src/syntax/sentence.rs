//! Tokens to sentences.

use super::token::{Piece, WORDS};

/// Longer sentences are cut: time and memory stay bounded whatever the text.
const MAX_LENGTH: usize = 160;

/// Splits the tokens of a text into sentences, none of them empty.
pub(super) fn sentences(text: &str, pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for i in 1..=pieces.len() {
        if i == pieces.len() || boundary(text, pieces, start, i) {
            cut(text, &pieces[start..i], &mut sentences);
            start = i;
        }
    }
    sentences
}

/// Whether a sentence begins at `pieces[i]`; the one before began at `start`.
fn boundary(text: &str, pieces: &[Piece], start: usize, i: usize) -> bool {
    let piece = &pieces[i];
    piece.after_blank_line
        || piece.starts_line && enumerator(text, &pieces[i..]) > 0
        || pieces[start].starts_line && enumerator(text, &pieces[start..]) == i - start
        || pieces[i - 1].span.end < piece.span.start
            && ends(text, &pieces[start..i])
            && begins(text, piece)
        || abbreviation_ends(text, &pieces[i - 1], piece)
}

/// How many tokens number or mark a paragraph or list item: "1.", "(a)", "-", "•".
fn enumerator(text: &str, pieces: &[Piece]) -> usize {
    let form = |i: usize| pieces.get(i).map_or("", |p| p.span.of(text));
    let spaced = |i: usize| {
        pieces
            .get(i)
            .zip(pieces.get(i + 1))
            .is_some_and(|(a, b)| a.span.end < b.span.start)
    };
    let counter = |s: &str| {
        !s.is_empty()
            && (s.len() <= 3 && s.bytes().all(|b| b.is_ascii_digit()) || s.len() == 1)
            && s.chars().all(char::is_alphanumeric)
            || matches!(s, "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix")
    };
    if matches!(form(0), "-" | "–" | "—" | "•" | "·" | "▪" | "◦" | "--") && spaced(0) {
        1
    } else if form(0) == "(" && counter(form(1)) && form(2) == ")" {
        3
    } else if counter(form(0)) && matches!(form(1), "." | ")") && spaced(1) {
        2
    } else {
        0
    }
}

/// Whether the tokens end like a sentence, closing quotes and brackets left aside.
fn ends(text: &str, pieces: &[Piece]) -> bool {
    let closer = |form: &str| matches!(form, "\"" | "”" | "’" | "'" | ")" | "]" | "»");
    let mut forms = pieces.iter().rev().map(|p| p.span.of(text));
    let last = forms.find(|form| !closer(form));
    last.is_some_and(|form| {
        form.chars()
            .all(|c| matches!(c, '.' | '?' | '!' | '…' | '。' | '؟' | '।'))
    })
}

/// Whether a token can be the first of a sentence.
fn begins(text: &str, piece: &Piece) -> bool {
    let first = piece.span.of(text).chars().next().unwrap_or(' ');
    let closing = matches!(first, ')' | ']' | '”' | '»' | ',' | ';' | ':' | '.');
    !first.is_lowercase() && !closing
}

/// "in the U.S. The Council": an abbreviation ends a sentence before a word that begins many.
fn abbreviation_ends(text: &str, last: &Piece, next: &Piece) -> bool {
    let form = last.span.of(text);
    let abbreviation =
        form.len() > 1 && form.ends_with('.') && form.starts_with(char::is_alphabetic);
    let never = WORDS.title.contains(form) || WORDS.unit.contains(form) || form.len() == 2;
    abbreviation && !never && WORDS.starter.contains(next.span.of(text))
}

/// Cuts an overlong sentence at its best points: after ";" or ",", else where it is full.
fn cut(text: &str, pieces: &[Piece], sentences: &mut Vec<Vec<Piece>>) {
    let mut rest = pieces;
    while rest.len() > MAX_LENGTH {
        let candidates = MAX_LENGTH / 2..MAX_LENGTH;
        let after = |mark: &str| {
            candidates
                .clone()
                .rev()
                .find(|i| rest[*i].span.of(text) == mark)
        };
        let at = after(";").or_else(|| after(",")).unwrap_or(MAX_LENGTH - 1) + 1;
        sentences.push(rest[..at].to_vec());
        rest = &rest[at..];
    }
    if !rest.is_empty() {
        sentences.push(rest.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::token::tokens;

    fn split(text: &str) -> Vec<String> {
        let whole = |s: &Vec<Piece>| s[0].span.cover(s[s.len() - 1].span).of(text);
        sentences(text, &tokens(text))
            .iter()
            .map(|s| whole(s).replace('\n', " "))
            .collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        for (text, expected) in [
            (
                "Mr. Smith agreed. No. 4 of para. 12 stays.",
                "Mr. Smith agreed.|No. 4 of para. 12 stays.",
            ),
            (
                "A visit to the U.S. ended. We met in the U.S. The Council met.",
                "A visit to the U.S. ended.|We met in the U.S.|The Council met.",
            ),
            (
                "It is\nwrapped here. \"Yes.\" He left.",
                "It is wrapped here.|\"Yes.\"|He left.",
            ),
            (
                "Heading\n\n1. Urges all;\n(a) one;\n- two",
                "Heading|1.|Urges all;|(a)|one;|-|two",
            ),
            (
                "Recalling its resolution,\n\nNoting that",
                "Recalling its resolution,|Noting that",
            ),
            (
                "He paid 3.5 dollars (see A/70/PV.13). Then left.",
                "He paid 3.5 dollars (see A/70/PV.13).|Then left.",
            ),
        ] {
            assert_eq!(split(text).join("|"), expected);
        }
    }

    #[test]
    fn an_endless_sentence_is_cut() {
        let text = "word, ".repeat(3000);
        let found = sentences(&text, &tokens(&text));
        assert!(found.iter().all(|s| s.len() <= MAX_LENGTH));
        assert_eq!(found.iter().map(Vec::len).sum::<usize>(), 6000);
    }
}
