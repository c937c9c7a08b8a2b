//! Joins what Unicode parts but UD does not: abbreviations, document symbols, prefixes, addresses, dots.

use super::token::{Gap, Piece};
use super::words::WORDS;

/// No token is of more pieces; it bounds the time spent on a text without blanks.
const MAX_PIECES: usize = 24;

/// The pieces of a text with those that make one token joined.
pub(super) fn join(text: &str, pieces: &[Piece]) -> Vec<Piece> {
    let mut joined = Vec::with_capacity(pieces.len());
    let mut i = 0;
    while i < pieces.len() {
        let run = run_length(text, pieces, i);
        let mut piece = pieces[i];
        piece.span = piece.span.cover(pieces[i + run - 1].span);
        joined.push(piece);
        i += run;
    }
    joined
}

/// How many pieces from the one at `start` on are one token.
fn run_length(text: &str, pieces: &[Piece], start: usize) -> usize {
    let (before, pieces) = pieces.split_at(start);
    let glued = glued(pieces);
    if glued == 1 {
        return 1;
    }
    let run = Run {
        text,
        pieces,
        glued,
        bracketed: before.last().is_some_and(|piece| piece.of(text) == "("),
    };
    run.address()
        .or_else(|| run.repeated())
        .or_else(|| run.symbol())
        .or_else(|| run.number())
        .or_else(|| run.hyphenated())
        .or_else(|| run.letters())
        .or_else(|| run.abbreviation())
        .unwrap_or(1)
}

/// How many pieces follow each other without a blank.
fn glued(pieces: &[Piece]) -> usize {
    let next = pieces[1..].iter().take(MAX_PIECES);
    1 + next.take_while(|piece| piece.gap == Gap::None).count()
}

/// Pieces of which the first `glued` are written as one; each rule says how many of these are one token.
struct Run<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    glued: usize,
    /// Whether a bracket opens right before.
    bracketed: bool,
}

fn digits(form: &str) -> bool {
    form.bytes().all(|b| b.is_ascii_digit())
}

fn letters(form: &str) -> bool {
    form.chars().all(char::is_alphabetic)
}

fn capitals(form: &str) -> bool {
    form.bytes().all(|b| b.is_ascii_uppercase())
}

