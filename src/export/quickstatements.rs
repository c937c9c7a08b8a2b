//! Wikidata QuickStatements (version 1): the plain edges between entities that the catalogue links to Wikidata, for
//! relations that have a property there, each with its reference. A person reviews them before they are run.

use std::collections::BTreeSet;
use std::io::{self, Write};

use petgraph::graph::EdgeIndex;

use crate::graph::{Edge, Graph};

/// One statement a line, with its references; each once, sorted.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines: BTreeSet<String> = graph
        .claims
        .edge_indices()
        .filter_map(|index| line(graph, index))
        .collect();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// A statement and where it was said; nothing if the claim does not stand or has no counterpart in Wikidata.
fn line(graph: &Graph<'_>, index: EdgeIndex) -> Option<String> {
    let edge = &graph.claims[index];
    let (property, inverse) = property(graph, edge)?;
    let [subject, object] = graph.ends(index).map(|n| graph.claims[n].wikidata.clone());
    let (from, to) = if inverse {
        (object?, subject?)
    } else {
        (subject?, object?)
    };
    let mut line = vec![from, property, to];
    line.extend(reference(graph, edge)?);
    Some(line.join("\t"))
}

/// The Wikidata property of a relation, and whether it says it the other way round.
fn property(graph: &Graph<'_>, edge: &Edge) -> Option<(String, bool)> {
    let links = &graph.ontology.relation(edge.relation).links;
    links.iter().filter(|_| edge.stands).find_map(|link| {
        let id = link.wikidata().filter(|id| id.starts_with('P'))?;
        Some((id.to_owned(), link.property == "inverseMatch"))
    })
}

/// Address, title and date of the document, and the sentence. A document without address and title is no reference.
fn reference(graph: &Graph<'_>, edge: &Edge) -> Option<Vec<String>> {
    let document = graph.source(edge);
    let address = document.address().map(|a| ["S854".to_owned(), quoted(a)]);
    let title = document.title.as_deref();
    let title = title.map(|t| ["S1476".to_owned(), format!("en:{}", quoted(t))]);
    if address.is_none() && title.is_none() {
        return None;
    }
    let date = document.date.as_deref().and_then(time);
    let date = date.map(|d| ["S577".to_owned(), d]);
    let quote = ["S1683".to_owned(), format!("en:{}", quoted(&edge.quote))];
    let parts = [address, title, date, Some(quote)];
    Some(parts.into_iter().flatten().flatten().collect())
}

/// A date as QuickStatements writes it, with its precision: 11 a day, 10 a month, 9 a year.
fn time(date: &str) -> Option<String> {
    match date.len() {
        4 => Some(format!("+{date}-00-00T00:00:00Z/9")),
        7 => Some(format!("+{date}-00T00:00:00Z/10")),
        10 => Some(format!("+{date}T00:00:00Z/11")),
        _ => None,
    }
}

/// A string; the format has no escapes, so the quotation mark becomes a typographic one and tabs become spaces.
fn quoted(text: &str) -> String {
    let text = text
        .replace('"', "\u{201d}")
        .replace(['\t', '\n', '\r'], " ");
    format!("\"{text}\"")
}
