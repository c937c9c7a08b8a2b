//! `query`: questions in SPARQL about what was extracted.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::store::StoreArgs;
use super::table::table;
use super::{Failure, complain};
use crate::export::{self, Format};
use crate::rdf;
use crate::store::{Answer, Query, Shape, StoreError, as_quads, questions};

/// Arguments of `query`.
#[derive(Args)]
pub(super) struct QueryArgs {
    /// The question in SPARQL; prefixes are declared, and the default graph is all that was extracted
    #[arg(required_unless_present_any = ["file", "name", "list"])]
    sparql: Option<String>,
    /// Read the question from a file
    #[arg(short, long, value_name = "FILE", conflicts_with = "sparql")]
    file: Option<PathBuf>,
    /// Ask a shipped question by its name
    #[arg(short, long, conflicts_with_all = ["sparql", "file"])]
    name: Option<String>,
    /// List the shipped questions
    #[arg(long)]
    list: bool,
    /// Give a variable of the question a value: state=japan, relation=:supports, link=<IRI>, text='"words"'
    #[arg(short, long = "param", value_name = "VARIABLE=VALUE")]
    params: Vec<String>,
    /// How to print the answer: csv, tsv, json and xml are for rows, the others for triples (CONSTRUCT, DESCRIBE)
    #[arg(long, value_parser = layouts(), default_value = "table")]
    format: Layout,
    /// The most rows of a shipped question, instead of the hundred that it asks for
    #[arg(long, value_name = "N", conflicts_with_all = ["sparql", "file"])]
    limit: Option<usize>,
    #[command(flatten)]
    store: StoreArgs,
    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
}

/// How an answer is printed.
#[derive(Clone, Copy)]
enum Layout {
    /// Aligned columns for reading
    Table,
    /// Rows in a format of SPARQL
    Rows(Shape),
    /// Triples in a format of RDF
    Triples(Format),
}

impl Layout {
    fn parse(name: &str) -> Option<Self> {
        if name == "table" {
            return Some(Self::Table);
        }
        let rows = Shape::parse(name).map(Self::Rows);
        let rdf = Format::RDF.iter().find(|f| f.name() == name);
        rows.or(rdf.copied().map(Self::Triples))
    }
}

fn layouts() -> impl TypedValueParser<Value = Layout> {
    let shapes = Shape::ALL.iter().map(|s| s.name());
    let formats = Format::RDF.iter().map(|f| f.name());
    let names = ["table"].into_iter().chain(shapes).chain(formats);
    PossibleValuesParser::new(names).try_map(|name| Layout::parse(&name).ok_or("unknown format"))
}

pub(super) fn run(args: &QueryArgs, out: &mut impl Write) -> Result<u8, Failure> {
    if args.list {
        for question in questions() {
            let parameters = question.parameters.join(", ");
            writeln!(out, "{:<24} {}", question.name, question.title)?;
            writeln!(out, "{:<24} --param {parameters}", "")?;
            if let Some(default) = question.default {
                writeln!(out, "{:<24} {default}", "")?;
            }
        }
        return Ok(0);
    }
    if let Some(name) = &args.name {
        return ask_named(name, args, out);
    }
    let (name, sparql) = text(args)?;
    let located = |error: StoreError| match error {
        StoreError::Syntax { .. } => Failure::Message(format!("{name}:{error}")),
        other => Failure::from(other),
    };
    let names = &args.store.base;
    let mut query = Query::new(names, &sparql).map_err(located)?;
    for param in &args.params {
        query = query.with_parameter(names, param)?;
    }
    print(ask(query, args)?, args, out)?;
    Ok(0)
}

/// Where the question comes from, and its text.
fn text(args: &QueryArgs) -> Result<(String, String), Failure> {
    let Some(file) = &args.file else {
        return Ok(("query".to_owned(), args.sparql.clone().unwrap_or_default()));
    };
    let name = file.display().to_string();
    match std::fs::read_to_string(file) {
        Ok(sparql) => Ok((name, sparql)),
        Err(error) => Err(Failure::Message(format!("{name}: {error}"))),
    }
}

fn ask_named(name: &str, args: &QueryArgs, out: &mut impl Write) -> Result<u8, Failure> {
    let known = questions().into_iter().find(|q| q.name == name);
    let missing = || format!("there is no question `{name}`; `query --list` shows them");
    let question = known.ok_or_else(|| Failure::Message(missing()))?;
    let names = &args.store.base;
    let sparql = question.narrowed(names, &args.params, args.limit)?;
    let answer = ask(Query::new(names, &sparql)?, args)?;
    let limit = args.limit.unwrap_or(question.limit);
    let cut = matches!(&answer, Answer::Rows(rows) if rows.rows.len() == limit);
    print(answer, args, out)?;
    if cut {
        complain(&format!(
            "these are {limit} rows, there may be more: --limit asks for more, --param narrows ({})",
            question.parameters.join(", ")
        ));
    }
    Ok(0)
}

fn ask(query: Query, args: &QueryArgs) -> Result<Answer, Failure> {
    let query = query.with_timeout(Duration::from_secs(args.timeout));
    Ok(args.store.open(false)?.query(query)?)
}

fn print(answer: Answer, args: &QueryArgs, out: &mut impl Write) -> Result<(), Failure> {
    let mismatch = |what: &str| Err(Failure::Message(format!("the answer is {what}")));
    match (answer, args.format) {
        (Answer::Triples(triples), Layout::Table) => {
            let quads = as_quads(triples);
            export::write_quads(Format::Turtle, &args.store.base, &quads, out)?;
        }
        (Answer::Triples(triples), Layout::Triples(format)) => {
            export::write_quads(format, &args.store.base, &as_quads(triples), out)?;
        }
        (Answer::Triples(_), Layout::Rows(_)) => return mismatch("triples: give --format turtle"),
        (_, Layout::Triples(_)) => return mismatch("a table: give --format csv"),
        (answer, Layout::Rows(shape)) => answer.write(shape, out)?,
        (Answer::Rows(rows), Layout::Table) => {
            out.write_all(table(&rows, &rdf::prefixes(&args.store.base)).as_bytes())?;
        }
        (Answer::Boolean(yes), Layout::Table) => {
            writeln!(out, "{}", if yes { "yes" } else { "no" })?;
        }
    }
    Ok(())
}
