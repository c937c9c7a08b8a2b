//! The examples of the ontology, run: each relation and attitude proves itself.
//!
//! `"Japan strongly supports the GGE process. => Japan | GGE process [Actual]"` on a relation, and
//! `"Japan calls on States to respect the Charter. => States respects Charter [Urge Recommended]"` on an attitude.
//! Several claims are separated by ` ; `. An argument is right if its words are those of the claim's argument or
//! the last of them; `speaker` is whoever speaks. A counterexample must not give a claim of its relation.

use std::convert::Infallible;

use super::rules::Meaning;
use super::{Arg, Claim};
use crate::document::Document;
use crate::extract::{Extraction, Extractor};
use crate::ontology::{Diagnostic, Ontology, Relation, RelationId, Written};
use crate::pipeline::{cores, in_order};

/// An example or counterexample, run.
#[derive(Debug)]
pub(super) struct Trial {
    /// Whose example it is.
    pub meaning: Meaning,
    /// Whether its relation must not come out.
    pub counter: bool,
    /// What was read off it.
    pub extraction: Extraction,
    /// Why it fails.
    pub failure: Option<Diagnostic>,
}

/// Runs every example and counterexample; gives those that do not come out, with what came out instead.
pub fn run(extractor: &Extractor) -> Vec<Diagnostic> {
    let trials = trials(extractor).into_iter();
    trials.filter_map(|trial| trial.failure).collect()
}

/// Runs every example and counterexample on all cores, in the order of the ontology.
pub(super) fn trials(extractor: &Extractor) -> Vec<Trial> {
    let ontology = extractor.ontology();
    let relations = ontology.relations.iter().enumerate().flat_map(|(i, r)| {
        let meaning = Meaning::Relation(RelationId(i as u16));
        let examples = r.examples.iter().map(move |e| (meaning, false, e));
        examples.chain(r.counterexamples.iter().map(move |e| (meaning, true, e)))
    });
    let attitudes = ontology.attitudes.iter().enumerate().flat_map(|(i, a)| {
        let examples = a.examples.iter();
        examples.map(move |e| (Meaning::Attitude(i), false, e))
    });
    let all: Vec<(Meaning, bool, &Written)> = relations.chain(attitudes).collect();
    let run = |(meaning, counter, written): (Meaning, bool, &Written)| {
        let sentence = written.text.split("=>").next().unwrap_or_default().trim();
        let extraction = extract(extractor, sentence);
        let relation = match meaning {
            Meaning::Relation(id) => Some(ontology.relation(id).name.as_str()),
            _ => None,
        };
        let failure = match relation {
            Some(relation) if counter => comes_out(extractor, &extraction, written, relation),
            _ => fails(extractor, &extraction, written, relation),
        };
        Trial {
            meaning,
            counter,
            extraction,
            failure,
        }
    };
    let mut trials = Vec::with_capacity(all.len());
    let weigh = |(_, _, written): &(Meaning, bool, &Written)| written.text.len();
    let Ok(()) = in_order(all, cores(), weigh, run, |trial| {
        trials.push(trial);
        Ok::<(), Infallible>(())
    });
    trials
}

/// How many examples and counterexamples a relation is to have.
const ENOUGH: (usize, usize) = (6, 2);

/// The relations that have too few examples or counterexamples, or no phrasing; said at their first phrasing or example.
pub fn thin(ontology: &Ontology) -> Vec<Diagnostic> {
    let thin = |relation: &Relation| {
        let (examples, counter) = (relation.examples.len(), relation.counterexamples.len());
        let message = if relation.phrases.is_empty() {
            format!(":{} has no :phrase: nothing can express it", relation.name)
        } else if examples < ENOUGH.0 || counter < ENOUGH.1 {
            format!(
                ":{} has {examples} of {} examples and {counter} of {} counterexamples",
                relation.name, ENOUGH.0, ENOUGH.1
            )
        } else {
            return None;
        };
        let mut written = relation.phrases.iter().chain(&relation.examples);
        let place = written.next().map(|w| w.place.clone()).unwrap_or_default();
        Some(Diagnostic { place, message })
    };
    ontology.relations.iter().filter_map(thin).collect()
}

/// How many examples and counterexamples an ontology has.
pub fn count(ontology: &Ontology) -> usize {
    let relations = ontology.relations.iter();
    let of_relations: usize = relations
        .map(|r| r.examples.len() + r.counterexamples.len())
        .sum();
    let of_attitudes: usize = ontology.attitudes.iter().map(|a| a.examples.len()).sum();
    of_relations + of_attitudes
}

/// A claim that an example asks for.
#[derive(Debug)]
struct Expected {
    subject: String,
    relation: String,
    object: String,
    frame: Vec<String>,
}

fn fails(
    extractor: &Extractor,
    extraction: &Extraction,
    example: &Written,
    relation: Option<&str>,
) -> Option<Diagnostic> {
    let (_, claims) = example.text.split_once("=>").unwrap_or_default();
    let problem = |message: String| {
        Some(Diagnostic {
            place: example.place.clone(),
            message: format!("{message}\n    {}", example.text),
        })
    };
    if claims.trim().is_empty() {
        let found = relation.is_none_or(|r| has_relation(extractor, extraction, r));
        return if found {
            None
        } else {
            problem(no_claim(extractor, extraction))
        };
    }
    for expected in claims.split(" ; ") {
        let Some(expected) = parse(expected, relation, extractor.ontology()) else {
            return problem(
                "this example cannot be read: write `subject | object`, or `subject relation object` for an attitude"
                    .to_owned(),
            );
        };
        let found = extraction
            .claims
            .iter()
            .any(|c| satisfies(extractor, extraction, c, &expected));
        if !found {
            return problem(no_claim(extractor, extraction));
        }
    }
    None
}

