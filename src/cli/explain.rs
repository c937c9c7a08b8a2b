//! `explain`: everything that is read off a sentence.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{Failure, complain, input};
use crate::claim::{Arg, Claim, Clause, Reading};
use crate::document::Document;
use crate::export::jsonl;
use crate::mention::Referent;
use crate::span::CodePoints;
use crate::syntax::{Analysis, Sentence, conllu};
use crate::{Extraction, Extractor};

/// Arguments of `explain`.
#[derive(Args)]
pub(super) struct ExplainArgs {
    /// The sentence, in quotes
    #[arg(required_unless_present = "in_file", conflicts_with = "in_file")]
    sentence: Option<String>,
    /// Explain a sentence of this file instead
    #[arg(long = "in", value_name = "FILE", requires = "at", id = "in_file")]
    file: Option<PathBuf>,
    /// The sentence at this place of the document, in code points from 0
    #[arg(long, value_name = "OFFSET", requires = "in_file")]
    at: Option<usize>,
    /// The document of a JSON Lines file, by its id; may be left out if there is only one
    #[arg(long, value_name = "ID", requires = "in_file")]
    document: Option<String>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    format: ExplainFormat,
    /// How many phrasings that almost matched are shown as text
    #[arg(long, value_name = "N", default_value_t = 12)]
    misses: usize,
}

/// How a reading is shown.
#[derive(Clone, Copy, ValueEnum)]
enum ExplainFormat {
    /// For reading
    Text,
    /// One JSON object a sentence, one a line
    Json,
}

pub(super) fn run(
    extractor: &Extractor,
    args: &ExplainArgs,
    out: &mut impl Write,
) -> Result<u8, Failure> {
    let (document, status) = document(args)?;
    let extraction = extractor.extract(document);
    let sentences = match args.at {
        Some(offset) => vec![sentence_at(&extraction, offset)?],
        None => (0..extraction.analysis.sentences.len()).collect(),
    };
    let readings = extractor.readings(&extraction, &sentences);
    for (sentence, reading) in sentences.into_iter().zip(&readings) {
        let shown = Shown {
            extractor,
            extraction: &extraction,
            sentence,
            reading,
        };
        match args.format {
            ExplainFormat::Text => shown.text(args.misses, out)?,
            ExplainFormat::Json => writeln!(out, "{}", shown.json()?)?,
        }
    }
    Ok(status)
}

/// The document to explain, and the exit status: 1 if some of the file could not be read.
fn document(args: &ExplainArgs) -> Result<(Document, u8), Failure> {
    let Some(file) = &args.file else {
        let document = Document {
            id: "sentence".to_owned(),
            text: args.sentence.clone().unwrap_or_default(),
            ..Document::default()
        };
        return Ok((document, 0));
    };
    let mut input = input::documents(std::slice::from_ref(file), None);
    let asked = |d: &Document| args.document.as_ref().is_none_or(|id| d.id == *id);
    let mut documents: Vec<Document> = input.by_ref().filter(asked).collect();
    for failure in &input.failures {
        complain(failure);
    }
    let (status, file) = (u8::from(!input.failures.is_empty()), file.display());
    match (documents.len(), &args.document) {
        (1, _) => Ok((documents.remove(0), status)),
        (0, Some(id)) => Err(Failure::Message(format!(
            "{file}: no document \"{id}\" in it"
        ))),
        (0, None) => Err(Failure::Message(format!("{file}: no document in it"))),
        (n, _) => Err(Failure::Message(format!(
            "{file}: {n} documents in it; say which with --document ID"
        ))),
    }
}

/// The sentence at a place, else the next one.
fn sentence_at(extraction: &Extraction, offset: usize) -> Result<usize, Failure> {
    let text = &extraction.document.text;
    let points = CodePoints::new(text);
    let sentences = &extraction.analysis.sentences;
    sentences
        .iter()
        .position(|s| points.at(text, s.span.end) > offset)
        .ok_or_else(|| {
            let length = text.chars().count();
            Failure::Message(format!(
                "no sentence at {offset}: the document has {length} code points"
            ))
        })
}

/// One sentence with its reading.
struct Shown<'a> {
    extractor: &'a Extractor,
    extraction: &'a Extraction,
    sentence: usize,
    reading: &'a Reading,
}

