//! Requests that are no requests, and what takes too long.

use super::*;

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
    // Some of them are SPARQL that takes minutes to read: the limit shall end them, not a client that gives up.
    let server = Server::start(&["--timeout", "2"]);
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
