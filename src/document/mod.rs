//! Documents: a text with what is known about it before it is read.

mod format;

mod encoding;
mod error;
mod flow;
mod read;
mod zstd;

mod docx;
mod front_matter;
mod html;
mod jsonl;
mod pdf;

mod heading;

mod header;
mod organ;
mod parties;
mod record;
mod sidecar;

pub use error::ReadError;
pub use format::{Format, Packing};
pub use read::{Documents, read};
pub use sidecar::{SIDECAR, Sidecar};

pub use header::Headers;

use serde::{Deserialize, Serialize};

/// The most bytes of one text; a statement of an hour has a thousandth of it.
const TEXT_LIMIT: usize = 64 << 20;

/// A statement to be read. The text is kept as it was given; every offset points into it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The id given with the document, else one derived from its file name.
    pub id: String,
    /// The text, byte for byte.
    pub text: String,
    /// Who speaks, when and where, as far as it was given or could be read from the header.
    #[serde(flatten)]
    pub metadata: Metadata,
}

/// What is known about a statement besides its text; every field is as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// The title of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whose delegation speaks: an ISO 3166-1 alpha-3 code, a name, or several names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The person who speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// ISO 8601 date, month or year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The meeting or event at which the statement was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occasion: Option<String>,
    /// The body before which the statement was made, larger ones first: "General Assembly, First Committee".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organ: Option<String>,
    /// Where the text came from: a path or an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Metadata {
    /// Sets the field that files call `key`, in any case; blank values are none. Whether there is such a field.
    pub fn set(&mut self, key: &str, value: &str) -> bool {
        let field = match key.trim().to_ascii_lowercase().as_str() {
            "title" => &mut self.title,
            "speaker" | "delegation" | "country" => &mut self.speaker,
            "person" | "author" => &mut self.person,
            "date" => &mut self.date,
            "occasion" | "meeting" | "event" => &mut self.occasion,
            "organ" | "body" => &mut self.organ,
            "source" | "url" | "symbol" => &mut self.source,
            _ => return false,
        };
        let value = value.trim();
        if !value.is_empty() {
            *field = Some(value.to_owned());
        }
        true
    }
}
