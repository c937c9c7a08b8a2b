//! What the lines of a text say about its sentences: headings, lists, and the breaks between printed pages.

use std::ops::Range;

use super::token::{Gap, Piece};
use super::words::WORDS;

/// Lines longer than this are paragraphs: nobody breaks lines there.
const WRAPPED: usize = 120;

/// No heading, greeting or item without a mark at its end is longer.
const HEADING: usize = 80;

/// Settles which ends of lines end a sentence: those become `Gap::Paragraph`, all others are at most `Gap::Line`.
///
/// What a page break puts into the middle of a sentence ("15-29425 4/55", a page number) is no token.
pub(super) fn settle(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let page = Page::new(text, pieces);
    let mut settled: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut before: Option<Before> = None;
    let mut at = 0;
    while at < page.lines.len() {
        if page.is_rule(at) {
            before = None;
            at += 1;
            continue;
        }
        let first = (at, Gap::Paragraph);
        let (line, gap) = before.map_or(first, |before| page.follow(before, at));
        let range = page.lines[line].clone();
        settled.extend_from_slice(&pieces[range.clone()]);
        let start = settled.len() - range.len();
        settled[start].gap = gap;
        let own = gap == Gap::Paragraph || before.is_none_or(|before| !page.is_open(before.line));
        before = Some(Before { line, own });
        at = line + 1;
    }
    settled
}

/// The last line that was settled.
#[derive(Clone, Copy)]
struct Before {
    line: usize,
    /// Whether a sentence begins with it.
    own: bool,
}

