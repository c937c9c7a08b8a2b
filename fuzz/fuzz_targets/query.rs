//! Any text as a question, and as the parameters of one: a line each, the question last.
#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use rapporteur::rdf::Names;
use rapporteur::store::{Query, Store};

static STORE: LazyLock<Store> = LazyLock::new(|| Store::new().expect("an empty store"));

fuzz_target!(|text: &str| {
    let names = Names::default();
    let mut lines = text.splitn(3, '\n');
    let (first, second) = (
        lines.next().unwrap_or_default(),
        lines.next().unwrap_or_default(),
    );
    let Ok(mut query) = Query::new(&names, lines.next().unwrap_or(text)) else {
        return;
    };
    for parameter in [first, second] {
        match query.with_parameter(&names, parameter) {
            Ok(more) => query = more,
            Err(_) => return,
        }
    }
    let _ = STORE.query(query.with_timeout(Duration::from_secs(1)));
});
