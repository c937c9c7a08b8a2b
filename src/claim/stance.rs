//! What the attitude above a claim makes of it: "must ensure that", "does not believe that", "was able to".

use super::clause::Filler;
use super::mood::Mood;
use super::scope::{Climb, Silence};
use super::{Act, Basis, Modality, Polarity};
use crate::ontology::Attitude;

/// What an attitude says about the clause inside it, found in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Stance {
    /// Index of the attitude in the ontology.
    pub attitude: usize,
    /// The clause that takes the attitude.
    pub anchor: usize,
    /// Fixed words of the phrasing: their modals are part of it.
    pub fixed: Vec<usize>,
    pub subjects: Vec<Filler>,
    pub addressees: Vec<Filler>,
    /// Whether the clause inside has its own tense: "that CLAIM".
    pub finite: bool,
    /// Whether the clause inside is taken for granted: "thank Japan for organizing".
    pub factive: bool,
    /// Whether a noun inside another clause takes it: "discussed their role in building X".
    pub nominal: bool,
    /// The phrasing, as written.
    pub rule: String,
}

impl Climb<'_> {
    /// Goes past the clause that takes an attitude to the one `inside` it.
    pub(super) fn stance(&mut self, inside: usize, stance: &Stance) {
        let attitude = &self.clauses.ontology.attitudes[stance.attitude];
        let mood = self.clauses.mood(stance.anchor, &stance.fixed);
        self.scope.stances.push(inside);
        let reaches = !self.closed;
        if reaches {
            self.colour(attitude);
            self.done(attitude, stance);
        } else if stance.finite && self.scope.act.is_none() && attitude.act == Some(Act::Recall) {
            // What is taken for granted in a reaffirmed clause is reaffirmed with it.
            self.scope.act = attitude.act;
        }
        if reaches && attitude.modality == Some(Modality::Possible) {
            self.able(stance, &mood);
        }
        if attitude.holds && self.scope.holder.is_none() && (reaches || stance.finite) {
            self.scope.holder = stance.subjects.first().copied();
        }
        if stance.nominal && reaches && self.scope.basis == Basis::Explicit {
            self.scope.basis = Basis::Presupposed;
        }
        let asked = attitude.modality == Some(Modality::Recommended) && stance.subjects.is_empty();
        if asked && self.clauses.was_done(stance.anchor) && self.scope.basis == Basis::Explicit {
            self.scope.basis = Basis::Reported;
        }
        self.wished_saying(stance, &mood, attitude.relation.is_some() && !attitude.aims);
        // A finite clause has its own tense; what is taken for granted or reported is so whatever is wished above.
        let apart = stance.finite && !attitude.aims || attitude.basis.is_some();
        if apart && reaches {
            self.denied(attitude, stance, &mood);
        }
        self.closed |= apart;
        self.unhindered(attitude, stance);
        self.clause(stance.anchor, &stance.fixed);
    }

    /// Takes over what the attitude says about the clause inside, the innermost first, unless the outer one asks for it:
    /// "urges the Council to step up efforts to act".
    fn colour(&mut self, attitude: &Attitude) {
        let inner = self.scope.modality;
        let asked = attitude.modality.is_some_and(|m| m.asks_for(inner));
        if self.scope.act.is_none() || asked && attitude.act.is_some() {
            self.scope.act = attitude.act;
        }
        if (inner == Modality::Actual || asked)
            && let Some(modality) = attitude.modality
        {
            self.scope.modality = modality;
            self.scope.future = false;
        }
        if attitude.polarity == Some(Polarity::Negative) {
            self.negate();
        }
        if let Some(basis) = attitude.basis
            && self.scope.basis == Basis::Explicit
        {
            self.scope.basis = basis;
        }
        self.scope.performative |= attitude.performative;
    }

    /// "had to act": acted.
    fn done(&mut self, attitude: &Attitude, stance: &Stance) {
        let duty = attitude.modality == Some(Modality::Required)
            && self.clauses.listed(stance.anchor, "doneDuty");
        if duty && self.scope.modality == Modality::Required && self.clauses.is_past(stance.anchor)
        {
            self.scope.modality = Modality::Actual;
            self.scope.act = None;
        }
    }

    /// "does not have the power to act" does not act, "was able to act" acted.
    fn able(&mut self, stance: &Stance, mood: &Mood) {
        let past = self.clauses.is_past(stance.anchor);
        if self.scope.modality == Modality::Possible && (mood.denied() || past) {
            self.scope.modality = match mood.future {
                true => Modality::Probable,
                false => Modality::Actual,
            };
        }
    }

    /// "do not believe that P", "nobody can deny that P": what the negation of an attitude makes of a clause with a tense
    /// of its own. What is taken for granted or recalled ("must not forget that P") is so all the same.
    fn denied(&mut self, attitude: &Attitude, stance: &Stance, mood: &Mood) {
        let granted =
            attitude.basis == Some(Basis::Presupposed) || attitude.act == Some(Act::Recall);
        if granted || !mood.denied() {
            return;
        }
        if attitude.raises || attitude.polarity == Some(Polarity::Negative) {
            self.negate();
        } else {
            self.scope
                .silence
                .get_or_insert(Silence::Denied(stance.anchor));
        }
    }

    /// "Nothing prevents Iran from acting": it may act, and may not.
    fn unhindered(&mut self, attitude: &Attitude, stance: &Stance) {
        let subject = self.clauses.own_subject(stance.anchor);
        let nobody = subject.is_some_and(|s| self.clauses.is_none(s));
        if nobody && !stance.finite && attitude.polarity == Some(Polarity::Negative) {
            self.scope
                .silence
                .get_or_insert(Silence::Denied(stance.anchor));
        }
    }

    /// "Members should recognize that P": P is taken for granted, and is not said to be their view.
    fn wished_saying(&mut self, stance: &Stance, mood: &Mood, has_relation: bool) {
        let wished = matches!(
            mood.modality,
            Some(Modality::Required | Modality::Recommended)
        );
        // "it should be emphasized that P" emphasizes it.
        let said = !stance.subjects.is_empty();
        if stance.finite && wished && said && has_relation {
            self.scope.basis = Basis::Presupposed;
            self.scope.holder = None;
            self.scope.act = None;
        }
    }
}
