//! The organ before which a statement is made, as its header names it: "General Assembly, First Committee".

use super::header::Headers;

impl Headers {
    /// The organ that has a line of its own among the first `lines`, else one that a header speaks "to" or "at".
    pub(super) fn organ(&self, lines: &[String], headers: &[&String]) -> Option<String> {
        let own = lines.iter().find(|line| self.is_organ(line)).cloned();
        own.or_else(|| headers.iter().find_map(|line| self.addressed(line)))
    }

    /// Whether a text is nothing but names of bodies, the last of them an organ.
    fn is_organ(&self, text: &str) -> bool {
        let mut names = text.split(", ").map(str::trim);
        self.organ.is_match(text) && names.all(|name| self.parties.is_body(name))
    }

    /// "Address to the Security Council", "Statement by X at the 73rd session of the General Assembly"; not the body
    /// that a representative is sent to.
    fn addressed(&self, line: &str) -> Option<String> {
        let by = self.by.find(line).map_or(line.len(), |by| by.start());
        let to = self.audience.find_iter(&line[..by]);
        let at = self.occasion.find_iter(line);
        let mut ends = to.chain(at).map(|found| found.end());
        ends.find_map(|start| {
            let rest = &line[start..];
            let topic = self.topic.find(rest).map_or(rest.len(), |t| t.start());
            let end = rest.find([',', '(', '|', '–']).unwrap_or(rest.len());
            let name = rest[..end.min(topic)].trim();
            let parts = self.of.find_iter(name).map(|of| &name[of.end()..]);
            let mut names = std::iter::once(name).chain(parts);
            names.find(|n| self.is_organ(n)).map(str::to_owned)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::ontology::{Source, load};

    #[test]
    fn headers_name_organs() {
        let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
        let headers = Headers::new(&ontology);
        let check = |text: &str, expected: Option<&str>| {
            let mut document = Document {
                text: text.to_owned(),
                ..Document::default()
            };
            headers.complete(&mut document, &ontology);
            let organ = document.metadata.organ;
            assert_eq!(organ.as_deref(), expected, "{text}");
        };
        check(
            "General Assembly, First Committee\nStatement by Ms. Ana Cruz of Peru\n\nWe",
            Some("General Assembly, First Committee"),
        );
        check(
            "Security Council\n\nStatement by Fiji\n\nWe",
            Some("Security Council"),
        );
        check(
            "Address to the Security Council\n\nWe",
            Some("Security Council"),
        );
        check(
            "Statement by Ms. Ana Cruz, Permanent Representative of Peru to the United Nations, at the 73rd session of the General Assembly\n\nWe",
            Some("General Assembly"),
        );
        check(
            "European Union\n\nStatement by the European Union\n\nWe",
            None,
        );
        check("The Security Council met.\n\nWe", None);
    }
}
