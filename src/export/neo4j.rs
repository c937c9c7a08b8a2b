//! The two tables that `neo4j-admin database import` reads: things, and claims between them.

use std::io::{self, Write};

use super::properties::{OF_EDGES, OF_NODES, of_edge, of_node};
use crate::graph::Graph;

/// Things: identifier, properties, labels.
///
/// # Errors
/// If `out` cannot be written.
pub fn nodes(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([&["id:ID"], OF_NODES, &[":LABEL"]].concat())?;
    for node in graph.claims.node_weights() {
        let labels = format!("Entity;{}", node.class);
        table.write_record([vec![node.slug.clone()], of_node(node), vec![labels]].concat())?;
    }
    table.flush()
}

/// Claims: the identifiers of both ends, properties, type.
///
/// # Errors
/// If `out` cannot be written.
pub fn edges(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([&[":START_ID", ":END_ID"], OF_EDGES, &[":TYPE"]].concat())?;
    for index in graph.claims.edge_indices() {
        let edge = &graph.claims[index];
        let ends = graph.ends(index).map(|n| graph.claims[n].slug.clone());
        let kind = graph.ontology.relation(edge.relation).name.clone();
        table.write_record([ends.to_vec(), of_edge(graph, edge), vec![kind]].concat())?;
    }
    table.flush()
}
