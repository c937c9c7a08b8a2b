//! Facts to an [`Ontology`], with every problem reported at once.

use include_dir::{Dir, DirEntry, include_dir};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::hex::hex;

use super::facts::{codes, links, local, name_kind, names, text, texts, values, written};
use super::turtle::{Fact, read};
use super::{
    Attitude, Class, ClassId, Diagnostic, Entity, EntityId, Ontology, Place, Promote, Relation,
    RelationId,
};
use crate::claim::{Act, Basis, Modality, Polarity, Rules};

/// A Turtle file: its name for diagnostics, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path or any other name.
    pub name: String,
    /// Turtle.
    pub text: String,
}

static SHIPPED: Dir = include_dir!("$CARGO_MANIFEST_DIR/ontology");

impl Source {
    /// The files of `ontology/`, as compiled in, sorted by path.
    pub fn shipped() -> Vec<Source> {
        let mut sources = Vec::new();
        collect(&SHIPPED, &mut sources);
        sources.sort_by(|a, b| a.name.cmp(&b.name));
        sources
    }
}

fn collect(dir: &Dir, sources: &mut Vec<Source>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, sources),
            DirEntry::File(file) if file.path().extension().is_some_and(|e| e == "ttl") => {
                sources.push(Source {
                    name: format!("ontology/{}", file.path().display()),
                    text: file.contents_utf8().unwrap_or_default().to_owned(),
                });
            }
            DirEntry::File(_) => {}
        }
    }
}

/// Reads an ontology from its files. Facts about the same thing may stand in several files.
///
/// # Errors
/// All problems found, sorted by place: Turtle that does not parse, classes and entities that do not exist,
/// values outside the closed lists, two entities with one alias.
pub fn load(sources: &[Source]) -> Result<Ontology, Vec<Diagnostic>> {
    let mut loader = Loader::default();
    let mut hash = Sha256::new();
    for source in sources {
        hash.update(source.text.as_bytes());
        for fact in read(source, &mut loader.diagnostics) {
            loader.add(fact);
        }
    }
    loader.ontology.hash = hex(&hash.finalize());
    loader.build()
}

#[derive(Default)]
struct Loader {
    /// Facts by subject; subjects in order of first appearance.
    subjects: Vec<(String, Vec<Fact>)>,
    index: FxHashMap<String, usize>,
    ontology: Ontology,
    diagnostics: Vec<Diagnostic>,
}

impl Loader {
    fn add(&mut self, fact: Fact) {
        let next = self.subjects.len();
        let at = *self.index.entry(fact.subject.clone()).or_insert(next);
        if at == next {
            self.subjects.push((fact.subject.clone(), Vec::new()));
        }
        self.subjects[at].1.push(fact);
    }

    fn build(mut self) -> Result<Ontology, Vec<Diagnostic>> {
        let subjects = std::mem::take(&mut self.subjects);
        let typed = |kind: &str| -> Vec<(&str, &[Fact])> {
            let mut found: Vec<(&str, &[Fact])> = subjects
                .iter()
                .filter(|(_, facts)| values(facts, "rdf:type").any(|t| t.iri() == Some(kind)))
                .map(|(name, facts)| (name.as_str(), facts.as_slice()))
                .collect();
            found.sort_by_key(|(name, _)| *name);
            found
        };
        self.classes(&typed("owl:Class"));
        self.relations(&typed("Relation"));
        self.attitudes(&typed("Attitude"));
        for (_, facts) in typed("Idiom") {
            self.ontology.idioms.push(written(facts, "phrase"));
        }
        for (name, facts) in typed("WordList") {
            let words = values(facts, "word").filter_map(|f| f.text().map(str::to_owned));
            self.ontology.words.insert(name.to_owned(), words.collect());
        }
        let mut entities: Vec<(&str, &[Fact])> = subjects
            .iter()
            .filter_map(|(name, facts)| Some((name.strip_prefix("e:")?, facts.as_slice())))
            .collect();
        entities.sort_by_key(|(slug, _)| *slug);
        self.entities(&entities);
        self.report_clashes(&entities);
        if self.diagnostics.is_empty() {
            return Ok(self.ontology);
        }
        // Whoever mends the file wants to see the phrasings that cannot be read too.
        if let Err(unreadable) = Rules::new(&self.ontology) {
            self.diagnostics.extend(unreadable);
        }
        self.diagnostics.sort();
        self.diagnostics.dedup();
        Err(self.diagnostics)
    }

