//! Which request goes where, and who may ask.

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderName};
use hyper::{Method, Request, Response, StatusCode};
use oxrdf::NamedNode;

use super::reply::{Refusal, written};
use super::{Service, graphs, page, sparql};

/// Answers one whole request; whatever it is, there is an answer. Does no I/O, and takes no longer than the query in it.
pub fn respond(service: &Service, request: &Request<Bytes>) -> Response<Full<Bytes>> {
    let found = guard(service, request).and_then(|()| match request.uri().path() {
        "/" if *request.method() == Method::GET || *request.method() == Method::HEAD => {
            Ok(written("text/html", page::start(service)))
        }
        "/" => Err(Refusal::method("GET, HEAD")),
        "/query" => sparql::query(service, request),
        "/update" => sparql::update(service, request),
        "/store" => graphs::read(service, request),
        _ => Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "there are /, /query, /update and /store",
        )),
    });
    found.unwrap_or_else(Response::from)
}

/// Keeps pages of other sites away, which a browser on this machine may show.
///
/// A name that resolves to this machine is not `localhost` (DNS rebinding); and a form of another site may not update.
fn guard(service: &Service, request: &Request<Bytes>) -> Result<(), Refusal> {
    let forbidden = |message| Err(Refusal::new(StatusCode::FORBIDDEN, message));
    let host = text(request, header::HOST);
    if service.settings.bind.is_loopback() && host.is_some_and(|host| !is_local(host)) {
        return forbidden("this server answers on localhost only");
    }
    let origin = text(request, header::ORIGIN);
    let same = |origin: &str| host.is_some_and(|host| origin == format!("http://{host}"));
    if request.uri().path() == "/update" && origin.is_some_and(|origin| !same(origin)) {
        return forbidden("pages of other sites may not update");
    }
    Ok(())
}

fn is_local(host: &str) -> bool {
    let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if digits(port) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let address = |text: &str| text.parse::<std::net::IpAddr>().is_ok();
    name.eq_ignore_ascii_case("localhost") || address(bare) || address(host)
}

/// A header's text.
pub(super) fn text(request: &Request<Bytes>, name: HeaderName) -> Option<&str> {
    request.headers().get(name)?.to_str().ok()
}

/// The media type of a request's body, without parameters, in small letters.
pub(super) fn content_type(request: &Request<Bytes>) -> String {
    let given = text(request, header::CONTENT_TYPE).unwrap_or_default();
    let media_type = given.split(';').next().unwrap_or_default();
    media_type.trim().to_ascii_lowercase()
}

/// Names and values of a form or of the part of an address after `?`.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub fn read(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The form in the address.
    pub fn of(request: &Request<Bytes>) -> Self {
        Self::read(request.uri().query().unwrap_or_default().as_bytes())
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'static str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(n, _)| n == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The value of a name that may be given once.
    pub fn one(&self, name: &'static str) -> Result<Option<&str>, Refusal> {
        let mut all = self.all(name);
        let first = all.next();
        match all.next() {
            Some(_) => Err(Refusal::bad(&format!("`{name}` is given more than once"))),
            None => Ok(first),
        }
    }

    /// Every value of a name, each an IRI.
    pub fn iris(&self, name: &'static str) -> Result<Vec<NamedNode>, Refusal> {
        self.all(name).map(iri).collect()
    }
}

/// An absolute IRI.
pub(super) fn iri(text: &str) -> Result<NamedNode, Refusal> {
    NamedNode::new(text).map_err(|error| Refusal::bad(&format!("<{text}> is not an IRI: {error}")))
}

#[cfg(test)]
mod tests {
    use super::is_local;

    #[test]
    fn only_addresses_and_localhost_are_local() {
        for host in [
            "localhost",
            "LOCALHOST:8008",
            "127.0.0.1:1",
            "[::1]:8008",
            "::1",
        ] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "example.org",
            "localhost.example.org:80",
            "",
            "127.0.0.1.nip.io",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }
}
