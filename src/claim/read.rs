//! One document's claims: phrasings found in each sentence, filled with mentions, framed by the clauses above.

use rustc_hash::{FxHashMap, FxHashSet};

use super::clause::{Clauses, Filler};
use super::matching::Found;
use super::phrase::{Role, Shape};
use super::rules::{Meaning, Rule, Rules};
use super::scope::{self, Scope, Stance};
use super::{Act, Arg, Basis, Claim, Modality};
use crate::mention::Mentions;
use crate::ontology::{ClassId, Ontology, RelationId};
use crate::span::Span;
use crate::syntax::{Analysis, Deprel, Upos};

impl Rules {
    /// The claims of a document, in the order of the text.
    pub fn claims(
        &self,
        ontology: &Ontology,
        text: &str,
        analysis: &Analysis,
        mentions: &mut Mentions,
    ) -> Vec<Claim> {
        let mut claims = Vec::new();
        for index in 0..analysis.sentences.len() {
            let mut clauses = Clauses::new(&analysis.sentences[index], text, ontology);
            clauses.actors = actors(&clauses, index, mentions);
            clauses.names = (0..analysis.sentences[index].tokens.len())
                .map(|i| mentions.named_at(index, i))
                .collect();
            let mut reader = Reader {
                rules: self,
                clauses,
                index,
                mentions,
                stances: FxHashMap::default(),
                claims: &mut claims,
            };
            reader.sentence();
        }
        claims
    }
}

/// Which tokens head the name of an actor.
fn actors(clauses: &Clauses, index: usize, mentions: &Mentions) -> Vec<bool> {
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

struct Reader<'a, 'm, 'd> {
    rules: &'a Rules,
    clauses: Clauses<'a>,
    /// Index of the sentence.
    index: usize,
    mentions: &'m mut Mentions<'d>,
    /// By the head of the clause inside.
    stances: FxHashMap<usize, Stance>,
    claims: &'m mut Vec<Claim>,
}

/// A claim before what is above it is read, with the place it was found.
struct Draft {
    /// The head of the clause or noun that makes it.
    anchor: usize,
    /// Its claims by index in the document.
    made: Vec<usize>,
    stances: Vec<usize>,
}