    fn problem(&mut self, place: &Place, message: String) {
        self.diagnostics.push(Diagnostic {
            place: place.clone(),
            message,
        });
    }

    fn classes(&mut self, found: &[(&str, &[Fact])]) {
        let own: Vec<_> = found.iter().filter(|(n, _)| !n.contains(':')).collect();
        for (i, (name, _)) in own.iter().enumerate() {
            self.ontology
                .class_names
                .insert((*name).to_owned(), ClassId(i as u16));
        }
        for (name, facts) in own {
            let parents = self.own_classes(facts, "rdfs:subClassOf");
            self.ontology.classes.push(Class {
                name: (*name).to_owned(),
                label: text(facts, "rdfs:label").unwrap_or(name).to_owned(),
                parents,
                nouns: texts(facts, "noun"),
            });
        }
    }

    fn relations(&mut self, found: &[(&str, &[Fact])]) {
        for (i, (name, _)) in found.iter().enumerate() {
            self.ontology
                .relation_names
                .insert((*name).to_owned(), RelationId(i as u16));
        }
        for (name, facts) in found {
            let promote = match text(facts, "promote") {
                Some("any") => Promote::Any,
                Some("self") => Promote::Own,
                _ => Promote::Never,
            };
            let label = text(facts, "rdfs:label").unwrap_or(name).to_owned();
            let relation = Relation {
                name: (*name).to_owned(),
                base: text(facts, "base").unwrap_or(&label).to_owned(),
                label,
                act: self
                    .listed(facts, "act", Act::from_name)
                    .unwrap_or_default(),
                promote,
                subject: self.class_list(facts, "subject", "rdfs:domain"),
                object: self.class_list(facts, "object", "rdfs:range"),
                object_claim: text(facts, "objectClaim") == Some("true"),
                told_of: self.class_list(facts, "toldOf", "toldOf"),
                phrases: written(facts, "phrase"),
                links: links(facts),
                examples: written(facts, "example"),
                counterexamples: written(facts, "counterexample"),
            };
            self.ontology.relations.push(relation);
        }
    }

    fn attitudes(&mut self, found: &[(&str, &[Fact])]) {
        for (name, facts) in found {
            let relation = values(facts, "relation").next().and_then(|fact| {
                let id = fact
                    .iri()
                    .and_then(|iri| self.ontology.relation_by_name(iri));
                if id.is_none() {
                    self.problem(
                        &fact.place,
                        format!("attitude :{name} names a :relation that is not a :Relation"),
                    );
                }
                id
            });
            let attitude = Attitude {
                name: (*name).to_owned(),
                phrases: written(facts, "phrase"),
                act: self.listed(facts, "act", Act::from_name),
                modality: self.listed(facts, "modality", Modality::from_name),
                polarity: self.listed(facts, "polarity", Polarity::from_name),
                basis: self.listed(facts, "basis", Basis::from_name),
                holds: text(facts, "holds") == Some("true"),
                performative: text(facts, "performative") == Some("true"),
                raises: text(facts, "raises") == Some("true"),
                agentless: text(facts, "agentless") == Some("true"),
                aims: text(facts, "aims") == Some("true"),
                relation,
                examples: written(facts, "example"),
            };
            self.ontology.attitudes.push(attitude);
        }
    }

    /// The classes of `property`, else of `fallback` as far as they are of this vocabulary.
    fn class_list(&mut self, facts: &[Fact], property: &str, fallback: &str) -> Vec<ClassId> {
        let mut classes = Vec::new();
        for fact in values(facts, property) {
            match fact.iri().and_then(|iri| self.ontology.class(iri)) {
                Some(class) => classes.push(class),
                None => self.problem(
                    &fact.place,
                    format!("{} in :{property} is no class", fact.object),
                ),
            }
        }
        let general = self.own_classes(facts, fallback);
        if classes.is_empty() { general } else { classes }
    }

