//! Words broken at the ends of lines. What the document writes elsewhere tells whether a hyphen belongs to the word.

use std::collections::HashSet;

/// The words of a document, in small letters.
pub(super) struct Words(HashSet<String>);

/// How two lines are joined.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// As two lines.
    Lines,
    /// One word with its hyphen.
    Hyphen,
    /// One word; the hyphen is the printer's.
    Word,
}

impl Words {
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut words = HashSet::new();
        for line in lines {
            // The last word may be half a word.
            let whole = line.strip_suffix('-').map_or(line, |line| {
                line.rfind(' ').map_or("", |last| &line[..last])
            });
            let parts = whole.split(|c: char| !c.is_alphanumeric());
            words.extend(parts.filter(|part| !part.is_empty()).map(str::to_lowercase));
        }
        Self(words)
    }

    /// How a line is joined to the one before.
    pub fn join(&self, before: &str, after: &str) -> Join {
        let Some(start) = before
            .strip_suffix('-')
            .filter(|b| b.ends_with(char::is_alphabetic))
        else {
            return Join::Lines;
        };
        let letters = |c: &char| c.is_alphanumeric();
        let end: String = after.chars().take_while(letters).collect();
        let start: Vec<char> = start.chars().rev().take_while(letters).collect();
        let start: String = start.into_iter().rev().collect();
        let known = |word: &str| self.0.contains(&word.to_lowercase());
        match end.chars().next() {
            None => Join::Lines,
            Some(first) if !first.is_lowercase() => Join::Hyphen,
            _ if known(&format!("{start}{end}")) => Join::Word,
            // "pre- and post-war"
            _ if known(&end) && end.chars().count() <= 3 => Join::Lines,
            _ if known(&end) => Join::Hyphen,
            _ => Join::Word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_tells_which_hyphens_belong_to_words() {
        let lines = [
            "We manage the border and the",
            "management of cross-",
            "border trade, pre-",
        ];
        let words = Words::of(lines.into_iter());
        let check =
            |before, after, join| assert_eq!(words.join(before, after), join, "{before}{after}");
        check("the man-", "agement of", Join::Word);
        check("trade cross-", "border", Join::Hyphen);
        check("The Secretary-", "General said", Join::Hyphen);
        check("pre-", "and post-war", Join::Lines);
        check("the archi-", "pelago", Join::Word);
        check("the sea -", "and", Join::Lines);
        check("the sea", "and", Join::Lines);
    }
}
