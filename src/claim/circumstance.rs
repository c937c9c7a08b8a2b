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
            .markers(clause)
            .any(|m| clauses.listed(m, "purposive"))
}
