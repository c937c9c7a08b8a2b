//! `extract`: documents to claims.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Failure, input};
use crate::export::{self, Format};
use crate::graph::{Graph, View, dot};
use crate::rdf::{self, Names};
use crate::{Extraction, Extractor};

/// Arguments of `extract`.
#[derive(Args)]
pub(super) struct ExtractArgs {
    /// Files and folders; - is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print this format to standard output instead of writing files
    #[arg(long, value_parser = formats(), default_value = "jsonl")]
    format: Format,
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
    let extractions: Vec<Extraction> = input
        .documents
        .into_iter()
        .map(|d| extractor.extract(d))
        .collect();
    write(extractor, &args.base, &extractions, args.format, out)?;
    Ok(status)
}

/// Writes extractions in one format.
fn write(
    extractor: &Extractor,
    names: &Names,
    extractions: &[Extraction],
    format: Format,
    out: &mut dyn Write,
) -> io::Result<()> {
    let quads = || export::rdf::quads(extractor, names, extractions);
    match format {
        Format::Jsonl => {
            for extraction in extractions {
                let line = export::jsonl::line(extractor, extraction)?;
                out.write_all(line.as_bytes())?;
            }
            Ok(())
        }
        Format::Csv => export::csv::write(extractor, extractions, out),
        Format::NQuads => export::rdf::nquads(&quads(), out),
        Format::TriG => export::rdf::trig(names, &quads(), out),
        Format::Turtle => export::rdf::turtle(names, &quads(), out),
        Format::Dot => {
            let mut graph = Graph::new(extractor.ontology());
            extractions.iter().for_each(|e| graph.add(e));
            out.write_all(dot::write(&graph, &View::default(), dot::CAP).as_bytes())
        }
    }
}
