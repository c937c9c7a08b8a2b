//! The formats of RDF, by the serialisers of oxttl and oxrdfxml, and what stands in them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxrdf::{Quad, TripleRef};
use oxttl::{NQuadsSerializer, TriGSerializer, TurtleSerializer};

use crate::mention::Referent;
use crate::ontology::EntityId;
use crate::rdf::{self, Names};
use crate::{Extraction, Extractor};

/// All that the documents say, and what the catalogue knows of the entities in use, in the order of all output:
/// by graph, subject, predicate, object.
pub fn quads(extractor: &Extractor, names: &Names, extractions: &[Extraction]) -> Vec<Quad> {
    let ontology = extractor.ontology();
    let used = used(extractions);
    let entities = || used.iter().map(|id| ontology.entity(*id));
    let mut quads = rdf::catalogue(names, ontology, entities());
    quads.extend(rdf::links(names, ontology, entities()));
    quads.extend(rdf::schema(ontology));
    for extraction in extractions {
        quads.extend(rdf::quads(names, ontology, extraction));
    }
    rdf::sort(&mut quads);
    quads
}

/// The plain edges alone: what the relations' rules let stand of the claims, each in the graph of its document.
pub fn edges(extractor: &Extractor, names: &Names, extractions: &[Extraction]) -> Vec<Quad> {
    let ontology = extractor.ontology();
    let relations: BTreeSet<_> = ontology
        .relations
        .iter()
        .map(|relation| rdf::term(&relation.name))
        .collect();
    let mut quads: Vec<Quad> = extractions
        .iter()
        .flat_map(|extraction| rdf::quads(names, ontology, extraction))
        .filter(|quad| relations.contains(&quad.predicate))
        .collect();
    rdf::sort(&mut quads);
    quads
}

/// Catalogue entities that the documents name.
fn used(extractions: &[Extraction]) -> BTreeSet<EntityId> {
    let mentions = extractions
        .iter()
        .flat_map(|e| e.mentions.iter().filter_map(|m| m.referent.as_ref()));
    let speakers = extractions.iter().filter_map(|e| e.speaker.as_ref());
    mentions
        .chain(speakers)
        .filter_map(|referent| match referent {
            Referent::Catalogue(id) => Some(*id),
            _ => None,
        })
        .collect()
}

/// One quad a line.
///
/// # Errors
/// If `out` cannot be written.
pub fn nquads(quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = NQuadsSerializer::new().for_writer(out);
    for quad in quads {
        serializer.serialize_quad(quad)?;
    }
    serializer.finish();
    Ok(())
}

/// Graph by graph, with prefixes; the quads must be in the order of [`rdf::sort`].
///
/// # Errors
/// If `out` cannot be written.
pub fn trig(names: &Names, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = TriGSerializer::new();
    for (prefix, namespace) in rdf::prefixes(names) {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(Vec::new());
    for quad in quads {
        serializer.serialize_quad(quad)?;
    }
    out.write_all(&steady(serializer.finish()?))
}

/// All graphs as one, with prefixes.
///
/// # Errors
/// If `out` cannot be written.
pub fn turtle(names: &Names, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, namespace) in rdf::prefixes(names) {
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(Vec::new());
    for triple in triples(quads) {
        serializer.serialize_triple(triple)?;
    }
    out.write_all(&steady(serializer.finish()?))
}

/// All graphs as one, one triple a line.
///
/// # Errors
/// If `out` cannot be written.
pub fn ntriples(quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    triples(quads)
        .iter()
        .try_for_each(|triple| writeln!(out, "{triple} ."))
}

/// All graphs as one, in RDF/XML.
///
/// # Errors
/// If `out` cannot be written, or a property has no name that XML can hold.
pub fn xml(names: &Names, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
    for (prefix, namespace) in rdf::prefixes(names) {
        // The document element has one default namespace of its own.
        let prefix = if prefix.is_empty() {
            "r".to_owned()
        } else {
            prefix
        };
        serializer = serializer
            .with_prefix(prefix, namespace)
            .map_err(io::Error::other)?;
    }
    let mut serializer = serializer.for_writer(out);
    for triple in triples(quads) {
        serializer.serialize_triple(triple)?;
    }
    serializer.finish()?;
    Ok(())
}

/// The same thing may be described in several graphs: each triple once.
fn triples(quads: &[Quad]) -> Vec<TripleRef<'_>> {
    let mut triples: Vec<_> = quads.iter().map(|q| TripleRef::from(q.as_ref())).collect();
    triples.sort_by_cached_key(|t| {
        (
            t.subject.to_string(),
            t.predicate.to_string(),
            t.object.to_string(),
        )
    });
    triples.dedup();
    triples
}

/// The serialisers write their prefixes in the order of a hash map, another one on every run: this sorts them.
fn steady(written: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    let mut header: Vec<&[u8]> = Vec::new();
    for line in written.split_inclusive(|b| *b == b'\n') {
        if !line.starts_with(b"@prefix ") {
            break;
        }
        header.push(line);
        at += line.len();
    }
    header.sort_unstable();
    let mut out = header.concat();
    out.extend_from_slice(&written[at..]);
    out
}
