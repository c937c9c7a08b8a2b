//! What the argument of a claim is: a State, a body, a concept.

use super::Mentions;
use crate::ontology::ClassId;
use crate::syntax::{Deprel, Upos};

impl Mentions<'_> {
    /// The class of the argument headed by a token, and whether that is known rather than assumed.
    pub fn class_of(&self, sentence: usize, head: usize) -> (ClassId, bool) {
        if let Some(mention) = self.at_head(sentence, head) {
            let mention = &self.all[mention];
            // "you" that stands for nobody known stays open when a claim has used it.
            let open =
                mention.rule == "argument" && self.lemma_listed(sentence, head, "personPronoun");
            return (mention.class, !open);
        }
        if let Some(resolved) = self.resolve(sentence, head) {
            return (resolved.class, true);
        }
        let token = self.token(sentence, head);
        if self.listed(sentence, head, "singlePersonPronoun") {
            return (self.class("Person"), true);
        }
        if self.lemma_listed(sentence, head, "quantity")
            && let Some(counted) = self.counted_thing(sentence, head)
        {
            return self.class_of(sentence, counted);
        }
        let tree = &self.analysis.sentences[sentence];
        let name = match self.nouns.class(tree, self.text, head, self.ontology) {
            Some(class) => return (class, true),
            None if let Some((_, class)) = self.apposed(sentence, head) => return (class, true),
            None if self.may_be_a_body(sentence, head) => "Body",
            None => "Concept",
        };
        let class = self.ontology.class(name).unwrap_or(ClassId(0));
        (class, token.upos != Upos::Pron)
    }

    /// Unknown names are bodies most often; months, models ("SM-6") and described things ("trustworthy AI") are not.
    fn may_be_a_body(&self, sentence: usize, head: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        let token = &tree.tokens[head];
        let form = token.span.of(self.text);
        let described = tree.dependents(head, Deprel::Amod).any(|c| {
            let adjective = tree.tokens[c].span.of(self.text);
            adjective.starts_with(char::is_lowercase)
        });
        token.upos == Upos::Propn
            && !described
            && !form.contains(|c: char| c.is_ascii_digit())
            && !self.listed(sentence, head, "month")
    }

    /// What a quantity counts: a noun, or a person: "all of us".
    fn counted_thing(&self, sentence: usize, quantity: usize) -> Option<usize> {
        let tree = &self.analysis.sentences[sentence];
        tree.dependent(quantity, Deprel::Nmod).filter(|c| {
            let person =
                tree.tokens[*c].upos == Upos::Pron && self.listed(sentence, *c, "firstPerson");
            person || matches!(tree.tokens[*c].upos, Upos::Noun | Upos::Propn)
        })
    }
}
