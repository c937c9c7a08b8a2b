//! Which claims also stand as plain edges: the promotion rules of the relations.

use super::slug;
use crate::claim::{Arg, Basis, Claim, Modality, Polarity};
use crate::extract::Extraction;
use crate::ontology::{Ontology, Promote};

/// Whether a claim may stand without its frame: it is said to be so, not hearsay, between things, and its relation's
/// `:promote` rule lets it through.
pub fn stands(ontology: &Ontology, extraction: &Extraction, claim: &Claim) -> bool {
    let plain = claim.modality == Modality::Actual
        && claim.polarity == Polarity::Positive
        && claim.basis != Basis::Reported;
    let about_claims = [claim.subject, claim.object]
        .iter()
        .any(|a| matches!(a, Arg::Claim(_)));
    let own = |arg| is_speaker(ontology, extraction, arg);
    plain
        && !about_claims
        && match ontology.relation(claim.relation).promote {
            Promote::Any => true,
            Promote::Own => own(claim.subject) && own(claim.holder),
            Promote::Never => false,
        }
}

fn is_speaker(ontology: &Ontology, extraction: &Extraction, arg: Arg) -> bool {
    match arg {
        Arg::Speaker => true,
        Arg::Claim(_) => false,
        Arg::Mention(m) => {
            slug::for_mention(ontology, extraction, &extraction.mentions[m])
                == slug::for_speaker(ontology, extraction)
        }
    }
}
