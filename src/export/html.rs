//! A page of its own for reading: each sentence with its mentions marked and its claims beside it.

use std::io::{self, Write};

use super::xml::escaped;
use crate::Extraction;
use crate::claim::{Arg, Claim};
use crate::graph::{slug, wording};
use crate::mention::Mention;
use crate::ontology::Ontology;
use crate::span::Span;

const HEAD: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>What the statements say</title>
<style>
body{font:16px/1.5 Georgia,serif;max-width:76rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.4rem;line-height:1.25;margin:2rem 0 .2rem}
.about{color:#555;margin:0 0 1.5rem}
.row{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem;padding:.35rem 0;border-top:1px solid #e6e6e6}
.row.paragraph{margin-top:1rem}
.row li{margin:0 0 .3rem}
mark{background:#e8e8e8;border-radius:.2em;padding:0 .1em}
mark.State,mark.Group,mark.Person,mark.Body,mark.Post{background:#cfe6f5}
mark.Instrument,mark.Provision,mark.Norm{background:#fdeab8}
mark.Meeting,mark.Event,mark.Activity{background:#c9ece1}
mark.Place{background:#f2d9e8}
u{text-decoration:underline 2px #555;text-underline-offset:.2em}
sup{font:10px system-ui,sans-serif;color:#555}
.row ol{margin:0;padding:0 0 0 1.6rem;font:13px/1.45 system-ui,sans-serif}
nav{font:14px/1.5 system-ui,sans-serif}
.act{display:inline-block;min-width:4.6rem;color:#555}
.verb{font-weight:600}
.Presupposed,.Reported{opacity:.75;font-style:italic}
@media(max-width:50rem){.row{grid-template-columns:1fr}}
</style></head><body>
"#;

/// All documents on one page.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(
    ontology: &Ontology,
    extractions: &[Extraction],
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    let page = |extraction| Page {
        ontology,
        extraction,
    };
    if extractions.len() > 1 {
        contents(extractions.iter().map(page), out)?;
    }
    for (i, extraction) in extractions.iter().enumerate() {
        let page = page(extraction);
        page.header(i, out)?;
        for sentence in 0..extraction.analysis.sentences.len() {
            page.sentence(sentence, out)?;
        }
    }
    writeln!(out, "</body></html>")
}

/// What stands on the page, each with a link.
fn contents<'a>(pages: impl Iterator<Item = Page<'a>>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<nav><ol>")?;
    for (i, page) in pages.enumerate() {
        let title = escaped(page.title());
        let about = page.about();
        writeln!(out, "<li><a href=\"#d{i}\">{title}</a> {about}</li>")?;
    }
    writeln!(out, "</ol></nav>")
}

struct Page<'a> {
    ontology: &'a Ontology,
    extraction: &'a Extraction,
}

impl Page<'_> {
    fn title(&self) -> &str {
        let document = &self.extraction.document;
        document.metadata.title.as_ref().unwrap_or(&document.id)
    }

    /// Whoever speaks, where and when.
    fn about(&self) -> String {
        let speaker = wording::speaker(self.ontology, self.extraction);
        let metadata = &self.extraction.document.metadata;
        let known = [
            Some(&speaker),
            metadata.occasion.as_ref(),
            metadata.date.as_ref(),
        ];
        let known: Vec<String> = known.into_iter().flatten().map(|t| escaped(t)).collect();
        known.join(" · ")
    }

    fn header(&self, number: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<h1 id=\"d{number}\">{}</h1>", escaped(self.title()))?;
        writeln!(out, "<p class=\"about\">{}</p>", self.about())
    }

    /// The claims of a sentence.
    fn claims(&self, sentence: usize) -> Vec<&Claim> {
        let claims = self.extraction.claims.iter();
        claims.filter(|c| c.sentence == sentence).collect()
    }

    fn sentence(&self, index: usize, out: &mut dyn Write) -> io::Result<()> {
        let begins = if self.begins_paragraph(index) {
            " paragraph"
        } else {
            ""
        };
        writeln!(
            out,
            "<div class=\"row{begins}\"><div>{}</div><ol>",
            self.marked(index)
        )?;
        for claim in self.claims(index) {
            self.claim(claim, out)?;
        }
        writeln!(out, "</ol></div>")
    }

    fn begins_paragraph(&self, index: usize) -> bool {
        let sentences = &self.extraction.analysis.sentences;
        let Some(before) = index.checked_sub(1) else {
            return true;
        };
        let gap = Span {
            start: sentences[before].span.end,
            end: sentences[index].span.start,
        };
        gap.of(&self.extraction.document.text).contains('\n')
    }

    /// The sentence with its outermost mentions and the cues of its claims marked, these with the claims' numbers.
    fn marked(&self, index: usize) -> String {
        let sentence = self.extraction.analysis.sentences[index].span;
        let mentions = self.outermost(index, sentence);
        let claims = self.claims(index);
        let mut cuts = vec![sentence.start, sentence.end];
        let spans = mentions.iter().map(|m| m.span);
        for span in spans.chain(claims.iter().map(|c| c.cue)) {
            cuts.extend([span.start, span.end]);
        }
        cuts.retain(|c| (sentence.start..=sentence.end).contains(c));
        cuts.sort_unstable();
        cuts.dedup();
        let pieces = cuts.windows(2).map(|cut| {
            let [start, end] = [cut[0], cut[1]];
            self.piece(Span { start, end }, &mentions, &claims)
        });
        pieces.collect()
    }

    fn outermost(&self, index: usize, sentence: Span) -> Vec<&Mention> {
        let all = self.extraction.mentions.iter();
        let mut mentions: Vec<&Mention> = all
            .filter(|m| m.sentence == index && sentence.contains(m.span))
            .collect();
        mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        let mut end = 0;
        mentions.retain(|m| {
            let outside = m.span.start >= end;
            end = end.max(m.span.end);
            outside
        });
        mentions
    }

    /// Some words within which no mention and no cue begins or ends.
    fn piece(&self, span: Span, mentions: &[&Mention], claims: &[&Claim]) -> String {
        let mut words = escaped(span.of(&self.extraction.document.text));
        if claims.iter().any(|c| c.cue.contains(span)) {
            words = format!("<u>{words}</u>");
        }
        if let Some(mention) = mentions.iter().find(|m| m.span.contains(span)) {
            words = self.mark(mention, &words);
        }
        let ended = claims.iter().enumerate();
        let ended = ended.filter(|(_, c)| c.cue.end == span.end && c.cue.contains(span));
        let numbers: Vec<String> = ended.map(|(i, _)| (i + 1).to_string()).collect();
        if numbers.is_empty() {
            return words;
        }
        format!("{words}<sup>{}</sup>", numbers.join(","))
    }

    fn mark(&self, mention: &Mention, words: &str) -> String {
        let class = self.ontology.class_name(mention.class);
        let slug = slug::for_mention(self.ontology, self.extraction, mention);
        format!(
            "<mark class=\"{class}\" title=\"{class}: {}\">{words}</mark>",
            escaped(&slug)
        )
    }

    fn claim(&self, claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
        let words = |arg: Arg| escaped(&wording::argument(self.ontology, self.extraction, arg));
        let verb = wording::relation(self.ontology, self.extraction, claim);
        let holder = match claim.holder {
            Arg::Speaker => String::new(),
            holder => format!(" — held by {}", words(holder)),
        };
        writeln!(
            out,
            "<li class=\"{}\" title=\"{}\"><span class=\"act\">{}</span> {} <span class=\"verb\">{}</span> {}{holder}</li>",
            claim.basis,
            escaped(&claim.rule),
            claim.act,
            words(claim.subject),
            escaped(&verb),
            words(claim.object),
        )
    }
}
