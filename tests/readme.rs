//! Every command of the README runs, and its question has the answer that the README shows.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const README: &str = include_str!("../README.md");

/// `cargo run --release --` is the program that was just built; `cargo test` does not test itself.
const CARGO: &str = r#"cargo() {
  test "$1" = run || return 0
  shift 3
  "$RAPPORTEUR" "$@"
}
"#;

/// The fenced blocks of one language, in order.
fn blocks(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    let rest = README.split(opening.as_str()).skip(1);
    rest.filter_map(|block| block.split("\n```").next())
        .collect()
}

fn run(folder: &Path, script: &str) -> Output {
    Command::new("sh")
        .args(["-e", "-c", &format!("{CARGO}{script}")])
        .current_dir(folder)
        .env("RAPPORTEUR", env!("CARGO_BIN_EXE_rapporteur"))
        .output()
        .expect("there is a shell")
}

fn copy_seeds(folder: &Path) {
    let seeds = folder.join("seeds");
    fs::create_dir(&seeds).expect("a new folder");
    for entry in fs::read_dir("seeds").expect("the seeds") {
        let from = entry.expect("a seed").path();
        let name = from.file_name().expect("a file name");
        fs::copy(&from, seeds.join(name)).expect("a copy");
    }
}

#[test]
fn commands_run_and_the_question_is_answered() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy_seeds(folder.path());
    let blocks = blocks("sh");
    assert!(blocks.len() >= 3, "the README shows its commands");
    let mut answers = Vec::new();
    for block in blocks {
        let output = run(folder.path(), block);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{block}\n{said}");
        if block.contains("SELECT") {
            answers.push(String::from_utf8_lossy(&output.stdout).into_owned());
        }
    }
    let answer = answers.first().expect("the README asks a question");
    let words = answer.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("japan") || words.contains("Japan"),
        "{answer}"
    );
    assert!(words.contains("existing international law"), "{answer}");
}

#[test]
fn the_question_has_the_answer_shown() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy_seeds(folder.path());
    let question = blocks("sh")
        .into_iter()
        .find(|b| b.contains("SELECT"))
        .expect("a question");
    let extract = "cargo run --release -- extract seeds/ > /dev/null\n";
    let output = run(folder.path(), &format!("{extract}{question}"));
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        blocks("text").iter().any(|b| b.trim() == answer.trim()),
        "the README should show, as a `text` block:\n{answer}"
    );
}
