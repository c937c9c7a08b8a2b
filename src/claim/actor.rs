//! Which words of a sentence name somebody who acts.

use super::clause::Clauses;
use crate::mention::Mentions;
use crate::syntax::Deprel;

/// Which tokens head the name of an actor.
pub(super) fn actors(clauses: &Clauses, index: usize, mentions: &Mentions) -> Vec<bool> {
    let actor = clauses.ontology.class("Actor");
    (0..clauses.sentence.tokens.len())
        .map(|i| {
            let named = mentions.named_at(index, i);
            named.zip(actor).is_some_and(|(mention, actor)| {
                let mention = &mentions.all[mention];
                mention.head == i && clauses.ontology.is_a(mention.class, actor)
            })
        })
        .collect()
}

/// What hangs from a noun with "by" and is an actor.
pub(super) fn agents(clauses: &Clauses, index: usize, mentions: &Mentions) -> Vec<usize> {
    let Some(actor) = clauses.ontology.class("Actor") else {
        return Vec::new();
    };
    let acts = |i: &usize| {
        clauses.token(*i).deprel == Deprel::Nmod
            && clauses.marked(*i, |l, _| l == "by")
            && clauses.ontology.is_a(mentions.class_of(index, *i).0, actor)
    };
    (0..clauses.sentence.tokens.len()).filter(acts).collect()
}
