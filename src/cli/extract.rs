//! `extract`: documents to claims.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;

use super::{Failure, input, output, summary};
use crate::document::Document;
use crate::export::{self, Format};
use crate::rdf::{self, Names};
use crate::store::Folder;
use crate::{Extraction, Extractor};

/// Arguments of `extract`.
#[derive(Args)]
pub(super) struct ExtractArgs {
    /// Files and folders; - is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print this format to standard output instead of writing files and a summary
    #[arg(long, value_parser = formats())]
    format: Option<Format>,
    /// With a format of RDF: only the plain edges that the relations' rules let stand, without the claims
    #[arg(long, requires = "format")]
    edges_only: bool,
    /// Folder for graph.nq, graph.trig, claims.jsonl, claims.csv and graph.dot; a document extracted again (by its id)
    /// replaces what the files say of it, other documents stay; the diagram shows this run
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Namespace of entities, documents and graphs
    #[arg(long, value_name = "IRI", default_value = rdf::BASE, value_parser = Names::new)]
    base: Names,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|f| f.name());
    PossibleValuesParser::new(names).try_map(|name| Format::parse(&name).ok_or("unknown format"))
}

pub(super) fn run(
    extractor: &Extractor,
    args: &ExtractArgs,
    out: &mut impl Write,
) -> Result<u8, Failure> {
    let mut input = input::statements(&args.paths, extractor);
    let documents: Vec<Document> = input.by_ref().collect();
    let status = input.status();
    let progress = Progress::new(documents.len());
    match args.format {
        Some(Format::Jsonl) if !args.edges_only => lines(extractor, documents, &progress, out)?,
        Some(format) if args.edges_only => {
            let extractions = all(extractor, documents, &progress);
            let edges = export::rdf::edges(extractor, &args.base, &extractions);
            export::write_quads(format, &args.base, &edges, out)?;
        }
        Some(format) => {
            let extractions = all(extractor, documents, &progress);
            export::write(format, extractor, &args.base, &extractions, out)?;
        }
        None => {
            let extractions = all(extractor, documents, &progress);
            summary::write(extractor.ontology(), &extractions, out)?;
            let folder = Folder::new(&args.output);
            let files = output::save(extractor, &args.base, &extractions, &folder)?;
            let folder = args.output.display();
            writeln!(out, "{} in {folder}", files.join(", "))?;
        }
    }
    Ok(status)
}

/// Reads all documents on all cores; the results stand in the order of the input.
fn all(extractor: &Extractor, documents: Vec<Document>, progress: &Progress) -> Vec<Extraction> {
    let extract = |document| {
        let extraction = extractor.extract(document);
        progress.step();
        extraction
    };
    documents.into_par_iter().map(extract).collect()
}

/// Documents that are held with their trees at a time when the format needs no more.
const BATCH: usize = 256;

/// JSON Lines, batch by batch: memory does not grow with what was read off the documents before.
fn lines(
    extractor: &Extractor,
    documents: Vec<Document>,
    progress: &Progress,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut documents = documents.into_iter();
    loop {
        let batch: Vec<Document> = documents.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            return Ok(());
        }
        let line = |document| {
            let line = export::jsonl::line(extractor, &extractor.extract(document));
            progress.step();
            line
        };
        let lines: Vec<_> = batch.into_par_iter().map(line).collect();
        for line in lines {
            out.write_all(line?.as_bytes())?;
        }
    }
}

/// How far we are, on stderr if that is a terminal.
struct Progress {
    total: usize,
    done: AtomicUsize,
    shown: bool,
}

impl Progress {
    fn new(total: usize) -> Self {
        Self {
            total,
            done: AtomicUsize::new(0),
            shown: total > 1 && io::stderr().is_terminal(),
        }
    }

    fn step(&self) {
        let n = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && (n == self.total || n.is_multiple_of(16)) {
            let end = if n == self.total { "\n" } else { "" };
            let _ = write!(io::stderr(), "\r{n} of {} documents{end}", self.total);
        }
    }
}
