//! `--disk` as people meet it: databases that follow the files, whatever happens while they are made.
#![cfg(all(feature = "rocksdb", unix))]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

const ASK: &str = "SELECT ?id ?relation WHERE { ?c a :Claim ; rdf:predicate ?relation ; :in/dct:identifier ?id } ORDER BY ?id ?relation";

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.current_dir(folder).args(args);
    command
}

fn extract(folder: &Path, id: &str, text: &str) {
    let file = format!("{id}.txt");
    fs::write(folder.join(&file), text).expect("written");
    let extracted = program(folder, &["extract", &file]).output();
    assert!(extracted.expect("it starts").status.success());
}

fn asked(folder: &Path, disk: bool) -> Output {
    let mut query = program(folder, &["query", "--format", "csv", ASK]);
    query.args(disk.then_some("--disk"));
    query.output().expect("it starts")
}

fn answer(folder: &Path, disk: bool) -> String {
    let output = asked(folder, disk);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).expect("text")
}

/// On disk and in memory there is the same; gives it.
fn same(folder: &Path) -> String {
    let (disk, memory) = (answer(folder, true), answer(folder, false));
    assert_eq!(disk, memory);
    disk
}

fn databases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("output/store.db")).expect("databases");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| path.is_dir()).collect()
}

/// A folder in which Japan's statement was extracted.
fn begun() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    extract(folder.path(), "a", "Japan supports the treaty.");
    folder
}

#[test]
fn the_database_follows_the_files() {
    let folder = begun();
    let folder = folder.path();
    assert!(same(folder).contains("a,https://w3id.org/rapporteur/ns#supports"));
    extract(folder, "b", "Kenya condemns the attack.");
    assert!(same(folder).contains("b,"));
    extract(folder, "a", "Japan rejects the proposal.");
    assert!(!same(folder).contains("#supports"), "replaced");
    assert_eq!(databases(folder).len(), 1, "old ones are removed");
}

#[test]
fn one_that_is_killed_leaves_nothing_wrong() {
    let folder = begun();
    let folder = folder.path();
    for later in [0, 10, 20, 40, 80, 160] {
        extract(
            folder,
            "b",
            &format!("Kenya condemns attack number {later}."),
        );
        let mut query = program(folder, &["query", "--disk", ASK]);
        let mut query = query.stdout(Stdio::null()).spawn().expect("it starts");
        sleep(Duration::from_millis(later));
        query.kill().expect("killed");
        query.wait().expect("it ends");
        same(folder);
    }
    assert_eq!(databases(folder).len(), 1);
}

#[test]
fn many_at_once_wait_for_the_one_that_makes_it() {
    let folder = begun();
    let folder = folder.path();
    let start = |_| {
        let mut query = program(folder, &["query", "--disk", "--format", "csv", ASK]);
        query.stdout(Stdio::piped()).spawn().expect("it starts")
    };
    let asking: Vec<Child> = (0..4).map(start).collect();
    let memory = answer(folder, false);
    for query in asking {
        let output = query.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&output.stdout), memory);
    }
}

/// A running server; ended when dropped.
struct Server(Child, String);

impl Server {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let mut serve = program(folder, &["serve", "--disk", "--port", "0"]);
        let mut child = serve
            .args(args)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let stdout = child.stdout.as_mut().expect("its output");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.split(' ').next().unwrap_or_default().to_owned();
        Self(child, address)
    }

    fn post(&self, path: &str, field: (&str, &str)) -> String {
        let mut reply = ureq::post(format!("{}{path}", self.1))
            .header("accept", "text/csv")
            .send_form([field])
            .expect("a reply");
        reply.body_mut().read_to_string().expect("a body")
    }

    fn answer(&self) -> String {
        self.post("query", ("query", ASK)).replace('\r', "")
    }

    /// Whether it comes to say so.
    fn learns(&self, what: &str) -> bool {
        (0..100).any(|_| {
            sleep(Duration::from_millis(100));
            self.answer().contains(what)
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_server_and_other_processes_share_it() {
    let folder = begun();
    let folder = folder.path();
    let server = Server::start(folder, &[]);
    assert!(server.answer().contains("a,"));
    for id in ["b", "c", "d"] {
        extract(folder, id, "Kenya condemns the attack.");
        assert!(
            same(folder).contains(&format!("{id},")),
            "beside the server"
        );
        assert!(server.learns(&format!("{id},")));
    }
}

#[test]
fn updates_are_seen_by_nobody_else() {
    let folder = begun();
    let folder = folder.path();
    let before = same(folder);
    let servers = [(); 2].map(|()| Server::start(folder, &["--update"]));
    let forget = "DELETE { GRAPH ?g { ?c a :Claim } } WHERE { GRAPH ?g { ?c a :Claim } }";
    servers[0].post("update", ("update", forget));
    assert!(!servers[0].answer().contains("a,"));
    assert!(servers[1].answer().contains("a,"));
    assert_eq!(same(folder), before);
    drop(servers);
    extract(folder, "b", "Kenya condemns the attack.");
    same(folder);
    assert_eq!(databases(folder).len(), 1, "theirs are gone with them");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let refused = |folder: &Path, wanted: &[&str]| {
        let output = asked(folder, true);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        for wanted in wanted {
            assert!(said.contains(wanted), "{wanted}: {said}");
        }
    };
    let nothing = tempfile::tempdir().expect("a folder");
    refused(nothing.path(), &["output: nothing was extracted there yet"]);
    assert!(!nothing.path().join("output").exists());

    let folder = begun();
    let store = folder.path().join("output/store.db");
    fs::write(&store, "no folder").expect("written");
    refused(folder.path(), &["output/store.db: "]);
    fs::remove_file(&store).expect("removed");

    same(folder.path());
    let database = databases(folder.path()).remove(0);
    fs::write(database.join("CURRENT"), "no database").expect("written");
    refused(folder.path(), &["output/store.db/of-", "remove it"]);
    fs::remove_dir_all(&database).expect("removed");
    same(folder.path());

    fs::write(folder.path().join("output/broken.nq"), "no quad\n").expect("written");
    refused(folder.path(), &["output/broken.nq: ", "line 1"]);
}
