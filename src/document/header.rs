//! What a statement says about itself before it begins: who speaks, for whom, on what occasion, when.

use regex::Regex;

use super::heading::{Headings, any};
use super::parties::Parties;
use super::{Document, Metadata};
use crate::mention::dates;
use crate::ontology::Ontology;

/// How many lines of a text can be header, and how long they are at most, in bytes.
const LINES: usize = 8;
const LENGTH: usize = 400;

/// How many words a name has with its titles: "H.E. Mr. Mohamed bin Zayed Al Nahyan".
const NAME: usize = 7;

/// Reads headers and records; made once from the words of an ontology.
pub struct Headers {
    pub(super) headings: Headings,
    pub(super) parties: Parties,
    /// "S/PV.7658", "A/70/PV.15".
    pub(super) symbol: Regex,
    /// "7658th meeting".
    pub(super) meeting: Regex,
    /// "Joint statement", "Opening remarks".
    statement: Regex,
    /// What introduces the speaker, and the occasion.
    pub(super) by: Regex,
    pub(super) occasion: Regex,
    pub(super) audience: Regex,
    /// Where the name of a person ends.
    stop: Regex,
    /// Where the speaker ends and the topic or the meeting begins.
    pub(super) topic: Regex,
    /// "and", "joint": several speak.
    joint: Regex,
    title: Regex,
    /// Where the name of a State or body may begin: "of", "on behalf of".
    pub(super) of: Regex,
    /// What tells organs from other bodies: "Council".
    pub(super) organ: Regex,
}

impl Headers {
    /// Prepares the word lists `header...` and `record...` of the ontology, and the names of its States and bodies.
    pub fn new(ontology: &Ontology) -> Self {
        let words = |list| any(ontology.words(list));
        let compiled = |form: &str| Regex::new(form).expect("words are escaped");
        Self {
            headings: Headings::new(ontology),
            parties: Parties::new(ontology),
            symbol: compiled(
                r"\b[SA]/(?:[A-Z0-9-]+[./])*PV\.\d+(?: ?\((?:Resumption|Part)[^()\n]{0,12}\))?",
            ),
            meeting: compiled(&format!(
                r"^\d+(?:st|nd|rd|th)\s+(?:\w+\s+)?(?i:{})$",
                words("recordMeeting")
            )),
            statement: compiled(&format!(
                r"^(?i:(?:as\s+)?(?:{}\s+){{0,2}}{}\b)",
                words("headerAdjective"),
                words("headerNoun")
            )),
            by: compiled(&format!(r"\s(?i:{})\s+(?:the\s+)?", words("headerBy"))),
            occasion: compiled(&format!(
                r"\s(?i:{})\s+(?:the\s+)?",
                words("headerOccasion")
            )),
            audience: compiled(&format!(r"\s(?i:{})\s+", words("headerAudience"))),
            stop: compiled(&format!(
                r"[,;:(|–—]|\s(?i:{}|{})\s",
                words("headerStop"),
                words("headerTopic")
            )),
            topic: compiled(&format!(r"[;:]|\s(?i:{})\s", words("headerTopic"))),
            joint: compiled(&format!(r"\b(?i:{})\b", words("headerJoint"))),
            title: compiled(&format!(r"^(?:{}\s+)+\p{{Lu}}", words("honorific"))),
            of: compiled(r"\b(?:of|by|from|for)\s+(?:the\s+)?"),
            organ: compiled(&format!(r"\b(?i:{})\b", words("headerOrgan"))),
        }
    }

    /// Completes the metadata from the header of the text; what was given with the document stays.
    ///
    /// Known forms: "Statement by Mr. X, Ambassador of Y, on the occasion of Z" (in the text or as its title),
    /// "Mr. X (Country): ...", also as the speaker given, and lines that are a date, with or without a place, or a header
    /// that ends with one.
    pub fn complete(&self, document: &mut Document, ontology: &Ontology) {
        let metadata = &mut document.metadata;
        self.tidy(metadata, ontology);
        let lines = lines(&document.text);
        let header = lines.iter().find(|line| self.is_header(line));
        if let Some(line) = header {
            metadata.title.get_or_insert_with(|| line.clone());
        }
        let title = metadata.title.clone();
        let title = title.filter(|title| self.is_header(title));
        let headers: Vec<&String> = header.into_iter().chain(title.as_ref()).collect();
        for line in &headers {
            self.read_header(line, metadata);
        }
        if metadata.organ.is_none() {
            metadata.organ = self.organ(&lines, &headers);
        }
        if let Some(heading) = self.headings.opening(&document.text) {
            metadata.person.get_or_insert(heading.person);
            metadata.speaker = metadata.speaker.take().or(heading.state);
        }
        if metadata.date.is_none() {
            let of_header = || headers.iter().find_map(|line| end_date(line, ontology));
            let of_line = lines.iter().find_map(|line| date_line(line, ontology));
            metadata.date = of_line.or_else(of_header);
        }
    }

