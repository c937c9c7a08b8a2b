//! Clauses that suppose something instead of stating it.

use super::clause::Clauses;
use crate::syntax::{Deprel, Upos, Xpos};

/// How many words before its quotation mark a theme may be called one.
const TITLE_REACH: usize = 15;

impl Clauses<'_> {
    /// The word that makes a clause or noun something that may or may not be so: "if", "whether", "had" of "had it
    /// acted", "event" of "in the event that it acts", "any" of "any State that acts".
    pub(super) fn condition(&self, i: usize) -> Option<usize> {
        self.supposing_word(i)
            .or_else(|| self.inverted(i))
            .or_else(|| self.in_which_case(i))
            .or_else(|| self.only_when(i))
            .or_else(|| self.not_yet(i))
            .or_else(|| self.supposed_by_noun(i))
            .or_else(|| self.of_any(i))
    }

    /// the theme "Making peace last": whether a word stands in quotation marks that a title is given in.
    pub(super) fn is_in_title(&self, word: usize) -> bool {
        let mark = |i: &usize| matches!(self.form(*i), "“" | "”" | "\"" | "«" | "»");
        let marks: Vec<usize> = (0..word).filter(mark).collect();
        let Some(open) = marks.last().copied() else {
            return false;
        };
        let opens = match self.form(open) {
            "\"" => marks.len() % 2 == 1,
            form => matches!(form, "“" | "«"),
        };
        let mut before = (0..open)
            .rev()
            .filter(|i| self.token(*i).upos != Upos::Punct);
        let Some(last) = before.next().filter(|_| opens) else {
            return false;
        };
        // "the theme that she has chosen, ..."; "the theme led her to say: ..."
        let speaks = self.listed(last, "sayingVerb");
        let theme = |i: usize| self.listed(i, "themeWord");
        self.listed(last, "titleWord")
            || !speaks && (theme(last) || before.take(TITLE_REACH).any(theme))
    }

    /// "if", "whenever"; "whether through war or want" supposes no war.
    fn supposing_word(&self, i: usize) -> Option<usize> {
        let clause = self.is_verbal(i);
        let adverbs = self.sentence.dependents(i, Deprel::Advmod);
        // "condemn terrorism, wherever committed" condemns it.
        let subject = self.own_subject(i).unwrap_or(0);
        let adverbs = adverbs.filter(|a| self.token(*a).xpos == Xpos::Wrb && *a < subject);
        let markers = self.markers(i);
        let markers = markers.filter(|m| clause || self.token(*m).deprel != Deprel::Mark);
        let mut words = markers.chain(adverbs);
        words.find(|w| self.listed(*w, "hypothetical"))
    }

    /// "Had Iran acted, ...", "Should Iran act, ...": the auxiliary stands before the subject.
    fn inverted(&self, i: usize) -> Option<usize> {
        let subject = self.own_subject(i)?;
        let auxiliary = |c: &usize| {
            let deprel = self.token(*c).deprel;
            matches!(deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && *c < subject
        };
        let mut leading = self.sentence.children(i).filter(auxiliary);
        let beside = self.token(i).deprel == Deprel::Advcl;
        leading.find(|c| beside && self.listed(*c, "invertedAuxiliary"))
    }

    /// "Where a party violates the treaty, the others may act": in which case.
    fn in_which_case(&self, i: usize) -> Option<usize> {
        let before = self.token(i).deprel == Deprel::Advcl && self.token(i).head > Some(i);
        let adverbs = self.sentence.dependents(i, Deprel::Advmod);
        let mut words = adverbs.chain(self.markers(i));
        words.find(|w| before && *w < i && self.listed(*w, "caseMarker"))
    }

    /// "can end only when the parties agree"
    fn only_when(&self, i: usize) -> Option<usize> {
        let adverbs = self.sentence.dependents(i, Deprel::Advmod);
        let mut words = adverbs.chain(self.markers(i));
        words.find(|w| {
            let only = *w > 0 && self.listed(*w - 1, "restrictive");
            only && self.token(*w).xpos == Xpos::Wrb
        })
    }

    /// "before the sea destroys the islands": it has not; "before the war destroyed them" tells that it did.
    fn not_yet(&self, i: usize) -> Option<usize> {
        let present = |t: usize| matches!(self.token(t).xpos, Xpos::Vbz | Xpos::Vbp);
        let now = present(i) || self.sentence.dependents(i, Deprel::Aux).any(present);
        self.markers(i)
            .find(|m| now && self.listed(*m, "notYetMarker"))
    }

    /// "in the event that Iran acts"
    fn supposed_by_noun(&self, i: usize) -> Option<usize> {
        let noun = self.token(i).head?;
        let content = self.token(i).deprel == Deprel::Acl || self.is_content_clause(i);
        (content && self.finite(i) && self.listed(noun, "supposingNoun")).then_some(noun)
    }

    /// "any State that acts"
    fn of_any(&self, i: usize) -> Option<usize> {
        let noun = self.token(i).head?;
        let mut determiners = self.sentence.dependents(noun, Deprel::Det);
        let relative = matches!(self.token(i).deprel, Deprel::AclRelcl | Deprel::Acl);
        determiners.find(|d| relative && self.listed(*d, "anyDeterminer"))
    }
}