impl Reader<'_, '_, '_> {
    fn sentence(&mut self) {
        let first = self.claims.len();
        let order = top_down(&self.clauses);
        for anchor in &order {
            self.find_stance(*anchor);
        }
        let found = self.find_relations(&order);
        let drafts: Vec<Draft> = found
            .iter()
            .map(|(rule, found)| self.draft(&self.rules.rules[*rule as usize], found))
            .collect();
        self.nested(&found, &drafts);
        self.stance_claims(&drafts);
        self.drop_repeats(first);
    }

    /// Finds the attitude that token `anchor` takes, if any, and lends its subject to the clause inside.
    fn find_stance(&mut self, anchor: usize) {
        let mut best: Option<(usize, u32, Found)> = None;
        for id in self.rules.candidates(&self.clauses, anchor) {
            let rule = &self.rules.rules[id as usize];
            if !matches!(rule.meaning, Meaning::Attitude(_)) {
                continue;
            }
            let Ok(found) = self.rules.find(&self.clauses, id, anchor) else {
                continue;
            };
            let weight = rule.phrase.weight();
            if best.as_ref().is_none_or(|(w, ..)| weight > *w) {
                best = Some((weight, id, found));
            }
        }
        let Some((_, id, found)) = best else { return };
        let rule = &self.rules.rules[id as usize];
        let (Meaning::Attitude(attitude), Some(claim)) = (rule.meaning, found.claim) else {
            return;
        };
        let finite = self.clauses.finite(claim);
        let lent = if found.addressees.is_empty() {
            found.subjects.clone()
        } else {
            found.addressees.clone()
        };
        if !finite && !lent.is_empty() {
            self.clauses.lent.insert(claim, lent);
        }
        self.stances.entry(claim).or_insert(Stance {
            attitude,
            anchor: found.anchor,
            fixed: found.fixed,
            subjects: found.subjects,
            finite,
            rule: rule.text.clone(),
        });
    }

    /// All phrasings of relations, the most specific for each anchor; words used up by one are no anchor of another.
    fn find_relations(&self, order: &[usize]) -> Vec<(u32, Found)> {
        let mut all: Vec<(usize, u32, Found)> = Vec::new();
        for anchor in order {
            let stance = self.stances.values().find(|s| s.anchor == *anchor);
            for id in self.rules.candidates(&self.clauses, *anchor) {
                let rule = &self.rules.rules[id as usize];
                // "urge the Government to act" does not call for the Government.
                if stance.is_some() && rule.phrase.slot(Role::Claim).is_none() {
                    continue;
                }
                if let Meaning::Relation(relation) = rule.meaning
                    && let Ok(found) = self.rules.find(&self.clauses, id, *anchor)
                    && self.fits(rule, relation, &found)
                {
                    all.push((rule.phrase.weight(), id, found));
                }
            }
        }
        all.sort_by_key(|(weight, id, _)| (std::cmp::Reverse(*weight), *id));
        let mut used: FxHashMap<usize, usize> = FxHashMap::default();
        let mut kept: Vec<(u32, Found)> = Vec::new();
        for (weight, id, found) in all {
            let rule = &self.rules.rules[id as usize];
            let rival = kept.iter().any(|(other, k)| {
                let other = &self.rules.rules[*other as usize];
                k.anchor == found.anchor
                    && (other.meaning == rule.meaning || other.phrase.weight() > weight)
            });
            let taken = used.get(&found.anchor).is_some_and(|w| *w > weight);
            if rival || taken {
                continue;
            }
            for word in found.fixed.iter().filter(|w| **w != found.anchor) {
                let entry = used.entry(*word).or_default();
                *entry = (*entry).max(weight);
            }
            kept.push((id, found));
        }
        kept.sort_by_key(|(id, found)| (found.anchor, *id));
        kept
    }

    /// Whether subject and object may be what the relation and the phrasing ask for.
    fn fits(&self, rule: &Rule, relation: RelationId, found: &Found) -> bool {
        let relation = self.clauses.ontology.relation(relation);
        let narrowed = |own: &[ClassId], general: &[ClassId]| -> Vec<ClassId> {
            if own.is_empty() { general } else { own }.to_vec()
        };
        let subject = narrowed(&rule.phrase.subject, &relation.subject);
        if !found.subjects.iter().any(|f| self.may_be(*f, &subject)) {
            return false;
        }
        match rule.phrase.slot(Role::Object) {
            None => found.claim.is_some(),
            Some(slot) => {
                let object = narrowed(&slot.classes, &relation.object);
                found.objects.iter().any(|f| self.may_be(*f, &object))
            }
        }
    }

    /// Whether a filler's class is one of those allowed; a pronoun that stands for nothing known may be anything.
    fn may_be(&self, filler: Filler, allowed: &[ClassId]) -> bool {
        let Filler::Token(token) = filler else {
            return true;
        };
        if allowed.is_empty() {
            return self.is_argument(token);
        }
        let (class, known) = self.mentions.class_of(self.index, token);
        let open = !known && self.clauses.token(token).upos == Upos::Pron;
        self.is_argument(token)
            && (open
                || allowed
                    .iter()
                    .any(|a| self.clauses.ontology.is_a(class, *a)))
    }

    fn is_argument(&self, token: usize) -> bool {
        matches!(
            self.clauses.token(token).upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det | Upos::X
        ) && !self.clauses.has(token, Deprel::Cop)
    }

    /// Makes the claims of one phrasing found: one for each combination of subject and object.
    fn draft(&mut self, rule: &Rule, found: &Found) -> Draft {
        let mut draft = Draft {
            anchor: found.anchor,
            made: Vec::new(),
            stances: Vec::new(),
        };
        let Meaning::Relation(relation) = rule.meaning else {
            return draft;
        };
        let scope = self.scope(rule, found);
        if scope.states_nothing || rule.phrase.slot(Role::Object).is_none() {
            return draft;
        }
        draft.stances.clone_from(&scope.stances);
        let definition = self.clauses.ontology.relation(relation);
        let subject_classes = if rule.phrase.subject.is_empty() {
            definition.subject.clone()
        } else {
            rule.phrase.subject.clone()
        };
        let object_classes = match rule.phrase.slot(Role::Object) {
            Some(slot) if !slot.classes.is_empty() => slot.classes.clone(),
            _ => definition.object.clone(),
        };
        for subject in &found.subjects {
            for object in &found.objects {
                if subject != object
                    && self.may_be(*subject, &subject_classes)
                    && self.may_be(*object, &object_classes)
                {
                    let (subject, object) = (self.argument(*subject), self.argument(*object));
                    let claim = self.claim(rule, relation, found, &scope, subject, object);
                    draft.made.push(self.claims.len());
                    self.claims.push(claim);
                }
            }
        }
        draft
    }

    fn scope(&self, rule: &Rule, found: &Found) -> Scope {
        let mut scope = scope::read(&self.clauses, &self.stances, found.anchor, &found.fixed);
        if matches!(rule.phrase.shape, Shape::Noun | Shape::Modifier) {
            scope.modality = Modality::Actual;
            scope.future = false;
            if scope.basis == Basis::Explicit {
                scope.basis = Basis::Presupposed;
            }
        }
        scope
    }

    fn argument(&mut self, filler: Filler) -> Arg {
        match filler {
            Filler::Speaker => Arg::Speaker,
            Filler::Token(token) => Arg::Mention(self.mentions.argument(self.index, token)),
        }
    }

    fn is_self(&self, arg: Arg) -> bool {
        match arg {
            Arg::Speaker => true,
            Arg::Mention(mention) => self.mentions.is_speaker(mention),
            Arg::Claim(_) => false,
        }
    }

    fn claim(
        &mut self,
        rule: &Rule,
        relation: RelationId,
        found: &Found,
        scope: &Scope,
        subject: Arg,
        object: Arg,
    ) -> Claim {
        let holder = match scope.holder.map(|h| self.argument(h)) {
            Some(holder) if !self.is_self(holder) => holder,
            _ => Arg::Speaker,
        };
        let own = self.is_self(subject);
        let performed = scope.performative && own && self.is_expressive(relation);
        let modality = match scope.modality {
            _ if performed => Modality::Actual,
            Modality::Actual if scope.future && own => Modality::Intended,
            Modality::Actual if scope.future => Modality::Probable,
            other => other,
        };
        let addressees = found.addressees.clone();
        let with = found.with.clone();
        Claim {
            sentence: self.index,
            subject,
            relation,
            object,
            holder,
            act: if performed {
                self.clauses.ontology.relation(relation).act
            } else {
                self.act(relation, scope, modality, own)
            },
            modality,
            polarity: scope.polarity,
            basis: scope.basis,
            cue: self.cue(&found.fixed),
            rule: rule.text.clone(),
            with: with.into_iter().map(|f| self.argument(f)).collect(),
            to: addressees.into_iter().map(|f| self.argument(f)).collect(),
            place: Vec::new(),
            when: Vec::new(),
            purpose: Vec::new(),
            degree: None,
        }
    }

    /// The act: what the nearest stance says, else what modality and relation make of it.
    fn act(&self, relation: RelationId, scope: &Scope, modality: Modality, own: bool) -> Act {
        let plain = self.clauses.ontology.relation(relation).act;
        let expressive = self.is_expressive(relation) && plain != Act::Recall;
        let wished = match modality {
            Modality::Required | Modality::Recommended | Modality::Prohibited => Some(Act::Urge),
            Modality::Intended | Modality::Desired if own => Some(Act::Commit),
            _ => None,
        };
        let stance = scope.act.filter(|a| *a != Act::Assert);
        match (stance, wished) {
            (Some(act), None) => act,
            (_, Some(act)) => act,
            (None, None) if expressive && !own && self.mentions.speaker.is_some() => Act::Report,
            (None, None) => plain,
        }
    }

    fn is_expressive(&self, relation: RelationId) -> bool {
        matches!(
            self.clauses.ontology.relation(relation).act,
            Act::Support
                | Act::Oppose
                | Act::Condemn
                | Act::Welcome
                | Act::Concern
                | Act::Thank
                | Act::Recall
        )
    }

    fn cue(&self, fixed: &[usize]) -> Span {
        fixed
            .iter()
            .map(|t| self.clauses.token(*t).span)
            .reduce(Span::cover)
            .unwrap_or_default()
    }

    /// Relations whose object is a claim: "SUBJECT support CLAIM".
    fn nested(&mut self, found: &[(u32, Found)], drafts: &[Draft]) {
        for (id, found) in found {
            let rule = &self.rules.rules[*id as usize];
            let (Meaning::Relation(relation), Some(inside)) = (rule.meaning, found.claim) else {
                continue;
            };
            let scope = self.scope(rule, found);
            if scope.states_nothing {
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
            })
            .flat_map(|d| d.made.iter().copied())
            .collect()
    }

    /// "A agrees that P" is also the claim that A agrees to P, unless saying so is all that the speaker does.
    fn stance_claims(&mut self, drafts: &[Draft]) {
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
            if objects.is_empty() || scope.states_nothing {
                continue;
            }
            let plain = scope.modality == Modality::Actual && !scope.future;
            let found = Found {
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
            for subject in stance.subjects {
                let arg = self.argument(subject);
                if holds && plain && self.is_self(arg) {
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
    fn drop_repeats(&mut self, first: usize) {
        let mut seen = FxHashSet::default();
        let mut keep = Vec::new();
        for i in first..self.claims.len() {
            let c = &self.claims[i];
            keep.push(seen.insert((c.subject, c.relation, c.object)));
        }
        if keep.iter().all(|k| *k) {
            return;
        }
        let mut moved = FxHashMap::default();
        let mut next = first;
        for (i, kept) in keep.iter().enumerate() {
            if *kept {
                moved.insert(first + i, next);
                next += 1;
            }
        }
        let mut i = first;
        let mut n = 0;
        self.claims.retain(|_| {
            i += 1;
            i <= first || {
                n += 1;
                keep[n - 1]
            }
        });
        for claim in &mut self.claims[first..] {
            for arg in [&mut claim.subject, &mut claim.object, &mut claim.holder] {
                if let Arg::Claim(c) = arg
                    && let Some(to) = moved.get(c)
                {
                    *arg = Arg::Claim(*to);
                }
            }
        }
    }
}

/// Tokens from the root downwards, so that what is above is known first.
fn top_down(clauses: &Clauses) -> Vec<usize> {
    let mut order = vec![clauses.sentence.root()];
    let mut next = 0;
    while next < order.len() {
        order.extend(clauses.sentence.children(order[next]));
        next += 1;
    }
    order
}
