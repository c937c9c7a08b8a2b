//! The attitudes of a sentence: whose view each clause is, how it is meant, and whom it lends its subject.

use super::clause::Filler;
use super::matching::Found;
use super::phrase::{Role, Shape, Slot};
use super::read::Reader;
use super::rules::{Meaning, Rule};
use super::stance::Stance;
use super::{Act, Basis, Polarity};
use crate::ontology::RelationId;
use crate::syntax::{Deprel, Upos};

impl Reader<'_, '_, '_> {
    /// Finds the attitude that token `anchor` takes, if any, and lends its subject to the clause inside.
    pub(super) fn find_stance(&mut self, anchor: usize) {
        let Some((id, attitude, found)) = self.best_attitude(anchor) else {
            return;
        };
        let Some(claim) = found.claim else { return };
        let (rule, clauses) = (&self.rules.rules[id as usize], &self.clauses);
        let finite = clauses.finite(claim);
        let meaning = &clauses.ontology.attitudes[attitude];
        let deed = rule.phrase.slot(Role::Deed).is_some();
        let stops = meaning.polarity == Some(Polarity::Negative);
        let nominal = rule.phrase.shape == Shape::Noun
            && !clauses.is_verbal(found.anchor)
            && clauses.purpose_of(found.anchor).is_none();
        let factive = meaning.basis == Some(Basis::Presupposed);
        let lent = self.lent(&found);
        let others = factive && rule.phrase.shape != Shape::Noun || meaning.agentless;
        if !finite && others && found.addressees.is_empty() {
            // "we oppose imposing sanctions": it is others who would.
            self.clauses.lent.insert(claim, Vec::new());
        } else if !finite && !lent.is_empty() && (!deed || stops) {
            self.clauses.lent.insert(claim, lent);
        }
        self.stances.entry(claim).or_insert(Stance {
            attitude,
            anchor: found.anchor,
            fixed: found.fixed,
            subjects: found.subjects,
            addressees: found.addressees,
            finite,
            factive,
            nominal: nominal || deed && !stops && meaning.modality.is_none(),
            rule: rule.text.clone(),
        });
    }

    /// The weightiest phrasing of an attitude at token `anchor`: its rule and the attitude.
    fn best_attitude(&self, anchor: usize) -> Option<(u32, usize, Found)> {
        let mut best: Option<(usize, u32, usize, Found)> = None;
        for id in self.rules.candidates(&self.clauses, anchor, &self.telling) {
            let rule = &self.rules.rules[id as usize];
            let Meaning::Attitude(attitude) = rule.meaning else {
                continue;
            };
            let Ok(found) = self.rules.find(&self.clauses, id, anchor) else {
                continue;
            };
            let deed = rule.phrase.slot(Role::Deed);
            let classes = rule.phrase.subject_classes();
            let subject = |f: &Filler| self.may_be(*f, classes);
            let fits = (classes.is_empty() || found.subjects.iter().any(subject))
                && self.fits_addressee(rule, &found)
                && deed.is_none_or(|slot| self.is_own_deed(attitude, slot, &found));
            let weight = rule.phrase.weight();
            if fits && best.as_ref().is_none_or(|(w, ..)| weight > *w) {
                best = Some((weight, id, attitude, found));
            }
        }
        best.map(|(_, id, attitude, found)| (id, attitude, found))
    }

    /// Who does what the clause inside an attitude says, if that clause has no subject.
    fn lent(&self, found: &Found) -> Vec<Filler> {
        // "allow me to congratulate", "let us act": the pronoun of the phrasing acts.
        let mut pronouns = found.fixed.iter().copied();
        let pronoun = pronouns.find(|f| self.clauses.listed(*f, "firstPerson"));
        match pronoun.filter(|_| found.subjects.is_empty()) {
            Some(pronoun) => vec![Filler::Token(pronoun)],
            None if found.addressees.is_empty() => found.subjects.clone(),
            None => found.addressees.clone(),
        }
    }

    /// Whether what fills DEED makes a claim by itself. Whoever ends something ends what they do themselves only if it is
    /// said to be theirs: "end its violation of X", "refrain from violations of X".
    fn is_own_deed(&self, attitude: usize, slot: &Slot, found: &Found) -> bool {
        let clauses = &self.clauses;
        let Some(noun) = found.claim.filter(|n| clauses.token(*n).upos == Upos::Noun) else {
            return false;
        };
        let owner = clauses.sentence.dependent(noun, Deprel::NmodPoss);
        let own = owner.map(|o| clauses.token(o).upos == Upos::Pron);
        let stops = clauses.ontology.attitudes[attitude].polarity == Some(Polarity::Negative);
        let from = slot
            .marker
            .as_ref()
            .is_some_and(|m| m.accept("from", "from"));
        if stops && !own.unwrap_or(from) {
            return false;
        }
        let candidates = self.rules.candidates(clauses, noun, &self.telling);
        candidates.into_iter().any(|id| {
            let rule = &self.rules.rules[id as usize];
            let Meaning::Relation(relation) = rule.meaning else {
                return false;
            };
            let classes = rule.object_classes(clauses.ontology.relation(relation));
            let may_be = |found: Found| found.objects.iter().any(|o| self.may_be(*o, classes));
            rule.phrase.shape == Shape::Noun && self.rules.find(clauses, id, noun).is_ok_and(may_be)
        })
    }

    /// Whether the addressee is what the phrasing asks for: "need ADDRESSEE:Actor to CLAIM".
    fn fits_addressee(&self, rule: &Rule, found: &Found) -> bool {
        rule.phrase.slot(Role::Addressee).is_none_or(|slot| {
            slot.classes.is_empty()
                || found
                    .addressees
                    .iter()
                    .any(|f| self.may_be(*f, &slot.classes))
        })
    }

    /// Whether an attitude that uses the word `anchor` says more than the relation found there.
    pub(super) fn is_part_of_stance(
        &self,
        relation: RelationId,
        anchor: usize,
        found: &Found,
    ) -> bool {
        let recalls = self.clauses.ontology.relation(relation).act == Act::Recall;
        self.stances
            .iter()
            .filter(|(_, stance)| stance.fixed.contains(&anchor))
            .any(|(inside, stance)| {
                recalls && found.objects.iter().any(|o| o.is_among(&stance.fixed))
                    || self.says_more(*inside, stance, found)
            })
    }

    /// Whether the attitude of a verb leaves no room for a relation: "urge the Government to act" does not call for
    /// the Government, "committed to making the Council work" commits to no Council, "reaffirm the commitment to act"
    /// recognizes no commitment, and what is recognized in "recognize that P" is P.
    fn says_more(&self, inside: usize, stance: &Stance, found: &Found) -> bool {
        // "demand the release of X" demands it and says who shall do it.
        let noun = !self.clauses.is_verbal(inside);
        let attitude = &self.clauses.ontology.attitudes[stance.attitude];
        if noun && attitude.polarity != Some(Polarity::Negative) {
            return false;
        }
        let addressed = found.objects.iter().any(|o| stance.addressees.contains(o));
        let below = |token| self.clauses.sentence.dominates(inside, token);
        let within = found.objects.iter().any(|o| o.token().is_some_and(below));
        found.claim.is_none() && (stance.finite || within || addressed && !stance.factive)
    }
}
