//! Any text as the parameters of the shipped questions, a line each; the first byte picks the question.
#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use rapporteur::rdf::Names;
use rapporteur::store::{Query, Question, Store, questions};

static QUESTIONS: LazyLock<Vec<Question>> = LazyLock::new(questions);
static STORE: LazyLock<Store> = LazyLock::new(|| Store::new().expect("an empty store"));

fuzz_target!(|input: (u8, &str)| {
    let (pick, text) = input;
    let names = Names::default();
    let question = &QUESTIONS[usize::from(pick) % QUESTIONS.len()];
    let lines: Vec<&str> = text.lines().collect();
    if let Ok(sparql) = question.narrowed(&names, &lines, None) {
        let query = Query::new(&names, &sparql).expect("a value breaks no question");
        let _ = STORE.query(query.with_timeout(Duration::from_secs(1)));
    }
});
