//! JSON-LD: compact, with its context inside, one named graph a document.

use std::io::{self, Write};

use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use serde_json::{Map, Value, json};

use crate::rdf::{Names, prefixes, term};

/// The shipped context, without the namespaces that depend on `--base`.
const CONTEXT: &str = include_str!("../../ontology/context.jsonld");

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Quads in the order of all output as one JSON-LD document.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(names: &Names, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    let compact = Compact::new(names)?;
    let mut graphs = Vec::new();
    for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
        let nodes = graph.chunk_by(|a, b| a.subject == b.subject);
        let nodes: Vec<Value> = nodes.map(|quads| compact.node(quads)).collect();
        match &graph[0].graph_name {
            GraphName::NamedNode(name) => {
                graphs.push(json!({"@id": compact.iri(name), "@graph": nodes}));
            }
            _ => graphs.extend(nodes),
        }
    }
    let document = json!({"@context": compact.context, "@graph": graphs});
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

struct Compact {
    context: Map<String, Value>,
    prefixes: Vec<(String, String)>,
    vocabulary: String,
}

impl Compact {
    fn new(names: &Names) -> io::Result<Self> {
        let shipped: Value = serde_json::from_str(CONTEXT)?;
        let mut context = Map::new();
        for (prefix, namespace) in prefixes(names) {
            if !prefix.is_empty() {
                context.insert(prefix, namespace.into());
            }
        }
        if let Some(terms) = shipped["@context"].as_object() {
            context.extend(terms.clone());
        }
        let prefixes = prefixes(names);
        Ok(Self {
            context,
            prefixes: prefixes
                .into_iter()
                .filter(|(p, _)| !p.is_empty())
                .collect(),
            vocabulary: term("").into_string(),
        })
    }

    fn node(&self, quads: &[Quad]) -> Value {
        let mut node = Map::new();
        if let oxrdf::NamedOrBlankNode::NamedNode(subject) = &quads[0].subject {
            node.insert("@id".to_owned(), self.iri(subject).into());
        }
        for same in quads.chunk_by(|a, b| a.predicate == b.predicate) {
            let (key, kind) = self.key(&same[0].predicate);
            let mut values: Vec<Value> = same
                .iter()
                .map(|quad| self.value(&quad.object, kind))
                .collect();
            let value = if values.len() == 1 {
                values.remove(0)
            } else {
                values.into()
            };
            node.insert(key, value);
        }
        node.into()
    }

    /// The key of a property, and how the context reads its values: `@id`, `@vocab`, a datatype, or nothing.
    fn key(&self, property: &NamedNode) -> (String, &str) {
        if property.as_str() == format!("{RDF}type") {
            return ("@type".to_owned(), "@vocab");
        }
        let iri = self.iri(property);
        let short = property
            .as_str()
            .strip_prefix(&self.vocabulary)
            .map(str::to_owned);
        let defined = self.context.iter().find(|(term, definition)| {
            let id = definition["@id"].as_str();
            id == Some(iri.as_str()) || (id.is_none() && Some(*term) == short.as_ref())
        });
        match defined {
            Some((term, definition)) if definition.is_object() => (
                term.clone(),
                definition["@type"].as_str().unwrap_or_default(),
            ),
            _ => (short.unwrap_or(iri), ""),
        }
    }

    fn value(&self, object: &Term, kind: &str) -> Value {
        match object {
            Term::NamedNode(node) => match kind {
                "@vocab" => match node.as_str().strip_prefix(&self.vocabulary) {
                    Some(local) => local.into(),
                    None => self.iri(node).into(),
                },
                "@id" => self.iri(node).into(),
                _ => json!({"@id": self.iri(node)}),
            },
            Term::Literal(literal) => self.literal(literal, kind),
            other => json!({"@id": other.to_string()}),
        }
    }

    fn literal(&self, literal: &Literal, kind: &str) -> Value {
        let datatype = self.iri(&literal.datatype().into_owned());
        if let Some(language) = literal.language() {
            return json!({"@value": literal.value(), "@language": language});
        }
        if datatype == "xsd:string" && kind.is_empty() || datatype == kind {
            return literal.value().into();
        }
        json!({"@value": literal.value(), "@type": datatype})
    }

    /// An IRI with a prefix, if there is one for it.
    fn iri(&self, node: &NamedNode) -> String {
        let prefixed = self.prefixes.iter().find_map(|(prefix, namespace)| {
            let local = node.as_str().strip_prefix(namespace.as_str())?;
            (!local.starts_with("//")).then(|| format!("{prefix}:{local}"))
        });
        prefixed.unwrap_or_else(|| node.as_str().to_owned())
    }
}
