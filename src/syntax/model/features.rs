//! Words to the rows of the embedding tables. Must do what the training does, character by character.

use rustc_hash::FxHashMap;

use super::weights::{ModelError, Weights};

/// Rows of a word in the six tables: word, vector, suffixes of three and two characters, prefix, shape.
pub(super) type Rows = [u32; 6];

/// The word lists of the tables.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// Normal form to its rows in the word table and the vector table.
    words: FxHashMap<&'static str, (u32, u32)>,
}

const UNKNOWN: u32 = 1;

impl Vocabulary {
    pub fn read(weights: &Weights) -> Result<Self, ModelError> {
        let (plain, vectors) = (weights.lines("words")?, weights.lines("vector_words")?);
        let mut words: FxHashMap<&'static str, (u32, u32)> = FxHashMap::default();
        words.reserve(plain.len() + vectors.len());
        for (i, word) in plain.into_iter().enumerate() {
            words.insert(word, (i as u32 + 2, 0));
        }
        for (i, word) in vectors.into_iter().enumerate() {
            words.entry(word).or_insert((UNKNOWN, 0)).1 = i as u32 + 1;
        }
        Ok(Self { words })
    }

    /// Whether a word as written has a row of its own in one of the tables of words.
    pub fn contains(&self, form: &str) -> bool {
        self.words.contains_key(normal(form).as_str())
    }

    /// The rows of a word as written.
    pub fn rows(&self, form: &str) -> Rows {
        let normal = normal(form);
        let (word, vector) = self
            .words
            .get(normal.as_str())
            .copied()
            .unwrap_or((UNKNOWN, 0));
        let hash = |kind: u8, text: &str, size: u32| {
            let mut hasher = crc32fast::Hasher::new();
            hasher.update(&[kind]);
            hasher.update(text.as_bytes());
            hasher.finalize() % size
        };
        [
            word,
            vector,
            hash(b'3', last(&normal, 3), 4096),
            hash(b'2', last(&normal, 2), 1024),
            hash(b'p', first(&normal, 3), 4096),
            hash(b's', &shape(form), 512),
        ]
    }
}

fn normal(form: &str) -> String {
    let number = form.starts_with(|c: char| c.is_ascii_digit())
        && form.chars().all(|c| "0123456789.,:/-".contains(c));
    if number {
        return if form.len() == 4 { "!YEAR" } else { "!NUM" }.to_owned();
    }
    if form.contains("://") || form.starts_with("www.") {
        return "!URL".to_owned();
    }
    if form.is_ascii() {
        return form.to_ascii_lowercase();
    }
    form.to_lowercase().replace('\u{2019}', "'")
}

fn last(text: &str, n: usize) -> &str {
    let start = text.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| i);
    &text[start..]
}

fn first(text: &str, n: usize) -> &str {
    let end = text.char_indices().nth(n).map_or(text.len(), |(i, _)| i);
    &text[..end]
}

/// "Security-2" is "Xxx-d": upper, lower, digit, itself; runs are cut to two.
fn shape(form: &str) -> String {
    let mut shape = String::new();
    let (mut last, mut before) = ('\0', '\0');
    for c in form.chars() {
        let kind = if c.is_uppercase() {
            'X'
        } else if c.is_lowercase() {
            'x'
        } else if c.is_numeric() {
            'd'
        } else {
            c
        };
        if kind == last && kind == before {
            continue;
        }
        shape.push(kind);
        before = last;
        last = kind;
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_affixes() {
        assert_eq!(shape("Security-2020"), "Xxx-dd");
        assert_eq!((last("état", 3), first("état", 3)), ("tat", "éta"));
        assert_eq!(normal("1,000"), "!NUM");
        assert_eq!(normal("2015"), "!YEAR");
    }
}
