//! `serve` as clients meet it: the SPARQL Protocol, the Graph Store Protocol, limits, and requests that are no requests.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use ureq::http::StatusCode;

const TEXT: &str =
    "Japan strongly supports the work of the Security Council. Japan condemns the attack.";
const ASK: &str = "SELECT ?id WHERE { ?statement a :Statement ; dct:identifier ?id }";
const CATALOGUE: &str = "https://w3id.org/rapporteur/catalogue";

/// A running server over one small document; ended when dropped.
struct Server {
    child: Child,
    address: SocketAddr,
    folder: tempfile::TempDir,
}

/// Reads a text into `output/` of a folder.
fn extract(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).expect("written");
    let mut program = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
    let extracted = program.current_dir(folder).args(["extract", file]).output();
    assert!(extracted.expect("it starts").status.success());
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        extract(folder.path(), "a.txt", TEXT);
        let mut child = Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .current_dir(folder.path())
            .args(["serve", "--port", "0"])
            .args(args)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line
            .strip_prefix("http://")
            .and_then(|l| l.split('/').next());
        let address = address.and_then(|a| a.parse().ok());
        Self {
            child,
            address: address.unwrap_or_else(|| panic!("no address: {line}")),
            folder,
        }
    }

    fn url(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(parameters);
        format!("http://{}{path}?{}", self.address, form.finish())
    }

    /// Sends a request; `body` is its type and bytes.
    fn send(&self, method: &str, url: &str, accept: &str, body: Option<(&str, &str)>) -> Reply {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        let request = ureq::http::Request::builder().method(method).uri(url);
        let request = request.header("accept", accept);
        let (media_type, body) = body.unwrap_or_default();
        let request = match media_type {
            "" => agent.run(request.body(()).expect("a request")),
            _ => agent.run(
                request
                    .header("content-type", media_type)
                    .body(body)
                    .expect("a request"),
            ),
        };
        let mut response = request.expect("a response");
        let header = |name| {
            let value = response.headers().get(name);
            value.map_or(String::new(), |v| v.to_str().expect("text").to_owned())
        };
        Reply {
            media_type: header("content-type")
                .split(';')
                .next()
                .unwrap_or_default()
                .to_owned(),
            length: header("content-length"),
            status: response.status(),
            body: response.body_mut().read_to_string().expect("a body"),
        }
    }

    fn get(&self, path: &str, parameters: &[(&str, &str)], accept: &str) -> Reply {
        self.send("GET", &self.url(path, parameters), accept, None)
    }

    /// Sends bytes as they are; gives all that comes back until the server ends the connection.
    fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).expect("connected");
        let limit = Some(Duration::from_secs(20));
        stream.set_read_timeout(limit).expect("a limit");
        // The server may refuse before it has read everything.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        String::from_utf8_lossy(&said).into_owned()
    }

    /// Whether it still answers as it should.
    fn is_well(&self) {
        let reply = self.get("/query", &[("query", ASK)], "text/csv");
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(reply.body.contains("id\r\na\r\n"), "{}", reply.body);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Reply {
    status: StatusCode,
    media_type: String,
    length: String,
    body: String,
}

/// A request is refused with this status and a reason in plain text.
fn refused(reply: &Reply, status: u16) {
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(reply.media_type, "text/plain");
    assert!(reply.body.trim().len() > 5, "a reason: {}", reply.body);
}

#[test]
fn a_query_is_asked_in_three_ways() {
    let server = Server::start(&[]);
    let form: String = form_urlencoded::Serializer::new(String::new())
        .append_pair("query", ASK)
        .finish();
    let bare = format!("http://{}/query", server.address);
    let kind = "application/x-www-form-urlencoded";
    for reply in [
        server.get("/query", &[("query", ASK)], "text/csv"),
        server.send("POST", &bare, "text/csv", Some((kind, &form))),
        server.send(
            "POST",
            &bare,
            "text/csv",
            Some(("application/sparql-query; charset=utf-8", ASK)),
        ),
    ] {
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert_eq!(reply.media_type, "text/csv");
        assert_eq!(reply.body, "id\r\na\r\n");
    }
}

#[test]
fn answers_come_in_the_format_that_is_asked_for() {
    let server = Server::start(&[]);
    let construct = "CONSTRUCT { ?c rdf:subject ?s } WHERE { ?c rdf:subject ?s }";
    let turtle = "text/turtle";
    for (query, accept, media_type, holds) in [
        (
            ASK,
            "*/*",
            "application/sparql-results+json",
            "\"bindings\"",
        ),
        (
            ASK,
            "application/json",
            "application/sparql-results+json",
            "\"bindings\"",
        ),
        (
            ASK,
            "application/sparql-results+xml",
            "application/sparql-results+xml",
            "<sparql",
        ),
        (
            ASK,
            "text/tab-separated-values",
            "text/tab-separated-values",
            "?id",
        ),
        (
            ASK,
            "text/html,application/xml;q=0.9,*/*;q=0.8",
            "text/html",
            "<table>",
        ),
        (
            "ASK {}",
            "application/sparql-results+json",
            "application/sparql-results+json",
            "true",
        ),
        (construct, "*/*", turtle, "rdf:subject e:japan"),
        (
            construct,
            "application/n-triples",
            "application/n-triples",
            "/e/japan> .",
        ),
        (
            construct,
            "application/rdf+xml",
            "application/rdf+xml",
            "<rdf:RDF",
        ),
        (
            construct,
            "application/ld+json",
            "application/ld+json",
            "@context",
        ),
        (
            construct,
            "application/trig",
            "application/trig",
            "rdf:subject e:japan",
        ),
        (
            construct,
            "application/n-quads",
            "application/n-quads",
            "/e/japan> .",
        ),
        (construct, "text/html", "text/html", "<pre>"),
        ("DESCRIBE e:japan", turtle, turtle, "e:japan"),
    ] {
        let reply = server.get("/query", &[("query", query)], accept);
        assert_eq!(
            (reply.status.as_u16(), reply.media_type.as_str()),
            (200, media_type),
            "{accept}"
        );
        assert!(reply.body.contains(holds), "{accept}: {}", reply.body);
    }
    refused(&server.get("/query", &[("query", ASK)], "image/png"), 406);
    refused(
        &server.get("/query", &[("query", construct)], "text/csv"),
        406,
    );
}

#[test]
fn a_request_may_choose_the_graphs() {
    let server = Server::start(&[]);
    let count = |parameters: &[(&str, &str)], query: &str| {
        let all: Vec<_> = [("query", query)]
            .iter()
            .chain(parameters)
            .copied()
            .collect();
        let reply = server.get("/query", &all, "text/csv");
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply
            .body
            .lines()
            .nth(1)
            .and_then(|n| n.parse::<usize>().ok())
            .expect("a number")
    };
    let plain = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }";
    let named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }";
    let from = format!("SELECT (COUNT(*) AS ?n) FROM <{CATALOGUE}> WHERE {{ ?s ?p ?o }}");
    let default = [("default-graph-uri", CATALOGUE)];
    let everything = count(&[], plain);
    let catalogue = count(&default, plain);
    assert!(0 < catalogue && catalogue < everything);
    assert_eq!(count(&[], &from), catalogue);
    assert_eq!(count(&default, named), 0);
    assert_eq!(count(&[("named-graph-uri", CATALOGUE)], named), catalogue);
    assert_eq!(count(&[("named-graph-uri", CATALOGUE)], plain), 0);
    assert_eq!(
        count(&[("default-graph-uri", "urn:none")], &from),
        0,
        "the request goes before the query"
    );
}

