//! The ontology: everything the program knows about the domain, read from Turtle.
//!
//! The shipped files of `ontology/` are compiled into the binary; `--ontology` replaces or extends them.

mod diagnostic;
mod facts;
mod load;
mod turtle;

pub use diagnostic::Diagnostic;
pub use load::{Source, load};

use rustc_hash::FxHashMap;

use crate::claim::{Act, Basis, Modality, Polarity};

/// Namespace of the vocabulary.
pub const NS: &str = "https://w3id.org/rapporteur/ns#";
/// Default namespace of entities; the slug follows.
pub const ENTITY_NS: &str = "https://w3id.org/rapporteur/e/";

/// Index of a class in [`Ontology::classes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub u16);

/// Index of an entity in [`Ontology::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// Index of a relation in [`Ontology::relations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelationId(pub u16);

/// A class of things, such as `State` or `Meeting`.
#[derive(Clone, Debug)]
pub struct Class {
    /// Local name: `State`.
    pub name: String,
    /// English label.
    pub label: String,
    /// Direct superclasses within the vocabulary.
    pub parents: Vec<ClassId>,
    /// Common nouns (lemmas, lower-case) whose noun phrases are of this class: "meeting", "session".
    pub nouns: Vec<String>,
}

/// A thing of the catalogue.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Local name of its IRI: `japan`.
    pub slug: String,
    /// Its most specific class.
    pub class: ClassId,
    /// The usual English name.
    pub label: String,
    /// Every name it is written by, the label first.
    pub names: Vec<Name>,
    /// ISO 3166-1 alpha-3 code of a State or territory.
    pub iso3: Option<String>,
    /// What it is elsewhere.
    pub links: Vec<Link>,
    /// Plain facts of the catalogue: (`memberOf`, other entity), (`partOf`, ...), (`broader`, ...), (`capital`, ...).
    pub facts: Vec<(String, EntityId)>,
    /// Literal facts: (`symbol`, "A/RES/73/27"), (`iso2`, "JP"), ...
    pub codes: Vec<(String, String)>,
}

/// A link to another vocabulary or knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// `owl:sameAs`, `skos:closeMatch` and the like; `inverseMatch` for a property that says it the other way round.
    pub property: String,
    /// IRI of the thing over there.
    pub iri: String,
}

impl Link {
    /// The identifier of a Wikidata item or property: `Q17`, `P463`.
    pub fn wikidata(&self) -> Option<&str> {
        let places = ["entity/", "prop/direct/"].iter();
        places
            .filter_map(|p| {
                self.iri
                    .strip_prefix("http://www.wikidata.org/")?
                    .strip_prefix(p)
            })
            .next()
    }
}

/// One way to write an entity. An upper-case letter demands upper case in the text; a lower-case one takes either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written in running text, without article.
    pub text: String,
    /// What kind of name it is.
    pub kind: NameKind,
}

/// Kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// `rdfs:label`
    Label,
    /// `skos:altLabel`
    Alias,
    /// `:adjective`: "Japanese"
    Adjective,
    /// `:formerName`: "Swaziland"
    Former,
}

/// When a claim may also stand in the graph as a plain edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promote {
    /// Matters of record, whoever reports them.
    Any,
    /// Only of the speaker or its delegation.
    Own,
    /// Opinions and norms about the world.
    Never,
}

/// A relation of the closed list, with the phrasings that express it.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Local name: `supports`.
    pub name: String,
    /// "supports"
    pub label: String,
    /// Bare verb, for labels after must, should, will: "support".
    pub base: String,
    /// The act of a plain claim of this relation.
    pub act: Act,
    /// The promotion rule.
    pub promote: Promote,
    /// Classes that a subject may have; empty: any.
    pub subject: Vec<ClassId>,
    /// Classes that an object may have; empty: any.
    pub object: Vec<ClassId>,
    /// Whether the object may be a claim.
    pub object_claim: bool,
    /// Of a past subject of these classes a plain claim reports a happening: "the attack caused deaths".
    pub told_of: Vec<ClassId>,
    /// The phrasings, as written.
    pub phrases: Vec<Written>,
    /// Properties of other vocabularies that say nearly the same.
    pub links: Vec<Link>,
    /// Sentences that must give a claim of this relation.
    pub examples: Vec<Written>,
    /// Sentences that must not.
    pub counterexamples: Vec<Written>,
}

