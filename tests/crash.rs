//! `extract` killed at any moment leaves its folder as it was before or as it is after, whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What the documents say in the old and in the new state.
const OLD: &str = "Japan strongly supports the work of the Security Council.";
const NEW: &str = "Japan condemns the attack. Japan supports the Charter of the United Nations.";

const DOCUMENTS: usize = 300;

/// Each is killed a little later than the one before.
const KILLS: u32 = 40;

type Files = BTreeMap<String, Vec<u8>>;

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.current_dir(folder).args(args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn extract(folder: &Path, input: &str) -> Child {
    let args = ["extract", input, "--output", "output"];
    program(folder, &args).spawn().expect("it starts")
}

fn succeed(mut child: Child) {
    assert!(child.wait().expect("it ends").success());
}

/// Documents of the same ids whatever they say.
fn write_input(folder: &Path, name: &str, says: &str) {
    let line = |i| format!("{{\"id\":\"d{i}\",\"text\":\"Number {i} is here. {says}\"}}\n");
    let lines: String = (0..DOCUMENTS).map(line).collect();
    fs::write(folder.join(name), lines).expect("written");
}

/// The files that people see, by name.
fn files(folder: &Path) -> Files {
    let entries = fs::read_dir(folder.join("output")).expect("the folder");
    let paths = entries.map(|e| e.expect("an entry").path());
    let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
    let seen = paths.filter(|p| !name(p).starts_with('.'));
    let read = |path: &Path| fs::read(path).expect("a file");
    seen.map(|path| (name(&path), read(&path))).collect()
}

/// Whether a replacement was begun and not ended.
fn unfinished(folder: &Path) -> bool {
    let entries = fs::read_dir(folder.join("output")).expect("the folder");
    let name = |e: fs::DirEntry| e.file_name().display().to_string();
    let mut names = entries.map(|e| name(e.expect("an entry")));
    names.any(|name| name == ".replace" || name.ends_with(".new"))
}

/// Waits until the first new file appears, then the given time longer; then kills.
fn kill(folder: &Path, mut child: Child, later: Duration) {
    while !unfinished(folder) && child.try_wait().expect("it runs").is_none() {
        sleep(Duration::from_micros(50));
    }
    sleep(later);
    child.kill().expect("killed");
    child.wait().expect("it ends");
}

#[test]
fn a_killed_extract_leaves_the_old_or_the_new_state() {
    let temporary = tempfile::tempdir().expect("a temporary folder");
    let folder = temporary.path();
    write_input(folder, "old.jsonl", OLD);
    write_input(folder, "new.jsonl", NEW);
    // The graphs of no one document grow with both: the states that can come back are those after that.
    succeed(extract(folder, "old.jsonl"));
    succeed(extract(folder, "new.jsonl"));
    let new = files(folder);
    succeed(extract(folder, "old.jsonl"));
    let old = files(folder);
    assert_ne!(old, new);
    let writing = time_of_writing(folder);

    let (mut interrupted, mut kept, mut replaced) = (0, 0, 0);
    for n in 0..KILLS {
        // Most early on, the last long after it should be done.
        let later = writing * 8 * n * n / (KILLS - 1).pow(2);
        kill(folder, extract(folder, "new.jsonl"), later);
        interrupted += u32::from(unfinished(folder));
        for (name, bytes) in files(folder) {
            let whole = bytes == old[&name] || bytes == new[&name];
            assert!(whole, "{name} is neither the old nor the new file");
        }
        // Whoever comes next finds one state, and can work.
        succeed(
            program(folder, &["query", "ASK { ?s ?p ?o }"])
                .spawn()
                .expect("it starts"),
        );
        let found = files(folder);
        assert!(found == old || found == new, "the files belong together");
        if found == new {
            replaced += 1;
            succeed(extract(folder, "old.jsonl"));
            assert_eq!(files(folder), old);
        } else {
            kept += 1;
        }
    }
    assert!(
        interrupted > 0 && kept > 0 && replaced > 0,
        "{interrupted} {kept} {replaced}"
    );
}

/// How long it takes from the first new file until all are in their places.
fn time_of_writing(folder: &Path) -> Duration {
    let mut child = extract(folder, "old.jsonl");
    while !unfinished(folder) && child.try_wait().expect("it runs").is_none() {
        sleep(Duration::from_micros(50));
    }
    let start = Instant::now();
    while unfinished(folder) {
        sleep(Duration::from_micros(50));
    }
    start.elapsed().max(Duration::from_millis(1))
}
