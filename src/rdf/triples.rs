//! The triples of one graph, which hold each term once: most terms of a document stand in many of its triples.

use std::hash::Hash;

use indexmap::IndexSet;
use oxrdf::{Literal, NamedNode, Quad, QuadRef, TermRef};
use rustc_hash::FxBuildHasher;

/// Triples of one graph while they are being made.
pub(super) struct Sink {
    graph: NamedNode,
    nodes: Terms<NamedNode>,
    literals: Terms<Literal>,
    triples: Vec<Triple>,
}

type Terms<T> = IndexSet<T, FxBuildHasher>;

/// Subject, predicate and object by their places among the terms.
type Triple = (u32, u32, Object);

/// Literals come before names, as `"` comes before `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Object {
    Literal(u32),
    Node(u32),
}

/// What a triple says of its subject: no blank nodes.
pub(super) enum Value {
    Literal(Literal),
    Node(NamedNode),
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        Self::Literal(literal)
    }
}

impl From<NamedNode> for Value {
    fn from(node: NamedNode) -> Self {
        Self::Node(node)
    }
}

/// The triples of one graph in the order of all output, each once.
#[derive(Debug)]
pub struct Triples {
    graph: NamedNode,
    nodes: Vec<NamedNode>,
    literals: Vec<Literal>,
    triples: Vec<Triple>,
}

impl Sink {
    pub fn new(graph: NamedNode) -> Self {
        Self {
            graph,
            nodes: Terms::default(),
            literals: Terms::default(),
            triples: Vec::new(),
        }
    }

    pub fn add(
        &mut self,
        subject: &NamedNode,
        predicate: impl Into<NamedNode>,
        object: impl Into<Value>,
    ) {
        let subject = match self.nodes.get_index_of(subject) {
            Some(known) => known as u32,
            None => place(&mut self.nodes, subject.clone()),
        };
        let predicate = place(&mut self.nodes, predicate.into());
        let object = match object.into() {
            Value::Node(node) => Object::Node(place(&mut self.nodes, node)),
            Value::Literal(literal) => Object::Literal(place(&mut self.literals, literal)),
        };
        self.triples.push((subject, predicate, object));
    }

    pub fn text(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text));
    }

    pub fn english(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, text: &str) {
        let text = Literal::new_language_tagged_literal_unchecked(text, "en");
        self.add(subject, predicate, text);
    }

    /// Terms in order have places in order: only they need be compared as text.
    pub fn finish(self) -> Triples {
        let (nodes, node) = sorted(self.nodes);
        let (literals, literal) = sorted(self.literals);
        let mut triples = self.triples;
        for (subject, predicate, object) in &mut triples {
            *subject = node[*subject as usize];
            *predicate = node[*predicate as usize];
            *object = match *object {
                Object::Node(n) => Object::Node(node[n as usize]),
                Object::Literal(l) => Object::Literal(literal[l as usize]),
            };
        }
        triples.sort_unstable();
        triples.dedup();
        Triples {
            graph: self.graph,
            nodes,
            literals,
            triples,
        }
    }
}

fn place<T: Hash + Eq>(terms: &mut Terms<T>, term: T) -> u32 {
    terms.insert_full(term).0 as u32
}

/// Terms in the order of N-Triples, and the place of each by the one that it had.
fn sorted<T: Hash + Eq + ToString>(terms: Terms<T>) -> (Vec<T>, Vec<u32>) {
    let mut terms: Vec<(u32, T)> = (0..).zip(terms).collect();
    terms.sort_by_cached_key(|(_, term)| term.to_string());
    let mut places = vec![0; terms.len()];
    for (now, (before, _)) in (0..).zip(&terms) {
        places[*before as usize] = now;
    }
    (terms.into_iter().map(|(_, term)| term).collect(), places)
}

impl Triples {
    /// The triples as quads of their graph.
    pub fn quads(&self) -> impl Iterator<Item = QuadRef<'_>> {
        let node = |place: u32| self.nodes[place as usize].as_ref();
        self.triples
            .iter()
            .map(move |(subject, predicate, object)| {
                let object: TermRef = match object {
                    Object::Node(n) => node(*n).into(),
                    Object::Literal(l) => self.literals[*l as usize].as_ref().into(),
                };
                QuadRef::new(node(*subject), node(*predicate), object, &self.graph)
            })
    }

    /// The same as quads that can be kept.
    pub fn into_quads(self) -> Vec<Quad> {
        self.quads().map(QuadRef::into_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_lines() {
        let iri = |i: &str| NamedNode::new_unchecked(format!("https://example.org/{i}"));
        let nodes = ["d", "d#c", "d?c", "da", "d1", "a"].map(iri);
        let literals = [
            Literal::new_simple_literal("d"),
            Literal::new_language_tagged_literal_unchecked("d", "en"),
            Literal::new_simple_literal("\"d\""),
        ];
        let mut sink = Sink::new(iri("g"));
        for (subject, predicate) in nodes.iter().flat_map(|s| ["p", "d", "p"].map(|p| (s, p))) {
            for object in ["d", "d#c"].map(iri) {
                sink.add(subject, iri(predicate), object);
            }
            for object in literals.clone() {
                sink.add(subject, iri(predicate), object);
            }
        }
        let triples = sink.finish();
        let lines: Vec<String> = triples.quads().map(|q| format!("{q} .")).collect();
        let mut sorted = lines.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(lines.len(), nodes.len() * 5 * 2);
        assert_eq!(lines, sorted);
    }
}
