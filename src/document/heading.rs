//! Headings of verbatim records: "Mr. Okoro (Nigeria) (spoke in French):", "The Secretary-General:".

use regex::{Captures, Regex};

use crate::ontology::Ontology;

/// Where a speaker takes the floor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// Where the heading starts in the text, in bytes.
    pub start: usize,
    /// "Mr. Okoro", "The Secretary-General".
    pub person: String,
    /// What stands in brackets behind the name, the language apart: "Nigeria".
    pub state: Option<String>,
}

/// Finds headings; made once from the words of an ontology.
pub(super) struct Headings {
    form: Regex,
    /// "Mr. Okoro (Nigeria)" as metadata have it.
    given: Regex,
    /// "Mr. President": whoever is addressed so does not speak.
    addressed: Regex,
}

impl Headings {
    /// Titles are the ontology's `recordTitle`s, offices its `recordOffice`s, languages follow its `recordSpoke`.
    pub fn new(ontology: &Ontology) -> Self {
        let title = any(ontology.words("recordTitle"));
        let particle = any(ontology.words("nameParticle"));
        let office = any(ontology.words("recordOffice"));
        let spoke = any(ontology.words("recordSpoke"));
        // Lines break within headings as within any text.
        let word = r"(?:\p{Ll}{1,2}['’])?\p{Lu}[^\s():,;]*";
        let name = format!(r"(?:(?:{particle}|{word})[\s-]+){{0,7}}?{word}");
        let person = format!(r"(?:{title}\s+)+{name}");
        let state = r"\s*\((?P<state>[^():]{3,80})\)";
        let language = format!(r"\s*\((?i:{spoke})[^()]{{2,80}}\)");
        let form = format!(
            r"(?m)^[ \t*]*(?:(?P<person>{person})|The\s+(?P<office>{office}))(?:{language}|{state}){{0,3}}\s*:"
        );
        let given = format!(r"^(?P<person>{person}){state}$");
        let compiled = |form: &str| Regex::new(form).expect("words are escaped");
        Self {
            form: compiled(&form),
            given: compiled(&given),
            addressed: compiled(&format!(r"^{title}\s+{office}$")),
        }
    }

    /// All headings of a text, in order.
    pub fn find(&self, text: &str) -> Vec<Heading> {
        let found = self.form.captures_iter(text);
        found.filter_map(|c| self.heading(&c)).collect()
    }

    /// The heading that a text begins with.
    pub fn opening(&self, text: &str) -> Option<Heading> {
        let found = self.form.captures(text)?;
        let start = found.get(0)?.start();
        let opens = text[..start].trim().is_empty();
        opens.then(|| self.heading(&found)).flatten()
    }

    fn heading(&self, found: &Captures) -> Option<Heading> {
        let part = |name: &str| found.name(name).map(|m| one_line(m.as_str()));
        let office = || part("office").map(|office| format!("The {office}"));
        let person = part("person").or_else(office)?;
        (!self.addressed.is_match(&person)).then_some(Heading {
            start: found.get(0)?.start(),
            person,
            state: part("state"),
        })
    }

    /// Person and State of "Mr. Okoro (Nigeria)".
    pub fn given(&self, speaker: &str) -> Option<(String, String)> {
        let found = self.given.captures(speaker.trim())?;
        Some((one_line(&found["person"]), one_line(&found["state"])))
    }
}

/// Any of the words, the longest first.
pub(super) fn any(words: &[String]) -> String {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let words: Vec<String> = words
        .iter()
        .map(|word| {
            regex::escape(word)
                .replace("\\.", "\\.?")
                .replace(' ', r"\s+")
        })
        .collect();
    format!("(?:{})", words.join("|"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Source, load};

    #[test]
    fn headings_name_person_and_state() {
        let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
        let headings = Headings::new(&ontology);
        let check = |text: &str, expected: Option<(&str, Option<&str>)>| {
            let found = headings.opening(text);
            let found = found
                .as_ref()
                .map(|h| (h.person.as_str(), h.state.as_deref()));
            assert_eq!(found, expected, "{text}");
        };
        check(
            "Mr. Okoro (Nigeria): We",
            Some(("Mr. Okoro", Some("Nigeria"))),
        );
        check(
            "Ms Da Silva (Brazil) (spoke in Spanish): x",
            Some(("Ms Da Silva", Some("Brazil"))),
        );
        check(
            "Mrs. Li (United Republic\nof Tanzania)(Spoke in Swahili):",
            Some(("Mrs. Li", Some("United Republic of Tanzania"))),
        );
        check(
            "The President (spoke in Arabic): x",
            Some(("The President", None)),
        );
        check(
            "The Secretary-General: x",
            Some(("The Secretary-General", None)),
        );
        check(
            "Mr. van der Berg (Malta): x",
            Some(("Mr. van der Berg", Some("Malta"))),
        );
        check("Archbishop Moretti: x", Some(("Archbishop Moretti", None)));
        check("The Parties shall: x", None);
        check("Mr. President, we agree: yes", None);
        check("Mr. President: I thank you", None);
        check("He said: x", None);
    }
}
