//! Runs of text: byte spans inside the program, code points at its borders.

/// A run of bytes of a document's text, on character boundaries; `end` is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` (inclusive) to `end` (exclusive), in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The text of this span.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// Turns byte offsets of one text into code-point offsets.
///
/// Everything that leaves the program (JSON Lines, RDF, CSV) counts Unicode code points.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// Code points before each 64-byte block; empty if the text is ASCII.
    blocks: Vec<u32>,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Indexes `text`; linear in its length.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { blocks: Vec::new() };
        }
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 2);
        let mut seen = 0;
        for (i, b) in text.bytes().enumerate() {
            if i % BLOCK == 0 {
                blocks.push(seen);
            }
            seen += u32::from(starts_code_point(b));
        }
        blocks.push(seen);
        Self { blocks }
    }

    /// The number of code points before byte `offset` of the same `text`.
    pub fn at(&self, text: &str, offset: u32) -> usize {
        let offset = offset as usize;
        if self.blocks.is_empty() {
            return offset;
        }
        let block = offset / BLOCK;
        let rest = &text.as_bytes()[block * BLOCK..offset];
        self.blocks[block] as usize + rest.iter().filter(|b| starts_code_point(**b)).count()
    }

    /// A span as `(start, end)` in code points.
    pub fn span(&self, text: &str, span: Span) -> (usize, usize) {
        (self.at(text, span.start), self.at(text, span.end))
    }
}

fn starts_code_point(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "é😀a".repeat(50);
        let index = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(&text, byte as u32), n);
        }
        assert_eq!(index.at(&text, text.len() as u32), 150);
    }
}
