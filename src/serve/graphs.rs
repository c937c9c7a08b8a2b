//! The SPARQL 1.1 Graph Store HTTP Protocol, for reading; and graphs in the format that a client likes.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header;
use hyper::{Method, Request, Response, StatusCode};
use oxrdf::{GraphName, NamedNode, Quad};

use super::negotiate::best;
use super::reply::{Refusal, written};
use super::route::{Form, iri, text};
use super::{Service, page};
use crate::export::{self, Format};

/// Formats that keep the names of graphs.
const DATASET: &[Format] = &[Format::NQuads, Format::TriG, Format::JsonLd];

/// Other names of formats that clients ask by.
const ALIASES: &[(&str, Format)] = &[
    ("application/x-turtle", Format::Turtle),
    ("text/n3", Format::Turtle),
    ("text/plain", Format::NTriples),
    ("application/xml", Format::RdfXml),
    ("text/xml", Format::RdfXml),
    ("application/json", Format::JsonLd),
];

/// Answers `?graph=IRI` with that graph, `?default` with the union of all graphs, as queries see it, and anything else
/// with all graphs and their names.
pub(super) fn read(
    service: &Service,
    request: &Request<Bytes>,
) -> Result<Response<Full<Bytes>>, Refusal> {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return Err(Refusal::method("GET, HEAD"));
    }
    let form = Form::of(request);
    let accept = text(request, header::ACCEPT);
    let all = |most: usize| service.store().quads(most / 4);
    let most = service.settings.most_values;
    match (form.one("graph")?, form.one("default")?) {
        (Some(_), Some(_)) => Err(Refusal::bad("give `graph` or `default`, not both")),
        (Some(name), None) => {
            let name = iri(name)?;
            let quads = graph(service, &name)?;
            write(service, &describe(&name), &quads, Format::RDF, accept)
        }
        (None, Some(_)) => {
            let quads = union(all(most)?);
            write(service, EVERYTHING, &quads, Format::RDF, accept)
        }
        (None, None) => write(service, EVERYTHING, &all(most)?, DATASET, accept),
    }
}

/// The query that a page shows above all triples.
const EVERYTHING: &str = "CONSTRUCT WHERE { ?s ?p ?o }";

fn describe(graph: &NamedNode) -> String {
    format!("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
}

fn graph(service: &Service, name: &NamedNode) -> Result<Vec<Quad>, Refusal> {
    let quads = service.store().graph(name)?;
    let quads = quads
        .ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, &format!("there is no graph {name}")))?;
    Ok(union(quads))
}

/// The quads without the names of their graphs, each once.
fn union(mut quads: Vec<Quad>) -> Vec<Quad> {
    for quad in &mut quads {
        quad.graph_name = GraphName::DefaultGraph;
    }
    crate::rdf::sort(&mut quads);
    quads
}

/// Writes quads in the format of `formats` that the client likes best, or as a page below the query that gives them.
pub(super) fn write(
    service: &Service,
    sparql: &str,
    quads: &[Quad],
    formats: &[Format],
    accept: Option<&str>,
) -> Result<Response<Full<Bytes>>, Refusal> {
    let aliases = ALIASES.iter().filter(|(_, f)| formats.contains(f));
    let mut offered: Vec<(&str, Option<Format>)> = formats
        .iter()
        .map(|format| (format.media_type(), Some(*format)))
        .collect();
    offered.push(("text/html", None));
    offered.extend(aliases.map(|(media_type, format)| (*media_type, Some(*format))));
    let Some(format) = best(accept, &offered) else {
        return Err(Refusal::not_acceptable(offered.iter().map(|(m, _)| *m)));
    };
    let mut body = Vec::new();
    let shown = format.unwrap_or(Format::TriG);
    export::write_quads(shown, &service.names, quads, &mut body)?;
    Ok(match format {
        Some(format) => written(format.media_type(), body),
        None => written("text/html", page::triples(service, sparql, &body)),
    })
}
