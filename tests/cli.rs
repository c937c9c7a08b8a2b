//! The program as a user meets it: messages, exit statuses, files, and the same bytes on every run.

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

/// A bad input gives `message` and status 1, and the good input beside it is read all the same.
fn bad_input(name: &str, bytes: &[u8], message: &str) {
    let folder = folder(&[(name, bytes), ("good.txt", JAPAN.as_bytes())]);
    let args = ["extract", "--format", "jsonl", name, "good.txt"];
    let (status, out, err) = run(folder.path(), &args);
    assert_eq!(status, 1, "{err}");
    assert!(err.contains(message), "{err}");
    assert_eq!(err.lines().count(), 1, "one message: {err}");
    assert!(out.contains("\"id\":\"good\""), "{out}");
}

#[test]
fn an_empty_file_is_named() {
    bad_input("empty.txt", b" \n", "empty.txt: the file is empty");
}

#[test]
fn mixed_encodings_are_named_with_their_line() {
    bad_input(
        "latin.txt",
        b"Caf\xC3\xA9.\nCaf\xE9.",
        "latin.txt:2:4: not valid UTF-8",
    );
}

#[test]
fn a_line_that_is_no_object_is_named() {
    let lines = b"{\"id\":\"a\",\"text\":\"A.\"}\n[1, 2]\n";
    bad_input("x.jsonl", lines, "x.jsonl:2: not a JSON object");
}

#[test]
fn a_missing_file_is_named() {
    let folder = folder(&[("good.txt", JAPAN.as_bytes())]);
    let args = ["extract", "--format", "jsonl", "none.txt", "good.txt"];
    let (status, out, err) = run(folder.path(), &args);
    assert_eq!(status, 1);
    assert!(err.starts_with("rapporteur: none.txt: "), "{err}");
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn a_folder_without_texts_is_named() {
    let folder = folder(&[("empty/x.bin", b"")]);
    let (status, _, err) = run(folder.path(), &["extract", "--format", "csv", "empty"]);
    assert_eq!(status, 1);
    assert!(err.contains("no file in it that could be read"), "{err}");
}

#[test]
fn a_turtle_error_is_named_with_its_place() {
    let folder = folder(&[(
        "bad.ttl",
        b"@prefix : <https://w3id.org/rapporteur/ns#> .\n:x a\n",
    )]);
    let (status, _, err) = run(folder.path(), &["check", "--ontology", "bad.ttl"]);
    assert_eq!(status, 2);
    assert!(err.contains("bad.ttl:"), "{err}");
    let places = err.lines().filter(|l| l.contains("bad.ttl:")).all(|l| {
        let mut parts = l.split("bad.ttl:").nth(1).unwrap_or_default().split(':');
        parts.next().is_some_and(|n| n.parse::<usize>().is_ok())
    });
    assert!(places, "{err}");
}

#[test]
fn a_sparql_error_is_named_with_its_place() {
    let folder = folder(&[("a.txt", JAPAN.as_bytes())]);
    assert_eq!(run(folder.path(), &["extract", "a.txt"]).0, 0);
    let (status, _, err) = run(folder.path(), &["query", "SELECT ?s\nWHERE { ?s"]);
    assert_eq!(status, 2);
    assert!(err.contains(":2:"), "{err}");
}

#[test]
fn wrong_arguments_and_missing_stores_have_status_2() {
    let folder = folder(&[]);
    for args in [
        &["extract"][..],
        &["extract", "--format", "xls", "a.txt"],
        &["extract", "--base", "no iri", "a.txt"],
        &["check", "--only-ontology"],
        &["query", "ASK { ?s ?p ?o }"],
    ] {
        let (status, out, err) = run(folder.path(), args);
        assert_eq!(status, 2, "{args:?}");
        assert!(out.is_empty() && !err.is_empty(), "{args:?}");
    }
}

#[test]
fn help_says_what_the_statuses_mean() {
    let (status, out, _) = run(Path::new("."), &["--help"]);
    assert_eq!(status, 0);
    assert!(out.contains("Exit status"));
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

#[test]
fn two_runs_give_the_same_bytes_whatever_the_threads() {
    let lines: String = (0..40)
        .map(|i| format!("{{\"id\":\"d{i}\",\"text\":\"{JAPAN} {FRANCE} Number {i}.\"}}\n"))
        .collect();
    let folder = folder(&[("docs.jsonl", lines.as_bytes())]);
    for format in ["jsonl", "csv", "nquads", "trig", "turtle", "dot"] {
        let outputs: BTreeSet<String> = ["1", "2", "8"]
            .iter()
            .map(|threads| {
                let args = [
                    "extract",
                    "--threads",
                    threads,
                    "--format",
                    format,
                    "docs.jsonl",
                ];
                run(folder.path(), &args).1
            })
            .collect();
        assert_eq!(outputs.len(), 1, "{format}");
    }
}

/// All files of an output folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder");
    let paths = entries.map(|e| e.expect("an entry").path());
    paths
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), fs::read(&path).expect("a file"))
        })
        .collect()
}

