//! The terms that the graphs are written in.

use oxrdf::{NamedNode, NamedNodeRef, Term};

use super::Names;
use crate::ontology::NS;

const PREFIXES: &[(&str, &str)] = &[
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
    ("void", "http://rdfs.org/ns/void#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
];

/// Prefixes of queries and of Turtle, with their namespaces.
pub fn prefixes(names: &Names) -> Vec<(String, String)> {
    let own = [
        (String::new(), NS.to_owned()),
        ("e".to_owned(), names.entities()),
        ("d".to_owned(), names.documents()),
    ];
    let known = PREFIXES
        .iter()
        .map(|(p, iri)| ((*p).to_owned(), (*iri).to_owned()));
    own.into_iter().chain(known).collect()
}

/// A term as short as it can be: `e:japan`, the plain text of a literal, nothing if unbound.
pub fn shown(term: Option<&Term>, prefixes: &[(String, String)]) -> String {
    match term {
        None => String::new(),
        Some(Term::NamedNode(node)) => shortened(node.as_str(), prefixes),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(other) => other.to_string(),
    }
}

/// `prefix:local` if one of the prefixes fits, else `<iri>`.
fn shortened(iri: &str, prefixes: &[(String, String)]) -> String {
    let prefixed = prefixes.iter().find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace.as_str())?;
        let plain = !local.contains(['/', '#']);
        plain.then(|| format!("{prefix}:{local}"))
    });
    prefixed.unwrap_or_else(|| format!("<{iri}>"))
}

pub(super) const SUB_CLASS_OF: NamedNodeRef<'_> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#subClassOf");

/// A term of the project's vocabulary.
pub fn term(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{NS}{name}"))
}

/// A property of the catalogue by its local name: the well-known ones keep their own namespace.
pub(super) fn property(name: &str) -> NamedNode {
    if let Some((prefix, local)) = name.split_once(':')
        && let Some((_, namespace)) = PREFIXES.iter().find(|(p, _)| *p == prefix)
    {
        return NamedNode::new_unchecked(format!("{namespace}{local}"));
    }
    match name {
        "broader" | "narrower" | "related" | "definition" | "scopeNote" | "notation" => skos(name),
        "comment" | "seeAlso" => rdfs(name),
        "date" | "issued" | "created" | "source" | "replaces" => dct(name),
        _ => term(name),
    }
}

pub(super) fn skos(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/2004/02/skos/core#{name}"))
}

pub(super) fn rdfs(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/2000/01/rdf-schema#{name}"))
}

pub(super) fn dct(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://purl.org/dc/terms/{name}"))
}
