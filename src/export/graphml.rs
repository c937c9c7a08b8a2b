//! GraphML: entities as nodes and claims as edges, for yEd, Gephi, networkx and the like.

use std::io::{self, Write};

use super::xml::escaped;
use crate::graph::{Edge, Graph};

const NODE_KEYS: &[&str] = &["label", "class"];
const EDGE_KEYS: &[&str] = &[
    "label", "relation", "holder", "act", "modality", "polarity", "basis", "cue", "rule", "quote",
    "document", "date",
];

/// The whole graph.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    for (of, keys) in [("node", NODE_KEYS), ("edge", EDGE_KEYS)] {
        for key in keys {
            writeln!(
                out,
                "  <key id=\"{of}-{key}\" for=\"{of}\" attr.name=\"{key}\" attr.type=\"string\"/>"
            )?;
        }
    }
    writeln!(out, "  <graph edgedefault=\"directed\">")?;
    for node in graph.claims.node_weights() {
        writeln!(out, "    <node id=\"{}\">", escaped(&node.slug))?;
        data(out, "node", NODE_KEYS, &[&node.label, &node.class])?;
        writeln!(out, "    </node>")?;
    }
    for index in graph.claims.edge_indices() {
        let [from, to] = graph.ends(index).map(|n| escaped(&graph.claims[n].slug));
        let number = index.index();
        writeln!(
            out,
            "    <edge id=\"c{number}\" source=\"{from}\" target=\"{to}\">"
        )?;
        let values = values(graph, &graph.claims[index]);
        data(
            out,
            "edge",
            EDGE_KEYS,
            &values.each_ref().map(String::as_str),
        )?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(out: &mut dyn Write, of: &str, keys: &[&str], values: &[&str]) -> io::Result<()> {
    for (key, value) in keys.iter().zip(values).filter(|(_, v)| !v.is_empty()) {
        writeln!(
            out,
            "      <data key=\"{of}-{key}\">{}</data>",
            escaped(value)
        )?;
    }
    Ok(())
}

/// The values of a claim, in the order of [`EDGE_KEYS`].
fn values(graph: &Graph<'_>, edge: &Edge) -> [String; 12] {
    [
        edge.label(graph.ontology),
        graph.ontology.relation(edge.relation).name.clone(),
        graph.claims[edge.holder].slug.clone(),
        edge.act.to_string(),
        edge.modality.to_string(),
        edge.polarity.to_string(),
        edge.basis.to_string(),
        edge.cue.clone(),
        edge.rule.clone(),
        edge.quote.clone(),
        edge.document.clone(),
        edge.date.clone().unwrap_or_default(),
    ]
}
