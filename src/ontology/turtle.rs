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

impl std::fmt::Display for Object {
    /// `:State`, `e:japan`, `<http://...>`, `"text"`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Object::Text(text) => write!(f, "\"{text}\""),
            Object::Iri(iri) if iri.contains("://") => write!(f, "<{iri}>"),
            Object::Iri(iri) if iri.contains(':') => f.write_str(iri),
            Object::Iri(iri) => write!(f, ":{iri}"),
        }
    }
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

/// How far on an IRI may be written: one that is abbreviated otherwise must not send us to the end of the file.
const NEAR: usize = 4000;

/// Where `iri` is written soon, by its name after a prefix or in full.
fn iri_in(rest: &str, iri: &str) -> Option<usize> {
    let name = iri
        .rsplit([':', '#', '/'])
        .next()
        .filter(|n| !n.is_empty())?;
    let whole = |(at, _): &(usize, &str)| {
        let before = rest[..*at].ends_with([':', '#', '/']);
        let after = rest[at + name.len()..].chars().next();
        before && after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_'))
    };
    let near = rest.match_indices(name).take_while(|(at, _)| *at < NEAR);
    let (at, _) = near.into_iter().find(whole)?;
    let start = rest[..at].rfind(|c: char| c.is_whitespace() || c == '<' || c == ',');
    Some(start.map_or(0, |s| s + 1))
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

    /// Goes on to where `object` is written; stays if it is written in another way than expected.
    fn advance(&mut self, object: &Object) {
        let rest = &self.source.text[self.offset..];
        let found = match object {
            Object::Text(text) => rest.find(&format!("\"{text}\"")),
            Object::Iri(iri) => iri_in(rest, iri),
        };
        let Some(found) = found else { return };
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
