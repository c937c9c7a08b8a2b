//! `serve`: a SPARQL endpoint and a page on this machine.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use clap::Args;

use super::store::StoreArgs;
use super::{Failure, complain};
use crate::serve::{self, Service, Settings};
use crate::store::Live;

/// Arguments of `serve`.
#[derive(Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    store: StoreArgs,
    /// The address to listen at
    #[arg(long, value_name = "IP", default_value_t = Ipv4Addr::LOCALHOST.into())]
    bind: IpAddr,
    /// The port; 0 takes any that is free
    #[arg(long, default_value_t = 8008)]
    port: u16,
    /// Carry out SPARQL updates; they change what this server answers, not the files of the folder, which it no longer
    /// follows then
    #[arg(long)]
    update: bool,
    /// The longest that a query or the sending of a request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    timeout: u64,
    /// The largest request
    #[arg(long, value_name = "KIB", default_value_t = 1024, value_parser = clap::value_parser!(u16).range(1..=16384))]
    max_request: u16,
    /// The largest answer, in values: cells of a table, terms of triples
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    max_answer: usize,
}

pub(super) fn run(args: &ServeArgs, out: &mut impl Write) -> Result<u8, Failure> {
    if !args.bind.is_loopback() {
        let who = "anybody who reaches it can ask, there are no passwords";
        complain(&format!(
            "warning: {} is not this machine alone: {who}",
            args.bind
        ));
    }
    let service = Service {
        store: live(args)?,
        names: args.store.base.clone(),
        settings: Settings {
            bind: args.bind,
            port: args.port,
            update: args.update,
            timeout: Duration::from_secs(args.timeout),
            most_bytes: usize::from(args.max_request) * 1024,
            most_values: args.max_answer,
        },
    };
    let address = SocketAddr::new(args.bind, args.port);
    let ready = |address| {
        writeln!(out, "http://{address}/ answers; Ctrl-C ends it")?;
        out.flush()
    };
    serve::run(service, ready).map_err(|e| Failure::Message(format!("{address}: {e}")))?;
    Ok(0)
}

/// The store of the folder, loaded again when `extract` changes the files; with updates it goes its own way.
fn live(args: &ServeArgs) -> Result<Live, Failure> {
    let folder = args.store.folder();
    let state = folder.state();
    let store = args.store.open(args.update)?;
    if args.update {
        return Ok(Live::fixed(store));
    }
    let from = args.store.clone();
    let load = move || {
        let loaded = from.open(false);
        match &loaded {
            Ok(_) => complain(&"the files have changed and were loaded again"),
            Err(error) => complain(&format!(
                "the files have changed, but: {error}; answering as before"
            )),
        }
        loaded.ok()
    };
    Ok(Live::following(store, folder, state, load))
}
