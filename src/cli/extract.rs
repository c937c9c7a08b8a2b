//! `extract`: documents to claims.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, input};
use crate::Extractor;
use crate::export::jsonl;

/// Arguments of `extract`.
#[derive(Args)]
pub(super) struct ExtractArgs {
    /// Files and folders; - is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print this format to standard output
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Jsonl,
}

pub(super) fn run(
    extractor: &Extractor,
    args: &ExtractArgs,
    out: &mut impl Write,
) -> Result<u8, Failure> {
    let input = input::documents(&args.paths);
    let status = input.status();
    for document in input.documents {
        let extraction = extractor.extract(document);
        match args.format {
            Format::Jsonl => {
                let line = jsonl::line(extractor, &extraction);
                out.write_all(line.map_err(std::io::Error::from)?.as_bytes())?;
            }
        }
    }
    Ok(status)
}
