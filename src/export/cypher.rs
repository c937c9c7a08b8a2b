//! Cypher: statements that put the graph into Neo4j or any store of its kind; running them again changes nothing.

use std::io::{self, Write};

use super::properties::{OF_EDGES, OF_NODES, of_edge, of_node};
use crate::graph::Graph;

/// The whole graph.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;"
    )?;
    for node in graph.claims.node_weights() {
        let (id, class) = (quoted(&node.slug), &node.class);
        let properties = map(OF_NODES, &of_node(node));
        writeln!(
            out,
            "MERGE (n:Entity {{id: {id}}}) SET n:`{class}`, n += {{{properties}}};"
        )?;
    }
    for index in graph.claims.edge_indices() {
        let [from, to] = graph.ends(index).map(|n| quoted(&graph.claims[n].slug));
        let edge = &graph.claims[index];
        let relation = &graph.ontology.relation(edge.relation).name;
        let properties = map(OF_EDGES, &of_edge(graph, edge));
        writeln!(
            out,
            "MATCH (a:Entity {{id: {from}}}), (b:Entity {{id: {to}}}) MERGE (a)-[:`{relation}` {{{properties}}}]->(b);"
        )?;
    }
    Ok(())
}

fn map(names: &[&str], values: &[String]) -> String {
    let known = names.iter().zip(values).filter(|(_, v)| !v.is_empty());
    let pairs = known.map(|(name, value)| format!("`{name}`: {}", quoted(value)));
    pairs.collect::<Vec<_>>().join(", ")
}

fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}
