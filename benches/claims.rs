//! How the processor time of the stages compares, and how that of the claim stage grows with the ontology:
//! `cargo bench --bench claims -- [TEXT-FILE]`; one document a line.
//!
//! The larger ontology has every phrasing ten times: as it is, and nine times with its longest word made another
//! ("take part1 in", "support1"), so that light verbs have ten times the phrasings too.

use std::time::Duration;

use cpu_time::ThreadTime;
use rapporteur::claim::Rules;
use rapporteur::document::Document;
use rapporteur::mention::Recognizer;
use rapporteur::ontology::{Ontology, Source, Written, load};
use rapporteur::syntax::{Analysis, Parser};

const COPIES: usize = 9;
const ROUNDS: usize = 5;

fn main() {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    let documents = documents(&ontology);
    let parser = Parser::new();
    let (syntax, analyses) = best(|| {
        let texts = documents.iter().map(|d| parser.analyse(&d.text));
        texts.collect::<Vec<_>>()
    });
    let recognizer = Recognizer::new(&ontology);
    let pairs: Vec<_> = documents.iter().zip(&analyses).collect();
    let (mention, _) = best(|| {
        let recognised = pairs
            .iter()
            .map(|(d, a)| recognizer.recognise(&ontology, d, a).all.len());
        recognised.sum::<usize>()
    });
    let claim = claim(&ontology, &pairs);
    let tenfold = tenfold(ontology);
    let claim_tenfold = self::claim(&tenfold, &pairs);
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!("syntax stage {syntax:.0?}, mention stage {mention:.0?}, claim stage {claim:.0?}");
    println!(
        "mention and claim stages / syntax stage: {:.2}",
        ratio(mention + claim, syntax)
    );
    println!(
        "claim stage with 10 times the phrasings: {claim_tenfold:.0?}, {:.2} times as long",
        ratio(claim_tenfold, claim)
    );
}

/// One document a line of the file given, else the seed and the examples of the ontology.
fn documents(ontology: &Ontology) -> Vec<Document> {
    let text = match std::env::args().nth(1) {
        Some(path) if path != "--bench" => std::fs::read_to_string(path).expect("a text file"),
        _ => {
            let examples = ontology.relations.iter().flat_map(|r| &r.examples);
            let sentence = |e: &Written| {
                e.text
                    .split("=>")
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            };
            let examples: Vec<String> = examples.map(sentence).collect();
            let seed = include_str!("../seeds/japan-arria-2020.txt").replace('\n', " ");
            format!("{seed}\n{}", examples.join(" "))
        }
    };
    let document = |line: &str| Document {
        text: line.to_owned(),
        ..Document::default()
    };
    text.lines().map(document).collect()
}

/// The claim stage alone: mentions are found anew for each round, outside the clock.
fn claim(ontology: &Ontology, pairs: &[(&Document, &Analysis)]) -> Duration {
    let rules = Rules::new(ontology).expect("every phrasing can be read");
    let recognizer = Recognizer::new(ontology);
    let round = |_| {
        let mut spent = Duration::ZERO;
        for (document, analysis) in pairs {
            let mut mentions = recognizer.recognise(ontology, document, analysis);
            let start = ThreadTime::now();
            rules.claims(ontology, &document.text, analysis, &mut mentions);
            spent += start.elapsed();
        }
        spent
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}

/// The shortest of several rounds, and what the last one gave.
fn best<T>(mut run: impl FnMut() -> T) -> (Duration, T) {
    let start = ThreadTime::now();
    let mut result = run();
    let mut shortest = start.elapsed();
    for _ in 1..ROUNDS {
        let start = ThreadTime::now();
        result = run();
        shortest = shortest.min(start.elapsed());
    }
    (shortest, result)
}

fn tenfold(mut ontology: Ontology) -> Ontology {
    let relations = ontology.relations.iter_mut().map(|r| &mut r.phrases);
    let attitudes = ontology.attitudes.iter_mut().map(|a| &mut a.phrases);
    for phrases in relations.chain(attitudes) {
        let copies = phrases
            .iter()
            .flat_map(|p| (1..=COPIES).map(move |n| copy(p, n)));
        let copies: Vec<Written> = copies.collect();
        phrases.extend(copies);
    }
    ontology
}

/// A phrasing with its longest word made another.
fn copy(phrase: &Written, n: usize) -> Written {
    let words: Vec<&str> = phrase.text.split(' ').collect();
    let own = |word: &&&str| word.chars().all(|c| !c.is_uppercase() && c != ',');
    let longest = words.iter().filter(own).max_by_key(|w| w.len());
    let renamed = |word: &str| {
        word.split('|')
            .map(|w| format!("{w}{n}"))
            .collect::<Vec<_>>()
            .join("|")
    };
    let text = words.iter().map(|word| match longest {
        Some(longest) if longest == word => renamed(word),
        _ => (*word).to_owned(),
    });
    Written {
        text: text.collect::<Vec<_>>().join(" "),
        place: phrase.place.clone(),
    }
}
