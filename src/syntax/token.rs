//! Text to tokens as UD English has them, over the word boundaries of Unicode (UAX 29).

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use unicode_segmentation::UnicodeSegmentation;

use crate::span::Span;

/// The word lists that splitting needs.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub title: FxHashSet<&'static str>,
    pub unit: FxHashSet<&'static str>,
    pub other: FxHashSet<&'static str>,
    pub starter: FxHashSet<&'static str>,
    prefix: FxHashSet<&'static str>,
    clitic: Vec<&'static str>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("../../models/english.words").lines() {
        let Some((name, list)) = line.split_once(": ") else {
            continue;
        };
        let list = list.split(' ');
        match name {
            "title" => words.title.extend(list),
            "unit" => words.unit.extend(list),
            "other" => words.other.extend(list),
            "starter" => words.starter.extend(list),
            "prefix" => words.prefix.extend(list),
            "clitic" => words.clitic.extend(list),
            _ => {}
        }
    }
    words
});

/// A token, and what stands before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub span: Span,
    /// Whether a blank line stands before it.
    pub after_blank_line: bool,
    /// Whether it is the first on its line.
    pub starts_line: bool,
}

/// The tokens of a text, in order; blanks and marks of emphasis or headings (`**`, `#`, `_`) are none.
pub(super) fn tokens(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.len() / 5);
    let (mut newlines, mut first) = (1, true);
    for (start, part) in text.split_word_bound_indices() {
        if part.chars().all(is_blank) {
            newlines += part.matches('\n').count();
            continue;
        }
        let markup = part.chars().all(|c| matches!(c, '*' | '#' | '_' | '`'));
        if markup {
            continue;
        }
        pieces.push(Piece {
            span: Span::new(start, start + part.len()),
            after_blank_line: newlines > 1 && !first,
            starts_line: newlines > 0,
        });
        (newlines, first) = (0, false);
    }
    divide(text, &join(text, &pieces))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{00ad}')
}

/// Joins what Unicode parts but UD does not: abbreviations, document symbols, prefixes, addresses, dots.
fn join(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let mut joined = Vec::with_capacity(pieces.len());
    let mut i = 0;
    while i < pieces.len() {
        let run = run_length(text, &pieces[i..]);
        let mut piece = pieces[i];
        piece.span = piece.span.cover(pieces[i + run - 1].span);
        joined.push(piece);
        i += run;
    }
    joined
}

/// How many of the first pieces are one token.
fn run_length(text: &str, pieces: &[Piece]) -> usize {
    let glued = glued(pieces);
    if glued == 1 {
        return 1;
    }
    let form = |i: usize| pieces[i].span.of(text);
    address(text, &pieces[..glued])
        .or_else(|| repeated(glued, &form))
        .or_else(|| symbol(glued, &form))
        .or_else(|| hyphenated(glued, &form))
        .or_else(|| abbreviation(glued, &form))
        .unwrap_or(1)
}

/// How many pieces follow each other without a blank; looks no further than any token is long.
fn glued(pieces: &[Piece]) -> usize {
    let next = pieces.windows(2).take(24);
    1 + next
        .take_while(|pair| pair[0].span.end == pair[1].span.start)
        .count()
}

fn address(text: &str, pieces: &[Piece]) -> Option<usize> {
    let whole = pieces[0].span.cover(pieces[pieces.len() - 1].span).of(text);
    let address = whole.starts_with("www.")
        || whole
            .find("://")
            .is_some_and(|at| whole[..at].chars().all(char::is_alphabetic))
        || whole.contains('@') && whole.contains('.') && !whole.starts_with('@');
    address.then(|| {
        let trailing = |p: &&Piece| p.span.of(text).chars().all(|c| ".,;:!?)]\"”'".contains(c));
        pieces.len() - pieces.iter().rev().take_while(trailing).count()
    })
}

/// "...", "--", "!!"
fn repeated<'a>(glued: usize, form: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    let same = (0..glued).take_while(|i| form(*i) == form(0)).count();
    (same > 1 && matches!(form(0), "." | "-" | "!" | "?" | "~" | "=" | "…")).then_some(same)
}

