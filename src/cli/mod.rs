//! The terminal: arguments in, messages and exit status out. One file a command.

mod check;
mod corpus;
mod diff;
mod draw;
mod explain;
mod extract;
mod graphs;
mod input;
mod interrupt;
mod ontology;
mod output;
mod parse;
mod progress;
mod push;
mod query;
mod serve;
mod store;
mod summary;
mod table;
mod unknown;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

const STATUS: &str = "Exit status: 0 all went well; 1 some input could not be read, an example of the ontology failed, or a store did not take \
a graph (each is named on stderr, the rest was processed); 2 the command could not run: wrong arguments, an ontology or a SPARQL \
query with errors, output that could not be written; 130 interrupted by Ctrl-C: what was done until then was written.";

/// Reads diplomatic statements and reports what they say: who, what, about whom, in which words.
#[derive(Parser)]
#[command(name = "rapporteur", version, after_help = STATUS)]
struct Cli {
    #[command(flatten)]
    ontology: OntologyArgs,
    #[command(subcommand)]
    command: Command,
}

/// Which ontology to work with.
#[derive(Args)]
struct OntologyArgs {
    /// Turtle file or folder that extends the shipped ontology; may be given several times
    #[arg(long, global = true, value_name = "PATH")]
    ontology: Vec<PathBuf>,
    /// Leave out the shipped ontology: use the --ontology files alone
    #[arg(long, global = true, requires = "ontology")]
    only_ontology: bool,
    /// Keep only claims made by a phrasing whose own examples all come out, with subject and object of a known class
    /// that the relation's domain and range ask for. A phrasing's own examples are those of its relation or attitude
    /// whose sentence has all its words; one without any is not kept, nor one with a counterexample that comes out. A
    /// class is not known if it was only assumed because no name, noun or antecedent tells it. And only claims where the
    /// parser is sure how subject and object hang together
    #[arg(long, global = true)]
    strict: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Read statements: text, Markdown, HTML, PDF, DOCX and JSON Lines, also packed (.gz, .zst); folders, patterns, or -
    /// for standard input
    Extract(extract::ExtractArgs),
    /// Draw the claims of statements as a diagram
    Draw(draw::DrawArgs),
    /// Ask in SPARQL what was extracted
    Query(query::QueryArgs),
    /// Answer SPARQL over HTTP on this machine, with a page for people
    Serve(serve::ServeArgs),
    /// Send what was extracted to another SPARQL store
    Push(push::PushArgs),
    /// Show how a sentence is read: tree, mentions, clauses, claims, and the phrasings that almost matched
    Explain(explain::ExplainArgs),
    /// Show which claims of an output were gained, lost or changed since another
    Diff(diff::DiffArgs),
    /// List what texts name and the catalogue lacks, as CSV to reconcile (OpenRefine reads it)
    Unknown(unknown::UnknownArgs),
    /// Check the ontology and run its examples
    Check,
    /// Print the Universal Dependencies trees of texts in CoNLL-U
    Parse(parse::ParseArgs),
}

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// One message, status 2.
    #[error("{0}")]
    Message(String),
    /// Writing to standard output or a file failed.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = run(&cli, &mut out).and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    match done {
        Ok(status) => ExitCode::from(status),
        // Whoever reads our output (`head`) has seen enough.
        Err(Failure::Io(e)) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            complain(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli, out: &mut impl Write) -> Result<u8, Failure> {
    match &cli.command {
        Command::Extract(args) => extract::run(&ontology::extractor(&cli.ontology)?, args, out),
        Command::Draw(args) => draw::run(&ontology::extractor(&cli.ontology)?, args, out),
        Command::Query(args) => query::run(args, out),
        Command::Serve(args) => serve::run(args, out),
        Command::Push(args) => push::run(args, out),
        Command::Explain(args) => explain::run(&ontology::extractor(&cli.ontology)?, args, out),
        Command::Diff(args) => diff::run(args, out),
        Command::Unknown(args) => unknown::run(&ontology::extractor(&cli.ontology)?, args, out),
        Command::Check => check::run(&ontology::extractor(&cli.ontology)?, out),
        Command::Parse(args) => parse::run(args, out),
    }
}

/// One message on stderr. A closed stderr is no reason to stop.
fn complain(message: &dyn std::fmt::Display) {
    let _ = writeln!(io::stderr(), "rapporteur: {message}");
}
