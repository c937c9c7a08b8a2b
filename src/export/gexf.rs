//! GEXF 1.3: entities as nodes and claims as edges, dated by their documents, for Gephi.

use std::io::{self, Write};

use super::xml::escaped;
use crate::graph::{Edge, Graph};

const NODE_ATTRIBUTES: &[&str] = &["class"];
const EDGE_ATTRIBUTES: &[&str] = &[
    "relation", "act", "modality", "polarity", "quote", "document",
];

/// The whole graph.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    writeln!(
        out,
        "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\">"
    )?;
    attributes(out, "node", NODE_ATTRIBUTES)?;
    attributes(out, "edge", EDGE_ATTRIBUTES)?;
    writeln!(out, "    <nodes>")?;
    for node in graph.claims.node_weights() {
        let [slug, label] = [&node.slug, &node.label].map(|t| escaped(t));
        writeln!(out, "      <node id=\"{slug}\" label=\"{label}\">")?;
        values(out, &[&node.class])?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for index in graph.claims.edge_indices() {
        let edge = &graph.claims[index];
        let [from, to] = graph.ends(index).map(|n| escaped(&graph.claims[n].slug));
        let label = escaped(&edge.label(graph.ontology));
        writeln!(
            out,
            "      <edge id=\"{}\" source=\"{from}\" target=\"{to}\" label=\"{label}\"{}>",
            index.index(),
            interval(edge)
        )?;
        let frame = [
            edge.act.as_str(),
            edge.modality.as_str(),
            edge.polarity.as_str(),
        ];
        let relation = graph.ontology.relation(edge.relation).name.as_str();
        values(
            out,
            &[
                relation,
                frame[0],
                frame[1],
                frame[2],
                &edge.quote,
                &edge.document,
            ],
        )?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn attributes(out: &mut dyn Write, class: &str, names: &[&str]) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{class}\">")?;
    for (i, name) in names.iter().enumerate() {
        writeln!(
            out,
            "      <attribute id=\"{i}\" title=\"{name}\" type=\"string\"/>"
        )?;
    }
    writeln!(out, "    </attributes>")
}

fn values(out: &mut dyn Write, values: &[&str]) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (i, value) in values.iter().enumerate() {
        let value = escaped(value);
        writeln!(out, "          <attvalue for=\"{i}\" value=\"{value}\"/>")?;
    }
    writeln!(out, "        </attvalues>")
}

/// A claim exists from the day on which it was made; a date that is no day is left out.
fn interval(edge: &Edge) -> String {
    let day = edge.date.as_deref().filter(|d| d.len() == 10);
    day.map_or(String::new(), |day| format!(" start=\"{}\"", escaped(day)))
}
