//! Verbatim records of meetings: one text with many speakers, split into one statement for each time one speaks.

use super::header::{Headers, full_date};
use super::heading::Heading;
use super::{Document, Metadata};
use crate::ontology::Ontology;

/// How far the head of a record reaches, in lines: symbol, organ, meeting, date, members, agenda.
const HEAD: usize = 200;

/// What the head of a record says of all its statements.
struct Head {
    symbol: Option<String>,
    organ: Option<String>,
    meeting: Option<String>,
    date: Option<String>,
}

impl Headers {
    /// The statements of a document: those of a verbatim record one by one, any other document as it is.
    ///
    /// A text is a record if its head says so (a symbol such as S/PV.1 or A/70/PV.1, or the number of a meeting) and
    /// speakers follow, or if it begins with a speaker and others take turns. What is given with a speaker is one
    /// statement. The id of a part is that of the document and its number.
    pub fn statements(&self, document: Document, ontology: &Ontology) -> Vec<Document> {
        if document.metadata.speaker.is_some() || document.metadata.person.is_some() {
            return vec![document];
        }
        let headings = self.headings.find(&document.text);
        let Some(first) = headings.first() else {
            return vec![document];
        };
        let head = self.head(&document.text[..first.start], ontology);
        if headings.len() < 2 || !head.is_record() && !takes_turns(&document.text, &headings) {
            return vec![document];
        }
        let ends = headings.iter().skip(1).map(|heading| heading.start);
        let ends = ends.chain([document.text.len()]);
        let parts = headings.iter().zip(ends).enumerate();
        parts
            .map(|(i, (heading, end))| part(&document, &head, i + 1, heading, end))
            .collect()
    }

    fn head(&self, text: &str, ontology: &Ontology) -> Head {
        let lines = || text.lines().map(str::trim).take(HEAD);
        // A symbol in running text is a reference.
        let short = |line: &&str| line.len() < 40;
        let symbol = lines()
            .filter(short)
            .find_map(|line| self.symbol.find(line));
        Head {
            symbol: symbol.map(|symbol| symbol.as_str().to_owned()),
            organ: lines()
                .find(|line| self.parties.is_body(line))
                .map(str::to_owned),
            meeting: lines()
                .find(|line| self.meeting.is_match(line))
                .map(str::to_owned),
            date: lines().find_map(|line| full_date(line, ontology)),
        }
    }
}

impl Head {
    fn is_record(&self) -> bool {
        self.symbol.is_some() || self.meeting.is_some()
    }

    /// "Security Council, 7658th meeting".
    fn occasion(&self) -> Option<String> {
        let parts: Vec<&str> = [&self.organ, &self.meeting]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// Whether a text begins with one speaker of a State and goes on with that of another.
fn takes_turns(text: &str, headings: &[Heading]) -> bool {
    let opens = text[..headings[0].start].trim().is_empty();
    let mut states: Vec<&str> = headings.iter().filter_map(|h| h.state.as_deref()).collect();
    states.dedup();
    opens && states.len() > 1
}

fn part(whole: &Document, head: &Head, number: usize, heading: &Heading, end: usize) -> Document {
    let given = &whole.metadata;
    let metadata = Metadata {
        title: given.title.clone(),
        speaker: heading.state.clone(),
        person: Some(heading.person.clone()),
        date: given.date.clone().or_else(|| head.date.clone()),
        occasion: given.occasion.clone().or_else(|| head.occasion()),
        organ: given.organ.clone().or_else(|| head.organ.clone()),
        source: given.source.clone().or_else(|| head.symbol.clone()),
    };
    Document {
        id: format!("{}-{number:03}", whole.id),
        text: whole.text[heading.start..end].trim().to_owned(),
        metadata,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Source, load};

    const RECORD: &str = "United Nations S/PV.9999\nSecurity Council\nSeventy-ninth year\n9999th meeting\n\
        Tuesday, 2 July 2024, 10 a.m.\nNew York\n\nPresident: Ms. Vega ...... (Ecuador)\n\n\
        The meeting was called to order at 10.05 a.m.\n\n\
        The President (spoke in Spanish): I give the floor to\nthe representative of Malta.\n\n\
        Mr. Borg (Malta): Malta supports the draft.\nMr. Okoro said: no.\n\n\
        Mrs. Naidoo (South\nAfrica): We agree.\n\nThe meeting rose at noon.\n";

    fn statements(text: &str, speaker: Option<&str>) -> Vec<Document> {
        let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
        let mut document = Document {
            id: "r".to_owned(),
            text: text.to_owned(),
            ..Document::default()
        };
        document.metadata.speaker = speaker.map(str::to_owned);
        Headers::new(&ontology).statements(document, &ontology)
    }

    #[test]
    fn records_are_split_into_statements() {
        let parts = statements(RECORD, None);
        let ids: Vec<&str> = parts.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["r-001", "r-002", "r-003"]);
        let malta = &parts[1];
        assert_eq!(
            malta.text,
            "Mr. Borg (Malta): Malta supports the draft.\nMr. Okoro said: no."
        );
        let expected = Metadata {
            title: None,
            speaker: Some("Malta".to_owned()),
            person: Some("Mr. Borg".to_owned()),
            date: Some("2024-07-02".to_owned()),
            occasion: Some("Security Council, 9999th meeting".to_owned()),
            organ: Some("Security Council".to_owned()),
            source: Some("S/PV.9999".to_owned()),
        };
        assert_eq!(malta.metadata, expected);
        assert_eq!(parts[0].metadata.person.as_deref(), Some("The President"));
        assert_eq!(parts[0].metadata.speaker, None);
        assert_eq!(parts[2].metadata.speaker.as_deref(), Some("South Africa"));
    }

    #[test]
    fn turns_without_a_head_are_split() {
        let text = "Mr. Borg (Malta): We agree.\n\nThe President: I thank him.\n\nMr. Diop (Senegal): So do we.";
        assert_eq!(statements(text, None).len(), 3);
    }

    #[test]
    fn other_documents_stay_whole() {
        let quoting = "We remember what was said here.\n\nMr. Borg (Malta): \"The sea is ours.\"\n\nMr. Diop (Senegal): \"It is.\"\n";
        assert_eq!(statements(quoting, None).len(), 1);
        assert_eq!(statements("Mr. Borg (Malta): We agree.", None).len(), 1);
        assert_eq!(
            statements(RECORD, Some("MLT")).len(),
            1,
            "what has a speaker is one statement"
        );
    }
}
