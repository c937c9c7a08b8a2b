//! What is asked and how it is answered: queries, formats, graphs, updates.

use super::*;

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
