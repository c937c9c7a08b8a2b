//! Any bytes as a file of any kind: the first byte picks the name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::document;

const NAMES: &[&str] = &[
    "a.txt",
    "a.md",
    "a.html",
    "a.pdf",
    "a.docx",
    "a.jsonl",
    "a.jsonl.gz",
    "a.jsonl.zst",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, bytes)) = bytes.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*pick) % NAMES.len()];
    for document in document::read(name, bytes) {
        let _ = document.map_err(|error| error.to_string());
    }
});
