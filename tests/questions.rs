//! Every shipped question gives the expected answer.
//!
//! `tests/data/questions/NAME.txt` holds the answers to one question: a line `# debate` or `# seed`, with parameters if
//! any, and the rows below it. On the debate (`tests/data/debate.jsonl`) the answer is exactly these rows; on the seed,
//! which says much more, it is at least these, and no row at all where `(none)` stands. `UPDATE=1` writes the answers on
//! the debate anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use oxrdf::Term;
use rapporteur::Extractor;
use rapporteur::document::read;
use rapporteur::export::{self, Format};
use rapporteur::ontology::{Source, load};
use rapporteur::rdf::{self, Names};
use rapporteur::store::{Answer, Query, Question, Store, questions};

const DEBATE: &[u8] = include_bytes!("data/debate.jsonl");
const SEED: &[u8] = include_bytes!("../seeds/japan-arria-2020.txt");

fn store(extractor: &Extractor, file: &str, bytes: &[u8]) -> Store {
    let extractions: Vec<_> = read(file, bytes)
        .map(|d| extractor.extract(d.expect("a document")))
        .collect();
    let mut nquads = Vec::new();
    let names = Names::default();
    export::write(Format::NQuads, extractor, &names, &extractions, &mut nquads).expect("memory");
    let store = Store::new().expect("memory");
    store.load(file, &nquads).expect("our own quads");
    store
}

/// The rows of an answer, IRIs with their prefixes.
fn rows(store: &Store, question: &Question, params: &[&str]) -> Vec<String> {
    let names = Names::default();
    let sparql = question.narrowed(&names, params, None);
    let query = sparql.and_then(|sparql| Query::new(&names, &sparql));
    let query = query.unwrap_or_else(|error| panic!("{}: {error}", question.name));
    let Answer::Rows(answer) = store.query(query).expect("an answer") else {
        panic!("{}: no rows", question.name);
    };
    let cell = |term: &Option<Term>| match term {
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::NamedNode(node)) => short(&names, node.as_str()),
        _ => String::new(),
    };
    let row = |row: &Vec<Option<Term>>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    answer.rows.iter().map(row).collect()
}

fn short(names: &Names, iri: &str) -> String {
    let prefixes = rdf::prefixes(names);
    let found = prefixes.iter().find_map(|(prefix, namespace)| {
        let local = iri.strip_prefix(namespace.as_str())?;
        Some(format!("{prefix}:{local}"))
    });
    found.unwrap_or_else(|| iri.to_owned())
}

fn file(question: &Question) -> PathBuf {
    PathBuf::from(format!("tests/data/questions/{}.txt", question.name))
}

/// The sections of a file: what was asked of which text, and the rows.
fn expected(question: &Question) -> Vec<(String, Vec<String>)> {
    let text = fs::read_to_string(file(question)).unwrap_or_default();
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty()) {
        match (line.strip_prefix("# "), sections.last_mut()) {
            (Some(asked), _) => sections.push((asked.to_owned(), Vec::new())),
            (None, Some((_, rows))) => rows.push(line.to_owned()),
            (None, None) => panic!("{}: a row before any `# debate`", question.name),
        }
    }
    sections
}

fn check(stores: &BTreeMap<&str, Store>, question: &Question) -> Result<(), String> {
    let sections = expected(question);
    for text in stores.keys() {
        let asked = sections.iter().any(|(asked, _)| asked.starts_with(text));
        assert!(asked, "{}: no answer on the {text}", question.name);
    }
    for (asked, expected) in sections {
        let mut words = asked.split_whitespace();
        let text = words.next().unwrap_or_default();
        let found = rows(&stores[text], question, &words.collect::<Vec<_>>());
        let right = match (text, expected.first().map(String::as_str)) {
            ("debate", _) => found == expected,
            (_, Some("(none)")) => found.is_empty(),
            (_, None) => false,
            _ => expected.iter().all(|row| found.contains(row)),
        };
        if !right {
            let (name, found) = (question.name, found.join("\n  "));
            let expected = expected.join("\n  ");
            return Err(format!(
                "{name}, {asked}: found\n  {found}\nexpected\n  {expected}"
            ));
        }
    }
    Ok(())
}

fn update(stores: &BTreeMap<&str, Store>, question: &Question) {
    let mut sections = expected(question);
    if sections.is_empty() {
        sections = vec![
            ("debate".to_owned(), Vec::new()),
            ("seed".to_owned(), Vec::new()),
        ];
    }
    let mut text = String::new();
    for (asked, mut answer) in sections {
        let mut words = asked.split_whitespace();
        let of = words.next().unwrap_or_default();
        if of == "debate" || answer.is_empty() {
            answer = rows(&stores[of], question, &words.collect::<Vec<_>>());
        }
        text.push_str(&format!("# {asked}\n{}\n\n", answer.join("\n")));
    }
    fs::write(file(question), text.trim_end().to_owned() + "\n").expect("written");
}

#[test]
fn every_shipped_question_has_the_expected_answer() {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    let extractor = Extractor::new(ontology).expect("the shipped phrasings can be read");
    let stores = BTreeMap::from([
        ("debate", store(&extractor, "debate.jsonl", DEBATE)),
        ("seed", store(&extractor, "japan-arria-2020.txt", SEED)),
    ]);
    if std::env::var_os("UPDATE").is_some() {
        questions().iter().for_each(|q| update(&stores, q));
    }
    let wrong: Vec<String> = questions()
        .iter()
        .filter_map(|q| check(&stores, q).err())
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    for question in questions() {
        for parameter in &question.parameters {
            let nothing = format!("{parameter}=nothing-that-is-there");
            let answer = rows(&stores["debate"], &question, &[&nothing]);
            assert!(answer.is_empty(), "{}, {nothing}", question.name);
        }
    }
}

#[test]
fn a_question_says_what_it_asks_and_by_what_it_can_be_narrowed() {
    let files = fs::read_dir("ontology/queries").expect("the questions");
    assert_eq!(
        files.count(),
        questions().len(),
        "a file lacks its two head lines"
    );
    for question in questions() {
        assert!(question.title.ends_with('?'), "{}", question.name);
        for parameter in &question.parameters {
            let variable = format!("?{parameter}");
            let known = question.sparql.contains(&variable);
            assert!(known, "{}: {variable}", question.name);
        }
    }
}
