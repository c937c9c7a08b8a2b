//! The phrasings of an ontology, compiled and indexed by their anchors.

use rustc_hash::FxHashMap;

use super::clause::Clauses;
use super::matching::{Found, Miss, find};
use super::phrase::{Phrase, Role};
use crate::ontology::{Diagnostic, Ontology, RelationId, Written};
use crate::syntax::Deprel;

/// What a phrasing expresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Relation(RelationId),
    /// Index in [`Ontology::attitudes`].
    Attitude(usize),
    /// Says nothing; takes its words out of play.
    Idiom,
}

/// A phrasing ready to be looked for.
#[derive(Debug)]
pub(super) struct Rule {
    pub phrase: Phrase,
    pub meaning: Meaning,
    /// As written in the ontology.
    pub text: String,
}

/// The compiled phrasings of an ontology; immutable once built.
#[derive(Debug, Default)]
pub struct Rules {
    pub(super) rules: Vec<Rule>,
    /// Rules by each word that their anchor accepts.
    index: FxHashMap<String, Vec<u32>>,
}

impl Rules {
    /// Reads and indexes the phrasings of `ontology`.
    ///
    /// # Errors
    /// All phrasings that cannot be read, with their places.
    pub fn new(ontology: &Ontology) -> Result<Self, Vec<Diagnostic>> {
        let mut rules = Rules::default();
        let mut diagnostics = Vec::new();
        let relations = ontology.relations.iter().enumerate().map(|(i, relation)| {
            let meaning = Meaning::Relation(RelationId(i as u16));
            (meaning, &relation.phrases)
        });
        let attitudes = ontology
            .attitudes
            .iter()
            .enumerate()
            .map(|(i, attitude)| (Meaning::Attitude(i), &attitude.phrases));
        let idioms = ontology
            .idioms
            .iter()
            .map(|phrases| (Meaning::Idiom, phrases));
        for (meaning, phrases) in relations.chain(attitudes).chain(idioms) {
            for written in phrases {
                if let Err(problem) = rules.add(meaning, written, ontology) {
                    diagnostics.push(problem);
                }
            }
        }
        if diagnostics.is_empty() {
            Ok(rules)
        } else {
            Err(diagnostics)
        }
    }

    fn add(
        &mut self,
        meaning: Meaning,
        written: &Written,
        ontology: &Ontology,
    ) -> Result<(), Diagnostic> {
        let phrase = Phrase::read(&written.text, ontology)
            .and_then(|phrase| complete(meaning, phrase))
            .map_err(|problem| Diagnostic {
                place: written.place.clone(),
                message: format!("phrasing \"{}\": {problem}", written.text),
            })?;
        let id = self.rules.len() as u32;
        for word in &phrase.anchor.0 {
            self.index.entry(word.clone()).or_default().push(id);
        }
        self.rules.push(Rule {
            phrase,
            meaning,
            text: written.text.clone(),
        });
        Ok(())
    }

    /// The rules whose anchor token `i` can be.
    pub(super) fn candidates<'a>(
        &'a self,
        clauses: &Clauses,
        i: usize,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let beside = (clauses.token(i).deprel == Deprel::Appos).then(|| self.index.get(","));
        let lemma = clauses.token(i).lemma.to_lowercase();
        let form = clauses.form(i).to_lowercase();
        let by_form = (form != lemma).then(|| self.index.get(&form)).flatten();
        let by_lemma = self.index.get(&lemma);
        let mut found: Vec<u32> = by_lemma
            .into_iter()
            .chain(by_form)
            .chain(beside.flatten())
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }

    /// Looks for one rule at token `i`.
    pub(super) fn find(&self, clauses: &Clauses, rule: u32, i: usize) -> Result<Found, Miss> {
        find(clauses, &self.rules[rule as usize].phrase, i)
    }
}

/// A relation needs something to relate to, an attitude a claim to be about.
fn complete(meaning: Meaning, phrase: Phrase) -> Result<Phrase, String> {
    let has = |role| phrase.slot(role).is_some();
    match meaning {
        Meaning::Relation(_) if !has(Role::Object) && !has(Role::Claim) => {
            Err("a relation's phrasing needs OBJECT or CLAIM".to_owned())
        }
        Meaning::Attitude(_) if !has(Role::Claim) => {
            Err("an attitude's phrasing needs CLAIM".to_owned())
        }
        _ => Ok(phrase),
    }
}
