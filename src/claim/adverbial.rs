//! The unsaid subject of an adverbial clause: "by resolving conflicts", "to protect civilians", "easing tensions".

use super::clause::{Clauses, Filler, MAX_STEPS};
use crate::syntax::{Deprel, Upos, Xpos};

impl Clauses<'_> {
    /// Who does what an adverbial clause without subject says: mostly the subject of the clause it belongs to.
    pub(super) fn adverbial_subject(
        &self,
        predicate: usize,
        head: usize,
        steps: usize,
    ) -> Vec<Filler> {
        if let Some(verb) = self.main_verb(predicate, head) {
            return self.grammatical_subjects(verb, steps - 1);
        }
        // "made the world safer by resolving conflicts": it is not the world that did.
        let object_is_so = self.token(head).deprel == Deprel::Xcomp && !self.is_verbal(head);
        let mut markers = self.markers(predicate);
        if object_is_so
            && markers.any(|m| self.listed(m, "instrumental"))
            && let Some(verb) = self.token(head).head
        {
            return self.adverbial_subject(predicate, verb, steps);
        }
        if self.is_somebody_elses(predicate, head) {
            return Vec::new();
        }
        if self.follows_a_stance(predicate, head) {
            return self.whose_effort(predicate, head);
        }
        if self.is_passive(head) && self.is_of_the_agent(predicate, head) {
            return self.agents(head);
        }
        if let Some(other) = self.for_subject(predicate, head) {
            return self.spread(other);
        }
        let subjects = self.grammatical_subjects(head, steps - 1);
        if let Some(makers) = self.makers(&subjects, head) {
            return makers;
        }
        if self.dangles(predicate, head) {
            return subjects.into_iter().filter(|s| self.acts(*s)).collect();
        }
        subjects
    }

    /// "rejects the attempts to act": an infinitive after what a stance is taken on is not what the stance is taken for.
    pub(super) fn follows_a_stance(&self, infinitive: usize, verb: usize) -> bool {
        self.token(infinitive).xpos == Xpos::Vb
            && infinitive > verb
            && self.listed(verb, "stanceVerb")
            && self.has(verb, Deprel::Obj)
    }

    /// "reiterate our support for the efforts of Mali, through its envoy, to end the war": who makes the effort nearest before
    /// the infinitive.
    fn whose_effort(&self, infinitive: usize, verb: usize) -> Vec<Filler> {
        let effort = (verb..infinitive).rfind(|i| self.listed(*i, "effortNoun"));
        let owner = effort.and_then(|effort| self.owner(effort));
        owner.map_or_else(Vec::new, |owner| self.spread(owner))
    }

    /// Whether nothing tells that the subject of the clause around it is the one of an adverbial clause, too.
    fn is_somebody_elses(&self, predicate: usize, head: usize) -> bool {
        if self.finite(predicate) || self.token(head).upos == Upos::Noun && !self.is_verbal(head) {
            return true;
        }
        // "in addressing extremism there must be no compromise": what there is does nothing.
        if self.has(head, Deprel::Expl) && self.token(head).lemma == "be" {
            return true;
        }
        // "as set out in the report, we must act": it is the clause that the report sets out.
        if self.is_passive(predicate) && self.marked(predicate, |l, _| l == "as") {
            return true;
        }
        // "thanks Estonia for organizing", "prevented them from acting": the object may be meant.
        // "welcomes its role in building X", but in "in building X, they welcome Y" it is the subject.
        self.has(head, Deprel::Obj)
            && self.marked(predicate, |lemma, _| {
                matches!(lemma, "for" | "from" | "of") || lemma == "in" && head < predicate
            })
    }

    /// Whether who does a passive deed, said or not, does what hangs from it: "can be achieved by reaffirming X", "without
    /// undermining X"; and "progress was made in reducing X" is no deed of the progress.
    fn is_of_the_agent(&self, predicate: usize, head: usize) -> bool {
        let means = |m: usize| self.listed(m, "instrumental") || self.listed(m, "negation");
        let after = self.token(predicate).xpos == Xpos::Vbg && predicate > head;
        let acts = |f: &Filler| self.acts(*f);
        let task = |m: usize| {
            let inside = after && self.token(m).lemma == "in";
            inside && !self.grammatical_subjects(head, 1).iter().any(acts)
        };
        self.markers(predicate).any(|m| means(m) || task(m))
    }

    /// "efforts must be made to reduce poverty": whoever makes them, if it is said, reduces it.
    fn makers(&self, subjects: &[Filler], passive: usize) -> Option<Vec<Filler>> {
        let mut nouns = subjects.iter().filter_map(|f| f.token());
        let effort = nouns.find(|t| self.listed(*t, "effortNoun"))?;
        let owner = self.sentence.dependent(effort, Deprel::NmodPoss);
        let makers = || owner.map_or_else(|| self.agents(passive), |o| self.spread(o));
        self.is_passive(passive).then(makers)
    }

    /// "When countering threats, trade matters", "To end the war, talks should be held": before its clause such a gerund or
    /// infinitive tells what somebody does.
    pub(super) fn dangles(&self, clause: usize, head: usize) -> bool {
        let mut markers = self.markers(clause);
        let mut adverbs = self.sentence.dependents(clause, Deprel::Advmod);
        let listed = |m: usize| self.listed(m, "whileMarker");
        let before = clause < head;
        match self.token(clause).xpos {
            Xpos::Vbg => before && (markers.any(listed) || adverbs.any(listed)),
            Xpos::Vb => before && markers.any(|m| self.listed(m, "purposive")),
            _ => false,
        }
    }

    pub(super) fn acts(&self, filler: Filler) -> bool {
        let actor = |t: usize| self.actors[t] || self.token(t).upos == Upos::Pron;
        filler.token().is_none_or(actor)
    }

    /// "trade has a role to play in peace, easing tensions", "bolster actions that meet needs, thereby creating trust": a
    /// participle after a comma tells of the main clause, not of one inside its noun phrase.
    fn main_verb(&self, participle: usize, head: usize) -> Option<usize> {
        let gerund = self.token(participle).xpos == Xpos::Vbg && participle > head;
        let bare = self.markers(participle).next().is_none();
        let mut adverbs = self.sentence.dependents(participle, Deprel::Advmod);
        let result = adverbs.any(|a| self.listed(a, "resultAdverb"));
        let first = self
            .sentence
            .children(participle)
            .next()
            .unwrap_or(participle);
        let first = first.min(participle);
        let comma = self.form(first) == "," || first > 0 && self.form(first - 1) == ",";
        let infinitive =
            self.token(head).deprel == Deprel::Acl && self.token(head).xpos == Xpos::Vb;
        let inner = infinitive || result && self.token(head).deprel == Deprel::AclRelcl;
        let noun = self
            .token(head)
            .head
            .filter(|_| gerund && bare && comma && inner)?;
        std::iter::successors(Some(noun), |i| self.token(*i).head)
            .take(MAX_STEPS)
            .find(|i| self.is_verbal(*i))
    }

    /// "voted for Benin to become a member": who stands before the infinitive with "for".
    fn for_subject(&self, infinitive: usize, head: usize) -> Option<usize> {
        let to = self.sentence.dependents(infinitive, Deprel::Mark).next()?;
        let before = self.sentence.children(head).rfind(|c| *c < to)?;
        let nearest = self.token(before).deprel == Deprel::Obl
            && self.marked(before, |l, _| l == "for")
            && !self.listed(before, "timeUnit");
        let adjacent = (before..to).all(|i| self.sentence.dominates(before, i));
        (nearest && adjacent && before > head).then_some(before)
    }
}
