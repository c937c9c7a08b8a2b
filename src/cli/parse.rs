//! `parse`: documents to trees.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Failure, input};
use crate::syntax::{Parser, conllu};

/// Arguments of `parse`.
#[derive(Args)]
pub(super) struct ParseArgs {
    /// Files and folders; - is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
}

pub(super) fn run(args: &ParseArgs, out: &mut impl Write) -> Result<u8, Failure> {
    let mut input = input::documents(&args.paths);
    let parser = Parser::new();
    for document in input.by_ref() {
        let analysis = parser.analyse(&document.text);
        let trees = conllu::write(&document.id, &document.text, &analysis);
        out.write_all(trees.as_bytes())?;
    }
    Ok(input.status())
}
