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
.row ul{margin:0;padding:0;list-style:none;font:13px/1.45 system-ui,sans-serif}
.row li{margin:0 0 .3rem}
mark{background:#e8e8e8;border-radius:.2em;padding:0 .1em}
mark.State,mark.Group,mark.Person,mark.Body,mark.Post{background:#cfe6f5}
mark.Instrument,mark.Provision,mark.Norm{background:#fdeab8}
mark.Meeting,mark.Event,mark.Activity{background:#c9ece1}
mark.Place{background:#f2d9e8}
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
    for extraction in extractions {
        let page = Page {
            ontology,
            extraction,
        };
        page.header(out)?;
        for sentence in 0..extraction.analysis.sentences.len() {
            page.sentence(sentence, out)?;
        }
    }
    writeln!(out, "</body></html>")
}

struct Page<'a> {
    ontology: &'a Ontology,
    extraction: &'a Extraction,
}

impl Page<'_> {
    fn header(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = &self.extraction.document;
        let title = document.metadata.title.as_ref().unwrap_or(&document.id);
        let speaker = wording::speaker(self.ontology, self.extraction);
        let metadata = &document.metadata;
        let known = [
            Some(&speaker),
            metadata.occasion.as_ref(),
            metadata.date.as_ref(),
        ];
        let known: Vec<String> = known.into_iter().flatten().map(|t| escaped(t)).collect();
        writeln!(out, "<h1>{}</h1>", escaped(title))?;
        writeln!(out, "<p class=\"about\">{}</p>", known.join(" · "))
    }

    fn sentence(&self, index: usize, out: &mut dyn Write) -> io::Result<()> {
        let begins = if self.begins_paragraph(index) {
            " paragraph"
        } else {
            ""
        };
        writeln!(
            out,
            "<div class=\"row{begins}\"><div>{}</div><ul>",
            self.marked(index)
        )?;
        let claims = self.extraction.claims.iter();
        for claim in claims.filter(|c| c.sentence == index) {
            self.claim(claim, out)?;
        }
        writeln!(out, "</ul></div>")
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

    /// The sentence with its outermost mentions marked.
    fn marked(&self, index: usize) -> String {
        let text = &self.extraction.document.text;
        let sentence = self.extraction.analysis.sentences[index].span;
        let mut mentions: Vec<&Mention> = self
            .extraction
            .mentions
            .iter()
            .filter(|m| m.sentence == index && sentence.contains(m.span))
            .collect();
        mentions.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        let mut out = String::new();
        let mut at = sentence.start;
        for mention in mentions {
            if mention.span.start < at {
                continue;
            }
            let before = Span {
                start: at,
                end: mention.span.start,
            };
            out.push_str(&escaped(before.of(text)));
            out.push_str(&self.mark(mention));
            at = mention.span.end;
        }
        let rest = Span {
            start: at,
            end: sentence.end,
        };
        out.push_str(&escaped(rest.of(text)));
        out
    }

    fn mark(&self, mention: &Mention) -> String {
        let class = self.ontology.class_name(mention.class);
        let slug = slug::for_mention(self.ontology, self.extraction, mention);
        let words = escaped(mention.span.of(&self.extraction.document.text));
        format!(
            "<mark class=\"{class}\" title=\"{class}: {}\">{words}</mark>",
            escaped(&slug)
        )
    }

    fn claim(&self, claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
        let words = |arg: Arg| escaped(&wording::argument(self.ontology, self.extraction, arg));
        let verb = wording::relation(self.ontology, claim);
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