/// What a clause says about the claim inside it: "SUBJECT call on ADDRESSEE to CLAIM".
#[derive(Clone, Debug)]
pub struct Attitude {
    /// Local name: `urging`.
    pub name: String,
    /// The phrasings, as written.
    pub phrases: Vec<Written>,
    /// What it makes of the claim inside; `None` leaves it as it is.
    pub act: Option<Act>,
    /// Likewise.
    pub modality: Option<Modality>,
    /// `Negative` turns the polarity of the claim inside.
    pub polarity: Option<Polarity>,
    /// Likewise.
    pub basis: Option<Basis>,
    /// Whether SUBJECT is the one whose view the claim inside is.
    pub holds: bool,
    /// Whether saying it does it: "we wish to thank" thanks.
    pub performative: bool,
    /// Whether its negation is that of the clause inside: "do not believe that P" denies P, "did not say that P" says
    /// nothing of it.
    pub raises: bool,
    /// Whether who does what the clause inside says is not said: "call for protecting civilians".
    pub agentless: bool,
    /// Whether the clause inside is an aim and meant as the attitude is, though it has a tense: "must ensure that P".
    pub aims: bool,
    /// The relation that somebody else's attitude is claimed with: "A agrees that P" is also `A agreesTo P`.
    pub relation: Option<RelationId>,
    /// Sentences with the claim that must come out.
    pub examples: Vec<Written>,
}

/// A literal of the ontology, with where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text of the literal.
    pub text: String,
    /// Where, for diagnostics.
    pub place: Place,
}

/// A place in an ontology file; line and column count from 1, the column in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as named when loaded.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// The whole ontology, indexed by the ids of its parts.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// Classes, by [`ClassId`].
    pub classes: Vec<Class>,
    /// The catalogue, by [`EntityId`], sorted by slug.
    pub entities: Vec<Entity>,
    /// Relations, by [`RelationId`], sorted by name.
    pub relations: Vec<Relation>,
    /// Attitudes, sorted by name.
    pub attitudes: Vec<Attitude>,
    /// Phrasings that look like others and say nothing: "SUBJECT give floor to OBJECT".
    pub idioms: Vec<Vec<Written>>,
    /// Named word lists of the lexicon.
    pub(crate) words: FxHashMap<String, Vec<String>>,
    pub(crate) class_names: FxHashMap<String, ClassId>,
    pub(crate) entity_slugs: FxHashMap<String, EntityId>,
    pub(crate) relation_names: FxHashMap<String, RelationId>,
    /// Bodies by each of their names in lower case.
    pub(crate) bodies: FxHashMap<String, EntityId>,
    /// SHA-256 (hex) of all files read, in order.
    pub hash: String,
}

impl Ontology {
    /// The class of that local name.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.class_names.get(name).copied()
    }

    /// Whether `noun`, a lemma in lower case, is one of those that name things of a class.
    pub fn names_class(&self, noun: &str, class: &str) -> bool {
        let class = self.class(class).map(|id| &self.classes[id.0 as usize]);
        class.is_some_and(|class| class.nouns.iter().any(|n| n == noun))
    }

    /// The local name of a class.
    pub fn class_name(&self, id: ClassId) -> &str {
        &self.classes[id.0 as usize].name
    }

    /// Whether `class` is `ancestor` or below it.
    pub fn is_a(&self, class: ClassId, ancestor: ClassId) -> bool {
        class == ancestor
            || self.classes[class.0 as usize]
                .parents
                .iter()
                .any(|p| self.is_a(*p, ancestor))
    }

    /// The catalogue entity of that slug.
    pub fn entity_by_slug(&self, slug: &str) -> Option<EntityId> {
        self.entity_slugs.get(slug).copied()
    }

    /// The first body of the catalogue that is called so, in whatever case.
    pub fn body_by_name(&self, name: &str) -> Option<&Entity> {
        let id = self.bodies.get(&name.to_ascii_lowercase())?;
        Some(self.entity(*id))
    }

    /// The relation of that local name.
    pub fn relation_by_name(&self, name: &str) -> Option<RelationId> {
        self.relation_names.get(name).copied()
    }

    /// A catalogue entity.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// A relation.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.0 as usize]
    }

    /// The words of a `:WordList` of the lexicon, empty if there is none of that name.
    pub fn words(&self, list: &str) -> &[String] {
        self.words.get(list).map_or(&[], Vec::as_slice)
    }
}
