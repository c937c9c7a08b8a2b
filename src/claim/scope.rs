//! How a claim is said: modality, polarity, act, basis and holder, read off the clauses above it.

use rustc_hash::FxHashMap;

use super::clause::{Clauses, Filler};
use super::mood::Mood;
use super::stance::Stance;
use super::{Act, Basis, Modality, Polarity};
use crate::syntax::{Deprel, Upos, Xpos};

/// How a claim is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scope {
    pub modality: Modality,
    pub polarity: Polarity,
    pub act: Option<Act>,
    pub basis: Basis,
    /// Whose view it is, if not the speaker's.
    pub holder: Option<Filler>,
    /// A future that is a deed of one's own or a prediction: only the subject can tell.
    pub future: bool,
    /// The stances above the claim, innermost first, as heads of the clauses inside them.
    pub stances: Vec<usize>,
    /// Why the clause states nothing, if it does not.
    pub silence: Option<Silence>,
    /// What the word above a noun asks for: "the need for Norway's support".
    pub asked: Option<Modality>,
    /// "wish to", "would like to": with an expressive verb, saying it does it.
    pub performative: bool,
}

/// Why a clause states nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// The sentence asks.
    Question,
    /// A condition or the like begins with this token: "if", "unless".
    Condition(usize),
    /// The token above it takes no stance that the ontology knows.
    Governor(usize),
    /// What this token says of it is denied: "did not say that P".
    Denied(usize),
    /// "measures to protect X" says nothing about who protects.
    Infinitive,
    /// It stands in a title: the theme "Making peace last".
    Title,
}

/// Reads the scope of the clause or noun at `start`. `own` are the fixed words of its phrasing; stances are keyed by
/// the head of the clause inside.
pub(super) fn read(
    clauses: &Clauses,
    stances: &FxHashMap<usize, Stance>,
    start: usize,
    own: &[usize],
) -> Scope {
    let mut climb = Climb {
        clauses,
        stances,
        start,
        scope: Scope::default(),
        closed: false,
        aimed: false,
    };
    climb.clause(start, own);
    climb.noun(start);
    climb.up(start);
    if clauses.is_in_title(start) {
        climb.scope.silence.get_or_insert(Silence::Title);
    }
    // What is done to some end is meant to reach it, if nothing above says how it is meant.
    if climb.aimed && climb.scope.modality == Modality::Actual && !climb.scope.future {
        climb.scope.modality = Modality::Intended;
    }
    // "must not fail to protect X": what must not be left undone must be done.
    if climb.scope.modality == Modality::Prohibited && climb.scope.polarity == Polarity::Negative {
        climb.scope.modality = Modality::Required;
        climb.scope.polarity = Polarity::Positive;
    }
    climb.scope
}

/// The way from a claim up its tree.
pub(super) struct Climb<'a> {
    pub clauses: &'a Clauses<'a>,
    stances: &'a FxHashMap<usize, Stance>,
    /// The head of the claim's clause, or its noun.
    start: usize,
    pub scope: Scope,
    /// Past a finite clause boundary, tense and negation above no longer reach the claim.
    pub closed: bool,
    /// The claim is the purpose of a clause above it.
    aimed: bool,
}

const MAX_CLIMB: usize = 40;