#[test]
fn graphs_can_be_read() {
    let server = Server::start(&[]);
    let nt = "application/n-triples";
    let graph = server.get("/store", &[("graph", CATALOGUE)], nt);
    assert_eq!(
        (graph.status.as_u16(), graph.media_type.as_str()),
        (200, nt)
    );
    assert!(graph.body.contains("/e/japan>"));
    let head = server.send(
        "HEAD",
        &server.url("/store", &[("graph", CATALOGUE)]),
        nt,
        None,
    );
    assert_eq!((head.status.as_u16(), head.body.as_str()), (200, ""));
    assert_eq!(head.length, graph.body.len().to_string());
    let default = server.get("/store", &[("default", "")], nt);
    assert!(default.body.lines().count() > graph.body.lines().count());
    let all = server.get("/store", &[], "application/n-quads");
    assert!(all.body.lines().all(|quad| quad.ends_with("> .")));
    assert!(all.body.contains(&format!("<{CATALOGUE}> .")));
    refused(&server.get("/store", &[("graph", "urn:none")], nt), 404);
    refused(&server.get("/store", &[("graph", "no iri")], nt), 400);
    refused(
        &server.get("/store", &[("graph", CATALOGUE), ("default", "")], nt),
        400,
    );
    refused(
        &server.get("/store", &[("graph", CATALOGUE)], "image/png"),
        406,
    );
    for method in ["PUT", "DELETE", "POST"] {
        let url = server.url("/store", &[("graph", CATALOGUE)]);
        refused(&server.send(method, &url, "*/*", Some((nt, ""))), 405);
    }
}

