//! `explain`: everything that is read off one sentence.

use std::io::Write;

use clap::Args;

use super::Failure;
use crate::claim::{Arg, Claim};
use crate::document::Document;
use crate::mention::Referent;
use crate::syntax::conllu;
use crate::{Extraction, Extractor};

/// Arguments of `explain`.
#[derive(Args)]
pub(super) struct ExplainArgs {
    /// The sentence, in quotes
    sentence: String,
}

pub(super) fn run(
    extractor: &Extractor,
    args: &ExplainArgs,
    out: &mut impl Write,
) -> Result<u8, Failure> {
    let extraction = extractor.extract(Document {
        id: "sentence".to_owned(),
        text: args.sentence.clone(),
        ..Document::default()
    });
    let text = &extraction.document.text;
    write!(
        out,
        "{}",
        conllu::write("sentence", text, &extraction.analysis)
    )?;
    writeln!(out, "Mentions")?;
    for (i, mention) in extraction.mentions.iter().enumerate() {
        let class = extractor.ontology().class_name(mention.class);
        let referent = referent(extractor, mention.referent.as_ref());
        let (words, rule) = (mention.span.of(text), mention.rule);
        writeln!(out, "  m{}  {words}  [{class}] {referent}  ({rule})", i + 1)?;
    }
    writeln!(out, "Claims")?;
    for (i, claim) in extraction.claims.iter().enumerate() {
        write_claim(extractor, &extraction, i, claim, out)?;
    }
    if extraction.claims.is_empty() {
        writeln!(out, "  none: no phrasing of the ontology fits")?;
    }
    Ok(0)
}

fn write_claim(
    extractor: &Extractor,
    extraction: &Extraction,
    i: usize,
    claim: &Claim,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let show = |arg: Arg| argument(extraction, arg);
    let relation = &extractor.ontology().relation(claim.relation).name;
    let (subject, object) = (show(claim.subject), show(claim.object));
    writeln!(out, "  c{}  {subject} | {relation} | {object}", i + 1)?;
    let (act, modality, polarity) = (claim.act, claim.modality, claim.polarity);
    let holder = show(claim.holder);
    writeln!(
        out,
        "      {act}, {modality}, {polarity}, {}; holder {holder}",
        claim.basis
    )?;
    let circumstances = [
        ("with", &claim.with),
        ("to", &claim.to),
        ("where", &claim.place),
        ("purpose", &claim.purpose),
    ];
    for (name, args) in circumstances {
        for arg in args {
            writeln!(out, "      {name} {}", show(*arg))?;
        }
    }
    for date in &claim.when {
        writeln!(out, "      when {date}")?;
    }
    if let Some(degree) = &claim.degree {
        writeln!(out, "      degree {degree}")?;
    }
    let cue = claim.cue.of(&extraction.document.text);
    writeln!(out, "      by \"{}\" at \"{cue}\"", claim.rule)?;
    Ok(())
}

fn referent(extractor: &Extractor, referent: Option<&Referent>) -> String {
    match referent {
        Some(Referent::Catalogue(id)) => format!("e:{}", extractor.ontology().entity(*id).slug),
        Some(Referent::Minted(slug)) => format!("e:{slug}"),
        Some(Referent::Speaker) => "the speaker".to_owned(),
        None => "unresolved".to_owned(),
    }
}

/// An argument as it is written in the text.
fn argument(extraction: &Extraction, arg: Arg) -> String {
    match arg {
        Arg::Speaker => "the speaker".to_owned(),
        Arg::Mention(m) => extraction.mentions[m]
            .span
            .of(&extraction.document.text)
            .to_owned(),
        Arg::Claim(c) => format!("c{}", c + 1),
    }
}
