//! Whose view a clause is, other than the speaker's: "in Germany's view", "as the Minister said", "according to".

use super::clause::{Clauses, MAX_STEPS};
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

    /// The verb that a noun is an argument of which nobody knows yet: "a treaty", not "the treaty"; also "norms" that are
    /// called for, but not "States" that are.
    pub fn verb_of_unknown(&self, noun: usize) -> Option<usize> {
        let mut determiners = self.sentence.dependents(noun, Deprel::Det);
        let verb = self
            .argument_of(noun)
            .find(|i| self.token(*i).upos == Upos::Verb)?;
        let wanted = || {
            let lists = ["wantingVerb", "requiringVerb"];
            let actor =
                self.actors[noun] || self.ontology.names_class(&self.token(noun).lemma, "Group");
            let bare = !self.has(noun, Deprel::Det) && !self.has(noun, Deprel::NmodPoss);
            let argument = matches!(self.token(noun).deprel, Deprel::Obj | Deprel::Obl);
            bare && argument
                && !actor
                && self.token(noun).xpos == Xpos::Nns
                && lists.iter().any(|l| self.listed(verb, l))
        };
        (determiners.any(|d| self.listed(d, "indefinite")) || wanted()).then_some(verb)
    }

    /// "a Security Council-led mission": what a hyphen without blanks joins to a word that does not hang from it.
    pub fn begins_compound(&self, noun: usize) -> bool {
        let [a, hyphen, b, ..] = &self.sentence.tokens[noun..] else {
            return false;
        };
        let joined = a.span.end == hyphen.span.start && hyphen.span.end == b.span.start;
        joined && b.head != Some(noun) && matches!(self.form(noun + 1), "-" | "‐" | "‑")
    }

    /// The words that a noun is an argument of, nearest first.
    pub fn argument_of(&self, noun: usize) -> impl Iterator<Item = usize> + '_ {
        let up = std::iter::successors(Some(noun), |i| {
            let token = self.token(*i);
            let argument = matches!(
                token.deprel,
                Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Conj
            );
            token.head.filter(|_| argument)
        });
        up.skip(1).take(MAX_STEPS)
    }

    /// "according to the Minister", "according to reports", but not "according to the Charter".
    pub fn is_source(&self, noun: usize) -> bool {
        let speaks = self.actors[noun] || self.listed(noun, "source");
        speaks && self.markers(noun).any(|m| self.listed(m, "sourceMarker"))
    }

    /// "has been asked to act": a passive of the past, by nobody named. "States are urged to act" urges them.
    pub fn was_done(&self, verb: usize) -> bool {
        self.is_passive(verb) && self.is_past(verb)
    }

    /// Whether a verb tells what has been done: "achieved", "has achieved", "the progress achieved"; but "must be achieved".
    pub fn is_done(&self, verb: usize) -> bool {
        let participle = self.token(verb).xpos == Xpos::Vbn;
        let mut auxiliaries = self.sentence.dependents(verb, Deprel::AuxPass);
        let to_be = auxiliaries.any(|a| matches!(self.token(a).xpos, Xpos::Vb | Xpos::Vbg));
        self.is_past(verb) || participle && !to_be
    }

    /// Whether a clause stands in the past or the perfect: "asked", "was able", "has enabled".
    pub fn is_past(&self, predicate: usize) -> bool {
        let past = |i: usize| self.token(i).xpos == Xpos::Vbd;
        let have = |i: usize| self.token(i).lemma == "have" && self.token(i).xpos != Xpos::Vb;
        let mut auxiliaries = self.sentence.children(predicate).filter(|c| {
            let deprel = self.token(*c).deprel;
            matches!(deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop)
        });
        let finite = self.token(predicate).upos == Upos::Verb && past(predicate);
        finite || auxiliaries.any(|c| past(c) || have(c) && self.token(c).deprel == Deprel::Aux)
    }
}
