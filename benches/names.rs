//! What finding mentions costs in processor time with the shipped catalogue and with a large one, beside the syntax stage
//! in the same run: `cargo bench --bench names -- [FILE] [NAMES]`. FILE is anything that `extract` reads; the times are
//! steady from some 200 kB of text on, those of the seed, which is read without it, are not.

use std::fmt::Write;
use std::fs::File;
use std::time::Duration;

use cpu_time::ThreadTime;
use rapporteur::document::{self, Document};
use rapporteur::mention::Recognizer;
use rapporteur::ontology::{Source, load};
use rapporteur::syntax::{Analysis, Parser};

/// Words that made-up names are built from: names that begin alike are what makes a look-up slow.
const WORDS: [&str; 8] = [
    "Security",
    "United",
    "Council",
    "International",
    "of",
    "Nations",
    "Regional",
    "Forum",
];

/// What is read where no file is given.
const SEED: &str = "seeds/japan-arria-2020.txt";

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let path = args.first().map_or(SEED, String::as_str);
    let documents = read(path);
    let names = args.get(1).map_or(50_000, |n| n.parse().expect("a number"));
    let parser = Parser::new();
    let parse = || documents.iter().map(|d| parser.analyse(&d.text)).collect();
    let (syntax, analyses): (_, Vec<Analysis>) = fastest(parse);
    let catalogues = [("shipped names", 0), ("with made-up names", names)];
    let size: usize = documents.iter().map(|d| d.text.len()).sum();
    println!("{} documents, {} kB", documents.len(), size / 1000);
    println!("{:<20} {:>9.2?}", "syntax", syntax);
    for (what, made_up) in catalogues {
        let sources = Source::shipped().into_iter().chain([synthetic(made_up)]);
        let ontology = load(&sources.collect::<Vec<_>>()).expect("an ontology without problems");
        let recognizer = Recognizer::new(&ontology);
        let (mentions, ()) = fastest(|| {
            for (document, analysis) in documents.iter().zip(&analyses) {
                std::hint::black_box(recognizer.recognise(&ontology, document, analysis));
            }
        });
        let share = 100.0 * mentions.as_secs_f64() / syntax.as_secs_f64();
        println!("{what:<20} {mentions:>9.2?}   {share:.1} % of syntax, {made_up} names more");
    }
}

/// The least processor time of five runs, and what the last one gave.
fn fastest<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = ThreadTime::now();
        let given = run();
        (start.elapsed(), given)
    };
    let (mut least, mut given) = timed();
    for _ in 1..5 {
        let (time, last) = timed();
        (least, given) = (least.min(time), last);
    }
    (least, given)
}

fn read(path: &str) -> Vec<Document> {
    let file = File::open(path).expect("a file");
    document::read(path, file).filter_map(Result::ok).collect()
}

fn synthetic(names: usize) -> Source {
    let mut text = String::from(
        "@prefix : <https://w3id.org/rapporteur/ns#> .\n\
         @prefix e: <https://w3id.org/rapporteur/e/> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n",
    );
    for i in 0..names {
        let word = |step: usize| WORDS[i / step % WORDS.len()];
        let label = format!("{} {} {} {i}", word(1), word(8), word(64));
        let _ = writeln!(text, "e:made-up-{i} a :Body ; rdfs:label \"{label}\"@en .");
    }
    Source {
        name: "synthetic".to_owned(),
        text,
    }
}
