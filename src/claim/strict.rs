//! What `--strict` keeps: claims of phrasings that their examples prove, between things of known and fitting class, where
//! the parser is sure how subject and object hang together.

use rustc_hash::FxHashSet;

use super::examples::{self, Trial};
use super::phrase::Words;
use super::rules::{Meaning, Rule};
use super::{Arg, Claim};
use crate::ontology::{ClassId, RelationId};
use crate::syntax::Analysis;
use crate::{Extraction, Extractor};

/// The phrasings that are proven. An example is a phrasing's own if it stands beside the same relation or attitude and
/// its sentence has all fixed words of the phrasing; a phrasing is proven if it has own examples and all come out, and
/// no own counterexample does.
#[derive(Debug)]
pub struct Proven(FxHashSet<(RelationId, String)>);

impl Proven {
    /// Runs the examples of the ontology.
    pub fn new(extractor: &Extractor) -> Self {
        let trials = examples::trials(extractor);
        let ontology = extractor.ontology();
        let rules = extractor.rules().rules.iter();
        let proven = rules.filter_map(|rule| {
            let relation = match rule.meaning {
                Meaning::Relation(relation) => relation,
                Meaning::Attitude(attitude) => ontology.attitudes[attitude].relation?,
                Meaning::Idiom => return None,
            };
            proves(&trials, rule).then(|| (relation, rule.text.clone()))
        });
        Self(proven.collect())
    }

    /// The claims of `extraction` that stay: made by a proven phrasing, with subject and object of a class that is known
    /// and in the relation's domain and range, on sure arcs, and not about a claim that goes.
    pub fn claims(&self, extractor: &Extractor, extraction: &Extraction) -> Vec<Claim> {
        let claims = &extraction.claims;
        let mut stays: Vec<bool> = claims
            .iter()
            .map(|c| self.keeps(extractor, extraction, c))
            .collect();
        // A claim about a claim goes with it; chains are short.
        loop {
            let orphan = |i: &usize| stays[*i] && ends(&claims[*i]).any(|c| !stays[c]);
            match (0..claims.len()).find(orphan) {
                Some(i) => stays[i] = false,
                None => break,
            }
        }
        renumbered(claims, &stays)
    }

    fn keeps(&self, extractor: &Extractor, extraction: &Extraction, claim: &Claim) -> bool {
        let relation = extractor.ontology().relation(claim.relation);
        let known = |arg: Arg, classes: &[ClassId]| match arg {
            Arg::Mention(m) => extractor.knows_class(extraction, m, classes),
            Arg::Speaker | Arg::Claim(_) => true,
        };
        self.0.contains(&(claim.relation, claim.rule.clone()))
            && known(claim.subject, &relation.subject)
            && known(claim.object, &relation.object)
            && is_sure(extraction, claim)
    }
}

/// Whether the parser is sure of all arcs between subject and object; what does not stand in the sentence hangs nowhere.
fn is_sure(extraction: &Extraction, claim: &Claim) -> bool {
    let place = |arg: Arg| match arg {
        Arg::Mention(m) => Some((extraction.mentions[m].sentence, extraction.mentions[m].head)),
        Arg::Speaker | Arg::Claim(_) => None,
    };
    let (Some(subject), Some(object)) = (place(claim.subject), place(claim.object)) else {
        return true;
    };
    let tree = &extraction.analysis.sentences[object.0];
    let above = |from: usize, to: usize| {
        std::iter::successors(Some(from), |i| tree.tokens[*i].head)
            .take_while(move |i| !tree.dominates(*i, to))
    };
    let mut arcs = above(subject.1, object.1).chain(above(object.1, subject.1));
    subject.0 != object.0 || arcs.all(|i| tree.tokens[i].sure)
}

/// The claims that a claim is about.
fn ends(claim: &Claim) -> impl Iterator<Item = usize> {
    [claim.subject, claim.object]
        .into_iter()
        .filter_map(|arg| match arg {
            Arg::Claim(c) => Some(c),
            _ => None,
        })
}

fn renumbered(claims: &[Claim], stays: &[bool]) -> Vec<Claim> {
    let place: Vec<usize> = stays
        .iter()
        .scan(0, |next, stays| {
            let here = *next;
            *next += usize::from(*stays);
            Some(here)
        })
        .collect();
    let moved = |arg: Arg| match arg {
        Arg::Claim(c) => Arg::Claim(place[c]),
        other => other,
    };
    let kept = claims.iter().zip(stays).filter(|(_, stays)| **stays);
    kept.map(|(claim, _)| {
        let mut claim = claim.clone();
        claim.subject = moved(claim.subject);
        claim.object = moved(claim.object);
        claim
            .purpose
            .retain(|arg| !matches!(arg, Arg::Claim(c) if !stays[*c]));
        claim.purpose.iter_mut().for_each(|arg| *arg = moved(*arg));
        claim
    })
    .collect()
}

fn proves(trials: &[Trial], rule: &Rule) -> bool {
    let own = trials
        .iter()
        .filter(|t| t.meaning == rule.meaning && speaks(&t.extraction, rule));
    let mut positive = 0;
    for trial in own {
        if trial.failure.is_some() {
            return false;
        }
        positive += usize::from(!trial.counter);
    }
    positive > 0
}

/// Whether a text has all fixed words of a phrasing.
fn speaks(extraction: &Extraction, rule: &Rule) -> bool {
    let text = &extraction.document.text;
    let Analysis { sentences } = &extraction.analysis;
    let tokens = || sentences.iter().flat_map(|s| &s.tokens);
    let stands = |words: &Words| {
        let comma = words.0 == [","];
        comma || tokens().any(|t| words.accept(&t.lemma, t.span.of(text)))
    };
    stands(&rule.phrase.anchor) && rule.phrase.words.iter().all(stands)
}
