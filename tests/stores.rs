//! Other stores and other clients: `push` to a server that others wrote, and `serve` asked by a client that others wrote.

mod python;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use python::{done, programs};

const REQUIREMENTS: &str = "tests/stores/requirements.txt";

/// A process that is ended when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn rapporteur(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    command.current_dir(folder);
    command
}

/// A folder with two statements extracted.
fn extracted() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in [
        (
            "a.txt",
            "Japan \"strongly\" supports the work of the Security Council. Café \\ ok.",
        ),
        (
            "b.txt",
            "France condemns the attack. We must respect international law.",
        ),
    ] {
        fs::write(folder.path().join(name), text).expect("written");
    }
    done(rapporteur(folder.path()).args(["extract", "a.txt", "b.txt"]));
    folder
}

fn push(folder: &Path, address: &str, retries: &str) -> (Option<i32>, String, String) {
    let args = ["push", address, "--retries", retries];
    let Output {
        status,
        stdout,
        stderr,
    } = rapporteur(folder).args(args).output().expect("it starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// How many graphs the folder has.
fn graphs(folder: &Path) -> usize {
    let ours = fs::read_to_string(folder.join("output/graph.nq")).expect("the graph");
    let graph = |line: &str| line.rsplit(' ').nth(1).map(str::to_owned);
    let graphs: BTreeSet<_> = ours.lines().filter_map(graph).collect();
    graphs.len()
}

fn sorted(nquads: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = nquads.lines().collect();
    lines.sort_unstable();
    lines
}

fn get(url: &str) -> Result<String, ureq::Error> {
    let request = ureq::get(url).header("accept", "application/n-quads");
    request.call()?.body_mut().read_to_string()
}

#[test]
fn another_store_holds_what_was_pushed_however_often() {
    let Some(bin) = programs(REQUIREMENTS) else {
        return;
    };
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a port");
    let mut server = Command::new(bin.join("oxigraph"));
    server
        .args(["serve", "--bind", &port.to_string()])
        .stderr(Stdio::null());
    let _server = Running(server.spawn().expect("the server starts"));
    let store = format!("http://{port}/store");
    let start = Instant::now();
    while get(&store).is_err() {
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "the other server does not answer"
        );
        sleep(Duration::from_millis(50));
    }
    let folder = extracted();
    let ours = fs::read_to_string(folder.path().join("output/graph.nq")).expect("the graph");
    for _ in 0..2 {
        let (status, said, complained) = push(folder.path(), &store, "4");
        assert_eq!((status, complained.as_str()), (Some(0), ""));
        let all = graphs(folder.path());
        assert!(
            said.starts_with(&format!("{all} of {all} graphs sent")),
            "{said}"
        );
        let theirs = get(&store).expect("their quads");
        assert_eq!(sorted(&theirs), sorted(&ours));
    }
}

#[test]
fn another_client_finds_what_the_file_holds() {
    let Some(bin) = programs(REQUIREMENTS) else {
        return;
    };
    let folder = extracted();
    let mut serve = rapporteur(folder.path());
    serve.args(["serve", "--port", "0"]).stdout(Stdio::piped());
    let mut server = Running(serve.spawn().expect("it starts"));
    let mut line = String::new();
    let stdout = server.0.stdout.as_mut().expect("its output");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    let address = line.split("/ ").next().expect("an address");
    let mut client = Command::new(bin.join("python"));
    client.args(["tests/stores/client.py", address]);
    let said = done(client.arg(folder.path().join("output/graph.nq")));
    assert!(said.contains("graphs alike"), "{said}");
}

/// A server that answers each request with the next of these, and all others with the last; gives its address.
fn scripted(answers: &'static [&'static str]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    spawn(move || {
        let last = answers.last().into_iter().cycle();
        for answer in answers.iter().chain(last) {
            let (stream, _) = listener.accept().expect("a client");
            reply(stream, answer);
        }
    });
    format!("http://{address}/data?dataset=a")
}

/// Reads one request and answers it.
fn reply(stream: TcpStream, answer: &str) {
    let mut reader = BufReader::new(stream);
    let (mut line, mut length) = (String::new(), 0);
    while line != "\r\n" {
        line.clear();
        reader.read_line(&mut line).expect("a header");
        let small = line.to_ascii_lowercase();
        if let Some(n) = small.strip_prefix("content-length:") {
            length = n.trim().parse().expect("a length");
        }
        let first = line.starts_with("PUT /data?dataset=a&graph=https%3A%2F%2Fw3id.org%2F");
        assert!(first || !line.starts_with("PUT"), "{line}");
    }
    reader.read_exact(&mut vec![0; length]).expect("a body");
    let reply = format!("HTTP/1.1 {answer}\r\nConnection: close\r\nContent-Length: 5\r\n\r\nsorry");
    reader.get_mut().write_all(reply.as_bytes()).expect("sent");
}

#[test]
fn a_busy_store_is_asked_again_and_a_refusal_is_reported() {
    let folder = extracted();
    let store = scripted(&[
        "503 Busy",
        "503 Busy",
        "200 OK",  // the first graph
        "400 Bad", // the second, for good
        "204 Done",
        "201 Created", // the others
    ]);
    let (status, said, complained) = push(folder.path(), &store, "2");
    assert_eq!(status, Some(1), "{complained}");
    let all = graphs(folder.path());
    assert!(
        said.starts_with(&format!("{} of {all} graphs sent", all - 1)),
        "{said}"
    );
    assert_eq!(complained.lines().count(), 1, "{complained}");
    assert!(complained.contains("400 Bad Request sorry"), "{complained}");
}

#[test]
fn a_store_that_is_not_there_is_given_up() {
    let folder = extracted();
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a port");
    let (status, said, complained) = push(folder.path(), &format!("http://{port}/"), "0");
    assert_eq!(status, Some(1));
    let all = graphs(folder.path());
    assert!(
        said.starts_with(&format!("0 of {all} graphs sent")),
        "{said}"
    );
    let left = format!("graphs that were not tried: {}", all - 3);
    assert!(complained.contains(&left), "{complained}");
    for address in ["localhost:1", "ftp://localhost/", ""] {
        assert_eq!(push(folder.path(), address, "0").0, Some(2), "{address}");
    }
}
