//! A report in Markdown: for each actor what it says, by act, each claim with its sentence.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::claim::Act;
use crate::graph::{Edge, Graph};

/// The whole graph, actors by name.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut actors: BTreeMap<(&str, &str), BTreeMap<Act, Vec<String>>> = BTreeMap::new();
    for index in graph.claims.edge_indices() {
        let edge = &graph.claims[index];
        let holder = &graph.claims[edge.holder];
        let [subject, object] = graph.ends(index).map(|n| graph.claims[n].label.as_str());
        let line = line(graph, edge, subject, object);
        let acts = actors.entry((&holder.label, &holder.slug)).or_default();
        acts.entry(edge.act).or_default().push(line);
    }
    for ((label, slug), acts) in actors {
        let claims: usize = acts.values().map(Vec::len).sum();
        writeln!(out, "# {} (`{slug}`)\n", escaped(label))?;
        writeln!(out, "{claims} claims\n")?;
        for (act, mut lines) in acts {
            lines.dedup();
            writeln!(out, "## {act}\n")?;
            for line in lines {
                writeln!(out, "{line}")?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn line(graph: &Graph<'_>, edge: &Edge, subject: &str, object: &str) -> String {
    let source = graph.source(edge);
    let [subject, object, quote, document] =
        [subject, object, &edge.quote, &source.id].map(escaped);
    let verb = edge.label(graph.ontology);
    let date = source
        .date
        .as_ref()
        .map_or(String::new(), |d| format!(", {d}"));
    format!("- {subject} **{verb}** {object}\n  > {quote}\n  > — {document}{date}")
}

/// A text without Markdown of its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