impl Climb<'_> {
    fn up(&mut self, start: usize) {
        let mut at = start;
        for _ in 0..MAX_CLIMB {
            if let Some(word) = self.clauses.condition(at) {
                self.scope.silence.get_or_insert(Silence::Condition(word));
            }
            if let Some(stance) = self.stances.get(&at) {
                self.stance(at, stance);
                at = stance.anchor;
                continue;
            }
            let Some(head) = self.clauses.token(at).head else {
                break;
            };
            self.step(at, head);
            at = head;
        }
        let last = self.clauses.sentence.tokens.len() - 1;
        if self.clauses.form(last) == "?" {
            self.scope.silence.get_or_insert(Silence::Question);
        }
    }

    /// "a plea for the participation of X", "verify the compliance of X": what a noun tells of need not be so.
    fn noun(&mut self, noun: usize) {
        if self.clauses.is_verbal(noun) || self.stances.contains_key(&noun) {
            return;
        }
        let object = self.clauses.token(noun).deprel == Deprel::Obj;
        let asked_for = object || self.clauses.marked(noun, |l, _| l == "for" || l == "of");
        let Some(above) = self.clauses.argument_of(noun).next().filter(|_| asked_for) else {
            return;
        };
        let listed = |list| self.clauses.listed(above, list);
        if listed("checkingVerb") {
            self.scope.silence.get_or_insert(Silence::Condition(above));
        } else if listed("requiringVerb") || listed("wantingVerb") {
            self.scope.asked = Some(self.meant(above).0);
        } else if listed("requiringNoun") {
            self.scope.asked = Some(Modality::Required);
        } else if listed("wantingNoun") {
            self.scope.asked = Some(Modality::Desired);
        }
    }

    /// "the risk of a fire engulfing the region", "a chance of stopping the disease": it may be so.
    fn risked(&mut self, at: usize, noun: usize) {
        let own = at == self.start
            || self.is_near(at) && self.clauses.token(self.start).deprel == Deprel::Acl;
        let of = self.clauses.marked(at, |l, _| l == "of");
        if own
            && of
            && self.clauses.listed(noun, "possibleNoun")
            && self.scope.modality == Modality::Actual
        {
            self.scope.modality = Modality::Possible;
        }
    }

    /// One step up where no phrasing says what the step means.
    fn step(&mut self, at: usize, head: usize) {
        let token = self.clauses.token(at);
        self.risked(at, head);
        match token.deprel {
            _ if self.clauses.cleft(at).is_some() => self.closed = true,
            Deprel::Conj | Deprel::Parataxis => self.coordinated(at, head),
            Deprel::Ccomp | Deprel::Csubj | Deprel::CsubjPass => {
                self.scope.silence.get_or_insert(Silence::Governor(head));
            }
            Deprel::Xcomp => self.complement(at, head),
            Deprel::Advcl => self.adverbial(at, head),
            Deprel::Acl | Deprel::AclRelcl => self.relative(at),
            Deprel::Amod => self.presuppose(),
            _ => self.close_under_noun(at),
        }
    }

    /// What stands inside a noun phrase is not meant as the clause around it is. "acts without sanctions by others" tells of
    /// no sanctions.
    fn close_under_noun(&mut self, at: usize) {
        if self.clauses.is_verbal(at) {
            return;
        }
        let mut markers = self.clauses.markers(at);
        let without = markers.find(|m| self.clauses.listed(*m, "negation"));
        if let Some(without) = without.filter(|_| self.is_near(at)) {
            self.scope
                .silence
                .get_or_insert(Silence::Condition(without));
        }
        self.closed = true;
    }

    /// Whether it is the claim's own noun, or the one that its clause modifies.
    fn is_near(&self, noun: usize) -> bool {
        noun == self.start || self.clauses.token(self.start).head == Some(noun)
    }

    fn coordinated(&mut self, at: usize, head: usize) {
        let own_subject = self.clauses.has(at, Deprel::Nsubj)
            || self.clauses.has(at, Deprel::NsubjPass)
            || self.clauses.token(at).deprel == Deprel::Parataxis;
        let own_auxiliary = [Deprel::Aux, Deprel::AuxPass, Deprel::Cop]
            .iter()
            .any(|d| self.clauses.has(at, *d));
        let finite = self.clauses.token(at).xpos != Xpos::Vb && self.clauses.finite(at);
        let contrast = self
            .clauses
            .sentence
            .dependents(at, Deprel::Cc)
            .any(|c| self.clauses.listed(c, "contrast"));
        // "does not act, nor does it talk": denied once.
        let mut conjunctions = self.clauses.sentence.dependents(at, Deprel::Cc);
        let nor = conjunctions.any(|c| self.clauses.listed(c, "negation"));
        if own_subject || contrast || nor || self.closed {
            return;
        }
        if !own_auxiliary && !finite {
            self.mood(self.clauses.shared_mood(head));
        } else if self
            .clauses
            .own_subject(head)
            .is_some_and(|s| self.clauses.is_none(s))
        {
            // "No State supports it or has supported it"
            self.negate();
        }
    }

    fn complement(&mut self, at: usize, head: usize) {
        // "remains essential", "remains committed": the predicate of a linking verb; else an unknown governor.
        let verb = self.clauses.is_verbal(at) && self.clauses.token(at).upos == Upos::Verb;
        if verb && !self.clauses.is_linked(at) {
            self.scope.silence.get_or_insert(Silence::Governor(head));
        } else if !self.closed {
            self.clause(head, &[]);
        }
    }

    fn adverbial(&mut self, at: usize, head: usize) {
        let mut markers = self.clauses.markers(at);
        if let Some(without) = markers.find(|m| self.clauses.listed(*m, "negation")) {
            self.without(without, head);
        }
        let aim =
            self.clauses.token(at).xpos == Xpos::Vb && self.clauses.marked(at, |l, _| l == "to");
        let closed = self.closed;
        // "In protecting civilians, we must respect the law" demands respect alone; so does "To protect civilians, we must ...".
        if self.clauses.finite(at) || self.clauses.dangles(at, head) {
            self.closed = true;
        } else if !closed && self.clauses.is_verbal(head) {
            let mood = self.clauses.mood(head, &[]);
            self.take_modality(mood);
        }
        self.aimed |= aim && !closed && self.clauses.is_verbal(head);
    }

    /// "acts without harming X" denies that it harms X, "cannot act without harming X" makes it a condition.
    fn without(&mut self, marker: usize, head: usize) {
        let up = std::iter::successors(Some(head), |i| {
            let token = self.clauses.token(*i);
            token.head.filter(|_| token.deprel == Deprel::Xcomp)
        });
        if up
            .take(MAX_CLIMB)
            .any(|i| self.clauses.mood(i, &[]).denied())
        {
            self.scope.silence.get_or_insert(Silence::Condition(marker));
        } else if !self.closed {
            self.negate();
        }
    }

    fn relative(&mut self, at: usize) {
        let noun = self.clauses.token(at).head;
        // "there is no State that supports terrorism"
        if let Some(none) = noun.filter(|noun| self.clauses.is_none(*noun)) {
            self.scope.silence.get_or_insert(Silence::Denied(none));
        }
        let purpose = noun.and_then(|noun| self.clauses.purpose_of(noun));
        if purpose.is_some() {
            self.aimed |= !self.closed;
            return;
        }
        // "a plan to act", "consent to be bound"
        let active = self.clauses.token(at).xpos == Xpos::Vb;
        let passive =
            || self.clauses.has(at, Deprel::AuxPass) && self.clauses.marked(at, |l, _| l == "to");
        let infinitive = (active || passive()) && !self.clauses.finite(at);
        if infinitive && self.clauses.token(at).deprel == Deprel::Acl {
            self.scope.silence.get_or_insert(Silence::Infinitive);
        }
        self.wanted(at);
        self.presuppose();
    }

    /// "We need a treaty that protects X", "we will build a world that respects X": what does not exist yet is meant as the
    /// clause around it is.
    fn wanted(&mut self, clause: usize) {
        let noun = self.clauses.token(clause).head;
        let verb = noun.and_then(|noun| self.clauses.verb_of_unknown(noun));
        // "we want no war that has brought ruin": what has happened has.
        let past = self.clauses.finite(clause) && self.clauses.is_past(clause);
        if past || self.closed || self.scope.modality != Modality::Actual || self.scope.future {
            return;
        }
        if let Some(verb) = verb {
            (self.scope.modality, self.scope.future) = self.meant(verb);
        }
    }

    /// How a clause is meant, and whether it is one of the future; to need and to ensure are to demand and to wish.
    fn meant(&self, verb: usize) -> (Modality, bool) {
        let outer = read(self.clauses, self.stances, verb, &[]);
        let modality = match outer.modality {
            Modality::Actual if self.clauses.listed(verb, "requiringVerb") => Modality::Required,
            Modality::Actual if self.clauses.listed(verb, "wantingVerb") => Modality::Desired,
            // "I would like to stress the importance of an order that respects X" does stress it.
            Modality::Desired if outer.performative && self.clauses.listed(verb, "stanceVerb") => {
                Modality::Actual
            }
            modality => modality,
        };
        (modality, outer.future)
    }

    fn presuppose(&mut self) {
        if self.scope.basis == Basis::Explicit {
            self.scope.basis = Basis::Presupposed;
        }
        self.closed = true;
    }

    pub(super) fn clause(&mut self, predicate: usize, fixed: &[usize]) {
        if self.closed {
            return;
        }
        let mood = self.clauses.mood(predicate, fixed);
        if mood.denied()
            && let Some(without) = self.without_what(predicate)
        {
            self.scope
                .silence
                .get_or_insert(Silence::Condition(without));
        }
        let lessened = self.clauses.is_lessened(predicate);
        if lessened || mood.denied() && self.clauses.is_all_that_is_denied(predicate) {
            self.scope.silence.get_or_insert(Silence::Denied(predicate));
        }
        if self.scope.holder.is_none() {
            let owner = self.clauses.view_owner(predicate);
            let holder = owner.or_else(|| self.clauses.quoted(predicate));
            self.scope.holder = holder.map(Filler::Token);
        }
        self.mood(mood);
    }

    /// "cannot succeed without support": the word that makes support a condition.
    fn without_what(&self, predicate: usize) -> Option<usize> {
        let circumstances = self.clauses.sentence.dependents(predicate, Deprel::Obl);
        let mut markers = circumstances.flat_map(|c| self.clauses.markers(c));
        markers.find(|m| self.clauses.listed(*m, "negation"))
    }

    fn mood(&mut self, mood: Mood) {
        self.take_modality(mood);
        if mood.hearsay && self.scope.basis == Basis::Explicit {
            self.scope.basis = Basis::Reported;
        }
        if mood.denies() {
            self.negate();
        }
    }

    fn take_modality(&mut self, mood: Mood) {
        if let Some(modality) = mood.modality {
            let weak =
                matches!(modality, Modality::Possible) && self.scope.modality != Modality::Actual;
            if !weak {
                self.scope.modality = modality;
                self.scope.future = false;
            }
        } else if mood.future && self.scope.modality == Modality::Actual {
            self.scope.future = true;
        }
    }

    pub(super) fn negate(&mut self) {
        self.scope.polarity = match self.scope.polarity {
            Polarity::Positive => Polarity::Negative,
            Polarity::Negative => Polarity::Positive,
        };
    }
}
