//! The SPARQL 1.1 Protocol: queries and updates.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header;
use hyper::{Method, Request, Response, StatusCode};

use super::negotiate::best;
use super::reply::{Refusal, written};
use super::route::{Form, content_type, text};
use super::{Service, graphs, page};
use crate::export::Format;
use crate::store::{Answer, Graphs, Query, Shape, Update, as_quads};

const FORM: &str = "application/x-www-form-urlencoded";

/// Answers a query, by GET, by a form, or as the body itself.
pub(super) fn query(
    service: &Service,
    request: &Request<Bytes>,
) -> Result<Response<Full<Bytes>>, Refusal> {
    let (sparql, form) = operation(request, "query", "application/sparql-query")?;
    let graphs = Graphs {
        default: form.iris("default-graph-uri")?,
        named: form.iris("named-graph-uri")?,
    };
    let query = Query::new(&service.names, &sparql)?
        .with_graphs(&graphs)
        .with_timeout(service.settings.timeout)
        .with_most(service.settings.most_values);
    let answer = service.store().query(query)?;
    let accept = text(request, header::ACCEPT);
    match answer {
        Answer::Triples(triples) => {
            let quads = as_quads(triples);
            graphs::write(service, &sparql, &quads, Format::RDF, accept)
        }
        answer => table(service, &sparql, &answer, accept),
    }
}

/// Carries an update out, if this server does so.
pub(super) fn update(
    service: &Service,
    request: &Request<Bytes>,
) -> Result<Response<Full<Bytes>>, Refusal> {
    if !service.settings.update {
        let message = "this server does not update; `rapporteur serve --update` does";
        return Err(Refusal::new(StatusCode::FORBIDDEN, message));
    }
    if *request.method() != Method::POST {
        return Err(Refusal::method("POST"));
    }
    let (sparql, form) = operation(request, "update", "application/sparql-update")?;
    let graphs = Graphs {
        default: form.iris("using-graph-uri")?,
        named: form.iris("using-named-graph-uri")?,
    };
    let update = Update::new(&service.names, &sparql, &graphs)?;
    let update = update.with_timeout(service.settings.timeout);
    service.store().update(update)?;
    let mut done = Response::new(Full::default());
    *done.status_mut() = StatusCode::NO_CONTENT;
    Ok(done)
}

/// The SPARQL of a request, which stands in the parameter `name` or is the body of type `direct`; and its parameters.
fn operation(
    request: &Request<Bytes>,
    name: &'static str,
    direct: &str,
) -> Result<(String, Form), Refusal> {
    let in_form = |form: Form| {
        let sparql = form.one(name)?.map(str::to_owned);
        let missing = || Refusal::bad(&format!("the parameter `{name}` is missing"));
        Ok((sparql.ok_or_else(missing)?, form))
    };
    match *request.method() {
        Method::GET | Method::HEAD => in_form(Form::of(request)),
        Method::POST => match content_type(request) {
            form if form == FORM => in_form(Form::read(request.body())),
            body if body == direct => {
                let sparql = std::str::from_utf8(request.body());
                let sparql = sparql.map_err(|_| Refusal::bad("the body is not UTF-8"))?;
                Ok((sparql.to_owned(), Form::of(request)))
            }
            _ => Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                &format!("send {FORM} or {direct}"),
            )),
        },
        _ => Err(Refusal::method("GET, HEAD, POST")),
    }
}

/// What a table can be had as; the page for reading goes by `None`.
fn table(
    service: &Service,
    sparql: &str,
    answer: &Answer,
    accept: Option<&str>,
) -> Result<Response<Full<Bytes>>, Refusal> {
    let mut offered: Vec<(&str, Option<Shape>)> = Shape::ALL
        .iter()
        .map(|shape| (shape.media_type(), Some(*shape)))
        .collect();
    offered.push(("text/html", None));
    offered.push(("application/json", Some(Shape::Json)));
    offered.push(("application/xml", Some(Shape::Xml)));
    offered.push(("text/xml", Some(Shape::Xml)));
    match best(accept, &offered) {
        None => Err(Refusal::not_acceptable(offered.iter().map(|(m, _)| *m))),
        Some(None) => Ok(written("text/html", page::answer(service, sparql, answer))),
        Some(Some(shape)) => {
            let mut body = Vec::new();
            answer.write(*shape, &mut body)?;
            Ok(written(shape.media_type(), body))
        }
    }
}
