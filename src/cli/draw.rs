//! `draw`: claims as a diagram.

use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use super::corpus::CorpusArgs;
use super::{Failure, complain};
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
    /// Who agrees with whom
    Agreement,
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
    let drawn = match args.view {
        ViewName::Agreement => dot::agreement(&graph, args.most),
        _ => dot::write(&graph, &view(&graph, args)?, args.most),
    };
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

/// How long Graphviz may take for a diagram that was asked for, and for the one that comes with every extraction.
const PATIENCE: Duration = Duration::from_secs(60);
const IN_PASSING: Duration = Duration::from_secs(10);

/// Writes a diagram in the format that the file name says; only `.dot` and `.gv` go without Graphviz.
fn save(drawn: &str, path: &Path) -> Result<(), Failure> {
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        Failure::Message(format!("{}: {error}", path.display()))
    };
    let write = |path: &Path, bytes: &[u8]| fs::write(path, bytes).map_err(|e| failed(path, &e));
    match path.extension().and_then(|e| e.to_str()) {
        Some("dot" | "gv") => write(path, drawn.as_bytes()),
        Some(format @ ("svg" | "png" | "pdf")) => match graphviz(drawn, format, PATIENCE) {
            Ok(picture) => write(path, &picture),
            Err(error) => {
                let dot = path.with_extension("dot");
                write(&dot, drawn.as_bytes())?;
                let instead = format!("{error}; {} holds the diagram", dot.display());
                Err(failed(path, &instead))
            }
        },
        _ => Err(failed(path, &"name it .dot, .svg, .png or .pdf")),
    }
}

/// The files `graph.dot` and, if Graphviz is there and quick enough, `graph.svg`.
pub(super) fn both(graph: &Graph<'_>, view: &View) -> Vec<(&'static str, Vec<u8>)> {
    let drawn = dot::write(graph, view, dot::CAP);
    let svg = graphviz(&drawn, "svg", IN_PASSING);
    if let Err(error) = &svg
        && error.kind() == io::ErrorKind::TimedOut
    {
        complain(&format!("graph.svg is left out: {error}"));
    }
    let dot = ("graph.dot", drawn.into_bytes());
    let svg = svg.ok().map(|svg| ("graph.svg", svg));
    [Some(dot), svg].into_iter().flatten().collect()
}

/// Has Graphviz lay a diagram out. It takes minutes for a dense one: it is ended when `limit` is over.
fn graphviz(drawn: &str, format: &str, limit: Duration) -> io::Result<Vec<u8>> {
    // Files instead of pipes: nobody has to read while somebody else writes.
    let (mut from, mut to) = (tempfile::tempfile()?, tempfile::tempfile()?);
    from.write_all(drawn.as_bytes())?;
    from.rewind()?;
    let start = Instant::now();
    let mut dot = Command::new("dot")
        .arg(format!("-T{format}"))
        .stdin(from)
        .stdout(to.try_clone()?)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| io::Error::new(e.kind(), "this needs Graphviz (the program `dot`)"))?;
    let status = loop {
        if let Some(status) = dot.try_wait()? {
            break status;
        }
        if start.elapsed() >= limit {
            dot.kill()?;
            dot.wait()?;
            let message = format!(
                "Graphviz takes longer than {} s for this diagram; a smaller --most helps",
                limit.as_secs()
            );
            return Err(io::Error::new(io::ErrorKind::TimedOut, message));
        }
        thread::sleep(Duration::from_millis(10));
    };
    if !status.success() {
        return Err(io::Error::other("Graphviz could not draw it"));
    }
    to.rewind()?;
    let mut picture = Vec::new();
    to.read_to_end(&mut picture)?;
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graphviz_is_given_so_much_time_and_no_more() {
        let drawn = "digraph { a -> b }";
        match graphviz(drawn, "svg", PATIENCE) {
            Ok(picture) => assert!(String::from_utf8_lossy(&picture).contains("</svg>")),
            Err(error) => {
                assert_eq!(error.kind(), io::ErrorKind::NotFound, "{error}");
                return;
            }
        }
        let error = graphviz(drawn, "svg", Duration::ZERO).expect_err("no time at all");
        assert_eq!(error.kind(), io::ErrorKind::TimedOut, "{error}");
    }
}
