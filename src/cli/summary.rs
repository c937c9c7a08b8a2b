//! What `extract` prints: each statement, its speaker, and its claims grouped by act, each with its sentence.

use std::io::{self, Write};

use crate::Extraction;
use crate::claim::{Act, Arg, Basis, Claim};
use crate::graph::{slug, wording};
use crate::mention::Referent;
use crate::ontology::Ontology;

/// What one document says.
pub(super) fn document(ontology: &Ontology, extraction: &Extraction) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let summary = Summary {
        ontology,
        extraction,
    };
    summary.head(&mut out)?;
    for act in Act::ALL {
        summary.act(*act, &mut out)?;
    }
    writeln!(out)?;
    Ok(out)
}

/// "2 documents".
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

struct Summary<'a> {
    ontology: &'a Ontology,
    extraction: &'a Extraction,
}

impl Summary<'_> {
    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        let document = &self.extraction.document;
        let metadata = &document.metadata;
        let title = metadata.title.as_deref().unwrap_or(&document.id);
        writeln!(out, "{}", one_line(title))?;
        let speaker = self.speaker();
        let rows = [
            (
                "document",
                metadata.title.as_ref().map(|_| document.id.as_str()),
            ),
            ("speaker", Some(speaker.as_str())),
            ("person", metadata.person.as_deref()),
            ("date", metadata.date.as_deref()),
            ("occasion", metadata.occasion.as_deref()),
            ("organ", metadata.organ.as_deref()),
        ];
        for (name, value) in rows {
            if let Some(value) = value {
                writeln!(out, "  {name:<9} {}", one_line(value))?;
            }
        }
        Ok(())
    }

    /// The claims of one act, each with its sentence; a sentence is not repeated for its next claim.
    fn act(&self, act: Act, out: &mut impl Write) -> io::Result<()> {
        let claims = self.extraction.claims.iter().filter(|c| c.act == act);
        let claims: Vec<&Claim> = claims.collect();
        if claims.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n  {act} ({})", claims.len())?;
        for (i, claim) in claims.iter().enumerate() {
            writeln!(out, "    {}", self.claim(claim))?;
            let last = claims
                .get(i + 1)
                .is_none_or(|next| next.sentence != claim.sentence);
            if last {
                let sentence = self.extraction.analysis.sentences[claim.sentence].span;
                let quote = sentence.of(&self.extraction.document.text);
                writeln!(out, "      \u{201c}{}\u{201d}", one_line(quote))?;
            }
        }
        Ok(())
    }

    /// "Japan supports the GGE process (strongly)".
    fn claim(&self, claim: &Claim) -> String {
        let verb = wording::relation(self.ontology, self.extraction, claim);
        let (subject, object) = (self.argument(claim.subject), self.argument(claim.object));
        let mut notes: Vec<String> = claim.degree.iter().cloned().collect();
        let lists = [
            ("with ", &claim.with),
            ("to ", &claim.to),
            ("in ", &claim.place),
            ("for ", &claim.purpose),
        ];
        for (word, args) in lists {
            notes.extend(
                args.iter()
                    .map(|arg| format!("{word}{}", self.argument(*arg))),
            );
        }
        notes.extend(claim.when.iter().cloned());
        let holder = self.argument(claim.holder);
        if claim.holder != Arg::Speaker && holder != self.speaker() && holder != subject {
            notes.push(format!("says {holder}"));
        }
        if claim.basis == Basis::Reported {
            notes.push("as reported".to_owned());
        }
        let notes = match notes.join("; ") {
            empty if empty.is_empty() => empty,
            notes => format!(" ({notes})"),
        };
        format!("{subject} {verb} {object}{notes}")
    }

    /// An argument as a reader would name it: what the speaker's own words stand for, else the words of the text.
    fn argument(&self, arg: Arg) -> String {
        match arg {
            Arg::Speaker => self.speaker(),
            Arg::Claim(c) => {
                let claim = &self.extraction.claims[c];
                let verb = wording::relation(self.ontology, self.extraction, claim);
                let end = |arg: Arg| match arg {
                    Arg::Claim(_) => "[...]".to_owned(),
                    other => self.argument(other),
                };
                format!("[{} {verb} {}]", end(claim.subject), end(claim.object))
            }
            Arg::Mention(m) => {
                let mention = &self.extraction.mentions[m];
                match &mention.referent {
                    Some(Referent::Speaker) => self.speaker(),
                    Some(Referent::Catalogue(id)) => self.ontology.entity(*id).label.clone(),
                    _ => one_line(mention.span.of(&self.extraction.document.text)),
                }
            }
        }
    }

    fn speaker(&self) -> String {
        let slug = slug::for_speaker(self.ontology, self.extraction);
        match self.ontology.entity_by_slug(&slug) {
            Some(id) => self.ontology.entity(id).label.clone(),
            None if self.extraction.speaker.is_none() => "the speaker".to_owned(),
            None => self
                .extraction
                .document
                .metadata
                .speaker
                .clone()
                .unwrap_or(slug),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
