//! Why a file, or a line of it, gave no document.

/// Why a file or a line of it is no document. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing but blanks.
    #[error("{name}: the file is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// A picture, a program, zeros: bytes that are text in no encoding.
    #[error("{name}: binary data, not text")]
    Binary {
        /// The file.
        name: String,
    },
    /// `Café` once as UTF-8 and once as Latin-1 in one file.
    #[error(
        "{name}:{line}:{column}: not valid UTF-8, though other parts of the file are; convert the file to UTF-8 first"
    )]
    MixedEncodings {
        /// The file.
        name: String,
        /// Where the first bad byte is.
        line: usize,
        /// Its column in code points.
        column: usize,
    },
    /// A line of a JSON Lines, CSV or other file of lines that cannot be used.
    #[error("{name}:{line}: {why}")]
    BadLine {
        /// The file.
        name: String,
        /// The line.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// More bytes, packed or not, than any statement has: 1 GB of text, a zip bomb.
    #[error("{name}: more than {megabytes} MB {of}; split the file")]
    TooLarge {
        /// The file.
        name: String,
        /// The limit.
        megabytes: usize,
        /// What was counted.
        of: &'static str,
    },
    /// A PDF made of pictures.
    #[error(
        "{name}: the PDF has no text layer, its pages are pictures; run character recognition (OCR) on it first"
    )]
    NoTextLayer {
        /// The file.
        name: String,
    },
    /// A PDF that asks for a password.
    #[error("{name}: the PDF is encrypted; save a copy without password")]
    Encrypted {
        /// The file.
        name: String,
    },
    /// A file that is not what it says: a PDF cut off in the middle, a ZIP file that is no DOCX.
    #[error("{name}: {why}")]
    Broken {
        /// The file.
        name: String,
        /// What is wrong with it.
        why: String,
    },
}
