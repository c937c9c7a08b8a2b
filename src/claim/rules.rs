//! The phrasings of an ontology, compiled and indexed by their anchors.

use rustc_hash::{FxHashMap, FxHashSet};

use super::clause::{Clauses, Filler};
use super::matching::{Found, Miss, find};
use super::noun::named_owner;
use super::phrase::{Phrase, Role, Shape, Words};
use crate::ontology::{ClassId, Diagnostic, Ontology, Relation, RelationId, Written};

/// What a phrasing expresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl Rule {
    /// Classes that the subject may have: those that the phrasing narrows it to, else those of the relation.
    pub fn subject_classes<'a>(&'a self, relation: &'a Relation) -> &'a [ClassId] {
        narrowed(self.phrase.subject_classes(), &relation.subject)
    }

    /// Likewise of the object.
    pub fn object_classes<'a>(&'a self, relation: &'a Relation) -> &'a [ClassId] {
        narrowed(self.phrase.object_classes(), &relation.object)
    }
}

fn narrowed<'a>(own: &'a [ClassId], general: &'a [ClassId]) -> &'a [ClassId] {
    if own.is_empty() { general } else { own }
}

/// The compiled phrasings of an ontology; immutable once built.
#[derive(Debug, Default)]
pub struct Rules {
    pub(super) rules: Vec<Rule>,
    /// Rules by each word that their anchor accepts.
    index: FxHashMap<String, Anchored>,
    /// Every word by which some rule is told from others of its anchor.
    telling: FxHashSet<String>,
    /// The nouns that express a meaning by themselves: "SUBJECT's commitment to OBJECT".
    nouns: FxHashMap<Meaning, FxHashSet<String>>,
}

/// The rules of one anchor word. A phrasing of several words is found by its anchor and one more, so that a light verb
/// costs no more the more phrasings it has.
#[derive(Debug, Default)]
struct Anchored {
    /// Rules whose anchor is their only word.
    alone: Vec<u32>,
    /// The others, by each word that their most telling position accepts.
    by_word: FxHashMap<String, Vec<u32>>,
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
        for anchor in &phrase.anchor.0 {
            if phrase.shape == Shape::Noun {
                let nouns = self.nouns.entry(meaning).or_default();
                nouns.insert(anchor.clone());
            }
            let anchored = self.index.entry(anchor.clone()).or_default();
            let Some(words) = telling(&phrase) else {
                anchored.alone.push(id);
                continue;
            };
            for word in &words.0 {
                anchored.by_word.entry(word.clone()).or_default().push(id);
                self.telling.insert(word.clone());
            }
        }
        self.rules.push(Rule {
            phrase,
            meaning,
            text: written.text.clone(),
        });
        Ok(())
    }

    /// The words of a sentence that tell phrasings of one anchor apart, sorted.
    pub(super) fn telling(&self, clauses: &Clauses) -> Vec<String> {
        let tokens = 0..clauses.sentence.tokens.len();
        let mut words: Vec<String> = tokens
            .flat_map(|i| {
                [
                    clauses.token(i).lemma.clone(),
                    clauses.form(i).to_lowercase(),
                ]
            })
            .filter(|word| self.telling.contains(word))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// The rules whose anchor token `i` can be and whose most telling word is among `words`, sorted.
    pub(super) fn candidates(&self, clauses: &Clauses, i: usize, words: &[String]) -> Vec<u32> {
        let mut found = Vec::new();
        for anchored in self.anchored(clauses, i) {
            found.extend(&anchored.alone);
            if !anchored.by_word.is_empty() {
                let told = words.iter().filter_map(|w| anchored.by_word.get(w));
                found.extend(told.flatten());
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// All rules whose anchor token `i` can be, whatever else the sentence holds, sorted.
    pub(super) fn anchored_at(&self, clauses: &Clauses, i: usize) -> Vec<u32> {
        let anchored = self.anchored(clauses, i);
        let mut found: Vec<u32> = anchored
            .flat_map(|a| a.alone.iter().chain(a.by_word.values().flatten()))
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn anchored(&self, clauses: &Clauses, i: usize) -> impl Iterator<Item = &Anchored> {
        let beside = (!clauses.identified(i).is_empty()).then(|| self.index.get(","));
        let lemma = clauses.token(i).lemma.to_lowercase();
        let form = clauses.form(i).to_lowercase();
        let by_form = (form != lemma).then(|| self.index.get(&form)).flatten();
        let by_lemma = self.index.get(&lemma);
        [by_lemma, by_form, beside.flatten()].into_iter().flatten()
    }

    /// Looks for one rule at token `i`.
    pub(super) fn find(&self, clauses: &Clauses, rule: u32, i: usize) -> Result<Found, Miss> {
        let rule = &self.rules[rule as usize];
        let mut found = find(clauses, &rule.phrase, i)?;
        if rule.phrase.shape == Shape::Verb
            && !rule.phrase.inverse
            && let Some(owners) = self.owners(clauses, rule.meaning, &found)
        {
            found.subjects = owners;
        }
        Ok(found)
    }

    /// "The President reaffirmed the commitment of France to peace": it is France that is committed, for the noun says
    /// so by itself; "drew the attention of France to it" is not.
    fn owners(&self, clauses: &Clauses, meaning: Meaning, found: &Found) -> Option<Vec<Filler>> {
        let nouns = self.nouns.get(&meaning)?;
        let says = |w: &&usize| nouns.contains(&clauses.token(**w).lemma);
        let noun = found.fixed.iter().find(says)?;
        let owner = named_owner(clauses, found, *noun)?;
        Some(clauses.spread(owner))
    }
}

/// Of the fixed words beside the anchor the longest: it is rarer than "in" or "a".
fn telling(phrase: &Phrase) -> Option<&Words> {
    let shortest = |words: &&Words| words.0.iter().map(String::len).min();
    phrase.words.iter().max_by_key(shortest)
}

/// A relation needs something to relate to, an attitude a claim to be about.
fn complete(meaning: Meaning, phrase: Phrase) -> Result<Phrase, String> {
    let has = |role| phrase.slot(role).is_some();
    match meaning {
        Meaning::Relation(_) if !has(Role::Object) && !has(Role::Claim) => {
            Err("a relation's phrasing needs OBJECT or CLAIM".to_owned())
        }
        Meaning::Attitude(_) if !has(Role::Claim) && !has(Role::Deed) => {
            Err("an attitude's phrasing needs CLAIM or DEED".to_owned())
        }
        _ => Ok(phrase),
    }
}
