//! Many documents: the same bytes whatever the threads, and runs that go on where another ended.

use super::*;

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