fn comes_out(
    extractor: &Extractor,
    extraction: &Extraction,
    written: &Written,
    relation: &str,
) -> Option<Diagnostic> {
    has_relation(extractor, extraction, relation).then(|| Diagnostic {
        place: written.place.clone(),
        message: format!(
            "this counterexample of :{relation} gives a claim of it: {}\n    {}",
            came_out(extractor, extraction),
            written.text
        ),
    })
}

fn extract(extractor: &Extractor, sentence: &str) -> Extraction {
    extractor.extract(Document {
        text: sentence.to_owned(),
        ..Document::default()
    })
}

fn has_relation(extractor: &Extractor, extraction: &Extraction, name: &str) -> bool {
    extraction
        .claims
        .iter()
        .any(|c| extractor.ontology().relation(c.relation).name == name)
}

fn parse(text: &str, relation: Option<&str>, ontology: &Ontology) -> Option<Expected> {
    let (arguments, frame) = match text.split_once('[') {
        Some((arguments, frame)) => (arguments, frame.trim_end().trim_end_matches(']')),
        None => (text, ""),
    };
    let frame = frame.split_whitespace().map(str::to_owned).collect();
    let (subject, name, object) = if let Some(relation) = relation {
        let (subject, object) = arguments.split_once('|')?;
        (subject, relation, object)
    } else {
        let words: Vec<&str> = arguments.split_whitespace().collect();
        let name = words
            .iter()
            .find(|w| ontology.relation_by_name(w).is_some())?;
        let at = arguments.find(&format!(" {name} "))?;
        (&arguments[..at], *name, &arguments[at + name.len() + 2..])
    };
    Some(Expected {
        subject: normal(subject),
        relation: name.to_owned(),
        object: normal(object),
        frame,
    })
}

fn normal(text: &str) -> String {
    let text = text.trim().trim_matches('"').to_lowercase();
    let text = text.strip_prefix("the ").unwrap_or(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn satisfies(
    extractor: &Extractor,
    extraction: &Extraction,
    claim: &Claim,
    expected: &Expected,
) -> bool {
    let ontology = extractor.ontology();
    ontology.relation(claim.relation).name == expected.relation
        && same(extraction, claim.subject, &expected.subject, ontology)
        && same(extraction, claim.object, &expected.object, ontology)
        && expected
            .frame
            .iter()
            .all(|value| framed(extraction, claim, value, ontology))
}

fn framed(extraction: &Extraction, claim: &Claim, value: &str, ontology: &Ontology) -> bool {
    if let Some(holder) = value.strip_prefix("holder=") {
        return same(extraction, claim.holder, &normal(holder), ontology);
    }
    [
        claim.act.as_str(),
        claim.modality.as_str(),
        claim.polarity.as_str(),
        claim.basis.as_str(),
    ]
    .contains(&value)
}

/// Whether the argument is what the example names: the whole phrase, or its last words or its first.
fn same(extraction: &Extraction, arg: Arg, expected: &str, ontology: &Ontology) -> bool {
    let written = normal(&show(extraction, arg, ontology));
    let last = match arg {
        Arg::Mention(m) => {
            let mention = &extraction.mentions[m];
            let sentence = &extraction.analysis.sentences[mention.sentence];
            normal(
                sentence.tokens[mention.head]
                    .span
                    .of(&extraction.document.text),
            )
        }
        _ => String::new(),
    };
    written == expected
        || last == expected
        || written.ends_with(&format!(" {expected}"))
        || written.starts_with(&format!("{expected} "))
        || expected.ends_with(&format!(" {written}"))
}

fn show(extraction: &Extraction, arg: Arg, ontology: &Ontology) -> String {
    match arg {
        Arg::Speaker => "speaker".to_owned(),
        Arg::Mention(m) => extraction.mentions[m]
            .span
            .of(&extraction.document.text)
            .to_owned(),
        Arg::Claim(c) => {
            let claim = &extraction.claims[c];
            format!(
                "{} {} {}",
                show(extraction, claim.subject, ontology),
                ontology.relation(claim.relation).name,
                show(extraction, claim.object, ontology)
            )
        }
    }
}

fn no_claim(extractor: &Extractor, extraction: &Extraction) -> String {
    format!(
        "this example does not come out; instead: {}",
        came_out(extractor, extraction)
    )
}

/// The claims of an extraction in the notation of examples.
fn came_out(extractor: &Extractor, extraction: &Extraction) -> String {
    let ontology = extractor.ontology();
    let claims: Vec<String> = extraction
        .claims
        .iter()
        .map(|c| {
            format!(
                "{} {} {} [{} {} {} {}]",
                show(extraction, c.subject, ontology),
                ontology.relation(c.relation).name,
                show(extraction, c.object, ontology),
                c.act,
                c.modality,
                c.polarity,
                c.basis
            )
        })
        .collect();
    if claims.is_empty() {
        "nothing".to_owned()
    } else {
        claims.join(" ; ")
    }
}
