//! Any text as an ontology: it gives diagnostics or an extractor.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::Extractor;
use rapporteur::ontology::{Source, load};

fuzz_target!(|text: &str| {
    let source = Source {
        name: "fuzz.ttl".to_owned(),
        text: text.to_owned(),
    };
    if let Ok(ontology) = load(&[source]) {
        let _ = Extractor::new(ontology);
    }
});
