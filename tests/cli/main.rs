//! The program as a user meets it: messages, exit statuses, files, and the same bytes on every run.

mod corpus;
mod messages;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use oxigraph::io::{RdfFormat, RdfParser};

const JAPAN: &str = "Japan strongly supports the work of the Security Council.";
const FRANCE: &str = "France condemns the attack. We must respect international law.";

/// Runs the program in `folder`; gives status, standard output and standard error.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("rapporteur").expect("the binary is built for tests");
    let output = command
        .current_dir(folder)
        .args(args)
        .output()
        .expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (
        output.status.code().expect("it exits"),
        text(output.stdout),
        text(output.stderr),
    )
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("created");
        fs::write(path, bytes).expect("written");
    }
    folder
}

#[test]
fn what_was_extracted_can_be_asked() {
    let folder = folder(&[("a.txt", JAPAN.as_bytes())]);
    let (status, out, err) = run(folder.path(), &["extract", "a.txt"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains(JAPAN), "{out}");
    let ask = "SELECT ?q WHERE { ?c rdf:subject e:japan ; rdf:predicate :supports ; :evidence/:quote ?q }";
    let (status, out, _) = run(folder.path(), &["query", "--format", "csv", ask]);
    assert_eq!(status, 0);
    assert!(out.contains(JAPAN), "{out}");
}

/// The triples or quads of an output, as sorted lines.
fn parsed(text: &str, format: RdfFormat) -> BTreeSet<String> {
    RdfParser::from_format(format)
        .for_slice(text)
        .map(|quad| quad.expect("it parses").to_string())
        .collect()
}

#[test]
fn rdf_formats_hold_the_same_quads() {
    let folder = folder(&[("a.txt", JAPAN.as_bytes()), ("b.md", FRANCE.as_bytes())]);
    let output = |format| run(folder.path(), &["extract", "--format", format, "."]).1;
    let nquads = parsed(&output("nquads"), RdfFormat::NQuads);
    assert!(nquads.len() > 50);
    assert!(!nquads.iter().any(|q| q.contains("_:")), "no blank nodes");
    assert_eq!(parsed(&output("trig"), RdfFormat::TriG), nquads);
    let triples: BTreeSet<String> = RdfParser::from_format(RdfFormat::NQuads)
        .for_slice(&output("nquads"))
        .map(|q| oxrdf::Triple::from(q.expect("it parses")).to_string())
        .collect();
    assert_eq!(parsed(&output("turtle"), RdfFormat::Turtle), triples);
}

#[test]
fn standard_input_is_read_and_trees_are_written() {
    let mut command = Command::cargo_bin("rapporteur").expect("built");
    let output = command
        .args(["parse", "-"])
        .write_stdin("Japan, too, agrees.")
        .output()
        .expect("it starts");
    let trees = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        trees.starts_with("# sent_id = stdin-1\n# text = Japan, too, agrees.\n1\tJapan\t"),
        "{trees}"
    );
    let words: Vec<&str> = trees
        .lines()
        .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    assert_eq!(words.len(), 6);
    assert!(words.iter().all(|w| w.split('\t').count() == 10));
    assert!(words[0].ends_with("SpaceAfter=No"));
}

#[test]
fn outputs_are_compared() {
    let folder = folder(&[
        (
            "old.txt",
            b"Japan supports the plan. France condemns the attack.",
        ),
        (
            "new/old.txt",
            b"Japan welcomes the plan. France condemns the attack.",
        ),
    ]);
    let write = |input: &str, name: &str| {
        let out = run(folder.path(), &["extract", "--format", "jsonl", input]).1;
        fs::write(folder.path().join(name), out).expect("written");
    };
    write("old.txt", "a.jsonl");
    write("new/old.txt", "b.jsonl");
    let (status, out, _) = run(folder.path(), &["diff", "a.jsonl", "b.jsonl"]);
    assert_eq!(status, 0);
    assert!(out.contains("- Japan | supports | plan"), "{out}");
    assert!(out.contains("+ Japan | welcomes | plan"), "{out}");
    assert!(!out.contains("| condemns |"), "{out}");
    let sampled = [
        "diff", "a.jsonl", "b.jsonl", "--sample", "1", "--format", "jsonl",
    ];
    assert_eq!(run(folder.path(), &sampled).1.lines().count(), 1);
    let (status, _, err) = run(folder.path(), &["diff", "a.jsonl", "old.txt"]);
    assert_eq!(status, 2);
    assert!(err.contains("old.txt:1: "), "{err}");
}

/// What Japan says, said by Japan.
fn japan() -> String {
    format!("{{\"id\":\"a\",\"speaker\":\"JPN\",\"text\":\"{JAPAN}\"}}\n")
}

