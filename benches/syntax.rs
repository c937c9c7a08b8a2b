//! How fast one core parses: `cargo bench --bench syntax -- [TEXT-FILE]`; one document a line.

use std::time::Instant;

use rapporteur::syntax::Parser;

fn main() {
    let start = Instant::now();
    let parser = Parser::new();
    println!("load: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let text = match std::env::args().nth(1) {
        Some(path) if path != "--bench" => std::fs::read_to_string(path).expect("a text file"),
        _ => include_str!("../seeds/japan-arria-2020.txt").to_owned(),
    };
    let best = (0..5)
        .map(|_| tokens_a_second(&parser, &text))
        .fold(0.0, f64::max);
    println!("syntax stage: {best:.0} tokens/s");
}

fn tokens_a_second(parser: &Parser, text: &str) -> f64 {
    let start = Instant::now();
    let tokens: usize = text
        .lines()
        .flat_map(|document| parser.analyse(document).sentences)
        .map(|sentence| sentence.tokens.len())
        .sum();
    tokens as f64 / start.elapsed().as_secs_f64()
}
