//! What a statement says about itself before it begins: who speaks, on what occasion, when.

use regex::Regex;

use super::Document;
use crate::mention::dates;
use crate::ontology::Ontology;

/// How much of a text can be header, in bytes.
const REACH: usize = 1500;

/// Completes the metadata from the header of the text; what was given with the document stays.
///
/// Known forms: "Statement by Mr. X, Ambassador of Y, on the occasion of Z", "Mr. X (Country): ...", and a line
/// that is a date.
pub fn complete(document: &mut Document, ontology: &Ontology) {
    let end = (0..=REACH.min(document.text.len()))
        .rev()
        .find(|i| document.text.is_char_boundary(*i))
        .unwrap_or(0);
    let lines: Vec<String> = document.text[..end]
        .lines()
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || "*#_".contains(c)))
        .filter(|line| !line.is_empty())
        .take(6)
        .map(str::to_owned)
        .collect();
    let metadata = &mut document.metadata;
    if let Some(line) = lines.iter().find(|line| begins_statement(line, ontology)) {
        metadata.title.get_or_insert_with(|| line.clone());
        if let Some(person) = between(line, ontology, "headerBy", &[","]) {
            metadata.person.get_or_insert(person);
        }
        if let Some(occasion) = between(line, ontology, "headerOccasion", &[":", ";", ","]) {
            metadata.occasion.get_or_insert(occasion);
        }
    }
    if let Some((person, country)) = lines.first().and_then(|line| speaker_line(line)) {
        metadata.person.get_or_insert(person);
        metadata.speaker.get_or_insert(country);
    }
    let date = lines.iter().find_map(|line| {
        let (span, value) = dates(line, ontology, None).into_iter().next()?;
        (span.len() + 8 > line.len() && value.len() > 4).then_some(value)
    });
    if let Some(date) = date {
        metadata.date.get_or_insert(date);
    }
}

fn begins_statement(line: &str, ontology: &Ontology) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    ontology
        .words("headerNoun")
        .iter()
        .any(|noun| noun.eq_ignore_ascii_case(first))
}

/// What follows the first marker of a list in a line, up to one of the stops.
fn between(line: &str, ontology: &Ontology, list: &str, stops: &[&str]) -> Option<String> {
    let lower = line.to_lowercase();
    let after = ontology
        .words(list)
        .iter()
        .filter_map(|marker| Some(lower.find(&format!(" {marker} "))? + marker.len() + 2))
        .min()?;
    let rest = line.get(after..)?;
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let end = stops.iter().filter_map(|stop| rest.find(stop)).min();
    let found = rest[..end.unwrap_or(rest.len())].trim();
    (!found.is_empty()).then(|| found.to_owned())
}

/// "Mr. Khoshroo (Islamic Republic of Iran): I have ..."
fn speaker_line(line: &str) -> Option<(String, String)> {
    let form =
        Regex::new(r"^((?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord)\.? [^():]{2,60}) \(([^()]{3,80})\):")
            .ok()?;
    let found = form.captures(line)?;
    Some((found[1].trim().to_owned(), found[2].trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Source, load};

    fn read(text: &str) -> Document {
        let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
        let mut document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        complete(&mut document, &ontology);
        document
    }

    #[test]
    fn headers_give_person_occasion_and_date() {
        let metadata = read(
            "**Statement by Ms. Ana Cruz, Ambassador of Peru, on the occasion of the Ocean Summit: Ports**\n\n**June 3, 2021**\n\nPeru ...",
        )
        .metadata;
        assert_eq!(metadata.person.as_deref(), Some("Ms. Ana Cruz"));
        assert_eq!(metadata.occasion.as_deref(), Some("Ocean Summit"));
        assert_eq!(metadata.date.as_deref(), Some("2021-06-03"));
    }

    #[test]
    fn verbatim_records_name_person_and_country() {
        let metadata = read("Mr. Okoro (Nigeria): We thank the President.").metadata;
        assert_eq!(metadata.person.as_deref(), Some("Mr. Okoro"));
        assert_eq!(metadata.speaker.as_deref(), Some("Nigeria"));
    }
}
