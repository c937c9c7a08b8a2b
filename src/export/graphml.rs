//! GraphML: entities as nodes and claims as edges, for yEd, Gephi, networkx and the like.

use std::io::{self, Write};

use super::properties::{OF_EDGES, OF_NODES, of_edge, of_node};
use super::xml::escaped;
use crate::graph::Graph;

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
    for (of, keys) in [("node", OF_NODES), ("edge", OF_EDGES)] {
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
        data(out, "node", OF_NODES, &of_node(node))?;
        writeln!(out, "    </node>")?;
    }
    for index in graph.claims.edge_indices() {
        let [from, to] = graph.ends(index).map(|n| escaped(&graph.claims[n].slug));
        let number = index.index();
        writeln!(
            out,
            "    <edge id=\"c{number}\" source=\"{from}\" target=\"{to}\">"
        )?;
        let values = of_edge(graph, &graph.claims[index]);
        data(out, "edge", OF_EDGES, &values)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(out: &mut dyn Write, of: &str, keys: &[&str], values: &[String]) -> io::Result<()> {
    for (key, value) in keys.iter().zip(values).filter(|(_, v)| !v.is_empty()) {
        let value = escaped(value);
        writeln!(out, "      <data key=\"{of}-{key}\">{value}</data>")?;
    }
    Ok(())
}
