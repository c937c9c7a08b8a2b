//! Messages and exit statuses: bad input of every kind.

use super::*;

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
