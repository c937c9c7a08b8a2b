//! The description of all that was extracted, in VoID and DCAT: how much there is of what, made with which ontology.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, Quad, Term};

use super::vocabulary::property;
use super::{Names, Sink, Value, term};
use crate::ontology::{NS, Ontology};

/// Describes `quads` in a graph of its own; sorted, without blank nodes.
pub fn dataset(names: &Names, ontology: &Ontology, quads: &[Quad]) -> Vec<Quad> {
    let mut description = Description {
        node: names.dataset(),
        sink: Sink::new(names.dataset()),
    };
    description.about(names, ontology);
    description.counts(quads);
    description.period(quads);
    description.classes(ontology, quads);
    description.relations(ontology, quads);
    description.sink.finish().into_quads()
}

struct Description {
    node: NamedNode,
    sink: Sink,
}

impl Description {
    fn say(&mut self, name: &str, value: impl Into<Value>) {
        self.sink.add(&self.node, property(name), value);
    }

    fn about(&mut self, names: &Names, ontology: &Ontology) {
        self.say("rdf:type", property("void:Dataset"));
        self.say("rdf:type", property("dcat:Dataset"));
        self.say("dct:title", english("What the statements say"));
        self.say("dcat:version", text(env!("CARGO_PKG_VERSION")));
        self.say("void:uriSpace", text(names.base()));
        let vocabulary = NamedNode::new_unchecked(NS);
        self.say("void:vocabulary", vocabulary);
        self.say("ontologySha256", text(&ontology.hash));
    }

    fn counts(&mut self, quads: &[Quad]) {
        let subjects: BTreeSet<String> = quads.iter().map(|q| q.subject.to_string()).collect();
        let objects: BTreeSet<String> = quads.iter().map(|q| q.object.to_string()).collect();
        let properties: BTreeSet<&str> = quads.iter().map(|q| q.predicate.as_str()).collect();
        let statements = instances(quads).get("Statement").map_or(0, BTreeSet::len);
        self.say("void:triples", count(quads.len()));
        self.say("void:distinctSubjects", count(subjects.len()));
        self.say("void:distinctObjects", count(objects.len()));
        self.say("void:properties", count(properties.len()));
        self.say("void:documents", count(statements));
    }

    /// From the first dated document to the last.
    fn period(&mut self, quads: &[Quad]) {
        let date = property("dct:date");
        let dates: BTreeSet<&str> = quads
            .iter()
            .filter(|q| q.predicate == date)
            .filter_map(|q| match &q.object {
                Term::Literal(date) => Some(date.value()),
                _ => None,
            })
            .collect();
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
            return;
        };
        let period = self.part("period");
        self.say("dct:temporal", period.clone());
        let kind = property("dct:PeriodOfTime");
        self.sink.add(&period, rdf::TYPE, kind);
        for (name, day) in [("dcat:startDate", first), ("dcat:endDate", last)] {
            self.sink.add(&period, property(name), super::date(day));
        }
    }

    /// How many entities, claims, passages and statements there are, class by class.
    fn classes(&mut self, ontology: &Ontology, quads: &[Quad]) {
        for (class, found) in instances(quads) {
            if ontology.class(class).is_none() {
                continue;
            }
            let part = self.part(&format!("class-{class}"));
            self.say("void:classPartition", part.clone());
            self.sink.add(&part, property("void:class"), term(class));
            let entities = count(found.len());
            self.sink.add(&part, property("void:entities"), entities);
        }
    }

    /// How many plain edges there are, relation by relation.
    fn relations(&mut self, ontology: &Ontology, quads: &[Quad]) {
        let mut edges: BTreeMap<&str, usize> = BTreeMap::new();
        for quad in quads {
            let name = quad.predicate.as_str().strip_prefix(NS);
            if let Some(name) = name.filter(|n| ontology.relation_by_name(n).is_some()) {
                *edges.entry(name).or_default() += 1;
            }
        }
        for (relation, triples) in edges {
            let part = self.part(&format!("relation-{relation}"));
            self.say("void:propertyPartition", part.clone());
            let property_of = property("void:property");
            self.sink.add(&part, property_of, term(relation));
            self.sink
                .add(&part, property("void:triples"), count(triples));
        }
    }

    fn part(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#{name}", self.node.as_str()))
    }
}

/// The things of each class of the vocabulary.
fn instances(quads: &[Quad]) -> BTreeMap<&str, BTreeSet<String>> {
    let mut instances: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for quad in quads.iter().filter(|q| q.predicate == rdf::TYPE) {
        let Term::NamedNode(class) = &quad.object else {
            continue;
        };
        if let Some(class) = class.as_str().strip_prefix(NS) {
            let found = instances.entry(class).or_default();
            found.insert(quad.subject.to_string());
        }
    }
    instances
}

fn count(n: usize) -> Literal {
    Literal::new_typed_literal(n.to_string(), xsd::INTEGER)
}

fn text(text: &str) -> Literal {
    Literal::new_simple_literal(text)
}

fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}
