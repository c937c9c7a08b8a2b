//! Walking the graph: what is near an entity, which claims a view shows.

use std::collections::BTreeSet;

use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Edge, Graph};
use crate::claim::{Act, Basis};

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
    /// A step leads along a claim in either direction. A claim that other claims are about is as near as its own
    /// subject or object.
    pub fn around(&self, slug: &str, hops: usize) -> Vec<NodeIndex> {
        let about = self.claims_about();
        let mut reached = BTreeSet::new();
        let mut front: BTreeSet<NodeIndex> = self.node(slug).into_iter().collect();
        for hop in 0..=hops {
            self.reach(&about, &mut front);
            reached.extend(&front);
            if hop < hops {
                let next = front
                    .iter()
                    .flat_map(|n| self.claims.neighbors_undirected(*n));
                front = next.filter(|n| !reached.contains(n)).collect();
            }
        }
        reached.into_iter().collect()
    }

    /// Adds to some nodes the claims about them, and what the claims among them are about.
    fn reach(&self, about: &FxHashMap<NodeIndex, Vec<NodeIndex>>, nodes: &mut BTreeSet<NodeIndex>) {
        let mut from: Vec<NodeIndex> = nodes.iter().copied().collect();
        while let Some(node) = from.pop() {
            let inner = self.claims[node].about.into_iter().flatten();
            let outer = about.get(&node).into_iter().flatten().copied();
            from.extend(inner.chain(outer).filter(|n| nodes.insert(*n)));
        }
    }

    /// The claim nodes by what they are about.
    fn claims_about(&self) -> FxHashMap<NodeIndex, Vec<NodeIndex>> {
        let mut claims: FxHashMap<NodeIndex, Vec<NodeIndex>> = FxHashMap::default();
        for node in self.claims.node_indices() {
            for thing in self.claims[node].about.into_iter().flatten() {
                claims.entry(thing).or_default().push(node);
            }
        }
        claims
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
}

fn is_position(edge: &Edge) -> bool {
    !matches!(edge.act, Act::Report | Act::Recall) && edge.basis == Basis::Explicit
}
