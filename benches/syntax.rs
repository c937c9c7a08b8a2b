//! How fast one core parses: `cargo bench --bench syntax -- [TEXT-FILE]`; one document a line.
//!
//! `benches/syntax.sh` compares it with another parser.

use std::time::Instant;

use rapporteur::syntax::Parser;

const ROUNDS: usize = 5;

fn main() {
    let start = Clock::start();
    let parser = Parser::new();
    println!("load: {:.1} ms", start.seconds() * 1e3);
    let text = match std::env::args().nth(1) {
        Some(path) if path != "--bench" => std::fs::read_to_string(path).expect("a text file"),
        _ => include_str!("../seeds/japan-arria-2020.txt").to_owned(),
    };
    let best = (0..ROUNDS)
        .map(|_| tokens_a_second(&parser, &text))
        .fold(0.0, f64::max);
    println!("speed: {best:.0} tokens/s");
}

fn tokens_a_second(parser: &Parser, text: &str) -> f64 {
    let start = Clock::start();
    let tokens: usize = text
        .lines()
        .flat_map(|document| parser.analyse(document).sentences)
        .map(|sentence| sentence.tokens.len())
        .sum();
    tokens as f64 / start.seconds()
}

/// What this thread spends: its time on a processor where the system tells (Linux), else what a watch shows.
struct Clock {
    watch: Instant,
    spent: Option<u64>,
}

impl Clock {
    fn start() -> Self {
        Self {
            watch: Instant::now(),
            spent: nanoseconds_spent(),
        }
    }

    fn seconds(&self) -> f64 {
        let spent = nanoseconds_spent().zip(self.spent);
        spent.map_or_else(
            || self.watch.elapsed().as_secs_f64(),
            |(now, then)| (now - then) as f64 / 1e9,
        )
    }
}

fn nanoseconds_spent() -> Option<u64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    line.split_whitespace().next()?.parse().ok()
}
