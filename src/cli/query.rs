//! `query`: questions in SPARQL about what was extracted.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::Failure;
use super::store::StoreArgs;
use super::table::table;
use crate::export::{self, Format};
use crate::rdf;
use crate::store::{Answer, Query, Question, Shape, StoreError, as_quads, questions};

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
        }
        return Ok(0);
    }
    let (name, sparql) = question(args)?;
    let failed = |error: StoreError| match error {
        StoreError::Syntax { .. } => Failure::Message(format!("{name}:{error}")),
        other => Failure::Message(other.to_string()),
    };
    let query = query(args, &sparql).map_err(failed)?;
    let store = args.store.open(false).map_err(failed)?;
    let answer = store.query(query).map_err(failed)?;
    print(answer, args, out)?;
    Ok(0)
}

/// Where the question comes from, and its text.
fn question(args: &QueryArgs) -> Result<(String, String), Failure> {
    if let Some(name) = &args.name {
        let known = questions().into_iter().find(|q| q.name == name);
        let missing = || format!("there is no question `{name}`; `query --list` shows them");
        let question = known.ok_or_else(|| Failure::Message(missing()))?;
        narrowed(&question, &args.params)?;
        return Ok((format!("{name}.rq"), question.sparql.to_owned()));
    }
    if let Some(file) = &args.file {
        let name = file.display().to_string();
        return match std::fs::read_to_string(file) {
            Ok(sparql) => Ok((name, sparql)),
            Err(error) => Err(Failure::Message(format!("{name}: {error}"))),
        };
    }
    Ok(("query".to_owned(), args.sparql.clone().unwrap_or_default()))
}

/// A shipped question says which of its variables are parameters.
fn narrowed(question: &Question, params: &[String]) -> Result<(), Failure> {
    let known = |p: &&str| question.parameters.contains(p);
    let given = params.iter().filter_map(|p| p.split('=').next());
    match given.map(|p| p.trim_start_matches('?')).find(|p| !known(p)) {
        None => Ok(()),
        Some(unknown) => Err(Failure::Message(format!(
            "`{}` has no parameter `{unknown}`: it has {}",
            question.name,
            question.parameters.join(", ")
        ))),
    }
}

fn query(args: &QueryArgs, sparql: &str) -> Result<Query, StoreError> {
    let seconds = std::time::Duration::from_secs(args.timeout);
    let mut query = Query::new(&args.store.base, sparql)?.with_timeout(seconds);
    for param in &args.params {
        query = query.with_parameter(&args.store.base, param)?;
    }
    Ok(query)
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
