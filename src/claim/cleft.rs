//! "It is in this spirit that we support the fund": one clause in the form of two.

use super::clause::{Clauses, MAX_STEPS};
use crate::syntax::Deprel;

impl Clauses<'_> {
    /// The predicate of the cleft sentence whose "that" clause is headed by `clause`, for the parser mostly a relative
    /// clause of its last noun.
    pub(super) fn cleft(&self, clause: usize) -> Option<usize> {
        let token = self.token(clause);
        let inside = matches!(
            token.deprel,
            Deprel::AclRelcl | Deprel::Ccomp | Deprel::Csubj | Deprel::Advcl | Deprel::Conj
        );
        let that = |c: usize| {
            let linked = matches!(self.token(c).deprel, Deprel::Mark | Deprel::Obj);
            linked && self.token(c).lemma == "that" && c < clause
        };
        let focus = token.head.filter(|h| self.is_focus(*h));
        if focus.is_some() && token.deprel == Deprel::AclRelcl {
            return focus;
        }
        if !inside || !self.sentence.children(clause).any(that) {
            return None;
        }
        self.own_subject(clause)?;
        let up = std::iter::successors(token.head, |i| {
            let token = self.token(*i);
            let below = matches!(token.deprel, Deprel::Nmod | Deprel::Conj | Deprel::Acl);
            token.head.filter(|_| below)
        });
        up.take(MAX_STEPS).find(|i| self.is_pointed_at(*i))
    }

    /// "it is Mali that suffers": a name that "it" points at.
    pub(super) fn is_focus(&self, noun: usize) -> bool {
        self.names[noun].is_some() && !self.has(noun, Deprel::Case) && self.is_it(noun)
    }

    /// "it is in this spirit": what "it" points at, with a preposition.
    fn is_pointed_at(&self, predicate: usize) -> bool {
        self.has(predicate, Deprel::Case) && self.is_it(predicate)
    }

    /// "it is ..."
    fn is_it(&self, predicate: usize) -> bool {
        let mut children = self.sentence.children(predicate);
        let it = children.any(|c| {
            let subject = matches!(self.token(c).deprel, Deprel::Nsubj | Deprel::Expl);
            subject && c < predicate && self.token(c).lemma == "it"
        });
        it && self.has(predicate, Deprel::Cop)
    }

    /// Whether "it" only announces the clause that tells: "it is in line with the Charter that we act".
    pub(super) fn is_cleft_subject(&self, subject: usize, predicate: usize) -> bool {
        let mut after = predicate + 1..self.sentence.tokens.len();
        self.token(subject).lemma == "it"
            && self.is_pointed_at(predicate)
            && after.any(|i| self.cleft(i) == Some(predicate))
    }
}
