//! Offices, and the persons that hold them.

use super::Mentions;
use crate::syntax::{Deprel, Upos};

impl Mentions<'_> {
    /// Whether a token heads the name of an office that names no person: "Secretary-General".
    pub fn is_office(&self, sentence: usize, head: usize) -> bool {
        let tree = &self.analysis.sentences[sentence];
        // "Secretary-General"
        let parts = tree.dependents(head, Deprel::Compound);
        let mut parts = std::iter::once(head).chain(parts);
        let post = self.ontology.class("Post");
        let is_post = |i: usize| self.nouns.class(tree, self.text, i, self.ontology) == post;
        let office = parts.any(is_post);
        let mention = self.at_head(sentence, head);
        let unnamed = mention.is_some_and(|m| matches!(self.all[m].rule, "catalogue" | "form"));
        // "Mr. President" is no office.
        let addressed = |m: usize| {
            let first = self.first_token(sentence, m);
            self.listed(sentence, first, "honorific") && !is_post(first)
        };
        office && unnamed && !mention.is_some_and(addressed)
    }

    /// Whether a token heads a person's name or is a pronoun for a person; "His Excellency" and "the Chair" are neither.
    pub fn is_somebody_named(&self, sentence: usize, head: usize) -> bool {
        let named = self.at_head(sentence, head).is_some_and(|m| {
            let named = matches!(self.all[m].rule, "person" | "full name" | "catalogue");
            named && !self.is_office(sentence, head)
        });
        let token = self.token(sentence, head);
        named || token.upos == Upos::Pron && token.lemma != "it"
    }
}
