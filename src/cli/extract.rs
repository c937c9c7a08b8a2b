//! `extract`: documents to claims.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::corpus::{CorpusArgs, Outcome};
use super::graphs::Graphs;
use super::output::{Entry, Files, Output};
use super::summary::{self, counted};
use super::{Failure, complain};
use crate::document::Document;
use crate::export::{self, Format};
use crate::rdf::{self, Names};
use crate::store::{Folder, GRAPH, Records, StoreError};
use crate::{Extraction, Extractor};

/// Arguments of `extract`.
#[derive(Args)]
pub(super) struct ExtractArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Print this format to standard output instead of writing files and a summary; jsonl, csv, nquads and trig take
    /// the same memory whatever the number of documents, the others hold all claims
    #[arg(long, value_parser = formats())]
    format: Option<Format>,
    /// With a format of RDF: only the plain edges that the relations' rules let stand, without the claims
    #[arg(long, requires = "format")]
    edges_only: bool,
    /// Folder for graph.nq, graph.trig, claims.jsonl, claims.csv and graph.dot; a document extracted again (by its id)
    /// replaces what the files say of it, other documents stay; the diagram shows this run
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Leave out documents whose very text is in the output folder already; if another program, ontology or namespace
    /// made what is there, all are extracted again
    #[arg(long, conflicts_with = "format")]
    resume: bool,
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
    let run = Run { extractor, args };
    let outcome = match args.format {
        None => run.folder(out),
        Some(format) if args.edges_only => run.edges(format, out),
        Some(Format::Jsonl) => run.each(
            |e| export::jsonl::line(extractor, &e),
            |line| Ok(out.write_all(line.map_err(std::io::Error::from)?.as_bytes())?),
        ),
        Some(Format::Csv) => {
            out.write_all(&export::csv::head()?)?;
            run.each(
                |e| export::csv::rows(extractor, &e),
                |rows| Ok(out.write_all(&rows?)?),
            )
        }
        Some(format @ (Format::NQuads | Format::TriG)) => run.graphs(format, out),
        Some(format) => run.whole(format, out),
    }?;
    Ok(outcome.status())
}

struct Run<'a> {
    extractor: &'a Extractor,
    args: &'a ExtractArgs,
}

impl<'a> Run<'a> {
    fn each<R: Send>(
        &self,
        work: impl Fn(Extraction) -> R + Sync,
        each: impl FnMut(R) -> Result<(), Failure>,
    ) -> Result<Outcome, Failure> {
        let extract = |document| work(self.extractor.extract(document));
        self.args.corpus.each(Some(self.extractor), extract, each)
    }

    /// Formats whose graphs stand in the order of their names.
    fn graphs(&self, format: Format, out: &mut impl Write) -> Result<Outcome, Failure> {
        let names = &self.args.base;
        let as_trig = format == Format::TriG;
        let scratch = || Records::scratch(&std::env::temp_dir());
        let mut graphs = Graphs::new(self.extractor, names, [scratch()?, scratch()?]);
        let files = graphs.files(as_trig);
        let outcome = self.each(
            |mut extraction| {
                extraction.drop_trees();
                files.piece(self.extractor, names, &extraction)
            },
            |piece| Ok(graphs.add(piece?)?),
        )?;
        graphs.write(as_trig, out)?;
        Ok(outcome)
    }

    /// Formats that need all claims at once.
    fn whole(&self, format: Format, out: &mut impl Write) -> Result<Outcome, Failure> {
        let (all, outcome) = self.all()?;
        export::write(format, self.extractor, &self.args.base, &all, out)?;
        Ok(outcome)
    }

    /// All documents without their trees.
    fn all(&self) -> Result<(Vec<Extraction>, Outcome), Failure> {
        let mut all = Vec::new();
        let light = |mut extraction: Extraction| {
            extraction.drop_trees();
            extraction
        };
        let outcome = self.each(light, |extraction| {
            all.push(extraction);
            Ok(())
        })?;
        Ok((all, outcome))
    }

    /// The plain edges alone.
    fn edges(&self, format: Format, out: &mut impl Write) -> Result<Outcome, Failure> {
        let (all, outcome) = self.all()?;
        let edges = export::rdf::edges(self.extractor, &self.args.base, &all);
        export::write_quads(format, &self.args.base, &edges, out)?;
        Ok(outcome)
    }

    /// The files of the output folder, and a summary.
    fn folder(&self, out: &mut impl Write) -> Result<Outcome, Failure> {
        let folder = Folder::new(&self.args.output);
        let made_by = self.made_by();
        let known = match self.args.resume {
            true => self.known(&folder, &made_by)?,
            false => HashSet::new(),
        };
        let mut output = Output::new(self.extractor, &self.args.base, &folder, made_by)?;
        let files = output.files();
        let (mut documents, mut claims) = (0, 0);
        let outcome = self.args.corpus.each_wanted(
            Some(self.extractor),
            |document| known.is_empty() || !known.contains(&rdf::sha256(&document.text)),
            |document| self.entry(document, &files),
            |entry| {
                let (summary, entry) = entry?;
                documents += 1;
                claims += entry.claims();
                out.write_all(&summary)?;
                Ok(output.add(entry)?)
            },
        )?;
        let totals = [counted(documents, "document"), counted(claims, "claim")];
        writeln!(out, "{}", totals.join(", "))?;
        if outcome.skipped > 0 {
            let skipped = counted(outcome.skipped, "document");
            writeln!(out, "{skipped} left out: extracted before")?;
        }
        let files = output.commit()?.join(", ");
        writeln!(out, "{files} in {}", self.args.output.display())?;
        Ok(outcome)
    }

    /// All that a document's claims depend on besides its text and metadata.
    fn made_by(&self) -> String {
        let strict = if self.extractor.is_strict() {
            " strict"
        } else {
            ""
        };
        format!(
            "rapporteur {} code {} ontology {}{strict} base {}",
            env!("CARGO_PKG_VERSION"),
            env!("RAPPORTEUR_CODE"),
            self.extractor.ontology().hash,
            self.args.base.entities()
        )
    }

    /// The SHA-256 of every text that was extracted to a folder by `made_by`.
    fn known(&self, folder: &Folder, made_by: &str) -> Result<HashSet<String>, Failure> {
        if folder.made_by()?.as_deref() == Some(made_by) {
            return Ok(texts(folder)?);
        }
        if folder.is_filled() {
            complain(&format!(
                "{}: made by another program, ontology or namespace; all documents are extracted again",
                self.args.output.display()
            ));
        }
        Ok(HashSet::new())
    }

    fn entry(&self, document: Document, files: &Files) -> std::io::Result<(Vec<u8>, Entry)> {
        let extraction = self.extractor.extract(document);
        let summary = summary::document(self.extractor.ontology(), &extraction)?;
        let entry = files.entry(self.extractor, &self.args.base, extraction)?;
        Ok((summary, entry))
    }
}

fn texts(folder: &Folder) -> Result<HashSet<String>, StoreError> {
    let property = format!(" {} \"", rdf::term("sha256"));
    let mut known = HashSet::new();
    folder.records(GRAPH, |line| {
        let (_, rest) = line.split_once(&property)?;
        known.insert(rest.split_once('"')?.0.to_owned());
        None
    })?;
    Ok(known)
}
