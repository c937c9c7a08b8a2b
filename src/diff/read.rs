//! Lines of an output to claims that can be compared.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Argument, FIELDS, Said};

/// The lines of an output (JSON Lines) by the id of their document.
#[derive(Clone, Debug, Default)]
pub struct Lines(BTreeMap<String, String>);

/// Indexes the lines of an output; a document that stands twice counts by its last line. What is no such line is
/// reported as "name:line: why", and the rest is read.
pub fn read(name: &str, text: &str) -> (Lines, Vec<String>) {
    let mut lines = Lines::default();
    let mut bad = Vec::new();
    for (i, line) in text
        .lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        match serde_json::from_str::<Line>(line) {
            Ok(Line { id, .. }) => {
                lines.0.insert(id.to_owned(), line.to_owned());
            }
            Err(why) => bad.push(format!(
                "{name}:{}: no line of `extract --format jsonl`: {why}",
                i + 1
            )),
        }
    }
    (lines, bad)
}

#[derive(Deserialize)]
struct Line {
    id: String,
    mentions: Vec<MentionRow>,
    claims: Vec<ClaimRow>,
}

#[derive(Deserialize)]
struct MentionRow {
    id: String,
    start: usize,
    end: usize,
    text: String,
    #[serde(default)]
    entity: Option<String>,
}

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct ClaimRow {
    id: String,
    start: usize,
    end: usize,
    quote: String,
    subject: String,
    relation: String,
    object: String,
    holder: String,
    act: String,
    modality: String,
    polarity: String,
    basis: String,
    with: Vec<String>,
    to: Vec<String>,
    r#where: Vec<String>,
    when: Vec<String>,
    purpose: Vec<String>,
    degree: Option<String>,
    rule: String,
}

impl Lines {
    /// The ids of the documents, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether the output has that document.
    pub fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The claims of a document, in their order; none if there is no such document.
    pub fn claims(&self, id: &str) -> Vec<Said> {
        let line = self
            .0
            .get(id)
            .and_then(|line| serde_json::from_str::<Line>(line).ok());
        line.map_or(Vec::new(), |line| Names::new(&line).claims())
    }
}

/// What the ids of a line stand for.
struct Names<'a> {
    line: &'a Line,
    mentions: FxHashMap<&'a str, &'a MentionRow>,
    claims: FxHashMap<&'a str, &'a ClaimRow>,
}

/// Claims inside claims are written out to this depth.
const DEPTH: usize = 4;

impl<'a> Names<'a> {
    fn new(line: &'a Line) -> Self {
        Self {
            line,
            mentions: line.mentions.iter().map(|m| (m.id.as_str(), m)).collect(),
            claims: line.claims.iter().map(|c| (c.id.as_str(), c)).collect(),
        }
    }

    fn claims(&self) -> Vec<Said> {
        self.line
            .claims
            .iter()
            .map(|claim| self.claim(claim))
            .collect()
    }

    fn claim(&self, claim: &ClaimRow) -> Said {
        Said {
            document: self.line.id.clone(),
            sentence: (claim.start, claim.end),
            quote: one_line(&claim.quote),
            subject: self.argument(&claim.subject),
            relation: claim.relation.clone(),
            object: self.argument(&claim.object),
            frame: self.frame(claim),
            rule: claim.rule.clone(),
        }
    }

    fn frame(&self, claim: &ClaimRow) -> [String; FIELDS.len()] {
        let list = |ids: &[String]| {
            let words: Vec<String> = ids.iter().map(|id| self.words(id, DEPTH)).collect();
            words.join("; ")
        };
        [
            self.words(&claim.holder, DEPTH),
            claim.act.clone(),
            claim.modality.clone(),
            claim.polarity.clone(),
            claim.basis.clone(),
            list(&claim.with),
            list(&claim.to),
            list(&claim.r#where),
            claim.when.join("; "),
            list(&claim.purpose),
            claim.degree.clone().unwrap_or_default(),
            self.entity(&claim.subject),
            self.entity(&claim.object),
        ]
    }

    fn argument(&self, id: &str) -> Argument {
        Argument {
            place: self.mentions.get(id).map(|m| (m.start, m.end)),
            words: self.words(id, DEPTH),
        }
    }

    fn words(&self, id: &str, depth: usize) -> String {
        if let Some(mention) = self.mentions.get(id) {
            return one_line(&mention.text);
        }
        match self.claims.get(id) {
            Some(_) if depth == 0 => "[...]".to_owned(),
            Some(claim) => {
                let end = |id: &str| self.words(id, depth - 1);
                format!(
                    "[{} {} {}]",
                    end(&claim.subject),
                    claim.relation,
                    end(&claim.object)
                )
            }
            None if id == "speaker" => "the speaker".to_owned(),
            None => id.to_owned(),
        }
    }

    fn entity(&self, id: &str) -> String {
        let mention = self.mentions.get(id);
        mention.and_then(|m| m.entity.clone()).unwrap_or_default()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
