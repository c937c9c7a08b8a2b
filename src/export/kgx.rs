//! The claims as an edge list with the column names of KGX (Knowledge Graph Exchange), one claim a row.

use std::io::{self, Write};

use super::properties::{OF_EDGES, of_edge};
use crate::claim::Polarity;
use crate::graph::Graph;

/// The columns that KGX and the Biolink model name; those of [`OF_EDGES`] follow as qualifiers of our own.
const COLUMNS: &[&str] = &[
    "id",
    "subject",
    "predicate",
    "object",
    "category",
    "negated",
    "primary_knowledge_source",
    "knowledge_level",
    "agent_type",
    "publications",
    "supporting_text",
    "subject_category",
    "object_category",
    "subject_name",
    "object_name",
];

/// The whole graph; identifiers are `e:` and the slug, relations `:` and the name.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(graph: &Graph<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record([COLUMNS, OF_EDGES].concat())?;
    for index in graph.claims.edge_indices() {
        let edge = &graph.claims[index];
        let [from, to] = graph.ends(index).map(|n| &graph.claims[n]);
        let document = graph.source(edge);
        let row = vec![
            format!("c{}", index.index()),
            format!("e:{}", from.slug),
            format!(":{}", graph.ontology.relation(edge.relation).name),
            format!("e:{}", to.slug),
            "biolink:Association".to_owned(),
            (edge.polarity == Polarity::Negative).to_string(),
            "infores:rapporteur".to_owned(),
            "not_provided".to_owned(),
            "text_mining_agent".to_owned(),
            document.source.as_ref().unwrap_or(&document.id).clone(),
            edge.quote.clone(),
            format!(":{}", from.class),
            format!(":{}", to.class),
            from.label.clone(),
            to.label.clone(),
        ];
        table.write_record([row, of_edge(graph, edge)].concat())?;
    }
    table.flush()
}
