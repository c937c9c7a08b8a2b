//! Any bytes as a request to the server, as they would stand on the wire: `METHOD PATH?QUERY`, lines of headers, an
//! empty line, the body. Whatever it is, there is an answer, and that is no error of ours.
#![no_main]

use std::sync::LazyLock;
use std::time::Duration;

use hyper::body::Bytes;
use hyper::{Request, StatusCode};
use libfuzzer_sys::fuzz_target;
use rapporteur::rdf::Names;
use rapporteur::serve::{Service, Settings, respond};
use rapporteur::store::{Live, Store};

const GRAPH: &[u8] = b"<http://x/a> <http://x/b> \"c\" <http://x/g> .\n";

static SERVICE: LazyLock<Service> = LazyLock::new(|| {
    let store = Store::new().expect("an empty store");
    store.load("seed", GRAPH).expect("sound quads");
    Service {
        store: Live::fixed(store),
        names: Names::default(),
        settings: Settings {
            update: true,
            timeout: Duration::from_secs(1),
            most_values: 100_000,
            ..Settings::default()
        },
    }
});

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.windows(2).position(|two| two == b"\n\n");
    let (head, body) = match end {
        Some(end) => (&bytes[..end], &bytes[end + 2..]),
        None => (bytes, &[][..]),
    };
    let mut lines = head.split(|b| *b == b'\n');
    let mut first = lines.next().unwrap_or_default().splitn(2, |b| *b == b' ');
    let (method, uri) = (
        first.next().unwrap_or_default(),
        first.next().unwrap_or_default(),
    );
    let mut request = Request::builder().method(method).uri(uri);
    for line in lines {
        let mut parts = line.splitn(2, |b| *b == b':');
        let (name, value) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        request = request.header(name, value.trim_ascii());
    }
    // What hyper itself turns away never reaches us.
    let Ok(request) = request.body(Bytes::copy_from_slice(body)) else {
        return;
    };
    let reply = respond(&SERVICE, &request);
    assert_ne!(reply.status(), StatusCode::INTERNAL_SERVER_ERROR);
});
