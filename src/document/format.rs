//! The formats of documents, known by the name of a file and by its first bytes.

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, one document.
    Text,
    /// Markdown, read as text.
    Markdown,
    /// A page.
    Html,
    /// PDF with a text layer.
    Pdf,
    /// Word since 2007, and what other programs save as such.
    Docx,
    /// One document a line.
    JsonLines,
}

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// It is not.
    None,
    /// gzip, one or several members.
    Gzip,
    /// Zstandard, one or several frames.
    Zstd,
}

impl Format {
    /// All formats, in the order in which help names them.
    pub const ALL: [Self; 6] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Pdf,
        Self::Docx,
        Self::JsonLines,
    ];

    /// The endings of file names, lower case, without the dot.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::JsonLines => &["jsonl", "ndjson"],
        }
    }

    /// The format that the name of a file tells, packed (`.jsonl.gz`) or not.
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = unpacked(name).rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|format| format.extensions().contains(&extension.as_str()))
    }

    /// What a file is: containers are known by their first bytes whatever their name; then the name counts, then what
    /// the text begins with.
    pub fn detect(name: &str, start: &[u8]) -> Self {
        if start.starts_with(b"%PDF-") {
            return Self::Pdf;
        }
        if start.starts_with(b"PK\x03\x04") {
            return Self::Docx;
        }
        Self::of_name(name).unwrap_or_else(|| Self::of_text(start))
    }

    fn of_text(start: &[u8]) -> Self {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        let start = start.trim_ascii_start().to_ascii_lowercase();
        if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
            return Self::Html;
        }
        match start.first() {
            Some(b'{') if !start.starts_with(b"{\\rtf") => Self::JsonLines,
            _ => Self::Text,
        }
    }

    /// The most bytes a file (of JSON Lines: a line) may have; no statement is nearly as long.
    pub(super) fn limit(self) -> usize {
        match self {
            // Pictures take the room, not text.
            Self::Pdf | Self::Docx => 256 << 20,
            _ => super::TEXT_LIMIT,
        }
    }
}

impl Packing {
    /// How a file is packed, by its first bytes.
    pub fn detect(start: &[u8]) -> Self {
        match start {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Self::Zstd,
            _ => Self::None,
        }
    }
}

/// The name without `.gz` or `.zst`.
fn unpacked(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((inner, "gz" | "gzip" | "zst" | "zstd")) => inner,
        _ => name,
    }
}

/// File name without folders and extension: `a/b.v2.jsonl.gz` gives `b.v2`.
pub(super) fn stem(name: &str) -> &str {
    let file = unpacked(name.rsplit(['/', '\\']).next().unwrap_or(name));
    match file.rfind('.') {
        Some(dot) if dot > 0 => &file[..dot],
        _ => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, start: &[u8], format: Format) {
        assert_eq!(Format::detect(name, start), format, "{name}");
    }

    #[test]
    fn formats_are_known_by_name_and_by_first_bytes() {
        check("a.txt", b"Text", Format::Text);
        check("a.md", b"{", Format::Markdown);
        check("A.HTML", b"Text", Format::Html);
        check("a.jsonl.gz", b"{", Format::JsonLines);
        check("a.txt.zst", b"Text", Format::Text);
        check("misnamed.txt", b"%PDF-1.7", Format::Pdf);
        check("misnamed.html", b"PK\x03\x04", Format::Docx);
        check("stdin", b" \n{\"text\"", Format::JsonLines);
        check("stdin", b"<!DOCTYPE html><p>", Format::Html);
        check("stdin", b"{\\rtf1", Format::Text);
        check("stdin", b"", Format::Text);
    }

    #[test]
    fn stems_have_no_extensions() {
        assert_eq!(stem("seeds/japan.v2.txt"), "japan.v2");
        assert_eq!(stem("a\\b.jsonl.gz"), "b");
        assert_eq!(stem(".hidden"), ".hidden");
    }
}