#[test]
fn the_folder_holds_the_same_bytes_whatever_the_threads_and_the_steps() {
    let line = |i: usize| {
        format!(
            "{{\"id\":\"d{i}\",\"text\":\"{FRANCE} Number {}.\"}}\n",
            i % 7
        )
    };
    let some: String = (0..5).map(line).collect();
    let all: String = (0..9).map(line).collect();
    let folder = folder(&[
        ("some.jsonl", some.as_bytes()),
        ("all.jsonl", all.as_bytes()),
    ]);
    for (threads, output) in [("1", "one"), ("2", "two"), ("8", "eight")] {
        let args = [
            "extract",
            "--threads",
            threads,
            "--output",
            output,
            "all.jsonl",
        ];
        assert_eq!(run(folder.path(), &args).0, 0);
    }
    let one = files(&folder.path().join("one"));
    assert!(one.contains_key("graph.trig"));
    assert_eq!(files(&folder.path().join("two")), one);
    assert_eq!(files(&folder.path().join("eight")), one);
    for part in ["some.jsonl", "all.jsonl"] {
        assert_eq!(
            run(folder.path(), &["extract", "--output", "steps", part]).0,
            0
        );
    }
    assert_eq!(files(&folder.path().join("steps")), one);
}

#[test]
fn resume_leaves_out_what_was_extracted() {
    let folder = folder(&[("a.txt", JAPAN.as_bytes()), ("b.txt", FRANCE.as_bytes())]);
    assert_eq!(run(folder.path(), &["extract", "a.txt"]).0, 0);
    let (status, out, _) = run(folder.path(), &["extract", "--resume", "a.txt", "b.txt"]);
    assert_eq!(status, 0);
    assert!(!out.contains(JAPAN) && out.contains("France"), "{out}");
    assert!(out.contains("1 document left out"), "{out}");
    let resumed = files(&folder.path().join("output"));
    assert_eq!(
        run(
            folder.path(),
            &["extract", "--output", "whole", "a.txt", "b.txt"]
        )
        .0,
        0
    );
    let mut whole = files(&folder.path().join("whole"));
    // The diagram is of the last run alone.
    for diagram in ["graph.dot", "graph.svg"] {
        whole.remove(diagram);
    }
    for (name, bytes) in whole {
        assert_eq!(resumed.get(&name), Some(&bytes), "{name}");
    }
}

