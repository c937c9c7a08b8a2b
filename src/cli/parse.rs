//! `parse`: documents to trees.

use std::io::Write;

use clap::Args;

use super::Failure;
use super::corpus::CorpusArgs;
use crate::syntax::{Parser, conllu};

/// Arguments of `parse`.
#[derive(Args)]
pub(super) struct ParseArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
}

pub(super) fn run(args: &ParseArgs, out: &mut impl Write) -> Result<u8, Failure> {
    let parser = Parser::new();
    let outcome = args.corpus.each(
        None,
        |document| {
            let analysis = parser.analyse(&document.text);
            conllu::write(&document.id, &document.text, &analysis)
        },
        |trees| Ok(out.write_all(trees.as_bytes())?),
    )?;
    Ok(outcome.status())
}
