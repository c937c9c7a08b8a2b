//! The formats of RDF, by the serialisers of oxttl and oxrdfxml, and what stands in them.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxigraph::io::{RdfFormat, RdfSerializer};
use oxrdf::{Quad, QuadRef, TripleRef};
use oxttl::{NQuadsSerializer, TriGSerializer, TurtleSerializer};

use crate::mention::Referent;
use crate::ontology::EntityId;
use crate::rdf::{self, Names};
use crate::{Extraction, Extractor};

/// All that the documents say, and what the catalogue knows of the entities in use, in the order of all output:
/// by graph, subject, predicate, object.
pub fn quads(extractor: &Extractor, names: &Names, extractions: &[Extraction]) -> Vec<Quad> {
    let ontology = extractor.ontology();
    let used = extractions.iter().flat_map(used).collect();
    let mut quads = shared(extractor, names, &used);
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

/// What is of no one document: what the catalogue knows of the entities in use, and the schema.
pub fn shared(extractor: &Extractor, names: &Names, used: &BTreeSet<EntityId>) -> Vec<Quad> {
    let ontology = extractor.ontology();
    let entities = || used.iter().map(|id| ontology.entity(*id));
    let mut quads = rdf::catalogue(names, ontology, entities());
    quads.extend(rdf::links(names, ontology, entities()));
    quads.extend(rdf::schema(ontology));
    rdf::sort(&mut quads);
    quads
}

/// Catalogue entities that a document names.
pub fn used(extraction: &Extraction) -> BTreeSet<EntityId> {
    let mentioned = extraction.mentions.iter().map(|m| m.referent.as_ref());
    mentioned
        .chain([extraction.speaker.as_ref()])
        .filter_map(|referent| match referent {
            Some(Referent::Catalogue(id)) => Some(*id),
            _ => None,
        })
        .collect()
}

/// One quad a line.
///
/// # Errors
/// If `out` cannot be written.
pub fn nquads<'a>(
    quads: impl IntoIterator<Item = impl Into<QuadRef<'a>>>,
    out: &mut dyn Write,
) -> io::Result<()> {
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
    let (head, graphs) = split(trig_serialized(names, quads)?);
    out.write_all(&head)?;
    out.write_all(&graphs)
}

/// The prefixes that TriG begins with.
///
/// # Errors
/// If a namespace is no IRI.
pub fn trig_head(names: &Names) -> io::Result<Vec<u8>> {
    // Without quads the serialiser leaves its prefixes out.
    let graph = names.catalogue();
    let any = Quad::new(graph.clone(), oxrdf::vocab::rdf::TYPE, graph.clone(), graph);
    Ok(split(trig_serialized(names, [&any])?).0)
}

/// The quads of one graph as TriG without its prefixes: many of them after a [`trig_head`] are TriG.
///
/// # Errors
/// If a namespace is no IRI.
pub fn trig_graph<'a>(
    names: &Names,
    quads: impl IntoIterator<Item = impl Into<QuadRef<'a>>>,
) -> io::Result<Vec<u8>> {
    Ok(split(trig_serialized(names, quads)?).1)
}

fn trig_serialized<'a>(
    names: &Names,
    quads: impl IntoIterator<Item = impl Into<QuadRef<'a>>>,
) -> io::Result<Vec<u8>> {
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
    serializer.finish()
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
    let (head, triples) = split(serializer.finish()?);
    out.write_all(&head)?;
    out.write_all(&triples)
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

/// The prefixes, sorted, and all else: the serialisers write them in the order of a hash map, another one on every run.
fn split(written: Vec<u8>) -> (Vec<u8>, Vec<u8>) {
    let lines = written.split_inclusive(|b| *b == b'\n');
    let mut head: Vec<&[u8]> = lines.take_while(|l| l.starts_with(b"@prefix ")).collect();
    let length = head.iter().map(|line| line.len()).sum();
    head.sort_unstable();
    (head.concat(), written[length..].to_vec())
}
