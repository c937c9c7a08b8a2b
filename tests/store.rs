//! What is extracted can be asked: the analyst's question on the seed, parameters, named questions, errors.

use rapporteur::document::Document;
use rapporteur::ontology::{Source, load};
use rapporteur::rdf::{self, Names};
use rapporteur::store::{Answer, Query, Rows, Store, StoreError, questions};
use rapporteur::{Extraction, Extractor};

const SEED: &str = include_str!("../seeds/japan-arria-2020.txt");

/// DESIGN's question, with the holder's law and domain left as they are.
const QUESTION: &str = "SELECT ?state ?meeting ?quote WHERE {
  ?c rdf:subject e:ihl ; rdf:predicate :appliesTo ; rdf:object e:cyberspace ; :polarity :Positive ;
     :saidBy ?state ; :in/:occasion ?meeting ; :evidence/:quote ?quote . }";

fn extract(extractor: &Extractor, text: &str) -> Extraction {
    extractor.extract(Document {
        id: "seed".to_owned(),
        text: text.to_owned(),
        ..Document::default()
    })
}

fn nquads(extraction: &Extraction, extractor: &Extractor, names: &Names) -> String {
    let quads = rdf::quads(names, extractor.ontology(), extraction);
    quads.iter().map(|q| format!("{q} .\n")).collect()
}

fn extractor() -> Extractor {
    let ontology = load(&Source::shipped()).expect("the shipped ontology loads");
    Extractor::new(ontology).expect("the shipped phrasings can be read")
}

fn seed_store() -> Store {
    let extractor = extractor();
    let nquads = nquads(&extract(&extractor, SEED), &extractor, &Names::default());
    let store = Store::new().expect("memory");
    store
        .load("seed", nquads.as_bytes())
        .expect("our own quads");
    store
}

fn ask(store: &Store, sparql: &str, params: &[&str]) -> Rows {
    let names = Names::default();
    let mut query = Query::new(&names, sparql).expect("SPARQL");
    for param in params {
        query = query.with_parameter(&names, param).expect("a parameter");
    }
    match store.query(query).expect("an answer") {
        Answer::Rows(rows) => rows,
        other => panic!("no rows: {other:?}"),
    }
}

fn shown(rows: &Rows) -> Vec<String> {
    let row = |row: &Vec<Option<_>>| {
        let cells = row.iter().map(|t: &Option<oxrdf::Term>| match t {
            Some(oxrdf::Term::Literal(literal)) => literal.value().to_owned(),
            Some(term) => term.to_string(),
            None => String::new(),
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    rows.rows.iter().map(row).collect()
}

#[test]
fn the_analysts_question_gives_japan_with_the_sentence() {
    let rows = shown(&ask(&seed_store(), QUESTION, &[]));
    assert!(
        rows.iter().any(
            |row| row.starts_with("<https://w3id.org/rapporteur/e/japan> | ")
                && row.contains("international humanitarian law apply in cyberspace")
        ),
        "{rows:#?}"
    );
}

#[test]
fn quads_are_the_same_on_every_run_and_have_no_blank_nodes() {
    let (extractor, names) = (extractor(), Names::default());
    let [first, second] = [0, 1].map(|_| nquads(&extract(&extractor, SEED), &extractor, &names));
    assert_eq!(first, second);
    assert!(!first.contains("_:"));
    let mut lines: Vec<&str> = first.lines().collect();
    let written = lines.clone();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines, written);
}

#[test]
fn a_parameter_narrows_a_question() {
    let store = seed_store();
    let all = "SELECT DISTINCT ?relation WHERE { ?c rdf:predicate ?relation }";
    assert!(ask(&store, all, &[]).rows.len() > 1);
    assert_eq!(ask(&store, all, &["relation=:supports"]).rows.len(), 1);
}

#[test]
fn every_named_question_can_be_asked() {
    let store = seed_store();
    for question in questions() {
        assert!(!question.title.is_empty(), "{}", question.name);
        ask(&store, question.sparql, &[]);
    }
}

#[test]
fn errors_name_line_and_column() {
    let error = Query::new(&Names::default(), "SELECT ?s\nWHERE { ?s ?p }").err();
    assert!(
        matches!(
            error,
            Some(StoreError::Syntax {
                line: 2,
                column: 16,
                ..
            })
        ),
        "{error:?}"
    );
}
