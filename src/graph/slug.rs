//! Slugs: the local names of entities, the same in the graph and in RDF.

use crate::extract::Extraction;
use crate::mention::{Deixis, Mention, Referent};
use crate::ontology::Ontology;
use crate::rdf::sha256;

const LONGEST: usize = 80;

/// The slug of what a mention stands for: of the catalogue, minted before, or made from its own words.
///
/// A catalogue slug is bare (`japan`); the others have a dot (`concept.capacity-building`).
pub fn for_mention(ontology: &Ontology, extraction: &Extraction, mention: &Mention) -> String {
    match &mention.referent {
        Some(Referent::Catalogue(id)) => ontology.entity(*id).slug.clone(),
        Some(Referent::Minted(slug)) => slug.clone(),
        Some(Referent::Speaker) => for_speaker(ontology, extraction),
        None => {
            let class = ontology.class_name(mention.class);
            let slug = for_argument(class, mention.span.of(&extraction.document.text));
            // "our hospitals" of two documents are two things.
            if mention.deixis != Deixis::None {
                return format!("{slug}.{}", &sha256(&extraction.document.id)[..8]);
            }
            slug
        }
    }
}

/// The slug of whoever speaks in a document: its delegation, else `speaker.` and the document's id.
pub fn for_speaker(ontology: &Ontology, extraction: &Extraction) -> String {
    match &extraction.speaker {
        Some(Referent::Catalogue(id)) => ontology.entity(*id).slug.clone(),
        Some(Referent::Minted(slug)) => slug.clone(),
        Some(Referent::Speaker) | None => for_argument("speaker", &extraction.document.id),
    }
}

/// The slug of a noun phrase that stands for nothing known: its class and its words.
pub fn for_argument(class: &str, text: &str) -> String {
    let words = words(text);
    let words = if words.is_empty() { "unnamed" } else { &words };
    format!("{}.{words}", class.to_lowercase())
}

/// Letters and digits in lower case, everything between them one hyphen; cut after a whole word if too long.
fn words(text: &str) -> String {
    let mut slug = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if slug.len() + word.len() > LONGEST && !slug.is_empty() {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase));
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::for_argument;

    #[test]
    fn an_argument_is_its_class_and_words() {
        assert_eq!(
            for_argument("Concept", "Capacity  building"),
            "concept.capacity-building"
        );
        assert_eq!(for_argument("Event", "— !"), "event.unnamed");
        assert!(for_argument("Norm", &"very long words ".repeat(40)).len() < 100);
    }
}
