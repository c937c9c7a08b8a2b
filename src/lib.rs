//! Rapporteur reads statements and reports what they say.
#![warn(missing_docs)]
#![deny(unsafe_code)]

pub mod span;

pub mod document;

pub mod syntax;

pub mod mention;

pub mod claim;

pub mod graph;

pub mod rdf;

pub mod store;

pub mod ontology;

pub mod export;

pub mod diff;

pub mod serve;

pub mod push;

#[doc(hidden)]
pub mod cli;

mod extract;
mod hex;

pub mod pipeline;

pub use extract::{Extraction, Extractor};
