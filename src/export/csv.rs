//! The claims as a table, one claim a row.

use std::io::{self, Write};

use crate::claim::{Arg, Claim};
use crate::graph::slug;
use crate::span::CodePoints;
use crate::{Extraction, Extractor};

const COLUMNS: &[&str] = &[
    "document",
    "title",
    "date",
    "speaker",
    "claim",
    "subject",
    "subject_entity",
    "relation",
    "object",
    "object_entity",
    "holder",
    "act",
    "modality",
    "polarity",
    "basis",
    "with",
    "to",
    "where",
    "when",
    "purpose",
    "degree",
    "cue",
    "rule",
    "start",
    "end",
    "quote",
];

/// A header and one row a claim; lists are joined with "; ".
///
/// # Errors
/// If `out` cannot be written.
pub fn write<'a>(
    extractor: &Extractor,
    extractions: impl IntoIterator<Item = &'a Extraction>,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(&head()?)?;
    for extraction in extractions {
        out.write_all(&rows(extractor, extraction)?)?;
    }
    Ok(())
}

/// The names of the columns, with the line break.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn head() -> io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    table.into_inner().map_err(|e| e.into_error())
}

/// The claims of one document, one a row, without header.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn rows(extractor: &Extractor, extraction: &Extraction) -> io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let points = CodePoints::new(&extraction.document.text);
    let rows = Rows {
        extractor,
        extraction,
        points,
    };
    for (i, claim) in extraction.claims.iter().enumerate() {
        table.write_record(rows.row(i, claim))?;
    }
    table.into_inner().map_err(|e| e.into_error())
}

/// The document of a row: its first cell.
pub fn document(row: &str) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(row.as_bytes());
    let record = reader.records().next()?.ok()?;
    record.get(0).map(str::to_owned)
}

struct Rows<'a> {
    extractor: &'a Extractor,
    extraction: &'a Extraction,
    points: CodePoints,
}

impl Rows<'_> {
    fn row(&self, i: usize, claim: &Claim) -> Vec<String> {
        let document = &self.extraction.document;
        let sentence = self.extraction.analysis.sentences[claim.sentence].span;
        let (start, end) = self.points.span(&document.text, sentence);
        let given = |field: &Option<String>| field.clone().unwrap_or_default();
        vec![
            one_line(&document.id),
            one_line(&given(&document.metadata.title)),
            one_line(&given(&document.metadata.date)),
            slug::for_speaker(self.extractor.ontology(), self.extraction),
            format!("c{}", i + 1),
            self.words(claim.subject),
            self.entity(claim.subject),
            self.extractor
                .ontology()
                .relation(claim.relation)
                .name
                .clone(),
            self.words(claim.object),
            self.entity(claim.object),
            self.entity(claim.holder),
            claim.act.to_string(),
            claim.modality.to_string(),
            claim.polarity.to_string(),
            claim.basis.to_string(),
            self.list(&claim.with),
            self.list(&claim.to),
            self.list(&claim.place),
            claim.when.join("; "),
            self.list(&claim.purpose),
            given(&claim.degree),
            one_line(claim.cue.of(&document.text)),
            claim.rule.clone(),
            start.to_string(),
            end.to_string(),
            one_line(sentence.of(&document.text)),
        ]
    }

    /// An argument as it is written in the text.
    fn words(&self, arg: Arg) -> String {
        match arg {
            Arg::Mention(m) => {
                let span = self.extraction.mentions[m].span;
                one_line(span.of(&self.extraction.document.text))
            }
            Arg::Speaker | Arg::Claim(_) => self.entity(arg),
        }
    }

    /// The slug of an argument; claims by their number.
    fn entity(&self, arg: Arg) -> String {
        let ontology = self.extractor.ontology();
        match arg {
            Arg::Speaker => slug::for_speaker(ontology, self.extraction),
            Arg::Mention(m) => {
                slug::for_mention(ontology, self.extraction, &self.extraction.mentions[m])
            }
            Arg::Claim(c) => format!("c{}", c + 1),
        }
    }

    fn list(&self, args: &[Arg]) -> String {
        let words: Vec<String> = args.iter().map(|arg| self.words(*arg)).collect();
        words.join("; ")
    }
}

/// Line breaks inside cells survive few spreadsheets.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
