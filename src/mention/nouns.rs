//! The nouns that tell what a phrase names: "meeting", "high-level event".

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ontology::{ClassId, Ontology};
use crate::syntax::{Sentence, Token, Xpos};

/// The class nouns of an ontology: "meeting", "high-level event".
#[derive(Debug, Default)]
pub(super) struct Nouns {
    classes: FxHashMap<String, Vec<&'static str>>,
    /// The last words of the nouns that have several.
    heads: FxHashSet<String>,
    /// The most words before the last one of a noun.
    reach: usize,
}

/// Classes with nouns, in the order in which they are tried.
const TRIED: &[&str] = &[
    "Group",
    "State",
    "Body",
    "Meeting",
    "Event",
    "Activity",
    "Instrument",
    "Norm",
    "Place",
    "Provision",
    "Post",
    "Person",
    "Concept",
];

impl Nouns {
    pub fn new(ontology: &Ontology) -> Self {
        let mut nouns = Nouns::default();
        for name in TRIED {
            let Some(id) = ontology.class(name) else {
                continue;
            };
            for noun in &ontology.classes[id.0 as usize].nouns {
                let before = noun.matches([' ', '-']).count();
                nouns.reach = nouns.reach.max(2 * before);
                if let Some((_, head)) = noun.rsplit_once([' ', '-']) {
                    nouns.heads.insert(head.to_owned());
                }
                nouns.classes.entry(noun.clone()).or_default().push(name);
            }
        }
        nouns
    }

    pub fn has(&self, noun: &str, class: &str) -> bool {
        self.classes.get(noun).is_some_and(|c| c.contains(&class))
    }

    /// The longest known noun that a phrase with head `head` is built on, its last word in base form:
    /// "high-level event" before "event"; the bare head if none is known.
    pub fn noun(&self, sentence: &Sentence, text: &str, head: usize) -> String {
        let token = &sentence.tokens[head];
        let lemma = token.lemma.to_lowercase();
        if !self.heads.contains(&lemma) {
            return lemma;
        }
        let words = |first: usize| {
            let start = sentence.tokens[first].span.start as usize;
            let before = &text[start..token.span.start as usize];
            format!("{}{lemma}", before.to_lowercase())
        };
        let mut longer = (head.saturating_sub(self.reach)..head).map(words);
        longer
            .find(|c| self.classes.contains_key(c))
            .unwrap_or(lemma)
    }

    /// The class of a noun phrase by its head noun, whatever stands around it.
    pub fn class(
        &self,
        sentence: &Sentence,
        text: &str,
        head: usize,
        ontology: &Ontology,
    ) -> Option<ClassId> {
        let noun = self.noun(sentence, text, head);
        self.class_of(&noun, is_plural(&sentence.tokens[head]), ontology)
    }

    /// The class of what a noun names, in the plural or not.
    pub fn class_of(&self, noun: &str, plural: bool, ontology: &Ontology) -> Option<ClassId> {
        let listed = |list: &str| ontology.words(list).iter().any(|w| w == noun);
        let found = self.classes.get(noun)?;
        if found.contains(&"Group") && (plural || listed("collective")) {
            return ontology.class("Group");
        }
        let single = |c: &&&str| !(**c == "Group" || plural && **c == "Body");
        match found.iter().find(single) {
            Some(name) => ontology.class(name),
            // "a leader", "the victim": one of a group is a person, unless it is several itself.
            None if found.contains(&"Group") => {
                let several = listed("severalInOne");
                ontology.class(if several { "Group" } else { "Person" })
            }
            None => None,
        }
    }
}

pub(super) fn is_plural(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Nns | Xpos::Nnps)
}
