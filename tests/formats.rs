//! Every RDF format says the same; every graph format is well-formed where a parser is at hand.

use oxigraph::io::{RdfFormat, RdfParser};
use oxrdf::{Quad, Triple};
use rapporteur::document::{Document, Metadata, read};
use rapporteur::export::{self, Format};
use rapporteur::ontology::{Source, load};
use rapporteur::rdf::Names;
use rapporteur::{Extraction, Extractor};

const SEED: &str = include_str!("../seeds/japan-arria-2020.txt");

fn written(extractor: &Extractor, extractions: &[Extraction], format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    export::write(format, extractor, &Names::default(), extractions, &mut out)
        .unwrap_or_else(|error| panic!("{}: {error}", format.name()));
    out
}

fn seed() -> (Extractor, Vec<Extraction>) {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    let extractor = Extractor::new(ontology).expect("the shipped phrasings can be read");
    let extraction = extractor.extract(Document {
        id: "seed <\"&'>".to_owned(),
        text: SEED.to_owned(),
        metadata: Metadata {
            title: Some("seed <\"&'>".to_owned()),
            ..Metadata::default()
        },
    });
    let debate = read("debate.jsonl", &include_bytes!("data/debate.jsonl")[..]);
    let debate = debate.map(|d| extractor.extract(d.expect("a document")));
    let extractions = std::iter::once(extraction).chain(debate).collect();
    (extractor, extractions)
}

fn quads(format: RdfFormat, bytes: &[u8]) -> Vec<Quad> {
    let parsed = RdfParser::from_format(format).for_slice(bytes);
    let mut quads = parsed
        .collect::<Result<Vec<_>, _>>()
        .unwrap_or_else(|error| panic!("{format}: {error}"));
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}

fn triples(quads: Vec<Quad>) -> Vec<Triple> {
    let mut triples: Vec<Triple> = quads.into_iter().map(Triple::from).collect();
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    triples
}

#[test]
fn all_rdf_formats_parse_to_the_same_quads() {
    let (extractor, seed) = seed();
    let expected = quads(
        RdfFormat::NQuads,
        &written(&extractor, &seed, Format::NQuads),
    );
    assert!(expected.len() > 500);
    let json_ld = RdfFormat::JsonLd {
        profile: oxigraph::io::JsonLdProfileSet::empty(),
    };
    for (format, rdf) in [(Format::TriG, RdfFormat::TriG), (Format::JsonLd, json_ld)] {
        let found = quads(rdf, &written(&extractor, &seed, format));
        assert_eq!(found, expected, "{}", format.name());
    }
    let expected = triples(expected);
    for (format, rdf) in [
        (Format::Turtle, RdfFormat::Turtle),
        (Format::NTriples, RdfFormat::NTriples),
        (Format::RdfXml, RdfFormat::RdfXml),
    ] {
        let found = triples(quads(rdf, &written(&extractor, &seed, format)));
        assert_eq!(found, expected, "{}", format.name());
    }
}

#[test]
fn every_format_is_the_same_on_every_run() {
    let (extractor, seed) = seed();
    for format in Format::ALL {
        let first = written(&extractor, &seed, *format);
        assert!(!first.is_empty(), "{}", format.name());
        assert_eq!(
            first,
            written(&extractor, &seed, *format),
            "{}",
            format.name()
        );
    }
}

#[test]
fn rdf_1_2_reifies_each_claim_once() {
    let (extractor, seed) = seed();
    let plain = String::from_utf8(written(&extractor, &seed, Format::NQuads)).expect("UTF-8");
    let star = String::from_utf8(written(&extractor, &seed, Format::Rdf12)).expect("UTF-8");
    let claims = plain.matches("22-rdf-syntax-ns#predicate>").count();
    assert_eq!(
        star.matches("22-rdf-syntax-ns#reifies> <<( ").count(),
        claims
    );
    assert!(!star.contains("22-rdf-syntax-ns#predicate>"));
}

#[test]
fn markup_escapes_what_documents_contain() {
    let (extractor, seed) = seed();
    for format in [Format::GraphMl, Format::Gexf, Format::Html] {
        let page = String::from_utf8(written(&extractor, &seed, format)).expect("UTF-8");
        assert!(!page.contains("seed <\"&'>"), "{}", format.name());
        assert!(page.contains("&lt;"), "{}", format.name());
    }
}
