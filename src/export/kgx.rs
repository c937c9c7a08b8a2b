//! The claims as an edge list with the column names of KGX (Knowledge Graph Exchange), one claim a row.

use std::io::{self, Write};

use crate::graph::Graph;

const COLUMNS: &[&str] = &[
    "id",
    "subject",
    "predicate",
    "object",
    "negated",
    "qualifier",
    "primary_knowledge_source",
    "publications",
    "supporting_text",
    "relation_label",
    "act",
    "modality",
    "basis",
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
    table.write_record(COLUMNS)?;
    for index in graph.claims.edge_indices() {
        let edge = &graph.claims[index];
        let [from, to] = graph.ends(index).map(|n| &graph.claims[n]);
        let negated = edge.polarity == crate::claim::Polarity::Negative;
        let relation = graph.ontology.relation(edge.relation);
        table.write_record([
            format!("c{}", index.index()),
            format!("e:{}", from.slug),
            format!(":{}", relation.name),
            format!("e:{}", to.slug),
            negated.to_string(),
            edge.label(graph.ontology),
            format!("e:{}", graph.claims[edge.holder].slug),
            edge.document.clone(),
            edge.quote.clone(),
            relation.label.clone(),
            edge.act.to_string(),
            edge.modality.to_string(),
            edge.basis.to_string(),
            format!(":{}", from.class),
            format!(":{}", to.class),
            from.label.clone(),
            to.label.clone(),
        ])?;
    }
    table.flush()
}
