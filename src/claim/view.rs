//! Whose view a clause is, other than the speaker's: "in Germany's view", "as the Minister said", "according to".

use super::clause::Clauses;
use crate::syntax::{Deprel, Upos, Xpos};

impl Clauses<'_> {
    /// "in Germany's view", "in the opinion of the Court": whose it is, other than the speaker's.
    pub fn view_owner(&self, predicate: usize) -> Option<usize> {
        let views = self.sentence.dependents(predicate, Deprel::Obl);
        let mut views = views.filter(|v| {
            self.listed(*v, "viewNoun") && self.markers(*v).any(|m| self.listed(m, "placing"))
        });
        let view = views.next()?;
        // "in view of the talks" is nobody's view.
        let told = |o: &usize| {
            let possessor = self.token(*o).deprel == Deprel::NmodPoss;
            possessor || self.has(view, Deprel::Det)
        };
        let owner = self.owner(view).filter(told);
        owner.filter(|o| self.token(*o).upos != Upos::Pron)
    }

    /// "as the Minister said, ...": who says so, other than the speaker.
    pub fn quoted(&self, predicate: usize) -> Option<usize> {
        let mut asides = self.sentence.dependents(predicate, Deprel::Advcl);
        let aside = asides.find(|a| {
            let as_ = self.marked(*a, |l, _| l == "as");
            let inside = [Deprel::Ccomp, Deprel::Xcomp, Deprel::Obj];
            as_ && self.listed(*a, "sayingVerb") && !inside.iter().any(|d| self.has(*a, *d))
        })?;
        let speaker = self.own_subject(aside).filter(|_| !self.is_passive(aside));
        let agent = || self.sentence.dependent(aside, Deprel::OblAgent);
        let said = speaker.or_else(agent)?;
        (self.token(said).upos != Upos::Pron).then_some(said)
    }

    /// "according to the Minister", "according to reports", but not "according to the Charter".
    pub fn is_source(&self, noun: usize) -> bool {
        let speaks = self.actors[noun] || self.listed(noun, "source");
        speaks && self.markers(noun).any(|m| self.listed(m, "sourceMarker"))
    }

    /// "has been asked to act": a passive of the past, by nobody named. "States are urged to act" urges them.
    pub fn was_done(&self, verb: usize) -> bool {
        let past = |c: usize| {
            let token = self.token(c);
            token.xpos == Xpos::Vbd || token.lemma == "have" && token.xpos != Xpos::Vb
        };
        let mut auxiliaries = self.sentence.children(verb).filter(|c| {
            let deprel = self.token(*c).deprel;
            matches!(deprel, Deprel::Aux | Deprel::AuxPass)
        });
        self.is_passive(verb) && auxiliaries.any(past)
    }
}
