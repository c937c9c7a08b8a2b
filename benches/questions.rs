//! How long the shipped questions take once what was extracted is loaded, each asked as it is and narrowed to the first
//! thing of its answer: `cargo bench --bench questions -- FOLDER`, FOLDER being what `extract` wrote.
//!
//! CPU seconds of one core, the best of three.

use std::path::Path;

use cpu_time::ProcessTime;
use oxrdf::Term;
use rapporteur::rdf::{Names, prefixes, shown};
use rapporteur::store::{Answer, Folder, Query, Question, Rows, Store, questions};

const GOAL: f64 = 0.2;

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|a| a != "--bench") else {
        println!("questions: give the folder that `extract` wrote");
        return;
    };
    let start = ProcessTime::now();
    let store = Folder::new(Path::new(&folder)).store().expect("a folder");
    let quads = store.len().expect("a count");
    let seconds = start.elapsed().as_secs_f64();
    println!("{quads} quads loaded in {seconds:.1} s; seconds and rows of each question:\n");
    println!("{:<26}  as it is        narrowed", "");
    let mut slow = 0;
    for question in questions() {
        let (took, answer) = timed(&store, &question, &[]);
        print!("{:<26} {took:6.3} {:>5}", question.name, answer.rows.len());
        slow += usize::from(took > GOAL);
        if let Some(parameter) = first(&question, &answer) {
            let (took, answer) = timed(&store, &question, std::slice::from_ref(&parameter));
            print!("   {took:6.3} {:>5}  {parameter}", answer.rows.len());
            slow += usize::from(took > GOAL);
        }
        println!();
    }
    println!("\n{slow} took longer than {GOAL} s");
}

fn timed(store: &Store, question: &Question, parameters: &[String]) -> (f64, Rows) {
    let names = Names::default();
    let sparql = question.narrowed(&names, parameters, None);
    let query = Query::new(&names, &sparql.expect("a parameter")).expect("SPARQL");
    let runs = (0..3).map(|_| {
        let start = ProcessTime::now();
        let answer = store.query(query.clone()).expect("an answer");
        let Answer::Rows(rows) = answer else {
            panic!("{}: no rows", question.name);
        };
        (start.elapsed().as_secs_f64(), rows)
    });
    runs.min_by(|(a, _), (b, _)| a.total_cmp(b))
        .expect("three runs")
}

/// The first parameter that has a name for a value in the first row, with it.
fn first(question: &Question, answer: &Rows) -> Option<String> {
    let row = answer.rows.first()?;
    question.parameters.iter().find_map(|parameter| {
        let column = answer
            .variables
            .iter()
            .position(|v| v.as_str() == *parameter)?;
        match row[column].as_ref()? {
            // A claim has no short name.
            thing @ Term::NamedNode(_) => {
                let name = shown(Some(thing), &prefixes(&Names::default()));
                Some(format!("{parameter}={name}"))
            }
            _ => None,
        }
    })
}
