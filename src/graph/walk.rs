//! Walking the graph: what is near an entity, which claims a view shows, how a claim reads.

use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::FxHashSet;

use super::{Edge, Graph};
use crate::claim::{Act, Basis, Modality, Polarity};
use crate::ontology::{Ontology, RelationId};

/// Which claims to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All of them.
    #[default]
    All,
    /// Between States, bodies, groups and persons.
    Actors,
    /// What the speakers take a stand on, call for or commit to.
    Positions,
    /// Within some steps of one entity.
    Around {
        /// The entity.
        slug: String,
        /// How many steps.
        hops: usize,
    },
}

impl Graph<'_> {
    /// The claims of a view, in the order in which they were read.
    pub fn view(&self, view: &View) -> Vec<EdgeIndex> {
        let near = match view {
            View::Around { slug, hops } => self.around(slug, *hops),
            _ => Vec::new(),
        };
        let near: FxHashSet<NodeIndex> = near.into_iter().collect();
        self.claims
            .edge_indices()
            .filter(|edge| match view {
                View::All => true,
                View::Actors => self.ends(*edge).into_iter().all(|n| self.is_actor(n)),
                View::Positions => is_position(&self.claims[*edge]),
                View::Around { .. } => self.ends(*edge).into_iter().all(|n| near.contains(&n)),
            })
            .collect()
    }

    /// All nodes within `hops` steps of an entity, itself included, in the order of the graph; empty if it is unknown.
    ///
    /// A step leads along a claim in either direction, or from a claim to what it is about.
    pub fn around(&self, slug: &str, hops: usize) -> Vec<NodeIndex> {
        let mut reached: Vec<NodeIndex> = self.node(slug).into_iter().collect();
        let mut seen: FxHashSet<NodeIndex> = reached.iter().copied().collect();
        let mut from = 0;
        for _ in 0..hops {
            let to = reached.len();
            for at in from..to {
                for next in self.beside(reached[at]) {
                    if seen.insert(next) {
                        reached.push(next);
                    }
                }
            }
            from = to;
        }
        reached.sort_unstable();
        reached
    }

    /// Subject and object of a claim.
    pub fn ends(&self, edge: EdgeIndex) -> [NodeIndex; 2] {
        let (subject, object) = self.claims.edge_endpoints(edge).unwrap_or_default();
        [subject, object]
    }

    /// Whether a node is a State, body, group or person.
    pub fn is_actor(&self, node: NodeIndex) -> bool {
        let class = self.ontology.class(&self.claims[node].class);
        let actor = self.ontology.class("Actor");
        class
            .zip(actor)
            .is_some_and(|(c, a)| self.ontology.is_a(c, a))
    }

    fn beside(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let mut beside: Vec<NodeIndex> = self.claims.neighbors_undirected(node).collect();
        beside.extend(
            self.claims[node]
                .about
                .into_iter()
                .flat_map(<[NodeIndex; 2]>::from),
        );
        beside.sort_unstable();
        beside.dedup();
        beside
    }
}

fn is_position(edge: &Edge) -> bool {
    !matches!(edge.act, Act::Report | Act::Recall) && edge.basis == Basis::Explicit
}

/// How a claim reads between its subject and its object: "applies to", "must respect", "does not support".
pub fn verb(
    ontology: &Ontology,
    relation: RelationId,
    modality: Modality,
    polarity: Polarity,
) -> String {
    let relation = ontology.relation(relation);
    let negative = polarity == Polarity::Negative;
    let modal = match (modality, negative) {
        (Modality::Actual, false) => return relation.label.clone(),
        (Modality::Actual, true) => {
            return match relation.base.strip_prefix("be ") {
                Some(rest) => format!("is not {rest}"),
                None => format!("does not {}", relation.base),
            };
        }
        (Modality::Probable, false) => "seems to",
        (Modality::Probable, true) => "seems not to",
        (Modality::Possible, false) => "might",
        (Modality::Possible, true) => "might not",
        (Modality::Required, false) => "must",
        (Modality::Required, true) => "need not",
        (Modality::Prohibited, _) => "must not",
        (Modality::Recommended, false) => "should",
        (Modality::Recommended, true) => "should not",
        (Modality::Permitted, false) => "may",
        (Modality::Permitted, true) => "may not",
        (Modality::Intended, false) => "will",
        (Modality::Intended, true) => "will not",
        (Modality::Desired, false) => "would like to",
        (Modality::Desired, true) => "would not like to",
    };
    format!("{modal} {}", relation.base)
}
