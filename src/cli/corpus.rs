//! Documents of the command line through the pipeline: on all cores, with progress, until done or interrupted.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use clap::Args;

use super::input::{self, Input};
use super::progress::Progress;
use super::{Failure, complain, interrupt};
use crate::Extractor;
use crate::document::Document;
use crate::pipeline;

/// Exit status of a run that was interrupted.
const INTERRUPTED: u8 = 130;

/// Which documents to work on, and how hard.
#[derive(Args)]
pub(super) struct CorpusArgs {
    /// Files and folders; - is standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How many threads work; all cores unless given. The output is the same whatever the number
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

/// How a run went.
#[derive(Default)]
pub(super) struct Outcome {
    /// Documents that were left out because they were wanted no more.
    pub skipped: usize,
    interrupted: bool,
    failures: usize,
}

impl Outcome {
    /// The exit status.
    pub fn status(&self) -> u8 {
        match self.interrupted {
            true => INTERRUPTED,
            false => u8::from(self.failures > 0),
        }
    }
}

impl CorpusArgs {
    /// Does `work` on every document, and hands the results to `each` in the order of the input.
    ///
    /// What fails is left out, and listed on stderr at the end. An extractor parts records of meetings into their
    /// statements. After an interrupt no further document is begun.
    pub fn each<R: Send>(
        &self,
        extractor: Option<&Extractor>,
        work: impl Fn(Document) -> R + Sync,
        each: impl FnMut(R) -> Result<(), Failure>,
    ) -> Result<Outcome, Failure> {
        self.each_wanted(extractor, |_| true, work, each)
    }

    /// The same for those documents that are `wanted`.
    pub fn each_wanted<R: Send>(
        &self,
        extractor: Option<&Extractor>,
        wanted: impl Fn(&Document) -> bool,
        work: impl Fn(Document) -> R + Sync,
        mut each: impl FnMut(R) -> Result<(), Failure>,
    ) -> Result<Outcome, Failure> {
        interrupt::watch();
        let mut input = input::documents(&self.paths, extractor);
        let progress = Progress::new(input.total);
        let mut outcome = Outcome::default();
        let mut broken = Vec::new();
        let documents = std::iter::from_fn(|| next(&mut input, &progress, &wanted, &mut outcome));
        pipeline::in_order(
            documents,
            self.threads.unwrap_or_else(pipeline::cores),
            |document| document.text.len(),
            |document| guarded(document, &work),
            |result| {
                match result {
                    Ok(result) => progress.suspended(|| each(result))?,
                    Err(id) => broken.push(id),
                }
                progress.step();
                Ok::<(), Failure>(())
            },
        )?;
        progress.finish();
        let blame =
            |id| format!("{id}: an error in the program, not in the text; please report it");
        let failures = input
            .failures
            .into_iter()
            .chain(broken.into_iter().map(blame));
        outcome.failures = failures.inspect(|failure| complain(failure)).count();
        Ok(outcome)
    }
}

/// The next document that is wanted.
fn next(
    input: &mut Input<'_>,
    progress: &Progress,
    wanted: impl Fn(&Document) -> bool,
    outcome: &mut Outcome,
) -> Option<Document> {
    loop {
        outcome.interrupted = interrupt::came();
        if outcome.interrupted {
            return None;
        }
        let document = input.next()?;
        progress.at(input.done());
        if wanted(&document) {
            return Some(document);
        }
        outcome.skipped += 1;
    }
}

/// One document cannot stop the others: if the work on it panics, gives its id.
fn guarded<R>(document: Document, work: impl Fn(Document) -> R) -> Result<R, String> {
    let id = document.id.clone();
    catch_unwind(AssertUnwindSafe(|| work(document))).map_err(|_| id)
}
