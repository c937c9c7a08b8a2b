//! What pronouns and short forms stand for: ordered passes, the strictest first; unresolved when none is safe.

use std::collections::BTreeMap;

use super::{Mentions, Referent};
use crate::ontology::ClassId;
use crate::syntax::{Deprel, Number, Sentence, Token, Upos};

/// What a pronoun or short form stands for, and the pass that says so.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub referent: Option<Referent>,
    pub class: ClassId,
    pub pass: &'static str,
}

/// The pass that takes "we" for everybody.
pub(super) const INCLUSIVE: &str = "inclusive first person";
/// The pass that takes "we", and "they" after several actors, for the parties to a joint statement.
pub(super) const JOINT: &str = "joint parties";

impl Mentions<'_> {
    /// Resolves the noun phrase headed by a token, if it is a pronoun or a short form.
    pub(super) fn resolve(&self, sentence: usize, head: usize) -> Option<Resolved> {
        self.first_person(sentence, head)
            .or_else(|| self.own_country(sentence, head))
            .or_else(|| self.short_form(sentence, head))
            .or_else(|| self.state_before(sentence, head))
            .or_else(|| self.named_again(sentence, head))
            .or_else(|| self.third_person(sentence, head))
    }

    /// "we", "our", "my": whoever speaks, alone or with everybody.
    fn first_person(&self, sentence: usize, head: usize) -> Option<Resolved> {
        let token = self.token(sentence, head);
        if token.upos != Upos::Pron || !self.listed(sentence, head, "firstPerson") {
            return None;
        }
        if self.listed(sentence, head, "firstPersonSingular") {
            let mut resolved = self.as_speaker("first person");
            resolved.class = self.class("Person");
            return Some(resolved);
        }
        let several = match self.joint {
            true => JOINT,
            false if self.is_inclusive(sentence, head) => INCLUSIVE,
            false => return Some(self.as_speaker("first person")),
        };
        Some(Resolved {
            referent: None,
            class: self.class("Group"),
            pass: several,
        })
    }

    fn as_speaker(&self, pass: &'static str) -> Resolved {
        let class = match &self.speaker {
            Some(Referent::Catalogue(id)) => self.ontology.entity(*id).class,
            _ => self.class("Group"),
        };
        Resolved {
            referent: Some(self.speaker.clone().unwrap_or(Referent::Speaker)),
            class,
            pass,
        }
    }

    /// "our country", "my delegation".
    fn own_country(&self, sentence: usize, head: usize) -> Option<Resolved> {
        let tree = &self.analysis.sentences[sentence];
        let owner = tree.dependent(head, Deprel::NmodPoss)?;
        let singular = tree.tokens[head].feats.number != Some(Number::Plur);
        let plain = tree.children(head).all(|c| {
            !matches!(
                tree.tokens[c].deprel,
                Deprel::Nmod | Deprel::Compound | Deprel::Acl
            )
        });
        (singular
            && plain
            && self.listed(sentence, owner, "firstPerson")
            && self.lemma_listed(sentence, head, "ownNoun"))
        .then(|| self.as_speaker("own country"))
    }

    /// "the Council" after "the Security Council", "the Ministry" after "the Ministry of Finance": the last full name
    /// with this head.
    fn short_form(&self, sentence: usize, head: usize) -> Option<Resolved> {
        let tree = &self.analysis.sentences[sentence];
        let token = &tree.tokens[head];
        let form = token.span.of(self.text);
        // "our Organization" is the Organization.
        let ours = |c: &usize| {
            tree.tokens[*c].deprel == Deprel::NmodPoss && self.listed(sentence, *c, "firstPerson")
        };
        let alone = stands_alone(tree, head, ours);
        let plural = token.feats.number == Some(Number::Plur);
        if !alone || plural || !form.starts_with(char::is_uppercase) || head == 0 {
            return None;
        }
        let names = self.full_names.get(form);
        // "Working with the Drafting Group, the Group will act": somebody works with others.
        let verb = token.head.filter(|_| token.deprel == Deprel::Nsubj);
        let other = |at: usize, name: usize| {
            at == sentence && verb.is_some_and(|verb| tree.dominates(verb, name))
        };
        let before = names.map(|n| n.range(..(sentence, head)).rev());
        let earlier = before.and_then(|mut n| n.find(|((at, name), _)| !other(*at, *name)));
        let near = earlier.is_some_and(|((at, _), _)| at + 1 >= sentence);
        if let Some(entity) = self.customary.get(form).filter(|_| !near) {
            return Some(Resolved {
                referent: Some(Referent::Catalogue(*entity)),
                class: self.ontology.entity(*entity).class,
                pass: "customary short form",
            });
        }
        let (name, pass) = match earlier {
            Some((_, name)) => (*name, "short form"),
            None if names?.keys().any(|(at, name)| other(*at, *name)) => return None,
            None => (self.only_full_name(names?)?, "full name later"),
        };
        Some(Resolved {
            referent: self.all[name].referent.clone(),
            class: self.all[name].class,
            pass,
        })
    }

    /// "the Charter" before any "Charter of the United Nations": the one body or text that the document names so in full.
    fn only_full_name(&self, names: &BTreeMap<(usize, usize), usize>) -> Option<usize> {
        let first = *names.values().next()?;
        let same = |name: &usize| self.all[*name].referent == self.all[first].referent;
        let class = self.ontology.class_name(self.all[first].class);
        (matches!(class, "Body" | "Instrument") && names.values().all(same)).then_some(first)
    }

    /// Keeps a mention for the short forms that come after it, if it is a known thing with more to its name than its
    /// head, and what the thing is customarily called wherever it is named: "the Organization" for the United Nations.
    pub(super) fn note_full_name(&mut self, index: usize) {
        let mention = &self.all[index];
        if let Some(Referent::Catalogue(id)) = mention.referent {
            let codes = self.ontology.entity(id).codes.iter();
            for (_, form) in codes.filter(|(property, _)| property == "shortForm") {
                self.customary.entry(form).or_insert(id);
            }
        }
        let place = (mention.sentence, mention.head);
        let form = self.analysis.sentences[place.0].tokens[place.1].span;
        let longer = mention.span.len() > form.len();
        let full = longer && mention.referent.is_some() && mention.rule != "argument";
        let form = form.of(self.text);
        if full {
            let names = self.full_names.entry(form).or_default();
            names.insert(place, index);
        } else if let Some(names) = self.full_names.get_mut(form)
            && names.get(&place) == Some(&index)
        {
            names.remove(&place);
        }
    }

    /// "the Government", "that country": the one State that was named here or in the two sentences before.
    fn state_before(&self, sentence: usize, head: usize) -> Option<Resolved> {
        let tree = &self.analysis.sentences[sentence];
        let definite = tree
            .dependents(head, Deprel::Det)
            .any(|d| self.listed(sentence, d, "definite") || self.listed(sentence, d, "pointing"));
        let singular = tree.tokens[head].feats.number == Some(Number::Sing);
        let government = self.lemma_listed(sentence, head, "governing");
        let stands_for_it = government || self.lemma_listed(sentence, head, "countryNoun");
        // In "the Government and people of Kenya" and "the country that attacks", what follows tells which.
        let told = |c: usize| matches!(tree.tokens[c].deprel, Deprel::Conj | Deprel::AclRelcl);
        let alone = stands_alone(tree, head, |_| false) && !tree.children(head).any(told);
        if !definite || !singular || !stands_for_it || !alone {
            return None;
        }
        let state = self.class("State");
        let mut states = self
            .places_before(sentence, head)
            .filter_map(|(s, t)| self.at_head(s, t))
            .map(|mention| &self.all[mention])
            .filter(|mention| mention.class == state && mention.rule != "first person")
            .map(|mention| &mention.referent);
        let first = states.next()?;
        let known = matches!(first, Some(Referent::Catalogue(_)));
        (known && states.all(|state| state == first)).then(|| Resolved {
            referent: first.clone(),
            class: if government {
                self.class("Body")
            } else {
                state
            },
            pass: "State before",
        })
    }

    /// The tokens before one and in the two sentences before its own, backwards.
    fn places_before(
        &self,
        sentence: usize,
        token: usize,
    ) -> impl Iterator<Item = (usize, usize)> + '_ {
        (sentence.saturating_sub(2)..=sentence)
            .rev()
            .flat_map(move |s| {
                let end = if s == sentence {
                    token
                } else {
                    self.analysis.sentences[s].tokens.len()
                };
                (0..end).rev().map(move |t| (s, t))
            })
    }

    /// "this initiative", "such measures": the last thing whose name has this head, here or in the two sentences before.
    fn named_again(&self, sentence: usize, head: usize) -> Option<Resolved> {
        let tree = &self.analysis.sentences[sentence];
        let pointing = tree
            .dependents(head, Deprel::Det)
            .any(|d| self.listed(sentence, d, "pointing"));
        if !pointing || !stands_alone(tree, head, |_| false) {
            return None;
        }
        let mut same = self
            .places_before(sentence, head)
            .filter_map(|(s, t)| self.named_like(s, t, &tree.tokens[head]));
        let earlier = &self.all[same.next()?];
        Some(Resolved {
            referent: earlier.referent.clone(),
            class: earlier.class,
            pass: "named again",
        })
    }

    /// The mention with head `token`, if it is one known thing and its noun is that of `like`.
    fn named_like(&self, sentence: usize, token: usize, like: &Token) -> Option<usize> {
        let noun = self.token(sentence, token);
        let mention = self.at_head(sentence, token)?;
        let same =
            noun.lemma.eq_ignore_ascii_case(&like.lemma) && noun.feats.number == like.feats.number;
        (same && self.all[mention].referent.is_some()).then_some(mention)
    }

    pub(super) fn class(&self, name: &str) -> ClassId {
        self.ontology.class(name).unwrap_or(ClassId(0))
    }
}

/// Whether a noun has nothing with it that tells which of its kind is meant, `besides` left out.
fn stands_alone(tree: &Sentence, head: usize, besides: impl Fn(&usize) -> bool) -> bool {
    tree.children(head).filter(|c| !besides(c)).all(|c| {
        matches!(
            tree.tokens[c].deprel,
            Deprel::Det
                | Deprel::Case
                | Deprel::Punct
                | Deprel::Conj
                | Deprel::Cc
                | Deprel::Appos
                | Deprel::AclRelcl
        )
    })
}
