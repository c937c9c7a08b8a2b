//! Claims about claims, and each claim once.

use rustc_hash::FxHashMap;

use super::matching::Found;
use super::read::{Draft, Reader};
use super::rules::{Meaning, Rule};
use super::scope::{self, Scope};
use super::stance::Stance;
use super::{Act, Arg, Basis, Claim, Modality};
use crate::ontology::RelationId;
use crate::syntax::Deprel;

impl Reader<'_, '_, '_> {
    /// Relations whose object is a claim: "SUBJECT support CLAIM".
    pub(super) fn nested(&mut self, found: &[(u32, Found)], drafts: &[Draft]) {
        for (id, found) in found {
            let rule = &self.rules.rules[*id as usize];
            let (Meaning::Relation(relation), Some(inside)) = (rule.meaning, found.claim) else {
                continue;
            };
            let scope = self.scope(rule, found);
            if scope.silence.is_some() {
                continue;
            }
            let objects = self.claims_under(inside, drafts);
            self.about(rule, relation, found, &scope, &objects);
        }
    }

    fn about(
        &mut self,
        rule: &Rule,
        relation: RelationId,
        found: &Found,
        scope: &Scope,
        objects: &[usize],
    ) {
        for subject in found.subjects.clone() {
            for object in objects {
                let subject = self.argument(subject);
                let object = Arg::Claim(*object);
                let claim = self.claim(rule, relation, found, scope, subject, object);
                self.claims.push(claim);
            }
        }
    }

    /// The claims made by the clause `inside` or the clauses coordinated with it.
    fn claims_under(&self, inside: usize, drafts: &[Draft]) -> Vec<usize> {
        drafts
            .iter()
            .filter(|d| {
                d.anchor == inside
                    || self.clauses.token(d.anchor).head == Some(inside)
                        && self.clauses.token(d.anchor).deprel == Deprel::Conj
                    || d.stances.first() == Some(&inside)
                        && d.clausal
                        && !self.in_modifier(d.anchor, inside)
            })
            .flat_map(|d| d.made.iter().copied())
            .collect()
    }

    /// Whether a word stands in a clause that modifies something below `clause`: "ensure that aid reaches those who need it",
    /// "announced that talks were held to end the war".
    fn in_modifier(&self, word: usize, clause: usize) -> bool {
        std::iter::successors(Some(word), |i| self.clauses.token(*i).head)
            .take_while(|i| *i != clause)
            .any(|i| {
                matches!(
                    self.clauses.token(i).deprel,
                    Deprel::Acl | Deprel::AclRelcl | Deprel::Amod | Deprel::Advcl | Deprel::Appos
                )
            })
    }

    /// "A agrees that P" is also the claim that A agrees to P, unless saying so is all that the speaker does.
    pub(super) fn stance_claims(&mut self, drafts: &[Draft]) {
        let mut stances: Vec<(usize, Stance)> =
            self.stances.iter().map(|(k, v)| (*k, v.clone())).collect();
        stances.sort_by_key(|(inside, _)| *inside);
        for (inside, stance) in stances {
            let attitude = &self.clauses.ontology.attitudes[stance.attitude];
            let Some(relation) = attitude.relation else {
                continue;
            };
            let holds = attitude.holds;
            let mut objects = self.claims_under(inside, drafts);
            objects
                .retain(|c| self.claims[*c].basis == Basis::Explicit || !stance.finite || !holds);
            let scope = scope::read(&self.clauses, &self.stances, stance.anchor, &stance.fixed);
            if objects.is_empty() || scope.silence.is_some() {
                continue;
            }
            // "I wish to assure you that P" says P as "I assure you" does.
            let plain = scope.modality == Modality::Actual && !scope.future || scope.performative;
            let found = Found {
                deed: false,
                anchor: stance.anchor,
                fixed: stance.fixed.clone(),
                subjects: stance.subjects.clone(),
                objects: Vec::new(),
                addressees: Vec::new(),
                with: Vec::new(),
                claim: Some(inside),
            };
            let rule = Rule {
                phrase: self.rules.rules[0].phrase.clone(),
                meaning: Meaning::Relation(relation),
                text: stance.rule.clone(),
            };
            let able = &self.clauses.ontology.relation(relation).subject;
            for subject in stance.subjects {
                if !self.may_be(subject, able) {
                    continue;
                }
                let arg = self.argument(subject);
                let says = attitude.act == Some(Act::Assert);
                if holds && (plain || says) && self.is_self(arg) {
                    continue;
                }
                for object in &objects {
                    let claim =
                        self.claim(&rule, relation, &found, &scope, arg, Arg::Claim(*object));
                    self.claims.push(claim);
                }
            }
        }
    }

    /// The same subject, relation and object are claimed once a sentence.
    pub(super) fn drop_repeats(&mut self, first: usize) {
        let mut seen = FxHashMap::default();
        let mut moved = FxHashMap::default();
        let found: Vec<Claim> = self.claims.drain(first..).collect();
        for (i, claim) in found.into_iter().enumerate() {
            let key = (claim.subject, claim.relation, claim.object);
            let place = *seen.entry(key).or_insert(self.claims.len());
            moved.insert(first + i, place);
            if place == self.claims.len() {
                self.claims.push(claim);
            }
        }
        for claim in &mut self.claims[first..] {
            let own = [&mut claim.subject, &mut claim.object, &mut claim.holder];
            for arg in own.into_iter().chain(&mut claim.purpose) {
                if let Arg::Claim(c) = arg
                    && let Some(to) = moved.get(c)
                {
                    *arg = Arg::Claim(*to);
                }
            }
        }
    }
}
