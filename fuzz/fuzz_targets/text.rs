//! Any text all the way: every span is a piece of the text, and the quads can be made.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rapporteur::Extractor;
use rapporteur::document::Document;
use rapporteur::ontology::{Source, load};
use rapporteur::rdf::{self, Names};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| {
    let ontology = load(&Source::shipped()).expect("the shipped ontology is sound");
    Extractor::new(ontology).expect("the shipped phrasings are sound")
});

fuzz_target!(|text: &str| {
    let document = Document {
        id: "fuzz".to_owned(),
        text: text.to_owned(),
        ..Document::default()
    };
    let extraction = EXTRACTOR.extract(document);
    for sentence in &extraction.analysis.sentences {
        for token in &sentence.tokens {
            assert!(sentence.span.contains(token.span) && !token.span.of(text).is_empty());
        }
    }
    rdf::quads(&Names::default(), EXTRACTOR.ontology(), &extraction);
});