    /// Parts a speaker given as "Mr. X (Country)", and makes a date given in words an ISO date.
    fn tidy(&self, metadata: &mut Metadata, ontology: &Ontology) {
        let given = metadata.speaker.as_deref();
        if let Some((person, state)) = given.and_then(|given| self.headings.given(given)) {
            metadata.speaker = Some(state);
            metadata.person.get_or_insert(person);
        }
        let written = metadata.date.as_ref().filter(|d| !is_iso(d));
        if let Some(date) = written.and_then(|written| full_date(written, ontology)) {
            metadata.date = Some(date);
        }
    }

    /// Whether a line begins as headers do, and is no line of running text.
    fn is_header(&self, line: &str) -> bool {
        self.statement.is_match(line)
            && line.starts_with(char::is_uppercase)
            && !line.ends_with('.')
    }

    /// "Statement by Mr. X, Ambassador of Y, on the occasion of Z".
    fn read_header(&self, line: &str, metadata: &mut Metadata) {
        if let Some(by) = self.by.find(line) {
            let alone = !self.is_joint(&line[..by.start()], &line[by.end()..]);
            let name = self.cut(&line[by.end()..]);
            let person = self.without_party(name);
            if alone && self.is_person(person) {
                metadata.person.get_or_insert_with(|| person.to_owned());
            }
            if alone && metadata.speaker.is_none() {
                let end = self
                    .topic
                    .find(line)
                    .map_or(line.len(), |topic| topic.start());
                metadata.speaker = self.delegation(line.get(by.start()..end).unwrap_or_default());
            }
        }
        if metadata.occasion.is_none() {
            metadata.occasion = self.meeting_of(line);
        }
    }

    /// Whether a header names several speakers: "Joint statement by", "by A and B", "by President A, President B".
    fn is_joint(&self, before: &str, speakers: &str) -> bool {
        let name = self.cut(speakers);
        let next = speakers[name.len()..].trim_start_matches([',', ' ']);
        self.joint.is_match(before) || self.joint.is_match(name) || self.title.is_match(next)
    }

    /// "Ambassador X" of "Ambassador X of Fiji".
    fn without_party<'a>(&self, name: &'a str) -> &'a str {
        let mut places = self.of.find_iter(name);
        let place = places.find(|of| self.parties.is_known(&name[of.end()..]));
        place.map_or(name, |of| name[..of.start()].trim_end())
    }

    /// Whether a name has a title, and is no longer than names are.
    fn is_person(&self, name: &str) -> bool {
        self.title.is_match(name) && name.split_whitespace().count() <= NAME
    }

    /// What stands behind "at the", or behind "to the" before the topic: a meeting, not the body that a representative
    /// is sent to.
    fn meeting_of(&self, line: &str) -> Option<String> {
        let topic = self
            .topic
            .find(line)
            .map_or(line.len(), |topic| topic.start());
        let addressed = self.audience.find_iter(&line[..topic]);
        let at = self.occasion.find_iter(line);
        let mut names = at
            .map(|at| &line[at.end()..])
            .chain(addressed.map(|to| &line[to.end()..topic]));
        let found = names.find_map(|rest| {
            let next = self
                .occasion
                .find(rest)
                .map_or(rest.len(), |next| next.start());
            let end = rest
                .find([':', ';', ',', '(', '|', '–'])
                .unwrap_or(rest.len());
            let name = rest[..end.min(next)].trim();
            (!name.is_empty() && !self.parties.is_known(name)).then_some(name)
        })?;
        Some(found.to_owned())
    }

    /// The name that a text begins with.
    fn cut<'a>(&self, text: &'a str) -> &'a str {
        let end = self.stop.find(text).map_or(text.len(), |stop| stop.start());
        text[..end].trim()
    }

    /// The State, else the body, that stands behind "by" or "of"; nothing if others stand beside it.
    fn delegation(&self, line: &str) -> Option<String> {
        let places = || self.of.find_iter(line).map(|of| &line[of.end()..]);
        // A ministry speaks for its State.
        let state = places().find(|place| self.parties.is_state(self.cut(place)));
        let body = || places().find(|place| self.parties.is_body(self.cut(place)));
        let place = state.or_else(body)?;
        let name = self.cut(place);
        let next = self.cut(place[name.len()..].trim_start_matches([',', ' ']));
        let next = self.joint.split(next).next().unwrap_or_default().trim();
        (!self.parties.is_known(next)).then(|| name.to_owned())
    }
}

/// The first lines of a text, without the marks of Markdown and brackets around them; no paragraphs.
fn lines(text: &str) -> Vec<String> {
    let mark = |c: char| c.is_whitespace() || "*#_()[]".contains(c);
    let lines = text.lines().map(|line| line.trim_matches(mark));
    let lines = lines.filter(|line| !line.is_empty()).take(LINES);
    let short = lines.filter(|line| line.len() <= LENGTH);
    short.map(str::to_owned).collect()
}

/// The date of a line that is nothing but a date, or place and date: "New York, 12 March 2019".
fn date_line(line: &str, ontology: &Ontology) -> Option<String> {
    let (span, value) = dates(line, ontology, None).into_iter().next()?;
    let (start, end) = (span.start as usize, span.end as usize);
    let before = line[..start].trim();
    let place = |text: &str| {
        text.ends_with(',')
            && text.len() < 60
            && text
                .split_whitespace()
                .all(|word| word.starts_with(char::is_uppercase))
    };
    let is_line = before.len() < 6 || place(before);
    (is_line && line.len() - end < 8 && value.len() > 4).then_some(value)
}

