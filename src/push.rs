//! Sends graphs to a SPARQL store by the Graph Store Protocol: one PUT a graph, which may be repeated without harm.

use std::io;
use std::thread::sleep;
use std::time::Duration;

use ureq::Agent;

use crate::store::nquads;

/// How patient a push is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How often a graph is tried again.
    pub retries: u32,
    /// The wait before the first retry; it doubles with each, up to 64 times.
    pub wait: Duration,
    /// The longest that one try may take.
    pub timeout: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            retries: 4,
            wait: Duration::from_millis(500),
            timeout: Duration::from_secs(60),
        }
    }
}

/// What became of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Graphs that the store took.
    pub graphs: usize,
    /// The triples in them.
    pub triples: usize,
    /// Graphs that it did not take, each with the reason.
    pub failed: Vec<(String, String)>,
    /// Graphs that were not tried, since several in a row had failed.
    pub left: usize,
}

/// How often a wait is doubled.
const LONGEST: u32 = 6;

/// So many failures in a row, and the rest is not tried.
const HOPELESS: usize = 3;

/// Puts each graph, a name and its N-Quads, into the store at `address`, its Graph Store endpoint
/// (`http://localhost:3030/ds/data`).
///
/// # Errors
/// If the graphs cannot be read; those before are sent.
pub fn push(
    graphs: impl IntoIterator<Item = io::Result<(String, Vec<String>)>>,
    address: &str,
    patience: Patience,
) -> io::Result<Summary> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(patience.timeout))
        .http_status_as_error(false)
        .user_agent(concat!("rapporteur/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut summary = Summary::default();
    let mut in_a_row = 0;
    for graph in graphs {
        let (graph, lines) = graph?;
        if in_a_row == HOPELESS {
            summary.left += 1;
            continue;
        }
        match put(
            &agent,
            &target(address, &graph),
            &ntriples(&lines),
            patience,
        ) {
            Ok(()) => {
                in_a_row = 0;
                summary.graphs += 1;
                summary.triples += lines.len();
            }
            Err(reason) => {
                in_a_row += 1;
                summary.failed.push((graph, reason));
            }
        }
    }
    Ok(summary)
}

/// The address of one graph of the store.
fn target(address: &str, graph: &str) -> String {
    let iri = graph.trim_start_matches('<').trim_end_matches('>');
    let encoded: String = form_urlencoded::byte_serialize(iri.as_bytes()).collect();
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}graph={encoded}")
}

fn ntriples(lines: &[String]) -> String {
    let triples = lines.iter().filter_map(|line| nquads::triple(line));
    triples.map(|triple| format!("{triple} .\n")).collect()
}

/// Tries until it is done, refused for good, or patience is over.
fn put(agent: &Agent, target: &str, body: &str, patience: Patience) -> Result<(), String> {
    let mut waits = (0..patience.retries).map(|n| patience.wait * (1 << n.min(LONGEST)));
    loop {
        match (attempt(agent, target, body), waits.next()) {
            (Err(Failed::ForNow(_)), Some(wait)) => sleep(wait),
            (Err(Failed::ForNow(reason) | Failed::ForGood(reason)), _) => return Err(reason),
            (Ok(()), _) => return Ok(()),
        }
    }
}

enum Failed {
    ForNow(String),
    ForGood(String),
}

fn attempt(agent: &Agent, target: &str, body: &str) -> Result<(), Failed> {
    let request = agent.put(target).content_type("application/n-triples");
    let mut response = request.send(body).map_err(|error| match error {
        ureq::Error::BadUri(_) | ureq::Error::Http(_) | ureq::Error::TlsRequired => {
            Failed::ForGood(error.to_string())
        }
        other => Failed::ForNow(other.to_string()),
    })?;
    let status = response.status();
    let said = response.body_mut().read_to_string().unwrap_or_default();
    if status.is_success() {
        return Ok(());
    }
    let first = said.lines().next().unwrap_or_default();
    let reason = format!("{status} {first}").trim_end().to_owned();
    Err(match status.as_u16() {
        408 | 425 | 429 | 500 | 502 | 503 | 504 => Failed::ForNow(reason),
        _ => Failed::ForGood(reason),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_graph_has_an_address_of_its_own() {
        let graph = "<https://example.org/d/1#a&b>";
        let encoded = "graph=https%3A%2F%2Fexample.org%2Fd%2F1%23a%26b";
        assert_eq!(
            target("http://x/data", graph),
            format!("http://x/data?{encoded}")
        );
        assert_eq!(
            target("http://x/data?a=b", graph),
            format!("http://x/data?a=b&{encoded}")
        );
    }
}