impl Run<'_> {
    /// Piece `i`, empty after the last one that is written as one with the first.
    fn form(&self, i: usize) -> &str {
        if i < self.glued {
            self.pieces[i].of(self.text)
        } else {
            ""
        }
    }

    /// "www.un.org", "https://un.org/a", "name@example.org", "#IStandWithAhmed"
    fn address(&self) -> Option<usize> {
        let first = self.form(0);
        if first == "#" && letters(self.form(1)) {
            return Some(2);
        }
        if !first.starts_with(char::is_alphanumeric) {
            return None;
        }
        let last = self.pieces[self.glued - 1];
        let whole = self.pieces[0].span.cover(last.span).of(self.text);
        let scheme = whole.find("://").is_some_and(|at| letters(&whole[..at]));
        let mail = whole.find('@').is_some_and(|at| {
            whole[..at]
                .chars()
                .all(|c| c.is_alphanumeric() || "._-+".contains(c))
        });
        if !(scheme || mail || whole.starts_with("www.")) {
            return None;
        }
        let ends = |i: &usize| matches!(self.form(*i), ">" | "<" | "\"" | ")" | "]" | "”" | ",");
        let mut end = (0..self.glued).find(ends).unwrap_or(self.glued);
        while end > 1 && self.form(end - 1).chars().all(|c| ".,;:!?'’".contains(c)) {
            end -= 1;
        }
        Some(end)
    }

    /// "...", "--", "?!", "<<", "''"
    fn repeated(&self) -> Option<usize> {
        let first = self.form(0);
        let same = (0..self.glued).take_while(|i| self.form(*i) == first);
        match first {
            ":" | ";" if matches!(self.form(1), ")" | "(") && self.glued == 2 => Some(2),
            "." | "-" | "~" | "=" | "…" => Some(same.count()).filter(|n| *n > 1),
            "!" | "?" => {
                let marks = (0..self.glued).take_while(|i| matches!(self.form(*i), "!" | "?"));
                Some(marks.count()).filter(|n| *n > 1)
            }
            "<" | ">" | "'" | "’" | "‘" => Some(same.count()).filter(|n| *n == 2),
            _ => None,
        }
    }

    /// "A/RES/73/27", "S/PV.13/Add.1": begins with capitals, has slashes and a digit.
    fn symbol(&self) -> Option<usize> {
        let first = self.form(0);
        let code = first
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if self.form(1) != "/" || !code || digits(first) {
            return None;
        }
        let mut end = 1;
        while end + 1 < self.glued
            && matches!(self.form(end), "/" | "-" | ".")
            && self
                .form(end + 1)
                .chars()
                .all(|c| c.is_alphanumeric() || c == '.')
        {
            end += 2;
        }
        let numbered = (0..end).any(|i| self.form(i).bytes().any(|b| b.is_ascii_digit()));
        numbered.then_some(end)
    }

    /// "5:30", "28/09/2015", "73/266", "2020-05-22", "555-0199", "1.5°C"
    fn number(&self) -> Option<usize> {
        if !self.form(0).starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mark = self.form(1);
        if matches!(mark, "°" | "º") {
            return Some(2 + usize::from(matches!(self.form(2), "C" | "F")));
        }
        let mut end = 1;
        while self.form(end) == mark && end + 1 < self.glued && digits(self.form(end + 1)) {
            end += 2;
        }
        let length = |i: usize| self.form(i).len();
        let clock = self.form(2).strip_prefix(|c: char| c.is_ascii_digit());
        let clock = clock.and_then(|rest| rest.strip_prefix(|c: char| c.is_ascii_digit()));
        if mark == ":" && clock.is_some_and(|rest| WORDS.measure.contains(rest)) {
            return Some(3);
        }
        let one = digits(self.form(0))
            && match (mark, end) {
                (":", 3 | 5) => length(2) == 2,
                ("/" | "-", 5) => true,
                ("-", 3) => length(0) == 3 && length(2) == 4,
                ("/", 3) => true,
                _ => false,
            };
        one.then_some(end)
    }

    /// "non-nuclear" and "mid-1990s" by their prefixes, "w- when" as the beginning of a word.
    fn hyphenated(&self) -> Option<usize> {
        let (left, right) = (self.form(0), self.form(2));
        if !matches!(self.form(1), "-" | "‑") {
            return None;
        }
        if self.glued == 2 {
            let cut = left.chars().count() <= 2 && letters(left) && self.pieces.len() > 2;
            return (cut && self.pieces[0].gap > Gap::None).then_some(2);
        }
        let plain = letters(right) || digits(right.trim_end_matches('s'));
        let prefix = plain && WORDS.prefix.contains(left.to_ascii_lowercase().as_str());
        prefix.then_some(3)
    }

    /// "R&D"
    fn letters(&self) -> Option<usize> {
        let short = |form: &str| (1..=2).contains(&form.len()) && capitals(form);
        (self.form(1) == "&" && short(self.form(0)) && short(self.form(2))).then_some(3)
    }

    /// "Mr.", "para. 12", "(b. March 1980)", "U.S.", "J."
    fn abbreviation(&self) -> Option<usize> {
        let word = self.form(0);
        if self.form(1) != "." || !word.starts_with(char::is_alphabetic) {
            return None;
        }
        let dotted = self.pieces[0].span.cover(self.pieces[1].span).of(self.text);
        let always = WORDS.title.contains(dotted) || WORDS.other.contains(dotted);
        // "(b. March 1980)": no sentence ends so soon.
        let unit = WORDS.unit.contains(dotted) && (self.bracketed || self.numbers(2));
        let found = always || unit || self.initials(word);
        found.then_some(2)
    }

    /// Whether piece `i` is a number; a blank may stand before it.
    fn numbers(&self, i: usize) -> bool {
        let next = self.pieces.get(i).map_or("", |piece| piece.of(self.text));
        let roman = !matches!(next, "" | "I") && next.bytes().all(|b| b"IVXLC".contains(&b));
        roman || next.starts_with(|c: char| c.is_ascii_digit())
    }

    /// "U.S", "J": but the pronoun at the end of "so do I." is none.
    fn initials(&self, word: &str) -> bool {
        let next = self.pieces.get(2);
        let pronoun = word == "I"
            && next.is_none_or(|p| p.gap >= Gap::Line || WORDS.starter.contains(p.of(self.text)));
        let mut parts = word.split('.');
        !pronoun
            && parts.all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
    }
}
