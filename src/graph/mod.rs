//! The graph: entities are nodes, claims are edges, over one document or many.
//!
//! Entities merge by identity (their slug), never by guess. A claim that another claim is about is also a node.

mod build;

mod promote;

mod walk;

mod agreement;

pub mod dot;

pub mod slug;

pub mod wording;

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHashMap;

use crate::claim::{Act, Basis, Modality, Polarity};
use crate::extract::Extraction;
use crate::ontology::{Ontology, RelationId};

pub use agreement::{Agreement, Manner, Shared, Stance};
pub use promote::stands;
pub use walk::View;

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
    pub about: Option<[NodeIndex; 2]>,
    /// Whether a claim has it for holder or speaker.
    pub speaks: bool,
    /// Whether it is a pronoun of which nobody knows what it stands for.
    pub unclear: bool,
    /// Its Wikidata item, if the catalogue knows it: `Q17`.
    pub wikidata: Option<String>,
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
    /// Co-agents.
    pub with: Vec<NodeIndex>,
    /// Addressees or beneficiaries.
    pub to: Vec<NodeIndex>,
    /// Places or forums.
    pub place: Vec<NodeIndex>,
    /// Aims.
    pub purpose: Vec<NodeIndex>,
    /// ISO dates, months or years.
    pub when: Vec<String>,
    /// Hedge or intensifier as written.
    pub degree: Option<String>,
    /// Whether it also stands as a plain edge.
    pub stands: bool,
    /// Whether its subject is in the plural.
    pub plural: bool,
    /// Index of its document in [`Graph::documents`].
    pub document: usize,
}

/// A document that claims come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its date, month or year.
    pub date: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Where the text came from: a path or an address.
    pub source: Option<String>,
    /// Whoever speaks.
    pub speaker: NodeIndex,
}

impl Source {
    /// Its address, if that is one of the web.
    pub fn address(&self) -> Option<&str> {
        let source = self.source.as_deref()?;
        let web = source.starts_with("https://") || source.starts_with("http://");
        web.then_some(source)
    }
}

impl Edge {
    /// How it reads between subject and object: "must respect".
    pub fn label(&self, ontology: &Ontology) -> String {
        wording::verb(
            ontology,
            self.relation,
            self.modality,
            self.polarity,
            self.plural,
        )
    }
}

/// What a set of documents says.
#[derive(Clone, Debug)]
pub struct Graph<'a> {
    /// Where classes and relations are named.
    pub ontology: &'a Ontology,
    /// Nodes and edges in the order in which they were read.
    pub claims: DiGraph<Node, Edge>,
    /// The documents, in the order in which they were read.
    pub documents: Vec<Source>,
    slugs: FxHashMap<String, NodeIndex>,
}

impl<'a> Graph<'a> {
    /// An empty graph.
    pub fn new(ontology: &'a Ontology) -> Self {
        Self {
            ontology,
            claims: DiGraph::new(),
            documents: Vec::new(),
            slugs: FxHashMap::default(),
        }
    }

    /// The graph of what several documents say.
    pub fn of(ontology: &'a Ontology, extractions: &[Extraction]) -> Self {
        let mut graph = Self::new(ontology);
        extractions.iter().for_each(|e| graph.add(e));
        graph
    }

    /// The document that a claim comes from.
    pub fn source(&self, edge: &Edge) -> &Source {
        &self.documents[edge.document]
    }

    /// The slugs of some nodes.
    pub fn slugs(&self, nodes: &[NodeIndex]) -> Vec<&str> {
        nodes
            .iter()
            .map(|n| self.claims[*n].slug.as_str())
            .collect()
    }

    /// The node of that slug.
    pub fn node(&self, slug: &str) -> Option<NodeIndex> {
        self.slugs.get(slug).copied()
    }
}
