//! `query`: questions in SPARQL about what was extracted.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Failure;
use super::table::table;
use crate::rdf::{self, BASE, Names};
use crate::store::{Answer, Folder, Query, Shape, StoreError, questions};

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
    /// How to print the answer
    #[arg(long, value_enum, default_value = "table")]
    format: Layout,
    /// The folder that `extract` wrote
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Namespace of entities and documents, as given to `extract`
    #[arg(long, value_name = "IRI", default_value = BASE, value_parser = Names::new)]
    base: Names,
    /// Give up after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Layout {
    /// Aligned columns for reading
    Table,
    /// SPARQL 1.1 CSV
    Csv,
    /// SPARQL 1.1 TSV
    Tsv,
    /// SPARQL 1.1 JSON
    Json,
    /// SPARQL XML
    Xml,
}

pub(super) fn run(args: &QueryArgs, out: &mut impl Write) -> Result<u8, Failure> {
    if args.list {
        for question in questions() {
            writeln!(out, "{:<28} {}", question.name, question.title)?;
        }
        return Ok(0);
    }
    let (name, sparql) = question(args)?;
    let failed = |error: StoreError| match error {
        StoreError::Syntax { .. } => Failure::Message(format!("{name}:{error}")),
        other => Failure::Message(other.to_string()),
    };
    let query = query(args, &sparql).map_err(failed)?;
    let store = Folder::new(&args.output).store().map_err(failed)?;
    let answer = store.query(query).map_err(failed)?;
    print(&answer, args, out)?;
    Ok(0)
}

/// Where the question comes from, and its text.
fn question(args: &QueryArgs) -> Result<(String, String), Failure> {
    if let Some(name) = &args.name {
        let known = questions().into_iter().find(|q| q.name == name);
        return known
            .map(|q| (format!("{name}.rq"), q.sparql.to_owned()))
            .ok_or_else(|| {
                Failure::Message(format!(
                    "there is no question `{name}`; `query --list` shows them"
                ))
            });
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

fn query(args: &QueryArgs, sparql: &str) -> Result<Query, StoreError> {
    let seconds = std::time::Duration::from_secs(args.timeout);
    let mut query = Query::new(&args.base, sparql)?.with_timeout(seconds);
    for param in &args.params {
        query = query.with_parameter(&args.base, param)?;
    }
    Ok(query)
}

fn print(answer: &Answer, args: &QueryArgs, out: &mut impl Write) -> std::io::Result<()> {
    let shape = match (args.format, answer) {
        (Layout::Table, Answer::Rows(rows)) => {
            return out.write_all(table(rows, &rdf::prefixes(&args.base)).as_bytes());
        }
        (Layout::Table, Answer::Boolean(yes)) => {
            return writeln!(out, "{}", if *yes { "yes" } else { "no" });
        }
        (Layout::Tsv, _) => Shape::Tsv,
        (Layout::Json, _) => Shape::Json,
        (Layout::Xml, _) => Shape::Xml,
        (Layout::Table | Layout::Csv, _) => Shape::Csv,
    };
    answer.write(shape, out)
}
