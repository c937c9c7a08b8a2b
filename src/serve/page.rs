//! The page for people: a form, the shipped questions, and answers for reading.

use std::fmt::Write;

use oxrdf::Term;

use super::Service;
use crate::export::xml::escaped;
use crate::rdf::{prefixes, shown};
use crate::store::{Answer, Rows, questions};

const TEMPLATE: &str = include_str!("page.html");

/// The question that the form starts with.
const FIRST: &str = "SELECT ?actor ?relation ?object ?quote WHERE {
  ?c :holder ?actor ; rdf:predicate ?relation ; rdf:object ?object ; :evidence/:quote ?quote .
} LIMIT 20";

/// The most rows that a page shows.
const ROWS: usize = 1000;

/// The start page.
pub(super) fn start(service: &Service) -> String {
    let mut main = String::from("<h2>Questions</h2>\n<ul>\n");
    for question in questions() {
        let link = link(question.sparql, question.title);
        main.push_str(&format!("<li>{link}</li>\n"));
    }
    let quads = service.store().len().unwrap_or_default();
    let update = if service.settings.update {
        "; updates are POSTed to <code>/update</code>"
    } else {
        ""
    };
    main.push_str(&format!(
        "</ul>\n<p>{quads} quads. Programs ask <code>/query</code> (SPARQL 1.1 Protocol) and read graphs from \
         <a href=\"/store?default\"><code>/store?default</code></a> or <code>/store?graph=IRI</code> (Graph Store \
         Protocol){update}.</p>\n"
    ));
    page(FIRST, &main)
}

/// The rows of an answer, or yes or no.
pub(super) fn answer(service: &Service, sparql: &str, answer: &Answer) -> String {
    let main = match answer {
        Answer::Rows(rows) => table(rows, &prefixes(&service.names)),
        Answer::Boolean(yes) => format!("<p>{}</p>\n", if *yes { "yes" } else { "no" }),
        Answer::Triples(triples) => format!("<p>{} triples</p>\n", triples.len()),
    };
    page(sparql, &main)
}

/// Triples, as they are written for reading.
pub(super) fn triples(service: &Service, sparql: &str, turtle: &[u8]) -> String {
    let turtle = String::from_utf8_lossy(turtle);
    let declared = prefixes(&service.names).len();
    let body: Vec<&str> = turtle.lines().skip(declared).take(ROWS * 10).collect();
    page(
        sparql,
        &format!("<pre>{}</pre>\n", escaped(&body.join("\n"))),
    )
}

fn page(sparql: &str, main: &str) -> String {
    // The question may contain anything: it goes in last and is not looked at again.
    let (before, after) = TEMPLATE
        .split_once("{{question}}")
        .unwrap_or((TEMPLATE, ""));
    format!(
        "{before}{}{}",
        escaped(sparql),
        after.replace("{{main}}", main)
    )
}

fn table(rows: &Rows, prefixes: &[(String, String)]) -> String {
    let mut out = String::from("<table>\n<tr>");
    for variable in &rows.variables {
        out.push_str(&format!("<th>{}</th>", escaped(variable.as_str())));
    }
    out.push_str("</tr>\n");
    for row in rows.rows.iter().take(ROWS) {
        let cells = row.iter().map(|term| cell(term.as_ref(), prefixes));
        out.push_str(&format!("<tr>{}</tr>\n", cells.collect::<String>()));
    }
    let total = rows.rows.len();
    let left = total.saturating_sub(ROWS);
    let left = if left > 0 {
        format!("; the last {left} are not shown")
    } else {
        String::new()
    };
    let plural = if total == 1 { "" } else { "s" };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "</table>\n<p>{total} row{plural}{left}</p>");
    out
}

fn cell(term: Option<&Term>, prefixes: &[(String, String)]) -> String {
    let text = shown(term, prefixes);
    match term {
        Some(Term::NamedNode(node)) => {
            format!("<td>{}</td>", link(&format!("DESCRIBE {node}"), &text))
        }
        _ => format!("<td>{}</td>", escaped(&text)),
    }
}

/// A link that asks a question.
fn link(sparql: &str, text: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(sparql.as_bytes()).collect();
    format!("<a href=\"/query?query={encoded}\">{}</a>", escaped(text))
}
