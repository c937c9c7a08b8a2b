//! How claims and their arguments read in plain words.

use crate::claim::{Arg, Claim, Modality, Polarity};
use crate::extract::Extraction;
use crate::mention::Referent;
use crate::ontology::{Ontology, RelationId};

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

/// The relation of a claim with its modality and polarity, in the number of its subject: "must not respect".
pub fn relation(ontology: &Ontology, extraction: &Extraction, claim: &Claim) -> String {
    let plural = plural(ontology, extraction, claim.subject);
    verb(
        ontology,
        claim.relation,
        claim.modality,
        claim.polarity,
        plural,
    )
}

/// How a claim reads between its subject, which may be in the plural, and its object: "applies to", "must respect",
/// "do not support". The words stand in `ontology/grammar.ttl`.
pub fn verb(
    ontology: &Ontology,
    relation: RelationId,
    modality: Modality,
    polarity: Polarity,
    plural: bool,
) -> String {
    let relation = ontology.relation(relation);
    let denied = polarity == Polarity::Negative;
    let copula = word(ontology, "copulaBase", false);
    let state = relation.base.strip_prefix(copula).map(str::trim_start);
    match (modality, denied, state) {
        (Modality::Actual, false, _) if !plural => relation.label.clone(),
        (Modality::Actual, false, None) => relation.base.clone(),
        (Modality::Actual, false, Some(_)) => {
            // "part of" has no verb that could agree.
            match relation.label.strip_prefix(word(ontology, "copula", false)) {
                Some(rest) => format!("{}{rest}", word(ontology, "copula", true)),
                None => relation.label.clone(),
            }
        }
        (Modality::Actual, true, Some(state)) => {
            format!("{} {state}", word(ontology, "copulaDenied", plural))
        }
        (modality, denied, _) => {
            let says = if denied { "denies" } else { "affirms" };
            let list = format!("{says}{modality}");
            format!("{} {}", word(ontology, &list, plural), relation.base)
        }
    }
}

/// The word of a list; in the plural that of its plural list, if there is one.
fn word<'a>(ontology: &'a Ontology, list: &str, plural: bool) -> &'a str {
    let own = plural.then(|| ontology.words(&format!("{list}Plural")).first());
    let found = own.flatten().or_else(|| ontology.words(list).first());
    found.map_or("", String::as_str)
}

/// Whether what an argument is called by takes a verb in the plural.
pub fn plural(ontology: &Ontology, extraction: &Extraction, arg: Arg) -> bool {
    let (referent, said) = match arg {
        Arg::Claim(_) => return false,
        Arg::Speaker => (&extraction.speaker, false),
        Arg::Mention(m) => match &extraction.mentions[m] {
            mention if mention.referent == Some(Referent::Speaker) => (&extraction.speaker, false),
            mention => (&mention.referent, mention.plural),
        },
    };
    match referent {
        Some(Referent::Catalogue(id)) => {
            let name = &ontology.entity(*id).label;
            ontology.words("pluralName").contains(name)
        }
        _ => said,
    }
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
        relation(ontology, extraction, claim),
        spelled(ontology, extraction, claim.object, depth)
    )
}
