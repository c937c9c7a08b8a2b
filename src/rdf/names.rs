//! IRIs: the one place that makes them.

use std::borrow::Cow;

use oxrdf::NamedNode;
use sha2::{Digest, Sha256};

use crate::hex::hex;

/// Default namespace of documents and entities.
pub const BASE: &str = "https://w3id.org/rapporteur/";

/// Makes every IRI of one namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    base: String,
}

/// A base that no IRI can start with: `rapporteur extract --base "not an iri"`.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a base for IRIs: give an absolute IRI that ends in / or #")]
pub struct BadBase(String);

impl Default for Names {
    fn default() -> Self {
        Self {
            base: BASE.to_owned(),
        }
    }
}

impl Names {
    /// The names under `base`.
    ///
    /// # Errors
    /// If `base` is no absolute IRI, or does not end in `/` or `#`.
    pub fn new(base: &str) -> Result<Self, BadBase> {
        let usable = base.ends_with(['/', '#']) && NamedNode::new(base).is_ok();
        usable
            .then(|| Self {
                base: base.to_owned(),
            })
            .ok_or_else(|| BadBase(base.to_owned()))
    }

    /// Namespace of entities; the slug follows.
    pub fn entities(&self) -> String {
        format!("{}e/", self.base)
    }

    /// Namespace of documents; the first 16 hexadecimal digits of the SHA-256 of the text follow.
    pub fn documents(&self) -> String {
        format!("{}d/", self.base)
    }

    /// An entity.
    pub fn entity(&self, slug: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}e/{}", self.base, escape(slug)))
    }

    /// A document, and the graph of what it says.
    pub fn document(&self, text: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}d/{}", self.base, &sha256(text)[..16]))
    }

    /// The graph of what the catalogue knows about the entities in use.
    pub fn catalogue(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}catalogue", self.base))
    }

    /// The graph of what the entities and relations are elsewhere.
    pub fn links(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}links", self.base))
    }

    /// All that was extracted, and the graph that describes it.
    pub fn dataset(&self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}dataset", self.base))
    }

    /// Namespace of everything that these names make.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A run of a document's characters, in code points (RFC 5147).
    pub fn passage(&self, document: &NamedNode, (start, end): (usize, usize)) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#char={start},{end}", document.as_str()))
    }

    /// A claim of a document, named by the hash of what it says.
    pub fn claim(&self, document: &NamedNode, content: &str) -> NamedNode {
        let hash = sha256(content);
        NamedNode::new_unchecked(format!("{}#c-{}", document.as_str(), &hash[..16]))
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// A slug with what an IRI may not hold percent-encoded.
fn escape(slug: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    if slug.bytes().all(plain) {
        return Cow::Borrowed(slug);
    }
    let mut escaped = String::with_capacity(slug.len());
    for c in slug.chars() {
        if c.is_alphanumeric() || "-._~".contains(c) {
            escaped.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                escaped.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_iris_whatever_the_slug() {
        let names = Names::default();
        for slug in [
            "japan",
            "concept.c\u{f4}te-d-ivoire",
            "a b<>\"{}|\\^`%#?\u{7f}",
        ] {
            let iri = names.entity(slug);
            assert!(NamedNode::new(iri.as_str()).is_ok_and(|parsed| parsed == iri));
        }
        assert!(Names::new("no iri/").is_err());
        assert!(Names::new("https://example.org").is_err());
    }
}