/// The date after the last comma of a header: "Statement by Y at Z, 12 March 2019", not "on the attack of 12 March 2019".
fn end_date(line: &str, ontology: &Ontology) -> Option<String> {
    let (_, end) = line.rsplit_once([',', '('])?;
    let (span, value) = dates(end, ontology, None).into_iter().next()?;
    let rest = end.len() - span.end as usize;
    (span.start < 3 && rest < 3 && value.len() == 10).then_some(value)
}

/// The first date with day, month and year of a line.
pub(super) fn full_date(line: &str, ontology: &Ontology) -> Option<String> {
    let dates = dates(line, ontology, None)
        .into_iter()
        .map(|(_, value)| value);
    dates.into_iter().find(|value| value.len() == 10)
}

fn is_iso(date: &str) -> bool {
    date.len() >= 4 && date.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Source, load};

    /// Person, speaker, occasion and date of a text.
    fn check(text: &str, given: Metadata, expected: [Option<&str>; 4]) {
        let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
        let mut document = Document {
            text: text.to_owned(),
            metadata: given,
            ..Document::default()
        };
        Headers::new(&ontology).complete(&mut document, &ontology);
        let m = &document.metadata;
        let read = [&m.person, &m.speaker, &m.occasion, &m.date].map(Option::as_deref);
        assert_eq!(read, expected, "{text}");
    }

    fn check_text(text: &str, expected: [Option<&str>; 4]) {
        check(text, Metadata::default(), expected);
    }

    #[test]
    fn headers_give_person_delegation_occasion_and_date() {
        check_text(
            "Statement by Ms. Ana Cruz, Director of the Ministry of Foreign Affairs of Japan\n\nI",
            [Some("Ms. Ana Cruz"), Some("Japan"), None, None],
        );
        check_text(
            "**Statement by Ms. Ana Cruz, Ambassador of Peru, on the occasion of the Ocean Summit: Ports**\n\n**June 3, 2021**\n\nPeru ...",
            [
                Some("Ms. Ana Cruz"),
                Some("Peru"),
                Some("Ocean Summit"),
                Some("2021-06-03"),
            ],
        );
        check_text(
            "Check against delivery\n\nStatement delivered by H.E. Mr. Tomasi Vula, Permanent Representative of the Republic of Fiji to the United Nations\n\nNew York, 12 March 2019\n\nMr. Chair,",
            [
                Some("H.E. Mr. Tomasi Vula"),
                Some("Republic of Fiji"),
                None,
                Some("2019-03-12"),
            ],
        );
        let dated = [Some("Ms. Ana Cruz"), Some("Peru"), Some("Ocean Summit")];
        check_text(
            "Statement by Ms. Ana Cruz, Ambassador of Peru, at the Ocean Summit, 3 June 2021\n\nI",
            [dated[0], dated[1], dated[2], Some("2021-06-03")],
        );
        check_text(
            "Statement by Ms. Ana Cruz, Ambassador of Peru, on the storm of 3 June 2021\n\nI",
            [dated[0], dated[1], None, None],
        );
        check_text(
            "Statement by the European Union\n\nWe agree.",
            [None, Some("European Union"), None, None],
        );
        check_text(
            "Statement by Ambassador Litia Vaka of the Republic of Fiji\n\nI",
            [
                Some("Ambassador Litia Vaka"),
                Some("Republic of Fiji"),
                None,
                None,
            ],
        );
        check_text(
            "Address to the Ocean Forum on the visit to the United Kingdom\n\nI",
            [None, None, Some("Ocean Forum"), None],
        );
        check_text(
            "Joint Statement by the Ministers of Fiji, Tonga and Samoa\n\nWe",
            [None; 4],
        );
        check_text(
            "Statement by the Ministers of Fiji, Tonga and Samoa\n\nWe",
            [None; 4],
        );
        check_text(
            "Remarks by President Okoro, Prime Minister Li\n\nGood morning.",
            [None; 4],
        );
        check_text(
            "Remarks by President Okoro on the harvest\n\nGood morning.",
            [Some("President Okoro"), None, None, None],
        );
        check_text(
            "Address the causes of war by the means of peace in Mali.\nWe met on 3 May 2019.",
            [None; 4],
        );
    }

    #[test]
    fn verbatim_records_name_person_and_country() {
        let read = [Some("Mr. Okoro"), Some("Nigeria"), None, None];
        check_text("Mr. Okoro (Nigeria): We thank the President.", read);
        let given = Metadata {
            speaker: Some("Mr. Okoro (Nigeria)".to_owned()),
            date: Some("12 March 2019".to_owned()),
            ..Metadata::default()
        };
        let read = [Some("Mr. Okoro"), Some("Nigeria"), None, Some("2019-03-12")];
        check("We thank the President.", given, read);
    }
}
