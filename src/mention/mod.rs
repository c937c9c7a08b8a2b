//! Mentions: who and what a text names, and what each one stands for.

use crate::claim::Claim;
use crate::document::Document;
use crate::ontology::{ClassId, EntityId, Ontology};
use crate::span::Span;
use crate::syntax::Analysis;

/// What a mention stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Referent {
    /// A thing of the catalogue.
    Catalogue(EntityId),
    /// Something the catalogue lacks: a dotted slug made from the text, `person.akahori-takeshi`.
    Minted(String),
    /// Whoever speaks, where the document does not say who that is.
    Speaker,
}

/// A run of the text that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands, in bytes, without articles and quantifiers.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of its head token in the sentence.
    pub head: usize,
    /// What kind of thing it names.
    pub class: ClassId,
    /// What it stands for, if that is known.
    pub referent: Option<Referent>,
    /// The rule or pass that found it: "catalogue", "person", "argument", "coreference: speaker".
    pub rule: &'static str,
}

/// Finds mentions by the names, patterns and word lists of an ontology; immutable once built.
#[derive(Debug, Default)]
pub struct Recognizer {}

/// The mentions of one document while it is being read: the named ones, and arguments as claims ask for them.
#[derive(Debug)]
pub struct Mentions<'a> {
    /// The text and trees that the mentions point into.
    pub analysis: &'a Analysis,
    /// All mentions so far; indices stay valid.
    pub all: Vec<Mention>,
}

impl Recognizer {
    /// Compiles the names of `ontology`.
    pub fn new(_ontology: &Ontology) -> Self {
        Self {}
    }

    /// All named mentions of a document, and candidates for Norm and Concept that only stay if a claim uses them.
    pub fn recognise<'a>(
        &self,
        _ontology: &Ontology,
        _document: &Document,
        analysis: &'a Analysis,
    ) -> Mentions<'a> {
        Mentions {
            analysis,
            all: Vec::new(),
        }
    }
}

impl Mentions<'_> {
    /// The mention of the noun phrase with head token `head`: the one found before, else a new one.
    pub fn argument(&mut self, _sentence: usize, _head: usize) -> usize {
        0
    }

    /// The named mention that covers a token.
    pub fn named_at(&self, _sentence: usize, _token: usize) -> Option<usize> {
        None
    }

    /// The class that the argument headed by a token has, and whether it is known what it stands for.
    pub fn class_of(&self, _sentence: usize, _head: usize) -> (ClassId, bool) {
        (ClassId(0), false)
    }

    /// Whether a mention stands for whoever speaks.
    pub fn is_speaker(&self, _mention: usize) -> bool {
        false
    }

    /// Drops what no claim uses and need not stay, sorts by span, and renumbers the claims' arguments.
    pub fn finish(self, claims: Vec<Claim>) -> (Vec<Mention>, Vec<Claim>) {
        (self.all, claims)
    }
}
