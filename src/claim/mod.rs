//! Claims: what each sentence says, read off its tree by the phrasings of the ontology.

mod frame;

mod phrase;

mod clause;

mod cleft;

mod condition;

mod subject;

mod actor;

mod adverbial;

mod beside;

mod matching;

mod slot;

mod noun;

mod rules;

mod mood;

mod view;

mod scope;

mod stance;

mod circumstance;

mod attitude;

mod read;

mod build;

mod nested;

mod reading;

mod strict;

pub mod examples;

pub use frame::{Act, Basis, Modality, Polarity};
pub use reading::{Argument, Clause, NearMiss, Reading};
pub use rules::Rules;
pub use strict::Proven;

use crate::ontology::RelationId;
use crate::span::Span;

/// Subject or object of a claim, or whose view it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arg {
    /// Whoever speaks in the document.
    Speaker,
    /// Index of a mention of the same document.
    Mention(usize),
    /// Index of a claim of the same document.
    Claim(usize),
}

/// What one sentence says: subject, relation, object, and how it is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Index of the sentence that is its evidence.
    pub sentence: usize,
    /// Who or what it is about.
    pub subject: Arg,
    /// The relation.
    pub relation: RelationId,
    /// What it says of the subject.
    pub object: Arg,
    /// Whose view it is said to be.
    pub holder: Arg,
    /// What the holder does with it.
    pub act: Act,
    /// How it relates to the world.
    pub modality: Modality,
    /// Whether it is negated.
    pub polarity: Polarity,
    /// How directly it is said.
    pub basis: Basis,
    /// The words that express the relation, in bytes.
    pub cue: Span,
    /// The phrasing that made it, as written in the ontology.
    pub rule: String,
    /// Co-agents.
    pub with: Vec<Arg>,
    /// Addressees or beneficiaries.
    pub to: Vec<Arg>,
    /// Places or forums.
    pub place: Vec<Arg>,
    /// ISO dates, months or years.
    pub when: Vec<String>,
    /// Aims: mentions or claims.
    pub purpose: Vec<Arg>,
    /// Hedge or intensifier as written: "strongly".
    pub degree: Option<String>,
}