/// What another ontology made is not left out, as long as any of it is there.
#[test]
fn resume_notices_another_ontology() {
    let more = "@prefix e: <https://w3id.org/rapporteur/e/> .\n@prefix : <https://w3id.org/rapporteur/ns#> .\n\
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
        e:blue-club a :Body ; rdfs:label \"Blue Club\"@en .\n";
    let folder = folder(&[
        ("a.txt", JAPAN.as_bytes()),
        ("b.txt", FRANCE.as_bytes()),
        ("more.ttl", more.as_bytes()),
    ]);
    let resume = |args: &[&str]| {
        let args = [&["extract", "--resume"], args].concat();
        let (status, out, err) = run(folder.path(), &args);
        assert_eq!(status, 0, "{err}");
        (
            out.contains("left out"),
            err.contains("made by another program, ontology or namespace"),
        )
    };
    assert_eq!(resume(&["a.txt", "b.txt"]), (false, false));
    assert_eq!(resume(&["a.txt", "b.txt"]), (true, false));
    assert_eq!(resume(&["--ontology", "more.ttl", "a.txt"]), (false, true));
    assert_eq!(
        resume(&["--ontology", "more.ttl", "a.txt"]),
        (false, true),
        "b is of the first"
    );
    let both = ["--ontology", "more.ttl", "a.txt", "b.txt"];
    assert_eq!(resume(&both), (false, true));
    assert_eq!(resume(&both), (true, false));
    assert_eq!(
        resume(&["--base", "http://x/", "a.txt", "b.txt"]),
        (false, true)
    );
}

/// A folder that `extract` filled is no input of the folder around it.
#[test]
fn output_is_no_input() {
    let folder = folder(&[("a.txt", JAPAN.as_bytes())]);
    for _ in 0..2 {
        let (status, out, err) = run(folder.path(), &["extract", "--resume", "."]);
        assert_eq!((status, err.as_str()), (0, ""), "{out}");
    }
}

/// A run that is interrupted writes what it has done, says so by its status, and can be resumed.
#[cfg(unix)]
#[test]
fn an_interrupted_run_keeps_what_is_done() {
    use std::io::{BufRead, BufReader, Read};
    let lines: String = (0..3000)
        .map(|i| format!("{{\"id\":\"d{i:04}\",\"text\":\"{FRANCE} Number {i}.\"}}\n"))
        .collect();
    let folder = folder(&[("docs.jsonl", lines.as_bytes())]);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("rapporteur"))
        .current_dir(folder.path())
        .args(["extract", "docs.jsonl"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    out.read_line(&mut line).expect("the first document");
    let interrupt = ["-INT", &child.id().to_string()].map(str::to_owned);
    std::process::Command::new("kill")
        .args(interrupt)
        .status()
        .expect("sent");
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("UTF-8");
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    let claims = fs::read_to_string(folder.path().join("output/claims.jsonl")).expect("written");
    let done = claims.lines().count();
    assert!((1..3000).contains(&done), "{done} documents");
    let (status, again, _) = run(folder.path(), &["extract", "--resume", "docs.jsonl"]);
    assert_eq!(status, 0);
    assert!(
        again.contains(&format!("{} documents, ", 3000 - done)),
        "{done} done"
    );
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
fn a_document_extracted_again_replaces_itself_and_no_other() {
    let folder = folder(&[("a.txt", JAPAN.as_bytes()), ("b.txt", FRANCE.as_bytes())]);
    let read =
        |name: &str| fs::read_to_string(folder.path().join("output").join(name)).expect(name);
    assert_eq!(run(folder.path(), &["extract", "a.txt", "b.txt"]).0, 0);
    let names = ["graph.nq", "graph.trig", "claims.csv", "claims.jsonl"];
    let before = names.map(read);
    assert_eq!(run(folder.path(), &["extract", "b.txt"]).0, 0);
    assert_eq!(names.map(read), before);
    fs::write(folder.path().join("b.txt"), "Kenya thanks Estonia.").expect("written");
    assert_eq!(run(folder.path(), &["extract", "b.txt"]).0, 0);
    let graph = read("graph.nq");
    assert!(graph.contains(JAPAN) && graph.contains("Kenya thanks Estonia."));
    assert!(!graph.contains("France condemns"));
    assert_eq!(read("claims.jsonl").lines().count(), 2);
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