    /// The classes of `property` that are of this vocabulary; one that looks so and does not exist is a problem.
    fn own_classes(&mut self, facts: &[Fact], property: &str) -> Vec<ClassId> {
        let mut classes = Vec::new();
        for fact in values(facts, property) {
            let Some(iri) = fact.iri().filter(|iri| !iri.contains(':')) else {
                continue;
            };
            match self.ontology.class(iri) {
                Some(class) => classes.push(class),
                None => self.problem(
                    &fact.place,
                    format!(
                        "{} in {property} is no class of the vocabulary",
                        fact.object
                    ),
                ),
            }
        }
        classes
    }

    /// A value of a closed list.
    fn listed<T>(
        &mut self,
        facts: &[Fact],
        property: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let fact = values(facts, property).next()?;
        let value = fact.iri().and_then(read);
        if value.is_none() {
            let message = format!(
                "{} is not a value of :{property}; the vocabulary lists them",
                fact.object
            );
            self.problem(&fact.place, message);
        }
        value
    }

    fn entities(&mut self, found: &[(&str, &[Fact])]) {
        for (i, (slug, _)) in found.iter().enumerate() {
            self.ontology
                .entity_slugs
                .insert((*slug).to_owned(), EntityId(i as u32));
        }
        for (slug, facts) in found {
            let entity = self.entity(slug, facts);
            self.ontology.entities.push(entity);
        }
        self.bodies();
    }

    fn bodies(&mut self) {
        let ontology = &mut self.ontology;
        let Some(body) = ontology.class("Body") else {
            return;
        };
        for (i, entity) in ontology.entities.iter().enumerate() {
            if ontology.is_a(entity.class, body) {
                for name in &entity.names {
                    let name = name.text.to_ascii_lowercase();
                    let first = ontology.bodies.entry(name);
                    first.or_insert(EntityId(i as u32));
                }
            }
        }
    }

    fn entity(&mut self, slug: &str, facts: &[Fact]) -> Entity {
        let place = facts.first().map(|f| f.place.clone()).unwrap_or_default();
        let class = self.own_classes(facts, "rdf:type").first().copied();
        let label = text(facts, "rdfs:label");
        if class.is_none() {
            self.problem(
                &place,
                format!("e:{slug} has no class of the vocabulary: add `a :State` or the like"),
            );
        }
        if label.is_none() {
            self.problem(&place, format!("e:{slug} has no rdfs:label"));
        }
        Entity {
            slug: slug.to_owned(),
            class: class.unwrap_or(ClassId(0)),
            label: label.unwrap_or(slug).to_owned(),
            names: names(facts),
            iso3: text(facts, "iso3").map(str::to_owned),
            links: links(facts),
            facts: self.entity_facts(slug, facts),
            codes: codes(facts),
        }
    }

    fn entity_facts(&mut self, slug: &str, facts: &[Fact]) -> Vec<(String, EntityId)> {
        let mut links = Vec::new();
        for fact in facts {
            let Some(other) = fact.iri().and_then(|iri| iri.strip_prefix("e:")) else {
                continue;
            };
            match self.ontology.entity_by_slug(other) {
                Some(id) => links.push((local(&fact.predicate).to_owned(), id)),
                None => self.problem(
                    &fact.place,
                    format!("e:{slug} names e:{other}, which no file describes"),
                ),
            }
        }
        links.sort();
        links
    }

    fn report_clashes(&mut self, found: &[(&str, &[Fact])]) {
        let mut owner: FxHashMap<&str, (&str, &Place)> = FxHashMap::default();
        let mut clashes = Vec::new();
        for (slug, facts) in found {
            for fact in facts.iter().filter(|f| name_kind(&f.predicate).is_some()) {
                let Some(name) = fact.text() else { continue };
                let (first, place) = *owner.entry(name).or_insert((slug, &fact.place));
                if first != *slug {
                    clashes.push(Diagnostic {
                        place: fact.place.clone(),
                        message: format!(
                            "e:{slug} and e:{first} ({place}) are both called \"{name}\": keep it at one"
                        ),
                    });
                }
            }
        }
        self.diagnostics.extend(clashes);
    }
}