#[test]
fn bad_requests_are_refused_with_a_reason() {
    let server = Server::start(&[]);
    let url = server.url("/query", &[]);
    refused(
        &server.get("/query", &[("query", "SELECT ?s WHERE { ?s")], "*/*"),
        400,
    );
    refused(&server.get("/query", &[], "*/*"), 400);
    refused(
        &server.get("/query", &[("query", ASK), ("query", ASK)], "*/*"),
        400,
    );
    refused(
        &server.get(
            "/query",
            &[("query", ASK), ("default-graph-uri", "no iri")],
            "*/*",
        ),
        400,
    );
    refused(&server.get("/nowhere", &[], "*/*"), 404);
    refused(
        &server.send("PUT", &url, "*/*", Some(("text/plain", "x"))),
        405,
    );
    refused(
        &server.send("POST", &url, "*/*", Some(("text/plain", ASK))),
        415,
    );
    let service = "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }";
    refused(&server.get("/query", &[("query", service)], "*/*"), 500);
    server.is_well();
}

#[test]
fn updates_need_the_switch() {
    let insert = "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> <urn:o> } }";
    let kind = Some(("application/sparql-update", insert));
    let server = Server::start(&[]);
    let url = format!("http://{}/update", server.address);
    refused(&server.send("POST", &url, "*/*", kind), 403);
    let server = Server::start(&["--update"]);
    let url = format!("http://{}/update", server.address);
    assert_eq!(server.send("POST", &url, "*/*", kind).status, 204);
    let stored = server.get("/store", &[("graph", "urn:g")], "application/n-triples");
    assert_eq!(stored.body, "<urn:s> <urn:p> <urn:o> .\n");
    let bad = Some(("application/sparql-update", "INSERT DATA {"));
    refused(&server.send("POST", &url, "*/*", bad), 400);
    refused(&server.get("/update", &[("update", insert)], "*/*"), 405);
    let foreign = format!(
        "POST /update HTTP/1.1\r\nHost: {}\r\nOrigin: http://elsewhere.example\r\nContent-Type: \
         application/sparql-update\r\nContent-Length: {}\r\n\r\n{insert}",
        server.address,
        insert.len()
    );
    assert!(server.raw(foreign.as_bytes()).starts_with("HTTP/1.1 403"));
}

#[test]
fn what_takes_too_long_or_is_too_large_is_refused() {
    let server = Server::start(&[
        "--timeout",
        "1",
        "--max-request",
        "64",
        "--max-answer",
        "1000",
    ]);
    let long = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    refused(&server.get("/query", &[("query", long)], "*/*"), 503);
    let large = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }";
    refused(&server.get("/query", &[("query", large)], "*/*"), 500);
    let body = " ".repeat(65 * 1024);
    let url = format!("http://{}/query", server.address);
    refused(
        &server.send(
            "POST",
            &url,
            "*/*",
            Some(("application/sparql-query", &body)),
        ),
        413,
    );
    let slow = "POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc";
    let mut stream = TcpStream::connect(server.address).expect("connected");
    stream.write_all(slow.as_bytes()).expect("sent");
    let mut said = [0; 12];
    stream.read_exact(&mut said).expect("an answer");
    assert_eq!(&said, b"HTTP/1.1 408");
    server.is_well();
}

#[test]
fn no_request_brings_it_down() {
    let server = Server::start(&[]);
    let post = |kind: &str, body: &str| {
        let length = body.len();
        format!(
            "POST /query HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        )
    };
    let sparql = |body: &str| post("application/sparql-query", body);
    let deep = 300_000;
    for request in [
        String::new(),
        "\r\n\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "GET".to_owned(),
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
        "CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
        "GET http://localhost/query HTTP/1.1\r\nHost: a b\r\n\r\n".to_owned(),
        "GET /query?query=%FF%FE%00&%&=&query HTTP/1.0\r\n\r\n".to_owned(),
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(1 << 20)),
        format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(5000)),
        "POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n".to_owned(),
        "POST /query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999\r\n\r\n".to_owned(),
        "POST /query HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFF\r\nx".to_owned(),
        sparql("SELECT * WHERE { ?s ?p \"\\uD800\" }"),
        sparql(&"(".repeat(deep)),
        sparql(&"{".repeat(deep)),
        sparql(&format!("ASK {{ FILTER({}1{}) }}", "(".repeat(deep), ")".repeat(deep))),
        sparql(&format!("ASK {}{}", "{".repeat(deep), "}".repeat(deep))),
        sparql(&format!("ASK {{ FILTER({}1) }}", "!".repeat(deep))),
        sparql(&format!("ASK {{ FILTER({}1) }}", "1||".repeat(deep))),
        sparql(&format!("ASK {{ ?s {}:a ?o }}", "^".repeat(deep))),
        sparql(&format!("ASK {{ {} {{}} }}", "{} UNION ".repeat(deep / 4))),
        sparql(&format!("ASK {{ ?s ?p {}{} }}", "[ :a ".repeat(deep / 3), "]".repeat(deep / 3))),
    ] {
        let said = server.raw(request.as_bytes());
        let shown: String = request.chars().take(80).collect();
        assert!(said.is_empty() || said.starts_with("HTTP/1."), "{shown}: {said}");
        assert!(!said.contains("broke something"), "{shown}");
        server.is_well();
    }
}

