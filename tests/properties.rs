//! What holds for every text: nothing panics, offsets are right, claims stay within their document, bytes repeat.

use std::sync::LazyLock;

use oxrdf::{Literal, Quad, Term};
use proptest::prelude::*;
use rapporteur::claim::{Arg, Claim};
use rapporteur::document::{Document, Metadata};
use rapporteur::ontology::{Source, load};
use rapporteur::rdf::{self, Names};
use rapporteur::{Extraction, Extractor, export};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let ontology = load(&Source::shipped()).expect("the shipped ontology is sound");
    Extractor::new(ontology).expect("the shipped phrasings are sound")
});

/// Words that the rules react to, and characters that are not ASCII or are odd in other ways.
const PIECES: &[&str] = &[
    "Japan",
    "we",
    "the Security Council",
    "supports",
    "condemns",
    "calls on",
    "Kenya",
    "to respect",
    "international law",
    "must not",
    "that",
    "agree",
    "and",
    "its",
    "resolution 73/27",
    "Article 51",
    "of the Charter",
    "in May 2020",
    "Mr. Ñandú",
    "the État",
    "“quoted”",
    "😀",
    "e\u{301}",
    "—",
    "…",
    "\u{200b}",
    "\u{feff}",
    ",",
    ";",
    ":",
    ".",
    "?",
    "(",
    ")",
    "\n\n",
    "\r\n",
    "\t",
    "\u{2028}",
    "1.",
    "•",
    "http://a.b/c?d=e#f",
    "%",
    "\"",
    "\\",
    "<b>",
    "\0",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

fn document() -> impl Strategy<Value = Document> {
    let field = || prop::option::of(prop_oneof![Just("JPN".to_owned()), any::<String>()]);
    let metadata = (field(), field(), field(), field());
    (text(), any::<String>(), metadata).prop_map(
        |(text, id, (title, speaker, person, occasion))| {
            let metadata = Metadata {
                title,
                speaker,
                person,
                occasion,
                ..Metadata::default()
            };
            Document { id, text, metadata }
        },
    )
}

fn arguments(claim: &Claim) -> impl Iterator<Item = Arg> {
    let lists = [&claim.with, &claim.to, &claim.place, &claim.purpose];
    let lists: Vec<Arg> = lists.into_iter().flatten().copied().collect();
    [claim.subject, claim.object, claim.holder]
        .into_iter()
        .chain(lists)
}

/// The characters `start..end` of a text.
fn characters(text: &str, start: u64, end: u64) -> String {
    let length = end.saturating_sub(start) as usize;
    text.chars().skip(start as usize).take(length).collect()
}

fn offsets_hold(extraction: &Extraction) {
    let text = &extraction.document.text;
    for mention in &extraction.mentions {
        let sentence = &extraction.analysis.sentences[mention.sentence];
        let (start, end) = (mention.span.start as usize, mention.span.end as usize);
        assert!(
            text.get(start..end)
                .is_some_and(|words| !words.trim().is_empty())
        );
        assert!(sentence.tokens[mention.head].span.overlaps(mention.span));
    }
    for claim in &extraction.claims {
        let sentence = extraction.analysis.sentences[claim.sentence].span;
        assert!(sentence.contains(claim.cue) && !claim.cue.is_empty());
        assert!(!claim.rule.is_empty());
        for arg in arguments(claim) {
            match arg {
                Arg::Speaker => {}
                Arg::Mention(m) => assert!(m < extraction.mentions.len()),
                Arg::Claim(c) => assert!(c < extraction.claims.len()),
            }
        }
    }
}

fn json_offsets_hold(extraction: &Extraction) {
    let text = &extraction.document.text;
    let line = export::jsonl::line(&EXTRACTOR, extraction).expect("it is written");
    let line: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let number = |value: &serde_json::Value| value.as_u64().expect("an offset");
    for mention in line["mentions"].as_array().expect("mentions") {
        let found = characters(text, number(&mention["start"]), number(&mention["end"]));
        assert_eq!(mention["text"], found);
    }
    for (row, claim) in line["claims"]
        .as_array()
        .expect("claims")
        .iter()
        .zip(&extraction.claims)
    {
        let sentence = extraction.analysis.sentences[claim.sentence].span;
        let found = characters(text, number(&row["start"]), number(&row["end"]));
        assert_eq!(found, sentence.of(text));
        let found = characters(text, number(&row["cue"][0]), number(&row["cue"][1]));
        assert_eq!(found, claim.cue.of(text));
    }
}

fn csv_offsets_hold(extraction: &Extraction) {
    let text = &extraction.document.text;
    let rows = export::csv::rows(&EXTRACTOR, extraction).expect("it is written");
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&rows[..]);
    for row in table.records() {
        let row = row.expect("a row");
        let [start, end] = [23, 24].map(|i| row[i].parse().expect("an offset"));
        let sentence = characters(text, start, end);
        let one_line = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(row[25], *one_line);
    }
}

fn literal(quads: &[Quad], of: &Quad, property: &str) -> Literal {
    let same = |q: &&Quad| q.subject == of.subject && q.predicate == rdf::term(property);
    match quads.iter().find(same).map(|q| &q.object) {
        Some(Term::Literal(literal)) => literal.clone(),
        other => panic!("{property} is {other:?}"),
    }
}

fn rdf_offsets_hold(extraction: &Extraction) {
    let text = &extraction.document.text;
    let quads = rdf::quads(&Names::default(), EXTRACTOR.ontology(), extraction);
    for quote in quads.iter().filter(|q| q.predicate == rdf::term("quote")) {
        let [start, end] = ["start", "end"].map(|p| {
            literal(&quads, quote, p)
                .value()
                .parse()
                .expect("an offset")
        });
        let found = characters(text, start, end);
        assert_eq!(literal(&quads, quote, "quote").value(), found);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn every_document_gives_exact_offsets_and_sound_claims(document in document()) {
        let extraction = EXTRACTOR.extract(document);
        offsets_hold(&extraction);
        json_offsets_hold(&extraction);
        csv_offsets_hold(&extraction);
        rdf_offsets_hold(&extraction);
    }

    #[test]
    fn every_document_gives_the_same_bytes_twice_in_every_format(document in document()) {
        let extraction = [EXTRACTOR.extract(document.clone())];
        let again = [EXTRACTOR.extract(document)];
        assert_eq!(extraction, again);
        let names = Names::default();
        for format in export::Format::ALL {
            let bytes = [&extraction, &again].map(|extractions| {
                let mut out = Vec::new();
                export::write(*format, &EXTRACTOR, &names, extractions, &mut out).expect("it is written");
                out
            });
            assert!(bytes[0] == bytes[1], "{}", format.name());
        }
    }
}
