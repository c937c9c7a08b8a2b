//! The graph: entities are nodes, claims are edges, over one document or many.
//!
//! Entities merge by identity (their slug), never by guess. A claim that another claim is about is also a node.

mod build;
mod walk;

pub mod dot;

pub mod slug;

pub mod wording;

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use crate::claim::{Act, Basis, Modality, Polarity};
use crate::ontology::{Ontology, RelationId};

pub use walk::{View, verb};

/// An entity, or a claim that other claims are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its identity: `japan`, `concept.capacity-building`, `claim.ihl-appliesTo-cyberspace`.
    pub slug: String,
    /// How it is written.
    pub label: String,
    /// Local name of its class; `Claim` for a claim.
    pub class: String,
    /// For a claim: its own subject and object.
    pub about: Option<(NodeIndex, NodeIndex)>,
    /// Whether a claim has it for holder or speaker.
    pub speaks: bool,
}

/// A claim between two nodes, with all of its frame and its evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The relation.
    pub relation: RelationId,
    /// Whose view it is.
    pub holder: NodeIndex,
    /// What the holder does with it.
    pub act: Act,
    /// How it relates to the world.
    pub modality: Modality,
    /// Whether it is negated.
    pub polarity: Polarity,
    /// How directly it is said.
    pub basis: Basis,
    /// The words that express the relation.
    pub cue: String,
    /// The phrasing that made it.
    pub rule: String,
    /// The sentence that says it.
    pub quote: String,
    /// Id of the document.
    pub document: String,
    /// The document's date, month or year.
    pub date: Option<String>,
}

impl Edge {
    /// How it reads between subject and object: "must respect".
    pub fn label(&self, ontology: &Ontology) -> String {
        verb(ontology, self.relation, self.modality, self.polarity)
    }
}

/// What a set of documents says.
#[derive(Clone, Debug)]
pub struct Graph<'a> {
    /// Where classes and relations are named.
    pub ontology: &'a Ontology,
    /// Nodes and edges in the order in which they were read.
    pub claims: DiGraph<Node, Edge>,
    slugs: FxHashMap<String, NodeIndex>,
}

impl<'a> Graph<'a> {
    /// An empty graph.
    pub fn new(ontology: &'a Ontology) -> Self {
        Self {
            ontology,
            claims: DiGraph::new(),
            slugs: FxHashMap::default(),
        }
    }

    /// The node of that slug.
    pub fn node(&self, slug: &str) -> Option<NodeIndex> {
        self.slugs.get(slug).copied()
    }
}
