//! What graph formats say of a claim and of a thing: the same properties under the same names everywhere.

use petgraph::graph::NodeIndex;

use crate::graph::{Edge, Graph, Node};

/// Names of the properties of a thing.
pub(super) const OF_NODES: &[&str] = &["label", "class", "wikidata"];

/// Names of the properties of a claim.
pub(super) const OF_EDGES: &[&str] = &[
    "label", "relation", "holder", "speaker", "act", "modality", "polarity", "basis", "with", "to",
    "where", "when", "purpose", "degree", "stands", "cue", "rule", "quote", "document", "title",
    "source", "date",
];

/// The properties of a thing, in the order of [`OF_NODES`]; what is not known is empty.
pub(super) fn of_node(node: &Node) -> Vec<String> {
    let wikidata = node.wikidata.clone().unwrap_or_default();
    vec![node.label.clone(), node.class.clone(), wikidata]
}

/// The properties of a claim, in the order of [`OF_EDGES`]; what is not said is empty, lists are joined with "; ".
pub(super) fn of_edge(graph: &Graph<'_>, edge: &Edge) -> Vec<String> {
    let document = graph.source(edge);
    let slug = |node: NodeIndex| graph.claims[node].slug.clone();
    let slugs = |nodes: &[NodeIndex]| graph.slugs(nodes).join("; ");
    let given = |field: &Option<String>| field.clone().unwrap_or_default();
    vec![
        edge.label(graph.ontology),
        graph.ontology.relation(edge.relation).name.clone(),
        slug(edge.holder),
        slug(document.speaker),
        edge.act.to_string(),
        edge.modality.to_string(),
        edge.polarity.to_string(),
        edge.basis.to_string(),
        slugs(&edge.with),
        slugs(&edge.to),
        slugs(&edge.place),
        edge.when.join("; "),
        slugs(&edge.purpose),
        given(&edge.degree),
        edge.stands.to_string(),
        edge.cue.clone(),
        edge.rule.clone(),
        edge.quote.clone(),
        document.id.clone(),
        given(&document.title),
        given(&document.source),
        given(&document.date),
    ]
}
