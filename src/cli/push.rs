//! `push`: sends what was extracted to another SPARQL store.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::{Failure, complain};
use crate::push::{Patience, Summary, push};
use crate::store::Folder;

/// Arguments of `push`.
#[derive(Args)]
pub(super) struct PushArgs {
    /// Where the store takes graphs (Graph Store Protocol): http://localhost:3030/ds/data, http://user:password@host/store
    #[arg(value_name = "URL", value_parser = address)]
    url: String,
    /// The folder that `extract` wrote
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// How often a graph is tried again if the store is busy or not there; the wait starts with half a second and doubles
    #[arg(long, value_name = "N", default_value_t = 4)]
    retries: u32,
    /// The longest that one graph may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
}

fn address(url: &str) -> Result<String, String> {
    let https = url.starts_with("https://");
    if https && !cfg!(feature = "https") {
        return Err(
            "this program was built without TLS: build it with --features https".to_owned(),
        );
    }
    if !https && !url.starts_with("http://") {
        return Err("give an address that begins with http:// or https://".to_owned());
    }
    Ok(url.to_owned())
}

pub(super) fn run(args: &PushArgs, out: &mut impl Write) -> Result<u8, Failure> {
    let graphs = Folder::new(&args.output).graphs()?;
    let patience = Patience {
        retries: args.retries,
        timeout: Duration::from_secs(args.timeout),
        ..Patience::default()
    };
    let Summary {
        graphs,
        triples,
        failed,
        left,
    } = push(graphs, &args.url, patience)?;
    for (graph, reason) in &failed {
        complain(&format!("{graph}: {reason}"));
    }
    if left > 0 {
        complain(&format!("graphs that were not tried: {left}"));
    }
    let all = graphs + failed.len() + left;
    writeln!(out, "{graphs} of {all} graphs sent, {triples} triples")?;
    Ok(u8::from(!failed.is_empty()))
}
