//! What the catalogue knows about entities in use, and the vocabulary's classes and relations, in graphs of their own.

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, Quad};

use super::vocabulary::{SUB_CLASS_OF, property, rdfs, skos};
use super::{Names, Sink, term};
use crate::ontology::{Entity, Link, NS, NameKind, Ontology};

/// Labels, codes, plain facts and links of catalogue entities.
pub fn catalogue<'a>(
    names: &Names,
    ontology: &Ontology,
    entities: impl IntoIterator<Item = &'a Entity>,
) -> Vec<Quad> {
    let mut sink = Sink::new(names.catalogue());
    for entity in entities {
        let node = names.entity(&entity.slug);
        sink.add(&node, rdf::TYPE, term(ontology.class_name(entity.class)));
        for name in &entity.names {
            let property = match name.kind {
                NameKind::Label => rdfs("label"),
                NameKind::Alias => skos("altLabel"),
                NameKind::Adjective => term("adjective"),
                NameKind::Former => term("formerName"),
            };
            sink.english(&node, property, &name.text);
        }
        for (name, value) in &entity.codes {
            sink.text(&node, property(name), value);
        }
        for (name, other) in &entity.facts {
            let other = ontology.entity(*other);
            let object = names.entity(&other.slug);
            sink.english(&object, rdfs("label"), &other.label);
            sink.add(&node, property(name), object);
        }
    }
    sink.finish().into_quads()
}

/// Where the entities and the relations are known elsewhere, in a graph of its own: whoever merges it takes on its
/// identities, whoever leaves it out does not.
pub fn links<'a>(
    names: &Names,
    ontology: &Ontology,
    entities: impl IntoIterator<Item = &'a Entity>,
) -> Vec<Quad> {
    let mut sink = Sink::new(names.links());
    for entity in entities {
        linked(&mut sink, &names.entity(&entity.slug), &entity.links);
    }
    for relation in &ontology.relations {
        linked(&mut sink, &term(&relation.name), &relation.links);
    }
    sink.finish().into_quads()
}

fn linked(sink: &mut Sink, node: &NamedNode, links: &[Link]) {
    for link in links {
        if let Ok(there) = NamedNode::new(&link.iri) {
            sink.add(node, property(&link.property), there);
        }
    }
}

/// The classes and relations that the graphs use, in the graph of the vocabulary.
pub fn schema(ontology: &Ontology) -> Vec<Quad> {
    let mut sink = Sink::new(NamedNode::new_unchecked(NS.trim_end_matches('#')));
    for class in &ontology.classes {
        let node = term(&class.name);
        sink.english(&node, rdfs("label"), &class.label);
        for parent in &class.parents {
            sink.add(&node, SUB_CLASS_OF, term(ontology.class_name(*parent)));
        }
    }
    for relation in &ontology.relations {
        let node = term(&relation.name);
        sink.add(&node, rdf::TYPE, term("Relation"));
        sink.english(&node, rdfs("label"), &relation.label);
    }
    let hash = Literal::new_typed_literal(ontology.hash.as_str(), xsd::HEX_BINARY);
    let vocabulary = NamedNode::new_unchecked(NS.trim_end_matches('#'));
    sink.add(&vocabulary, term("sha256"), hash);
    sink.finish().into_quads()
}
