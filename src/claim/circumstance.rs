//! Where, when, with whom, how strongly: what hangs from a claim's clause besides its arguments.

use super::clause::{Clauses, Filler};
use super::matching::Found;
use crate::syntax::{Deprel, Upos};

/// The circumstances of one clause, as tokens.
#[derive(Clone, Debug, Default)]
pub(super) struct Circumstances {
    /// Heads of phrases with "in", "at" and the like; which of them are places is for the mentions to say.
    pub places: Vec<usize>,
    /// Heads of phrases with "with", "together with".
    pub companions: Vec<Filler>,
    /// Heads of purpose clauses.
    pub purposes: Vec<usize>,
    /// The first hedge or intensifier.
    pub degree: Option<usize>,
}

/// Reads what hangs from the predicate of `found` and is no argument of it.
pub(super) fn read(clauses: &Clauses, found: &Found) -> Circumstances {
    let mut circumstances = Circumstances::default();
    let taken = |i: usize| {
        let filler = Filler::Token(i);
        found.fixed.contains(&i)
            || found.objects.contains(&filler)
            || found.addressees.contains(&filler)
            || found.subjects.contains(&filler)
    };
    let children = found
        .fixed
        .iter()
        .flat_map(|f| clauses.sentence.children(*f));
    for child in children.filter(|c| !taken(*c)) {
        match clauses.token(child).deprel {
            Deprel::Obl | Deprel::Nmod => phrase(clauses, child, &mut circumstances),
            Deprel::Advcl if is_purpose(clauses, child) => circumstances.purposes.push(child),
            Deprel::Advmod if clauses.listed(child, "degree") => {
                circumstances.degree.get_or_insert(child);
            }
            _ => {}
        }
    }
    circumstances
}

fn phrase(clauses: &Clauses, head: usize, circumstances: &mut Circumstances) {
    let marked = |list| clauses.markers(head).any(|m| clauses.listed(m, list));
    if marked("placing") {
        let places = clauses.spread(head).into_iter();
        circumstances
            .places
            .extend(places.filter_map(Filler::token));
    } else if marked("accompanying") {
        circumstances.companions.extend(clauses.spread(head));
    }
}

/// "to prevent conflict": an infinitive that hangs from the clause.
fn is_purpose(clauses: &Clauses, clause: usize) -> bool {
    clauses.token(clause).upos == Upos::Verb
        && !clauses.finite(clause)
        && clauses
            .token(clause)
            .head
            .is_none_or(|verb| !clauses.follows_a_stance(clause, verb))
        && clauses
            .markers(clause)
            .any(|m| clauses.listed(m, "purposive"))
}

/// Whether a date says when the claim of `found` was: it hangs from its clause, not from the name of something ("resolution
/// 743 (1992)") or from another noun ("the letter of 11 April 1991"), unless a deed is `told` and the noun is its object.
pub(super) fn is_dated(clauses: &Clauses, found: &Found, date: usize, told: bool) -> bool {
    let bounds = clauses.markers(date).any(|m| clauses.listed(m, "bounding"));
    if bounds || clauses.names[date].is_some() {
        return false;
    }
    let above = |i: usize| clauses.token(i).head;
    // "by the end of 2025", "on 1 and 2 September"
    let counted = |h: usize| clauses.token(h).upos == Upos::Num && !clauses.is_verbal(h);
    let passed = |h: &usize| counted(*h) || clauses.listed(*h, "timePart");
    let mut host = above(date);
    while let Some(h) = host.filter(passed) {
        host = above(h);
    }
    let Some(host) = host else {
        return false;
    };
    let noun = matches!(clauses.token(host).upos, Upos::Noun | Upos::Propn);
    if !noun || clauses.is_verbal(host) {
        return clause_of(clauses, host) == clause_of(clauses, found.anchor);
    }
    let its_object = found.objects.contains(&Filler::Token(host));
    let apart = clauses.markers(date).any(|m| clauses.listed(m, "dating"));
    found.fixed.contains(&host) || told && its_object && apart
}

/// The head of the clause that a token stands in.
fn clause_of(clauses: &Clauses, mut i: usize) -> usize {
    while !clauses.is_verbal(i)
        && let Some(head) = clauses.token(i).head
    {
        i = head;
    }
    i
}