#[test]
fn the_page_shows_the_questions_and_other_hosts_get_nothing() {
    let server = Server::start(&[]);
    let page = server.get("/", &[], "text/html");
    assert_eq!(
        (page.status.as_u16(), page.media_type.as_str()),
        (200, "text/html")
    );
    let mut links = page
        .body
        .split("<a href=\"")
        .filter(|l| l.starts_with("/query?"));
    let link = links
        .next()
        .and_then(|l| l.split('"').next())
        .expect("a link");
    let reply = server.send(
        "GET",
        &format!("http://{}{link}", server.address),
        "text/html",
        None,
    );
    assert!(
        reply.status == 200 && reply.body.contains("<table>"),
        "{}",
        reply.body
    );
    let script = "ASK { FILTER(\"<script>{{main}}\" = \"\") }";
    let reply = server.get("/query", &[("query", script)], "text/html");
    assert!(reply.body.contains("&lt;script&gt;{{main}}") && reply.body.contains("<p>no</p>"));
    let rebound = "GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n";
    assert!(server.raw(rebound.as_bytes()).starts_with("HTTP/1.1 403"));
}

/// Whether the server comes to know of a document.
fn learns(server: &Server, id: &str, tries: usize) -> bool {
    (0..tries).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        let reply = server.get("/query", &[("query", ASK)], "text/csv");
        assert_eq!(reply.status, 200, "{}", reply.body);
        assert!(reply.body.contains("a\r\n"), "{}", reply.body);
        reply.body.contains(&format!("{id}\r\n"))
    })
}

#[test]
fn what_is_extracted_meanwhile_is_answered_from() {
    let server = Server::start(&[]);
    extract(server.folder.path(), "b.txt", "Kenya supports the treaty.");
    assert!(learns(&server, "b", 100));
    // Files that cannot be read change nothing, and those that come after them do.
    let broken = server.folder.path().join("output/broken.nq");
    fs::write(&broken, "no quad").expect("written");
    assert!(!learns(&server, "nothing", 15));
    fs::remove_file(broken).expect("removed");
    extract(server.folder.path(), "c.txt", "France supports the treaty.");
    assert!(learns(&server, "c", 100));
}

#[test]
fn a_server_that_updates_goes_its_own_way() {
    let server = Server::start(&["--update"]);
    extract(server.folder.path(), "b.txt", "Kenya supports the treaty.");
    std::thread::sleep(Duration::from_secs(1));
    server.is_well();
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        !server
            .get("/query", &[("query", ASK)], "text/csv")
            .body
            .contains("b\r\n")
    );
}

/// A query that takes for ever.
const HEAVY: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

#[cfg(unix)]
#[test]
fn ctrl_c_does_not_wait_for_queries() {
    let mut server = Server::start(&[]);
    let address = server.address;
    let query: String = form_urlencoded::byte_serialize(HEAVY.as_bytes()).collect();
    let head = format!("GET /query?query={query} HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let asking: Vec<TcpStream> = (0..4)
        .map(|_| {
            let mut stream = TcpStream::connect(address).expect("connected");
            stream.write_all(head.as_bytes()).expect("asked");
            stream
        })
        .collect();
    std::thread::sleep(Duration::from_millis(300));
    let id = server.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.expect("there is `kill`").success());
    let status = server.child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
    drop(asking);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly() {
    let mut server = Server::start(&[]);
    server.is_well();
    let id = server.child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status();
    assert!(sent.expect("there is `kill`").success());
    let status = server.child.wait().expect("it ends");
    assert_eq!(status.code(), Some(0));
}