/// The lines of a text as runs of its tokens.
struct Page<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    lines: Vec<Range<usize>>,
    /// How long most full lines are, in bytes.
    width: usize,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, pieces: &'a [Piece]) -> Self {
        let starts = (0..pieces.len()).filter(|i| pieces[*i].starts_line());
        let ends = starts.clone().skip(1).chain([pieces.len()]);
        let lines = starts.zip(ends).map(|(start, end)| start..end).collect();
        let mut page = Self {
            text,
            pieces,
            lines,
            width: 0,
        };
        let mut lengths: Vec<usize> = (0..page.lines.len())
            .map(|at| page.line(at).len())
            .collect();
        lengths.sort_unstable();
        page.width = lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0);
        page
    }

    fn line(&self, at: usize) -> &'a str {
        let line = &self.pieces[self.lines[at].clone()];
        line[0].span.cover(line[line.len() - 1].span).of(self.text)
    }

    fn first(&self, at: usize) -> &'a str {
        self.pieces[self.lines[at].start].of(self.text)
    }

    fn last(&self, at: usize) -> &'a str {
        self.pieces[self.lines[at].end - 1].of(self.text)
    }

    fn gap(&self, at: usize) -> Gap {
        self.pieces[self.lines[at].start].gap
    }

    /// The next line that is text, from line `at` on, and what stands before it.
    fn follow(&self, before: Before, at: usize) -> (usize, Gap) {
        if let Some(next) = self.after_page_break(before.line, at) {
            return (next, Gap::Line);
        }
        let gap = match self.gap(at) {
            Gap::Paragraph if self.runs_on(before.line, at) => Gap::Line,
            Gap::Line if before.own && self.is_heading(before.line, at) => Gap::Paragraph,
            gap => gap,
        };
        (at, gap)
    }

    /// "---", "====": a line of its own between two parts of a text.
    fn is_rule(&self, at: usize) -> bool {
        let line = self.line(at);
        line.len() > 2 && line.bytes().all(|b| matches!(b, b'-' | b'=' | b'*'))
    }

    /// The line on which the sentence of line `before` goes on, if those from line `at` to it are what stands at the
    /// end and the top of a printed page.
    fn after_page_break(&self, before: usize, at: usize) -> Option<usize> {
        if !self.is_open(before) {
            return None;
        }
        let rest = at..self.lines.len().min(at + 5);
        let printed: Vec<Print> = rest.clone().map_while(|i| print(self.line(i))).collect();
        let next = at + printed.len();
        let parted = rest
            .take(printed.len() + 1)
            .any(|i| self.gap(i) == Gap::Paragraph);
        let found = !printed.is_empty() && next < self.lines.len() && parted;
        let goes_on = || printed.contains(&Print::Symbol) || starts_small(self.first(next));
        (found && goes_on()).then_some(next)
    }

    /// Whether a sentence runs on over a blank line, as it does where a page ended.
    fn runs_on(&self, before: usize, at: usize) -> bool {
        let first = self.first(at);
        let counter = first.len() == 1 || first.bytes().all(|b| b"ivx".contains(&b));
        let line = &self.pieces[self.lines[at].clone()];
        let item = counter && line.len() > 1 && matches!(line[1].of(self.text), ")" | ".");
        let hanging =
            WORDS.open.contains(self.last(before)) && first.starts_with(char::is_alphanumeric);
        let goes_on = starts_small(first) || hanging;
        goes_on && !item && self.line(before).len() > 30 && self.is_open(before)
    }

    /// Whether a line stops in the middle of a sentence: no mark at its end.
    fn is_open(&self, at: usize) -> bool {
        let last = self.last(at);
        matches!(last, "," | "-") || last.ends_with(char::is_alphanumeric)
    }

    /// Whether line `before`, though no blank line follows, is a heading, an item or a greeting, not text that runs on
    /// in line `at`.
    fn is_heading(&self, before: usize, at: usize) -> bool {
        let head = self.line(before);
        let next = self.first(at);
        if !next.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')) {
            return false;
        }
        if is_capitals(head) != is_capitals(self.line(at)) {
            return true;
        }
        if self.parts_name(before, at) {
            return false;
        }
        let width = self.width_at(at);
        let short = width > WRAPPED || width > 40 && head.len() * 10 < width * 6;
        short && head.len() < HEADING && !WORDS.open.contains(self.last(before))
    }

    /// Whether a name is parted by the end of line `before`: "demands that the Security / Council".
    ///
    /// A heading that ends with a capital has capitals throughout.
    fn parts_name(&self, before: usize, at: usize) -> bool {
        let form = |i: usize| self.pieces[i].of(self.text);
        let line = self.lines[before].clone();
        let plain = |form: &str| starts_small(form) && form.len() > 3 && !WORDS.open.contains(form);
        let next = self.first(at);
        self.last(before).starts_with(char::is_uppercase)
            && next.starts_with(char::is_uppercase)
            && !WORDS.starter.contains(next)
            && !WORDS.title.contains(next)
            && line.into_iter().any(|i| plain(form(i)))
    }

    /// How long full lines are around line `at`: narrow columns and notes differ from the rest of a text.
    fn width_at(&self, at: usize) -> usize {
        let starts = |i: &usize| self.gap(*i) == Gap::Paragraph;
        let above = (at.saturating_sub(8)..at).rev().find(starts).unwrap_or(at);
        let below = at..self.lines.len().min(at + 8);
        let block = (above..at).chain(below.take_while(|i| !starts(i)));
        let widest = block.clone().map(|i| self.line(i).len()).max();
        if block.count() > 2 {
            widest.unwrap_or(self.width)
        } else {
            self.width
        }
    }
}

fn starts_small(form: &str) -> bool {
    form.starts_with(char::is_lowercase)
}

/// "INTRODUCTION AND SUMMARY": eight capitals at least, nothing small.
fn is_capitals(line: &str) -> bool {
    let capitals = line.chars().filter(|c| c.is_uppercase());
    !line.contains(char::is_lowercase) && capitals.take(8).count() == 8
}

/// What is printed at the top and foot of pages.
#[derive(PartialEq)]
enum Print {
    /// "4"
    Number,
    /// "15-29425 4/55", "A/70/PV.15 28/09/2015", "S/RES/1454 (2002)"
    Symbol,
}

fn print(line: &str) -> Option<Print> {
    let number = |b: u8| b.is_ascii_digit() || b"-/()".contains(&b);
    let part =
        |part: &str| part.starts_with("A/") || part.starts_with("S/") || part.bytes().all(number);
    let counted = line.bytes().any(|b| b.is_ascii_digit());
    if line.len() > 40 || !counted || !line.split_whitespace().all(part) {
        None
    } else if line.contains(['/', '-']) {
        Some(Print::Symbol)
    } else {
        (line.len() <= 3).then_some(Print::Number)
    }
}
