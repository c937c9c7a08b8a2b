//! How many tokens a second one core parses: `cargo bench --bench syntax -- [TEXT-FILE]`.

use std::time::Instant;

use rapporteur::syntax::model::{Memory, Model};

fn main() {
    let start = Instant::now();
    let model = Model::english();
    println!("load: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let text = match std::env::args().nth(1) {
        Some(path) if path != "--bench" => std::fs::read_to_string(path).expect("a text file"),
        _ => include_str!("../seeds/japan-arria-2020.txt").to_owned(),
    };
    let sentences: Vec<Vec<&str>> = text.split_inclusive(". ").map(words).collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let best = (0..5)
        .map(|_| seconds(&model, &sentences))
        .fold(f64::INFINITY, f64::min);
    println!("tagger and parser: {:.0} tokens/s", tokens as f64 / best);
}

/// Blank-separated words, with final punctuation apart.
fn words(sentence: &str) -> Vec<&str> {
    sentence
        .split_whitespace()
        .flat_map(|w| {
            let end = w.trim_end_matches(['.', ',', ';', ':']).len();
            [&w[..end], &w[end..]]
        })
        .filter(|w| !w.is_empty())
        .collect()
}

fn seconds(model: &Model, sentences: &[Vec<&str>]) -> f64 {
    let mut memory = Memory::default();
    let start = Instant::now();
    for sentence in sentences {
        std::hint::black_box(model.parse(sentence, &mut memory));
    }
    start.elapsed().as_secs_f64()
}
