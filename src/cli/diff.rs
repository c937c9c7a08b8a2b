//! `diff`: what changed between two outputs.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::{Failure, complain};
use crate::diff::{self, Difference, Kind, Lines};

/// Arguments of `diff`.
#[derive(Args)]
pub(super) struct DiffArgs {
    /// Output before: a file of `extract --format jsonl`, or the folder that `extract` wrote; an empty file (/dev/null)
    /// shows all claims of NEW as gained
    old: PathBuf,
    /// Output after
    new: PathBuf,
    /// Only the numbers, by relation
    #[arg(long, conflicts_with_all = ["sample", "format"])]
    summary: bool,
    /// Show at most N changes, drawn evenly over relations
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// What to draw: another seed draws others, the same seed the same
    #[arg(long, value_name = "S", default_value_t = 1, requires = "sample")]
    seed: u64,
    /// Only this kind of change; may be given several times
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    only: Vec<Kind>,
    /// Only this relation; may be given several times
    #[arg(long, value_name = "NAME")]
    relation: Vec<String>,
    /// How to show changes
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    format: DiffFormat,
}

/// How changes are shown.
#[derive(Clone, Copy, ValueEnum)]
enum DiffFormat {
    /// For reading, by relation, with the numbers at the end
    Text,
    /// One change a line
    Jsonl,
    /// One change a row
    Csv,
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    let names = Kind::ALL.map(Kind::name);
    PossibleValuesParser::new(names).try_map(|name| Kind::from_name(&name).ok_or("unknown kind"))
}

pub(super) fn run(args: &DiffArgs, out: &mut impl Write) -> Result<u8, Failure> {
    let ((old, bad_old), (new, bad_new)) = (lines(&args.old)?, lines(&args.new)?);
    let mut difference = Difference::between(&old, &new);
    let kind = |kind: Kind| args.only.is_empty() || args.only.contains(&kind);
    let relation = |name: &String| args.relation.is_empty() || args.relation.contains(name);
    difference
        .changes
        .retain(|c| kind(c.kind) && relation(&c.said.relation));
    difference.same.retain(|name, _| relation(name));
    if args.summary {
        diff::summary(&difference, out)?;
    } else {
        show(args, &difference, out)?;
    }
    Ok(u8::from(bad_old || bad_new))
}

fn show(args: &DiffArgs, difference: &Difference, out: &mut impl Write) -> Result<(), Failure> {
    let mut changes = difference.changes.clone();
    if let Some(size) = args.sample {
        changes = diff::sample(changes, size, args.seed);
    }
    match args.format {
        DiffFormat::Text => {
            diff::text(&changes, out)?;
            writeln!(out)?;
            diff::summary(difference, out)?;
        }
        DiffFormat::Jsonl => diff::jsonl(&changes, out)?,
        DiffFormat::Csv => diff::csv(&changes, out)?,
    }
    Ok(())
}

/// The lines of an output, and whether some of it could not be read.
fn lines(path: &Path) -> Result<(Lines, bool), Failure> {
    let file = if path.is_dir() {
        path.join("claims.jsonl")
    } else {
        path.to_owned()
    };
    let text = std::fs::read_to_string(&file)
        .map_err(|e| Failure::Message(format!("{}: {e}", file.display())))?;
    let (lines, bad) = diff::read(&file.display().to_string(), &text);
    if lines.ids().next().is_none()
        && let Some(first) = bad.first()
    {
        return Err(Failure::Message(first.clone()));
    }
    bad.iter().for_each(|message| complain(message));
    Ok((lines, !bad.is_empty()))
}
