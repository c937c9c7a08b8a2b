//! Cypher: statements that put the graph into Neo4j or any store of its kind; running them again changes nothing.

use std::io::{self, Write};

use crate::graph::{Edge, Graph};

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
        let [id, label] = [&node.slug, &node.label].map(|t| quoted(t));
        let class = &node.class;
        writeln!(
            out,
            "MERGE (n:Entity {{id: {id}}}) SET n:`{class}`, n.label = {label};"
        )?;
    }
    for index in graph.claims.edge_indices() {
        let [from, to] = graph.ends(index).map(|n| quoted(&graph.claims[n].slug));
        let edge = &graph.claims[index];
        let relation = &graph.ontology.relation(edge.relation).name;
        writeln!(
            out,
            "MATCH (a:Entity {{id: {from}}}), (b:Entity {{id: {to}}}) \
             MERGE (a)-[:`{relation}` {{{}}}]->(b);",
            properties(graph, edge)
        )?;
    }
    Ok(())
}

fn properties(graph: &Graph<'_>, edge: &Edge) -> String {
    let mut properties = vec![
        ("document", edge.document.as_str()),
        ("holder", &graph.claims[edge.holder].slug),
        ("act", edge.act.as_str()),
        ("modality", edge.modality.as_str()),
        ("polarity", edge.polarity.as_str()),
        ("basis", edge.basis.as_str()),
        ("cue", &edge.cue),
        ("rule", &edge.rule),
        ("quote", &edge.quote),
    ];
    if let Some(date) = &edge.date {
        properties.push(("date", date));
    }
    let properties = properties
        .iter()
        .map(|(k, v)| format!("{k}: {}", quoted(v)));
    properties.collect::<Vec<_>>().join(", ")
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
