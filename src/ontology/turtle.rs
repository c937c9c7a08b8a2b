//! Turtle files to facts with their places.

use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;

use super::{Diagnostic, Place, load::Source};

/// One triple of an ontology file. IRIs of the project's namespaces are shortened: `State`, `e:japan`.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub subject: String,
    pub predicate: String,
    pub object: Object,
    pub place: Place,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Iri(String),
    Text(String),
}

impl Fact {
    pub fn text(&self) -> Option<&str> {
        match &self.object {
            Object::Text(text) => Some(text),
            Object::Iri(_) => None,
        }
    }

    pub fn iri(&self) -> Option<&str> {
        match &self.object {
            Object::Iri(iri) => Some(iri),
            Object::Text(_) => None,
        }
    }
}

/// Reads one file; a syntax error ends the file and is added to `diagnostics`.
pub(super) fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut cursor = Cursor::new(source);
    for triple in TurtleParser::new().for_slice(source.text.as_bytes()) {
        let triple = match triple {
            Ok(triple) => triple,
            Err(error) => {
                let at = error.location().start;
                diagnostics.push(Diagnostic {
                    place: Place {
                        file: source.name.clone(),
                        line: at.line as usize + 1,
                        column: at.column as usize + 1,
                    },
                    message: format!("this is not Turtle: {error}"),
                });
                break;
            }
        };
        let NamedOrBlankNode::NamedNode(subject) = triple.subject else {
            continue;
        };
        let object = match triple.object {
            Term::NamedNode(iri) => Object::Iri(shorten(iri.as_str())),
            Term::Literal(literal) => Object::Text(literal.value().to_owned()),
            _ => continue,
        };
        cursor.advance(&object);
        facts.push(Fact {
            subject: shorten(subject.as_str()),
            predicate: shorten(triple.predicate.as_str()),
            object,
            place: cursor.place(),
        });
    }
    facts
}

/// Prefixes that facts are written with; anything else stays a full IRI.
const PREFIXES: &[(&str, &str)] = &[
    (super::NS, ""),
    (super::ENTITY_NS, "e:"),
    ("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
    ("http://www.w3.org/2002/07/owl#", "owl:"),
    ("http://www.w3.org/2004/02/skos/core#", "skos:"),
];

fn shorten(iri: &str) -> String {
    for (namespace, prefix) in PREFIXES {
        if let Some(local) = iri.strip_prefix(namespace) {
            return format!("{prefix}{local}");
        }
    }
    iri.to_owned()
}

/// Follows the parser through the file: the parser gives triples in file order but without positions,
/// so each literal is looked for from the place of the one before.
struct Cursor<'a> {
    source: &'a Source,
    offset: usize,
    line: usize,
    line_start: usize,
}

impl<'a> Cursor<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            offset: 0,
            line: 1,
            line_start: 0,
        }
    }

    fn advance(&mut self, object: &Object) {
        let Object::Text(text) = object else { return };
        let rest = &self.source.text[self.offset..];
        let quoted = format!("\"{text}\"");
        let Some(found) = rest.find(&quoted) else {
            return;
        };
        let target = self.offset + found;
        for (i, _) in self.source.text[self.offset..target].match_indices('\n') {
            self.line += 1;
            self.line_start = self.offset + i + 1;
        }
        self.offset = target;
    }

    fn place(&self) -> Place {
        Place {
            file: self.source.name.clone(),
            line: self.line,
            column: self.source.text[self.line_start..self.offset]
                .chars()
                .count()
                + 1,
        }
    }
}
