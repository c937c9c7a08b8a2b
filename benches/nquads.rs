//! How long one million quads take, in CPU seconds of one core: brought into order and written as N-Quads.
//!
//! `cargo bench --bench nquads`

use std::time::Duration;

use cpu_time::ProcessTime;
use oxrdf::{Literal, NamedNode, Quad, Term};
use rapporteur::export;
use rapporteur::rdf::{Names, sort, term};

const QUADS: usize = 1_000_000;
/// Quads of a document.
const EACH: usize = 500;
const GOAL: Duration = Duration::from_secs(3);

/// Quads like those of many documents, each in order: claims with IRIs and quotes.
fn quads() -> Vec<Quad> {
    let names = Names::default();
    let document = |d: usize| {
        let document = names.document(&d.to_string());
        let quad = |i| quad(&names, &document, d, i);
        let mut quads: Vec<Quad> = (0..EACH).map(quad).collect();
        sort(&mut quads);
        quads
    };
    (0..QUADS / EACH).flat_map(document).collect()
}

fn quad(names: &Names, document: &NamedNode, d: usize, i: usize) -> Quad {
    let claim = names.claim(document, &(i / 8).to_string());
    let quote = "th sentence says that international law applies in \"cyberspace\".";
    let object: Term = match i % 8 {
        0 => Literal::new_simple_literal(format!("The {i}{quote}")).into(),
        n => names
            .entity(&format!("concept.thing-{}", d * i * n % 5000))
            .into(),
    };
    let property = [
        "cue", "in", "holder", "saidBy", "act", "evidence", "to", "with",
    ][i % 8];
    Quad::new(claim, term(property), object, document.clone())
}

fn timed(what: &str, work: impl FnOnce()) -> Duration {
    let start = ProcessTime::now();
    work();
    let took = start.elapsed();
    println!("{what:<28} {:.2} s", took.as_secs_f64());
    took
}

fn main() {
    let mut quads = quads();
    let sorted = timed("a million quads, sorted", || sort(&mut quads));
    let mut bytes = Vec::new();
    let written = timed("a million quads, written", || {
        export::rdf::nquads(&quads, &mut bytes).expect("memory takes all");
    });
    println!("{:<28} {} MiB", "bytes", bytes.len() >> 20);
    let both = sorted + written;
    println!(
        "{:<28} {:.2} s (goal {} s)",
        "both",
        both.as_secs_f64(),
        GOAL.as_secs()
    );
}
