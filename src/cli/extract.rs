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
    let input = input::documents(&args.paths);
    let status = input.status();
    let extractions = all(extractor, input.documents);
    match args.format {
        Some(format) => export::write(format, extractor, &args.base, &extractions, out)?,
        None => {
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
fn all(extractor: &Extractor, documents: Vec<Document>) -> Vec<Extraction> {
    let total = documents.len();
    let shown = total > 1 && io::stderr().is_terminal();
    let done = AtomicUsize::new(0);
    let extractions = documents
        .into_par_iter()
        .map(|document| {
            let extraction = extractor.extract(document);
            let n = done.fetch_add(1, Ordering::Relaxed) + 1;
            if shown && (n == total || n.is_multiple_of(PROGRESS)) {
                let _ = write!(io::stderr(), "\r{n} of {total} documents");
            }
            extraction
        })
        .collect();
    if shown {
        let _ = writeln!(io::stderr());
    }
    extractions
}

/// Documents between two signs of progress.
const PROGRESS: usize = 16;
