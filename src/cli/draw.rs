//! `draw`: claims as a diagram.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::{Args, ValueEnum};

use super::Failure;
use super::corpus::CorpusArgs;
use crate::Extractor;
use crate::graph::{Graph, View, dot};

/// Arguments of `draw`.
#[derive(Args)]
pub(super) struct DrawArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// Which claims to draw
    #[arg(long, value_enum, default_value = "positions")]
    view: ViewName,
    /// The entity of the view `around`, by its slug: japan, concept.capacity-building
    #[arg(long, value_name = "SLUG", required_if_eq("view", "around"))]
    entity: Option<String>,
    /// How many claims away from the entity
    #[arg(long, default_value_t = 1)]
    hops: usize,
    /// The most entities to show: those with the most claims
    #[arg(long, value_name = "N", default_value_t = dot::CAP)]
    most: usize,
    /// File to write, .dot, .svg, .png or .pdf (all but .dot need Graphviz); without it, DOT on standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum ViewName {
    /// Between States, bodies, groups and persons
    Actors,
    /// What is asserted, supported, opposed, called for or committed to
    Positions,
    /// Every claim
    All,
    /// Near one entity
    Around,
}

pub(super) fn run(
    extractor: &Extractor,
    args: &DrawArgs,
    out: &mut impl Write,
) -> Result<u8, Failure> {
    let mut graph = Graph::new(extractor.ontology());
    let outcome = args.corpus.each(
        Some(extractor),
        |document| extractor.extract(document),
        |extraction| {
            graph.add(&extraction);
            Ok(())
        },
    )?;
    let drawn = dot::write(&graph, &view(&graph, args)?, args.most);
    match &args.output {
        None => out.write_all(drawn.as_bytes())?,
        Some(path) => save(&drawn, path)?,
    }
    Ok(outcome.status())
}

fn view(graph: &Graph<'_>, args: &DrawArgs) -> Result<View, Failure> {
    let slug = match (&args.entity, args.view) {
        (None, ViewName::Actors) => return Ok(View::Actors),
        (None, ViewName::Positions) => return Ok(View::Positions),
        (None, _) => return Ok(View::All),
        (Some(slug), _) => slug.clone(),
    };
    if graph.node(&slug).is_none() {
        let message = format!("no claim is about `{slug}`; `draw --view all` shows the slugs");
        return Err(Failure::Message(message));
    }
    let hops = args.hops;
    Ok(View::Around { slug, hops })
}

/// Writes a diagram in the format that the file name says; only `.dot` and `.gv` go without Graphviz.
fn save(drawn: &str, path: &Path) -> Result<(), Failure> {
    let bytes = match path.extension().and_then(|e| e.to_str()) {
        Some("dot" | "gv") => Ok(drawn.as_bytes().to_vec()),
        Some(format @ ("svg" | "png" | "pdf")) => graphviz(drawn, format),
        _ => {
            let message = format!("{}: name it .dot, .svg, .png or .pdf", path.display());
            return Err(Failure::Message(message));
        }
    };
    bytes
        .and_then(|bytes| std::fs::write(path, bytes))
        .map_err(|e| Failure::Message(format!("{}: {e}", path.display())))
}

/// Graphviz takes minutes for a diagram with more lines than this, and nobody can read it.
const LAID_OUT: usize = 300;

/// The files `graph.dot`, and `graph.svg` if Graphviz is there and there are not too many lines.
pub(super) fn both(graph: &Graph<'_>, view: &View) -> Vec<(&'static str, Vec<u8>)> {
    let drawn = dot::write(graph, view, dot::CAP);
    let few = drawn.matches(" -> ").count() <= LAID_OUT;
    let svg = few.then(|| graphviz(&drawn, "svg").ok()).flatten();
    let dot = ("graph.dot", drawn.into_bytes());
    let svg = svg.map(|svg| ("graph.svg", svg));
    [Some(dot), svg].into_iter().flatten().collect()
}

/// Has Graphviz lay a diagram out.
fn graphviz(drawn: &str, format: &str) -> io::Result<Vec<u8>> {
    let mut dot = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| io::Error::new(e.kind(), "this needs Graphviz (the program `dot`)"))?;
    if let Some(mut stdin) = dot.stdin.take() {
        stdin.write_all(drawn.as_bytes())?;
    }
    let output = dot.wait_with_output()?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(io::Error::other("Graphviz could not draw it"))
}