impl Shown<'_> {
    fn tree(&self) -> &Sentence {
        &self.extraction.analysis.sentences[self.sentence]
    }

    fn conllu(&self) -> String {
        let alone = Analysis {
            sentences: vec![self.tree().clone()],
        };
        let id = &self.extraction.document.id;
        conllu::write(id, &self.extraction.document.text, &alone)
    }

    fn text(&self, misses: usize, out: &mut impl Write) -> Result<(), Failure> {
        write!(out, "{}", self.conllu())?;
        self.mentions(out)?;
        writeln!(out, "Clauses")?;
        for clause in &self.reading.clauses {
            write_clause(clause, out)?;
        }
        self.claims(out)?;
        self.misses(misses, out)
    }

    fn mentions(&self, out: &mut impl Write) -> Result<(), Failure> {
        writeln!(out, "Mentions")?;
        for (i, mention) in self.extraction.mentions.iter().enumerate() {
            if mention.sentence == self.sentence {
                let class = self.extractor.ontology().class_name(mention.class);
                let referent = referent(self.extractor, mention.referent.as_ref());
                let words = mention.span.of(&self.extraction.document.text);
                let rule = mention.rule;
                writeln!(out, "  m{}  {words}  [{class}] {referent}  ({rule})", i + 1)?;
            }
        }
        Ok(())
    }

    fn claims(&self, out: &mut impl Write) -> Result<(), Failure> {
        writeln!(out, "Claims")?;
        let claims = self.extraction.claims.iter().enumerate();
        let mut own = claims
            .filter(|(_, c)| c.sentence == self.sentence)
            .peekable();
        if own.peek().is_none() {
            writeln!(out, "  none: no phrasing of the ontology fits")?;
        }
        for (i, claim) in own {
            write_claim(self.extractor, self.extraction, i, claim, out)?;
        }
        Ok(())
    }

    fn misses(&self, most: usize, out: &mut impl Write) -> Result<(), Failure> {
        let misses = &self.reading.misses;
        if misses.is_empty() || most == 0 {
            return Ok(());
        }
        writeln!(out, "Near misses")?;
        for miss in misses.iter().take(most) {
            writeln!(
                out,
                "  \"{}\" ({}) at \"{}\": {}",
                miss.rule, miss.expresses, miss.at, miss.reason
            )?;
        }
        if misses.len() > most {
            let more = misses.len() - most;
            writeln!(out, "  and {more} more: --misses {}", misses.len())?;
        }
        Ok(())
    }

    /// The sentence's part of the line that `extract --format jsonl` gives, with tree and reading.
    fn json(&self) -> Result<Value, Failure> {
        let line = jsonl::line(self.extractor, self.extraction).map_err(std::io::Error::from)?;
        let line: Value = serde_json::from_str(&line).map_err(std::io::Error::from)?;
        let text = &self.extraction.document.text;
        let (start, end) = CodePoints::new(text).span(text, self.tree().span);
        let inside = |row: &Value| {
            let at = row["start"].as_u64().map_or(usize::MAX, |n| n as usize);
            (start..end).contains(&at)
        };
        let rows = |key: &str| {
            let rows = line[key].as_array().map_or(&[][..], Vec::as_slice);
            rows.iter()
                .filter(|row| inside(row))
                .cloned()
                .collect::<Vec<_>>()
        };
        Ok(json!({
            "document": line["id"],
            "start": start,
            "end": end,
            "sentence": self.tree().span.of(text),
            "tree": self.tokens(),
            "mentions": rows("mentions"),
            "clauses": self.reading.clauses,
            "claims": rows("claims"),
            "misses": self.reading.misses,
        }))
    }

    fn tokens(&self) -> Vec<Value> {
        let tokens = self.tree().tokens.iter().enumerate();
        tokens
            .map(|(i, token)| {
                json!({
                    "id": i + 1,
                    "form": token.span.of(&self.extraction.document.text),
                    "lemma": token.lemma,
                    "upos": token.upos.as_str(),
                    "xpos": token.xpos.as_str(),
                    "feats": token.feats.to_string(),
                    "head": token.head.map_or(0, |h| h + 1),
                    "deprel": token.deprel.as_str(),
                })
            })
            .collect()
    }
}

fn write_clause(clause: &Clause, out: &mut impl Write) -> Result<(), Failure> {
    let grammar = [Some(clause.form), clause.tense, clause.voice];
    let grammar: Vec<&str> = grammar.into_iter().flatten().collect();
    let (modality, polarity, basis) = (clause.modality, clause.polarity, clause.basis);
    let (predicate, token) = (&clause.predicate, clause.token);
    writeln!(
        out,
        "  {predicate} ({token})  {}; {modality}, {polarity}, {basis}",
        grammar.join(" ")
    )?;
    for argument in &clause.arguments {
        writeln!(out, "      {} {}", argument.role, argument.words)?;
    }
    if let Some(attitude) = &clause.attitude {
        writeln!(out, "      inside \"{attitude}\"")?;
    }
    if let Some(silence) = &clause.silence {
        writeln!(out, "      states nothing: {silence}")?;
    }
    Ok(())
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
