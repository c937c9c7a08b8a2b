//! How claims and their arguments read in plain words.

use super::walk::verb;
use crate::claim::{Arg, Claim};
use crate::extract::Extraction;
use crate::mention::Referent;
use crate::ontology::Ontology;

/// Claims inside claims are spelled out this far.
const DEEPEST: usize = 3;

/// An argument: the label of a catalogue entity, else the words of the text; a claim in brackets.
pub fn argument(ontology: &Ontology, extraction: &Extraction, arg: Arg) -> String {
    spelled(ontology, extraction, arg, 0)
}

/// A claim: "UN Members should recognize [international humanitarian law applies to cyberspace]".
pub fn claim(ontology: &Ontology, extraction: &Extraction, claim: &Claim) -> String {
    sentence(ontology, extraction, claim, 0)
}

/// The relation of a claim with its modality and polarity: "must not respect".
pub fn relation(ontology: &Ontology, claim: &Claim) -> String {
    verb(ontology, claim.relation, claim.modality, claim.polarity)
}

/// Whoever speaks: its label, else as the metadata say.
pub fn speaker(ontology: &Ontology, extraction: &Extraction) -> String {
    let metadata = &extraction.document.metadata;
    match &extraction.speaker {
        Some(Referent::Catalogue(id)) => ontology.entity(*id).label.clone(),
        _ => {
            let written = metadata.speaker.as_deref().or(metadata.person.as_deref());
            one_line(written.unwrap_or("the speaker"))
        }
    }
}

/// A text with its white space as single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spelled(ontology: &Ontology, extraction: &Extraction, arg: Arg, depth: usize) -> String {
    match arg {
        Arg::Speaker => speaker(ontology, extraction),
        Arg::Claim(_) if depth == DEEPEST => "[...]".to_owned(),
        Arg::Claim(c) => {
            let inner = &extraction.claims[c];
            format!("[{}]", sentence(ontology, extraction, inner, depth + 1))
        }
        Arg::Mention(m) => {
            let mention = &extraction.mentions[m];
            match &mention.referent {
                Some(Referent::Speaker) => speaker(ontology, extraction),
                Some(Referent::Catalogue(id)) => ontology.entity(*id).label.clone(),
                _ => one_line(mention.span.of(&extraction.document.text)),
            }
        }
    }
}

fn sentence(ontology: &Ontology, extraction: &Extraction, claim: &Claim, depth: usize) -> String {
    format!(
        "{} {} {}",
        spelled(ontology, extraction, claim.subject, depth),
        relation(ontology, claim),
        spelled(ontology, extraction, claim.object, depth)
    )
}
