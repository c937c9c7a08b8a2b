//! Text to tokens as UD English has them, over the word boundaries of Unicode (UAX 29).

use unicode_segmentation::UnicodeSegmentation;

use super::join::join;
use super::words::WORDS;
use crate::span::Span;

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Blanks.
    Blank,
    /// The end of a line.
    Line,
    /// A blank line, or the beginning of the text.
    Paragraph,
}

/// A token, and what stands before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub span: Span,
    pub gap: Gap,
}

impl Piece {
    /// The token as it is written.
    pub fn of(self, text: &str) -> &str {
        self.span.of(text)
    }

    /// Whether it is the first of its line.
    pub fn starts_line(self) -> bool {
        self.gap >= Gap::Line
    }
}

/// The tokens of a text, in order; blanks and markup are none.
pub(super) fn tokens(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(text.len() / 5);
    let mut gap = Gap::Paragraph;
    let mut comment_end = 0;
    for (start, part) in text.split_word_bound_indices() {
        if part.chars().all(is_blank) {
            gap = wider(gap, part);
        } else if start < comment_end {
        } else if let Some(length) = comment(&text[start..]) {
            comment_end = start + length;
        } else if is_markup(text, start, part, gap) {
            // The blank before a mark is the blank before the word that it marks.
        } else {
            pieces.push(Piece {
                span: trim(start, part),
                gap,
            });
            gap = Gap::None;
        }
    }
    divide(text, &join(text, &pieces))
}

/// Whether a character is no part of any token.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{ad}'
        )
}

fn wider(gap: Gap, blank: &str) -> Gap {
    match (gap, blank.matches('\n').count()) {
        (Gap::Line, 1..) | (_, 2..) => Gap::Paragraph,
        (_, 1) => gap.max(Gap::Line),
        _ => gap.max(Gap::Blank),
    }
}

/// The length of the HTML comment that a text begins with.
fn comment(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("<!--")?;
    inside.find("-->").map(|at| at + "<!---->".len())
}

/// Marks of emphasis and headings: `**`, `#`, `` ` ``; not a star between blanks or the "#" of "#4".
fn is_markup(text: &str, start: usize, part: &str, gap: Gap) -> bool {
    let after = text[start + part.len()..].chars().next();
    let blank_after = after.is_none_or(is_blank);
    match part.as_bytes()[0] {
        b'#' => {
            gap >= Gap::Line && (blank_after || after == Some('#')) || text[..start].ends_with('#')
        }
        b'*' | b'`' => part.len() == 1 && (gap != Gap::Blank || !blank_after),
        b'_' => part.bytes().all(|b| b == b'_'),
        _ => false,
    }
}

/// A part without the underscores of emphasis around it.
fn trim(start: usize, part: &str) -> Span {
    let rest = part.trim_start_matches('_');
    let start = start + part.len() - rest.len();
    Span::new(start, start + rest.trim_end_matches('_').len())
}

/// Divides what Unicode holds together but UD does not: clitics, "cannot", "5pm", "end.The".
fn divide(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let mut divided = Vec::with_capacity(pieces.len() + 16);
    for piece in pieces {
        let mut rest = *piece;
        if let Some((first, second)) = split_points(piece.of(text)) {
            for length in [first, second - first] {
                let middle = rest.span.start + length as u32;
                divided.push(Piece {
                    span: Span {
                        end: middle,
                        ..rest.span
                    },
                    gap: rest.gap,
                });
                rest.span.start = middle;
                rest.gap = Gap::None;
                if first == second {
                    break;
                }
            }
        }
        divided.push(rest);
    }
    divided
}

/// The two bytes (often the same) at which a token falls apart.
fn split_points(form: &str) -> Option<(usize, usize)> {
    let bytes = form.as_bytes();
    let twice = |at: usize| (at > 0 && at < form.len()).then_some((at, at));
    if bytes[0].is_ascii_digit()
        && bytes[bytes.len() - 1].is_ascii_alphabetic()
        && !form.contains(['\'', '’'])
    {
        let at = form.find(|c: char| c.is_ascii_alphabetic())?;
        return WORDS
            .measure
            .contains(&form[at..])
            .then(|| twice(at))
            .flatten();
    }
    if (4..=7).contains(&form.len())
        && (matches!(bytes[form.len() - 1], b't' | b'a' | b'T' | b'A') || form.ends_with("the"))
        && let Some(at) = WORDS.contracted.get(form.to_ascii_lowercase().as_str())
    {
        return twice(*at);
    }
    if let Some(at) = form.find('.') {
        let sentences = form[..at].len() > 2
            && WORDS.starter.contains(&form[at + 1..])
            && form[..at].bytes().all(|b| b.is_ascii_lowercase());
        return sentences.then_some((at, at + 1));
    }
    if !form.contains(['\'', '’']) {
        return None;
    }
    let plain = form.replace('’', "'").to_lowercase();
    let clitic = WORDS.clitic.iter().find(|c| plain.ends_with(**c))?;
    let count = clitic.chars().count();
    form.char_indices()
        .rev()
        .nth(count - 1)
        .and_then(|(at, _)| twice(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|p| p.of(text)).collect()
    }

    #[test]
    fn tokens_follow_ud_english() {
        for line in include_str!("../../tests/data/tokens.tsv").lines() {
            let (text, expected) = line.split_once('\t').expect("two columns");
            assert_eq!(split(&text.replace("\\n", "\n")).join(" "), expected);
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