/// "A/RES/73/27", "S/PV.13/Add.1": begins with capitals, has slashes and a digit.
fn symbol<'a>(glued: usize, form: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    let capitals = |s: &str| {
        s.chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    if glued < 3 || !capitals(form(0)) || form(1) != "/" {
        return None;
    }
    let mut end = 1;
    while end + 1 < glued
        && matches!(form(end), "/" | "-" | ".")
        && form(end + 1)
            .chars()
            .all(|c| c.is_alphanumeric() || c == '.')
    {
        end += 2;
    }
    (0..end)
        .any(|i| form(i).chars().any(|c| c.is_ascii_digit()))
        .then_some(end)
}

/// "non-nuclear" by its prefix, "COVID-19" and "G-7" by their digits.
fn hyphenated<'a>(glued: usize, form: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    if glued < 3 || !matches!(form(1), "-" | "‑") {
        return None;
    }
    let (left, right) = (form(0), form(2));
    let prefix = WORDS.prefix.contains(left.to_ascii_lowercase().as_str())
        && right.chars().all(|c| c.is_alphabetic());
    let code = left.starts_with(|c: char| c.is_ascii_uppercase())
        && left.chars().all(char::is_alphabetic)
        && right.chars().all(|c| c.is_ascii_digit());
    let date = glued >= 5
        && form(3) == "-"
        && [0, 2, 4]
            .iter()
            .all(|i| form(*i).bytes().all(|b| b.is_ascii_digit()));
    if date {
        Some(5)
    } else {
        (prefix || code).then_some(3)
    }
}

/// "Mr.", "para.", "U.S.", "J."
fn abbreviation<'a>(glued: usize, form: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    let word = form(0);
    if glued < 2 || form(1) != "." || !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let initials = word
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    let dotted = format!("{word}.");
    let known = [&WORDS.title, &WORDS.unit, &WORDS.other]
        .iter()
        .any(|list| list.contains(dotted.as_str()));
    (initials || known).then_some(2)
}

/// Divides what Unicode holds together but UD does not: clitics and "cannot".
fn divide(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let mut divided = Vec::with_capacity(pieces.len() + 16);
    for piece in pieces {
        match split_point(piece.span.of(text)) {
            Some(at) if at > 0 => {
                let middle = piece.span.start as usize + at;
                let (mut first, mut second) = (*piece, *piece);
                first.span.end = middle as u32;
                second.span.start = middle as u32;
                second.after_blank_line = false;
                second.starts_line = false;
                divided.extend([first, second]);
            }
            _ => divided.push(*piece),
        }
    }
    divided
}

/// The byte at which a token falls in two.
fn split_point(form: &str) -> Option<usize> {
    if form.eq_ignore_ascii_case("cannot") {
        return Some(3);
    }
    if !form.contains(['\'', '’']) {
        return None;
    }
    let plain = form.replace('’', "'").to_lowercase();
    let clitic = WORDS.clitic.iter().find(|c| plain.ends_with(**c))?;
    let count = clitic.chars().count();
    form.char_indices().rev().nth(count - 1).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|p| p.span.of(text)).collect()
    }

    #[test]
    fn tokens_follow_ud_english() {
        for (text, expected) in [
            (
                "Japan's well-known, U.S.-led plan.",
                "Japan 's well - known , U.S. - led plan .",
            ),
            (
                "We cannot and don't agree.",
                "We can not and do n't agree .",
            ),
            (
                "See A/RES/73/27 (para. 12).",
                "See A/RES/73/27 ( para. 12 ) .",
            ),
            (
                "non-nuclear COVID-19 G-7 1,000.5%",
                "non-nuclear COVID-19 G-7 1,000.5 %",
            ),
            (
                "Mr. J. Smith (www.un.org).",
                "Mr. J. Smith ( www.un.org ) .",
            ),
            ("**May 22, 2020**", "May 22 , 2020"),
            ("States’ rights; Iran’s…", "States ’ rights ; Iran ’s …"),
        ] {
            assert_eq!(split(text).join(" "), expected);
        }
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_cover_what_is_not_blank(text in "\\PC{0,40}|[a-zA-Z'’./ \\n-]{0,60}") {
            let mut end = 0;
            for piece in tokens(&text) {
                let (start, next) = (piece.span.start as usize, piece.span.end as usize);
                prop_assert!(start >= end && next > start);
                let between = &text[end..start];
                prop_assert!(between.chars().all(|c| is_blank(c) || "*#_`".contains(c)));
                end = next;
            }
            prop_assert!(text[end..].chars().all(|c| is_blank(c) || "*#_`".contains(c)));
        }
    }
}
