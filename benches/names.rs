//! What finding mentions costs in processor time with a large catalogue, beside the syntax stage in the same run:
//! `cargo bench --bench names -- [TEXT-FILE] [NAMES]`; one document a line.

use std::fmt::Write;
use std::time::Duration;

use cpu_time::ThreadTime;
use rapporteur::document::Document;
use rapporteur::mention::Recognizer;
use rapporteur::ontology::{Source, load};
use rapporteur::syntax::Parser;

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

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let text = args.first().map_or_else(
        || include_str!("../seeds/japan-arria-2020.txt").to_owned(),
        |path| std::fs::read_to_string(path).expect("a text file"),
    );
    let names = args.get(1).map_or(50_000, |n| n.parse().expect("a number"));
    let mut sources = Source::shipped();
    sources.push(synthetic(names));
    let ontology = load(&sources).expect("an ontology without problems");
    let (parser, recognizer) = (Parser::new(), Recognizer::new(&ontology));
    let (mut syntax, mut mentions) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let (mut parsing, mut finding) = (Duration::ZERO, Duration::ZERO);
        for line in text.lines() {
            let document = Document {
                text: line.to_owned(),
                ..Document::default()
            };
            let start = ThreadTime::now();
            let analysis = parser.analyse(&document.text);
            parsing += start.elapsed();
            let start = ThreadTime::now();
            std::hint::black_box(recognizer.recognise(&ontology, &document, &analysis));
            finding += start.elapsed();
        }
        syntax = syntax.min(parsing);
        mentions = mentions.min(finding);
    }
    let share = 100.0 * mentions.as_secs_f64() / syntax.as_secs_f64();
    println!(
        "{names} made-up names: syntax {syntax:.2?}, mentions {mentions:.2?}, {share:.1} % of it"
    );
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
