//! The SPARQL endpoint: queries, updates if asked for, and graphs to read, over HTTP/1.1.
//!
//! `listen` speaks HTTP with the network; every other file turns a whole request into a whole reply and does no I/O.

mod listen;

mod reply;

mod negotiate;

mod route;

mod sparql;

mod graphs;

mod page;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use crate::rdf::Names;
use crate::store::{Live, Store};

pub use listen::run;
pub use route::respond;

/// What a server answers with.
pub struct Service {
    /// What it is asked about.
    pub store: Live,
    /// Prefixes of queries and answers.
    pub names: Names,
    /// Where it listens, and its limits.
    pub settings: Settings,
}

impl Service {
    /// What is answered from, as it is at this moment.
    fn store(&self) -> Arc<Store> {
        self.store.store()
    }
}

/// Where a server listens, and its limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The address to listen at.
    pub bind: IpAddr,
    /// The port; 0 takes any that is free.
    pub port: u16,
    /// Whether SPARQL updates are carried out.
    pub update: bool,
    /// The longest that a query may take, and that a client may take to send a request.
    pub timeout: Duration,
    /// The largest body of a request in bytes.
    pub most_bytes: usize,
    /// The largest answer in values: cells of a table, terms of triples.
    pub most_values: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bind: Ipv4Addr::LOCALHOST.into(),
            port: 8008,
            update: false,
            timeout: Duration::from_secs(30),
            most_bytes: 1 << 20,
            most_values: 10_000_000,
        }
    }
}
