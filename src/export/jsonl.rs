//! JSON Lines: one document a line with its mentions and claims, offsets in code points.

use serde::Serialize;

use crate::claim::{Arg, Claim};
use crate::mention::{Mention, Referent};
use crate::ontology::Ontology;
use crate::span::{CodePoints, Span};
use crate::{Extraction, Extractor};

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    title: Option<&'a str>,
    speaker: Option<&'a str>,
    person: Option<&'a str>,
    date: Option<&'a str>,
    occasion: Option<&'a str>,
    organ: Option<&'a str>,
    mentions: Vec<MentionRow<'a>>,
    claims: Vec<ClaimRow<'a>>,
}

#[derive(Serialize)]
struct MentionRow<'a> {
    id: String,
    start: usize,
    end: usize,
    text: &'a str,
    class: &'a str,
    entity: Option<&'a str>,
    rule: &'a str,
}

#[derive(Serialize)]
struct ClaimRow<'a> {
    id: String,
    start: usize,
    end: usize,
    quote: &'a str,
    subject: String,
    relation: &'a str,
    object: String,
    holder: String,
    act: &'static str,
    modality: &'static str,
    polarity: &'static str,
    basis: &'static str,
    cue: (usize, usize),
    rule: &'a str,
    with: Vec<String>,
    to: Vec<String>,
    r#where: Vec<String>,
    when: &'a [String],
    purpose: Vec<String>,
    degree: Option<&'a str>,
    optional: bool,
}

/// One extraction as a line of JSON, with its line break.
///
/// # Errors
/// Only what `serde_json` may report of strings and numbers: nothing in practice.
pub fn line(extractor: &Extractor, extraction: &Extraction) -> Result<String, serde_json::Error> {
    let ontology = extractor.ontology();
    let text = &extraction.document.text;
    let points = CodePoints::new(text);
    let at = |span: Span| points.span(text, span);
    let metadata = &extraction.document.metadata;
    let mentions = extraction.mentions.iter().enumerate();
    let claims = extraction.claims.iter().enumerate();
    let line = Line {
        id: &extraction.document.id,
        title: metadata.title.as_deref(),
        speaker: metadata
            .speaker
            .as_deref()
            .or_else(|| Some(entity(ontology, extraction.speaker.as_ref()?))),
        person: metadata.person.as_deref(),
        date: metadata.date.as_deref(),
        occasion: metadata.occasion.as_deref(),
        organ: metadata.organ.as_deref(),
        mentions: mentions
            .map(|(i, m)| mention_row(ontology, i, m, text, at(m.span)))
            .collect(),
        claims: claims
            .map(|(i, c)| {
                let sentence = extraction.analysis.sentences[c.sentence].span;
                claim_row(ontology, i, c, sentence.of(text), at(sentence), at(c.cue))
            })
            .collect(),
    };
    let mut json = serde_json::to_string(&line)?;
    json.push('\n');
    Ok(json)
}

fn mention_row<'a>(
    ontology: &'a Ontology,
    i: usize,
    mention: &'a Mention,
    text: &'a str,
    (start, end): (usize, usize),
) -> MentionRow<'a> {
    MentionRow {
        id: format!("m{}", i + 1),
        start,
        end,
        text: mention.span.of(text),
        class: ontology.class_name(mention.class),
        entity: mention.referent.as_ref().map(|r| entity(ontology, r)),
        rule: mention.rule,
    }
}

fn claim_row<'a>(
    ontology: &'a Ontology,
    i: usize,
    claim: &'a Claim,
    quote: &'a str,
    (start, end): (usize, usize),
    cue: (usize, usize),
) -> ClaimRow<'a> {
    ClaimRow {
        id: format!("c{}", i + 1),
        start,
        end,
        quote,
        subject: argument(claim.subject),
        relation: &ontology.relation(claim.relation).name,
        object: argument(claim.object),
        holder: argument(claim.holder),
        act: claim.act.as_str(),
        modality: claim.modality.as_str(),
        polarity: claim.polarity.as_str(),
        basis: claim.basis.as_str(),
        cue,
        rule: &claim.rule,
        with: arguments(&claim.with),
        to: arguments(&claim.to),
        r#where: arguments(&claim.place),
        when: &claim.when,
        purpose: arguments(&claim.purpose),
        degree: claim.degree.as_deref(),
        optional: false,
    }
}

/// States by their ISO code, other things of the catalogue by slug, minted ones by what follows their class.
fn entity<'a>(ontology: &'a Ontology, referent: &'a Referent) -> &'a str {
    match referent {
        Referent::Catalogue(id) => {
            let entity = ontology.entity(*id);
            entity.iso3.as_deref().unwrap_or(&entity.slug)
        }
        Referent::Minted(slug) => slug.split_once('.').map_or(slug.as_str(), |(_, rest)| rest),
        Referent::Speaker => "speaker",
    }
}

fn arguments(args: &[Arg]) -> Vec<String> {
    args.iter().copied().map(argument).collect()
}

fn argument(arg: Arg) -> String {
    match arg {
        Arg::Speaker => "speaker".to_owned(),
        Arg::Mention(m) => format!("m{}", m + 1),
        Arg::Claim(c) => format!("c{}", c + 1),
    }
}