#[test]
fn plain_edges_come_alone() {
    let folder = folder(&[("a.jsonl", japan().as_bytes())]);
    let args = ["extract", "--edges-only", "--format", "nquads", "a.jsonl"];
    let (status, out, _) = run(folder.path(), &args);
    assert_eq!((status, out.lines().count()), (0, 1), "{out}");
    assert!(
        out.contains("/e/japan> <https://w3id.org/rapporteur/ns#supports> <"),
        "{out}"
    );
    let args = ["extract", "--edges-only", "--format", "csv", "a.jsonl"];
    let (status, _, err) = run(folder.path(), &args);
    assert_eq!(status, 2);
    assert!(err.contains("csv does not hold any RDF"), "{err}");
}

#[test]
fn a_named_question_knows_its_parameters() {
    let folder = folder(&[("a.jsonl", japan().as_bytes())]);
    assert_eq!(run(folder.path(), &["extract", "a.jsonl"]).0, 0);
    let ask = |param: &str| {
        let args = [
            "query",
            "--name",
            "who-supports",
            "--format",
            "csv",
            "--param",
            param,
        ];
        run(folder.path(), &args)
    };
    let (status, out, _) = ask("actor=japan");
    assert_eq!(status, 0);
    assert!(out.contains(JAPAN), "{out}");
    let (status, _, err) = ask("who=japan");
    assert_eq!(status, 2);
    assert!(err.contains("it has actor, object"), "{err}");
}

#[test]
fn a_sentence_of_a_document_is_explained() {
    let lines = "{\"id\":\"a\",\"text\":\"Übrigens. If Kenya supports the plan, France thanks Estonia.\"}\n\
                 {\"id\":\"b\",\"text\":\"No.\"}\n";
    let folder = folder(&[("x.jsonl", lines.as_bytes())]);
    let explain = ["explain", "--in", "x.jsonl", "--at", "12"];
    let (status, _, err) = run(folder.path(), &explain);
    assert_eq!(status, 2);
    assert!(err.contains("2 documents in it; say which"), "{err}");
    let json = [&explain[..], &["--document", "a", "--format", "json"]].concat();
    let (status, out, _) = run(folder.path(), &json);
    assert_eq!((status, out.lines().count()), (0, 1));
    let value: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(value["start"], 10);
    assert_eq!(value["claims"][0]["relation"], "thanks");
    let clauses = value["clauses"].as_array().expect("clauses");
    let support = clauses.iter().find(|c| c["predicate"] == "support");
    let support = support.expect("the clause of \"supports\"");
    assert_eq!(support["arguments"][0]["words"], "Kenya");
    let misses = value["misses"].as_array().expect("misses");
    let stopped = |m: &&serde_json::Value| m["expresses"] == "supports" && m["at"] == "supports";
    let miss = misses.iter().find(stopped).expect("a near miss");
    assert!(
        miss["reason"]
            .as_str()
            .is_some_and(|r| r.contains("\"if\"")),
        "{miss}"
    );
}

#[test]
fn all_problems_of_an_ontology_are_reported_at_once() {
    let turtle = "@prefix : <https://w3id.org/rapporteur/ns#> .\n\
        @prefix e: <https://w3id.org/rapporteur/e/> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        e:atlantis a :Sate ; rdfs:label \"Atlantis\"@en .\n\
        e:nippon a :State ; rdfs:label \"Japan\"@en .\n\
        :supports :phrase \"SUBJECT help OBJEKT\" .\n";
    let folder = folder(&[("bad.ttl", turtle.as_bytes())]);
    let (status, _, err) = run(folder.path(), &["check", "--ontology", "bad.ttl"]);
    assert_eq!(status, 2);
    assert!(
        err.contains("bad.ttl:4:14: :Sate in rdf:type is no class"),
        "{err}"
    );
    assert!(
        err.contains("bad.ttl:6:19: phrasing \"SUBJECT help OBJEKT\""),
        "{err}"
    );
    let clash = err
        .lines()
        .find(|l| l.contains("are both called \"Japan\""));
    let clash = clash.expect("the clash is reported");
    assert!(
        clash.contains("bad.ttl:5:32") && clash.contains("ontology/catalogue/"),
        "{clash}"
    );
}

#[test]
fn strict_keeps_proven_phrasings_alone() {
    let turtle = "@prefix : <https://w3id.org/rapporteur/ns#> .\n\
        :supports :phrase \"SUBJECT throw weight behind OBJECT\" .\n";
    let folder = folder(&[
        (
            "a.txt",
            b"Japan throws its weight behind the United Nations. Kenya thanks Estonia.",
        ),
        ("mine.ttl", turtle.as_bytes()),
    ]);
    let args = [
        "extract",
        "--format",
        "csv",
        "--ontology",
        "mine.ttl",
        "a.txt",
    ];
    let (_, all, _) = run(folder.path(), &args);
    assert!(all.contains("throw weight behind"), "{all}");
    let (_, strict, _) = run(folder.path(), &[&args[..], &["--strict"]].concat());
    assert!(!strict.contains("throw weight behind"), "{strict}");
    assert!(strict.contains(",thanks,"), "{strict}");
}
