//! What the facts about one thing say: its texts, names, links and codes.

use super::turtle::Fact;
use super::{Link, Name, NameKind, Written};

pub(super) fn values<'a>(facts: &'a [Fact], predicate: &'a str) -> impl Iterator<Item = &'a Fact> {
    facts.iter().filter(move |f| f.predicate == predicate)
}

pub(super) fn text<'a>(facts: &'a [Fact], predicate: &str) -> Option<&'a str> {
    facts
        .iter()
        .find(|f| f.predicate == predicate)
        .and_then(Fact::text)
}

pub(super) fn texts(facts: &[Fact], predicate: &str) -> Vec<String> {
    values(facts, predicate)
        .filter_map(|f| f.text().map(str::to_owned))
        .collect()
}

pub(super) fn written(facts: &[Fact], predicate: &str) -> Vec<Written> {
    values(facts, predicate)
        .filter_map(|fact| {
            Some(Written {
                text: fact.text()?.to_owned(),
                place: fact.place.clone(),
            })
        })
        .collect()
}

pub(super) fn name_kind(predicate: &str) -> Option<NameKind> {
    Some(match predicate {
        "rdfs:label" => NameKind::Label,
        "skos:altLabel" => NameKind::Alias,
        "adjective" => NameKind::Adjective,
        "formerName" => NameKind::Former,
        _ => return None,
    })
}

pub(super) fn names(facts: &[Fact]) -> Vec<Name> {
    let mut names: Vec<Name> = facts
        .iter()
        .filter_map(|fact| {
            Some(Name {
                kind: name_kind(&fact.predicate)?,
                text: fact.text()?.to_owned(),
            })
        })
        .collect();
    names.sort_by_key(|n| n.kind as u8);
    names
}

/// Links to other vocabularies and knowledge bases, sorted.
pub(super) fn links(facts: &[Fact]) -> Vec<Link> {
    let links = |f: &Fact| {
        let property = f.predicate.as_str();
        let elsewhere = property == "owl:sameAs" || property.ends_with("Match");
        Some(Link {
            iri: f.iri().filter(|_| elsewhere)?.to_owned(),
            property: property.to_owned(),
        })
    };
    let mut links: Vec<Link> = facts.iter().filter_map(links).collect();
    links.sort();
    links
}

pub(super) fn codes(facts: &[Fact]) -> Vec<(String, String)> {
    facts
        .iter()
        .filter(|f| name_kind(&f.predicate).is_none())
        .filter_map(|f| Some((local(&f.predicate).to_owned(), f.text()?.to_owned())))
        .collect()
}

/// The name after the prefix: `skos:broader` is `broader`.
pub(super) fn local(predicate: &str) -> &str {
    predicate
        .rsplit([':', '#', '/'])
        .next()
        .unwrap_or(predicate)
}
