//! RDF: what a document says as quads, and the only place that makes IRIs.
//!
//! Each document has a graph of its own, named by the document. There are no blank nodes, and every name is made from
//! content, so the same input gives the same quads, union is merge, and diff is a patch.

mod names;

mod vocabulary;

mod document;

mod claim;

mod catalogue;

mod dataset;

mod order;

mod triples;

pub use names::{BASE, BadBase, Names, sha256};
pub use vocabulary::{prefixes, shown, term};

pub use catalogue::{catalogue, links, schema};
pub use dataset::dataset;
pub use document::{quads, triples};
pub use order::sort;
pub use triples::Triples;

use triples::{Sink, Value};

use oxrdf::Literal;

/// An ISO 8601 date, month or year with its type; anything else is plain text.
fn date(text: &str) -> Literal {
    use oxrdf::vocab::xsd;
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.splitn(3, '-');
    let datatype = match (parts.next(), parts.next(), parts.next()) {
        (Some(y), None, None) if digits(y, 4) => xsd::G_YEAR,
        (Some(y), Some(m), None) if digits(y, 4) && digits(m, 2) => xsd::G_YEAR_MONTH,
        (Some(y), Some(m), Some(d)) if digits(y, 4) && digits(m, 2) && digits(d, 2) => xsd::DATE,
        _ => return Literal::new_simple_literal(text),
    };
    Literal::new_typed_literal(text, datatype)
}
