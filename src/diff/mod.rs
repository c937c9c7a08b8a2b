//! What changed between two outputs: claims gained, lost, and said otherwise.
//!
//! A claim is the same if document, subject, relation and object are the same: mentions by their place in the text,
//! claims by what they say. Its frame is all else that is said of it.

mod read;
mod sample;
mod write;

pub use read::{Lines, read};
pub use sample::sample;
pub use write::{csv, jsonl, summary, text};

use std::collections::{BTreeMap, VecDeque};

/// What may differ between two claims that are otherwise the same, in the order it is shown.
pub const FIELDS: [&str; 13] = [
    "holder",
    "act",
    "modality",
    "polarity",
    "basis",
    "with",
    "to",
    "where",
    "when",
    "purpose",
    "degree",
    "subject_entity",
    "object_entity",
];

/// A claim of an output, readable by itself. Places are in code points, the end exclusive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Id of the document.
    pub document: String,
    /// Where its sentence is.
    pub sentence: (usize, usize),
    /// The words of the sentence; empty if the output does not have them.
    pub quote: String,
    /// Who or what it is about.
    pub subject: Argument,
    /// Local name of the relation.
    pub relation: String,
    /// What it says of the subject.
    pub object: Argument,
    /// The values of [`FIELDS`]; lists are joined with "; ".
    pub frame: [String; FIELDS.len()],
    /// The phrasing that made it.
    pub rule: String,
}

/// Subject or object: a mention as written, or a claim in brackets.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Argument {
    /// Where the mention is; nowhere for claims and the speaker.
    pub place: Option<(usize, usize)>,
    /// "Security Council", "[international law appliesTo cyberspace]", "the speaker".
    pub words: String,
}

/// Kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Only the new output has it.
    Gained,
    /// Only the old output has it.
    Lost,
    /// Both have it, with another frame.
    Changed,
}

impl Kind {
    /// Every kind, in the order of the columns of the summary.
    pub const ALL: [Kind; 3] = [Kind::Gained, Kind::Lost, Kind::Changed];

    /// Its name on the command line and in tables.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Gained => "gained",
            Kind::Lost => "lost",
            Kind::Changed => "changed",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// One claim that is not in both outputs as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened to it.
    pub kind: Kind,
    /// The claim: of the old output if it was lost, else of the new one.
    pub said: Said,
    /// What the old output said of a changed claim, as (index in [`FIELDS`], old value).
    pub was: Vec<(usize, String)>,
}

/// How two outputs differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// All changes, by document and place in the text.
    pub changes: Vec<Change>,
    /// How many claims of each relation are in both outputs as they are.
    pub same: BTreeMap<String, usize>,
    /// How many documents are in the old output alone, and in the new one alone.
    pub alone: (usize, usize),
}

impl Difference {
    /// How two outputs differ; the claims of a document that one output lacks are all lost or gained.
    pub fn between(old: &Lines, new: &Lines) -> Self {
        let mut difference = Self::default();
        let mut ids: Vec<&str> = old.ids().chain(new.ids()).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            difference.alone.0 += usize::from(!new.has(id));
            difference.alone.1 += usize::from(!old.has(id));
            difference.document(old.claims(id), new.claims(id));
        }
        difference
    }

    fn document(&mut self, old: Vec<Said>, new: Vec<Said>) {
        let mut before: BTreeMap<_, VecDeque<Said>> = BTreeMap::new();
        for said in old {
            before.entry(said.key()).or_default().push_back(said);
        }
        let first = self.changes.len();
        for said in new {
            let twin = before.get_mut(&said.key()).and_then(VecDeque::pop_front);
            self.pair(twin, said);
        }
        let lost = before.into_values().flatten();
        self.changes.extend(lost.map(|said| Change {
            kind: Kind::Lost,
            said,
            was: Vec::new(),
        }));
        self.changes[first..].sort_by_cached_key(|c| (c.said.sentence, c.said.key(), c.kind));
    }

    fn pair(&mut self, twin: Option<Said>, said: Said) {
        let Some(twin) = twin else {
            return self.changes.push(Change {
                kind: Kind::Gained,
                said,
                was: Vec::new(),
            });
        };
        let old = twin.frame.into_iter().enumerate();
        let was: Vec<_> = old.filter(|(i, value)| said.frame[*i] != *value).collect();
        if was.is_empty() {
            *self.same.entry(said.relation).or_default() += 1;
        } else {
            self.changes.push(Change {
                kind: Kind::Changed,
                said,
                was,
            });
        }
    }
}

impl Said {
    /// What makes two claims of a document the same.
    fn key(&self) -> (Argument, String, Argument) {
        let relation = self.relation.clone();
        (self.subject.clone(), relation, self.object.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document with one claim for each (subject, modality); subjects are two letters long.
    fn output(id: &str, claims: &[(&str, &str)]) -> Lines {
        let mentions = claims.iter().enumerate().map(|(i, (subject, _))| {
            let start = i * 10;
            format!(
                r#"{{"id":"m{i}","start":{start},"end":{},"text":"{subject}"}}"#,
                start + 2
            )
        });
        let rows = claims.iter().enumerate().map(|(i, (_, modality))| {
            format!(
                r#"{{"id":"c{i}","start":{},"end":{},"subject":"m{i}","relation":"supports","object":"speaker","modality":"{modality}"}}"#,
                i * 10,
                i * 10 + 9
            )
        });
        let join = |rows: Vec<String>| rows.join(",");
        let line = format!(
            r#"{{"id":"{id}","mentions":[{}],"claims":[{}]}}"#,
            join(mentions.collect()),
            join(rows.collect())
        );
        read("x.jsonl", &line).0
    }

    #[test]
    fn claims_are_gained_lost_and_changed() {
        let old = output("a", &[("AA", "Actual"), ("BB", "Actual"), ("CC", "Actual")]);
        let new = output(
            "a",
            &[("AA", "Actual"), ("BB", "Desired"), ("DD", "Actual")],
        );
        let difference = Difference::between(&old, &new);
        let found: Vec<_> = difference
            .changes
            .iter()
            .map(|c| (c.kind, c.said.subject.words.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (Kind::Changed, "BB"),
                (Kind::Lost, "CC"),
                (Kind::Gained, "DD")
            ]
        );
        assert_eq!(difference.changes[0].was, [(2, "Actual".to_owned())]);
        assert_eq!(difference.same["supports"], 1);
        assert_eq!(difference.alone, (0, 0));
    }

    #[test]
    fn a_document_of_one_output_is_gained_whole() {
        let difference = Difference::between(&Lines::default(), &output("a", &[("AA", "Actual")]));
        assert_eq!(difference.alone, (0, 1));
        assert_eq!(difference.changes[0].kind, Kind::Gained);
    }
}
