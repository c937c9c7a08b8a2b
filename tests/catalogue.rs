//! What can be verified of the shipped catalogue by its structure: codes, symbols, members, identifiers.

use std::collections::BTreeMap;

use rapporteur::ontology::{Entity, Ontology, Source, load};
use regex::Regex;

fn shipped() -> Ontology {
    load(&Source::shipped()).expect("the shipped ontology loads")
}

fn class<'a>(ontology: &'a Ontology, entity: &Entity) -> &'a str {
    ontology.class_name(entity.class)
}

fn code<'a>(entity: &'a Entity, name: &str) -> Option<&'a str> {
    let mut codes = entity.codes.iter();
    codes
        .find(|(n, _)| n == name)
        .map(|(_, value)| value.as_str())
}

/// Every entity breaking a rule, by slug.
fn check(broken: Vec<&str>) {
    assert!(broken.is_empty(), "{}", broken.join(", "));
}

/// Values of `name` are well-formed, and no two entities share one.
fn check_codes(name: &str, form: &str) {
    let ontology = shipped();
    let form = Regex::new(form).expect("a pattern");
    let mut owners = BTreeMap::new();
    let mut broken = Vec::new();
    for entity in &ontology.entities {
        for (_, value) in entity.codes.iter().filter(|(n, _)| n == name) {
            let shared = owners.insert(value.clone(), &entity.slug).is_some();
            if shared || !form.is_match(value) {
                broken.push(format!("{} {value}", entity.slug));
            }
        }
    }
    check(broken.iter().map(String::as_str).collect());
    assert!(owners.len() > 50, "only {} of :{name}", owners.len());
}

#[test]
fn iso_codes_are_well_formed_and_unique() {
    check_codes("iso3", "^[A-Z]{3}$");
    check_codes("iso2", "^[A-Z]{2}$");
    check_codes("m49", r"^\d{3}$");
}

#[test]
fn document_symbols_are_well_formed_and_unique() {
    check_codes("symbol", r"^[A-Z]+/[A-Z0-9]([A-Z0-9./() -]*[A-Z0-9)])?$");
}

#[test]
fn members_of_the_united_nations_have_all_codes() {
    let ontology = shipped();
    let un = ontology.entity_by_slug("un").expect("e:un");
    let members: Vec<&Entity> = ontology
        .entities
        .iter()
        .filter(|e| class(&ontology, e) == "State")
        .filter(|e| e.facts.iter().any(|(p, o)| p == "memberOf" && *o == un))
        .collect();
    assert_eq!(members.len(), 193);
    let complete =
        |e: &&&Entity| e.iso3.is_some() && code(e, "iso2").is_some() && code(e, "m49").is_some();
    let broken = members.iter().filter(|e| !complete(e));
    check(broken.map(|e| e.slug.as_str()).collect());
}

#[test]
fn members_are_actors_and_what_they_are_members_of_is_a_body_or_group() {
    let ontology = shipped();
    let actor = ontology.class("Actor").expect(":Actor");
    let broken = ontology.entities.iter().filter(|e| {
        let mut memberships = e.facts.iter().filter(|(p, _)| p == "memberOf");
        memberships.any(|(_, whole)| {
            let whole = class(&ontology, ontology.entity(*whole));
            !ontology.is_a(e.class, actor) || !matches!(whole, "Body" | "Group")
        })
    });
    check(broken.map(|e| e.slug.as_str()).collect());
}

#[test]
fn capitals_are_places_of_the_state_that_has_them() {
    let ontology = shipped();
    let mut broken = Vec::new();
    for (i, state) in ontology.entities.iter().enumerate() {
        for (_, capital) in state.facts.iter().filter(|(p, _)| p == "capital") {
            let place = ontology.entity(*capital);
            let within = place
                .facts
                .iter()
                .any(|(p, o)| p == "partOf" && o.0 as usize == i);
            if class(&ontology, place) != "Place" || !within {
                broken.push(state.slug.as_str());
            }
        }
    }
    check(broken);
}

#[test]
fn wikidata_identifiers_are_well_formed_and_unique() {
    let ontology = shipped();
    let form = Regex::new(r"^http://www\.wikidata\.org/entity/Q[1-9]\d*$").expect("a pattern");
    let mut owners = BTreeMap::new();
    let mut broken = Vec::new();
    for entity in &ontology.entities {
        let same = entity.links.iter().filter(|l| l.property == "owl:sameAs");
        for iri in same.map(|l| &l.iri).filter(|i| i.contains("wikidata")) {
            if owners.insert(iri, &entity.slug).is_some() || !form.is_match(iri) {
                broken.push(entity.slug.as_str());
            }
        }
    }
    check(broken);
}
