//! GEXF 1.3: entities as nodes and claims as edges, dated by their documents, for Gephi.

use std::io::{self, Write};

use super::properties::{OF_EDGES, OF_NODES, of_edge, of_node};
use super::xml::escaped;
use crate::graph::{Edge, Graph};

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
    attributes(out, "node", OF_NODES)?;
    attributes(out, "edge", OF_EDGES)?;
    writeln!(out, "    <nodes>")?;
    for node in graph.claims.node_weights() {
        let [slug, label] = [&node.slug, &node.label].map(|t| escaped(t));
        writeln!(out, "      <node id=\"{slug}\" label=\"{label}\">")?;
        values(out, &of_node(node))?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for index in graph.claims.edge_indices() {
        let edge = &graph.claims[index];
        let [from, to] = graph.ends(index).map(|n| escaped(&graph.claims[n].slug));
        let label = escaped(&edge.label(graph.ontology));
        let (id, start) = (index.index(), start(graph, edge));
        writeln!(
            out,
            "      <edge id=\"{id}\" source=\"{from}\" target=\"{to}\" label=\"{label}\"{start}>"
        )?;
        values(out, &of_edge(graph, edge))?;
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

fn values(out: &mut dyn Write, values: &[String]) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (i, value) in values.iter().enumerate().filter(|(_, v)| !v.is_empty()) {
        let value = escaped(value);
        writeln!(out, "          <attvalue for=\"{i}\" value=\"{value}\"/>")?;
    }
    writeln!(out, "        </attvalues>")
}

/// A claim exists from the day on which it was made; a month or a year counts from its first day.
fn start(graph: &Graph<'_>, edge: &Edge) -> String {
    let date = graph.source(edge).date.as_deref().unwrap_or_default();
    let day = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        10 => date.to_owned(),
        _ => return String::new(),
    };
    format!(" start=\"{}\"", escaped(&day))
}
