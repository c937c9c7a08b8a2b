//! Mentions by the form of their noun phrase: its head noun, its number, what makes it particular.

use rustc_hash::FxHashMap;

use crate::ontology::{ClassId, Ontology};
use crate::syntax::{Deprel, Sentence, Token, Upos, Xpos};

/// The class nouns of an ontology.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    classes: FxHashMap<String, Vec<&'static str>>,
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
];

impl Nouns {
    pub fn new(ontology: &Ontology) -> Self {
        let mut nouns = Nouns::default();
        for name in TRIED {
            let Some(id) = ontology.class(name) else {
                continue;
            };
            for noun in &ontology.classes[id.0 as usize].nouns {
                nouns.classes.entry(noun.clone()).or_default().push(name);
            }
        }
        nouns
    }

    fn has(&self, lemma: &str, class: &str) -> bool {
        self.classes.get(lemma).is_some_and(|c| c.contains(&class))
    }

    /// The class of a noun phrase by its head noun, whatever stands around it.
    pub fn class(&self, token: &Token, ontology: &Ontology) -> Option<ClassId> {
        let lemma = token.lemma.to_lowercase();
        let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
        let collective = ontology.words("collective").contains(&lemma);
        let name = if self.has(&lemma, "Group") && (plural || collective) {
            "Group"
        } else {
            let found = self.classes.get(&lemma)?;
            let single = found
                .iter()
                .find(|c| !(**c == "Group" || plural && **c == "Body"));
            match single {
                Some(name) => name,
                // "a leader", "the victim": one of a group is a person.
                None if found.contains(&"Group") => "Person",
                None => "Group",
            }
        };
        ontology.class(name)
    }
}

/// Whether a noun phrase is to be annotated by itself, and as what.
pub(super) fn mention_class(
    nouns: &Nouns,
    sentence: &Sentence,
    text: &str,
    ontology: &Ontology,
    head: usize,
    names_actor: &dyn Fn(usize) -> bool,
) -> Option<ClassId> {
    let token = &sentence.tokens[head];
    let modifier = matches!(
        token.deprel,
        Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::Fixed
    );
    if modifier || !matches!(token.upos, Upos::Noun | Upos::Propn) {
        return None;
    }
    let class = nouns.class(token, ontology)?;
    let lemma = token.lemma.to_lowercase();
    let form = token.span.of(text);
    let capital = form.starts_with(char::is_uppercase) && head > 0;
    let plural = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
    let particular = || particular(sentence, text, head, names_actor);
    let listed = |list: &str| ontology.words(list).contains(&lemma);
    let accept = match ontology.class_name(class) {
        "Group" => true,
        "Body" => {
            let owned = || actor_modifier(sentence, head, names_actor);
            capital || listed("plainBody") || listed("stateBody") && owned()
        }
        "Meeting" => !listed("vagueMeeting") || particular(),
        "Event" if !listed("vagueEvent") => plural || determined(sentence, head) || particular(),
        "Event" => particular(),
        "Activity" => {
            capital
                || particular() && !listed("vagueActivity")
                || listed("vagueActivity") && named(sentence, text, head, names_actor)
        }
        "Instrument" => {
            let own = || plural || determined(sentence, head);
            capital
                || !listed("vagueInstrument") && own()
                || named(sentence, text, head, names_actor)
        }
        "Place" => !listed("vaguePlace") || named(sentence, text, head, names_actor),
        "Post" => capital,
        "Person" => capital && nouns.has(&lemma, "Person"),
        _ => false,
    };
    if !accept {
        return None;
    }
    // "the President" is a person, "Ambassador for Cyber Policy" a post.
    let post = ontology.class_name(class) == "Post";
    let specified = sentence.dependent(head, Deprel::Nmod).is_some();
    if post && !specified {
        return ontology.class("Person");
    }
    Some(class)
}

/// A demonstrative, a possessor, an adjective or a complement makes a happening particular.
fn particular(
    sentence: &Sentence,
    text: &str,
    head: usize,
    names_actor: &dyn Fn(usize) -> bool,
) -> bool {
    sentence.children(head).any(|c| {
        let token = &sentence.tokens[c];
        matches!(
            token.deprel,
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::Nummod
        ) || demonstrative(token, text)
    }) || named(sentence, text, head, names_actor)
}

/// A name inside the phrase, or a demonstrative.
fn named(
    sentence: &Sentence,
    text: &str,
    head: usize,
    names_actor: &dyn Fn(usize) -> bool,
) -> bool {
    sentence.children(head).any(|c| {
        let token = &sentence.tokens[c];
        let modifies = matches!(
            token.deprel,
            Deprel::NmodPoss | Deprel::Amod | Deprel::Compound
        );
        let name = token.upos == Upos::Propn || names_actor(c);
        modifies && (name || token.deprel == Deprel::NmodPoss) || demonstrative(token, text)
    })
}

fn actor_modifier(sentence: &Sentence, head: usize, names_actor: &dyn Fn(usize) -> bool) -> bool {
    sentence.children(head).any(|c| {
        names_actor(c)
            && matches!(
                sentence.tokens[c].deprel,
                Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nmod
            )
    })
}

fn determined(sentence: &Sentence, head: usize) -> bool {
    let mut children = sentence.children(head);
    children.any(|c| matches!(sentence.tokens[c].deprel, Deprel::Det | Deprel::NmodPoss))
}

fn demonstrative(token: &Token, text: &str) -> bool {
    token.deprel == Deprel::Det
        && matches!(
            token.span.of(text).to_lowercase().as_str(),
            "this" | "these" | "that" | "those"
        )
}
