//! `unknown`: what the texts name and the catalogue lacks, as a table to reconcile.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;

use super::Failure;
use super::corpus::CorpusArgs;
use crate::graph::slug;
use crate::mention::Referent;
use crate::{Extraction, Extractor};

/// Arguments of `unknown`.
#[derive(Args)]
pub(super) struct UnknownArgs {
    #[command(flatten)]
    corpus: CorpusArgs,
    /// List what is named at least this often
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: usize,
}

/// How often something was named, and where first.
struct Named {
    name: String,
    class: String,
    count: usize,
    documents: usize,
    document: String,
    example: String,
}

pub(super) fn run(
    extractor: &Extractor,
    args: &UnknownArgs,
    out: &mut impl Write,
) -> Result<u8, Failure> {
    let mut unknown = BTreeMap::new();
    let outcome = args.corpus.each(
        Some(extractor),
        |document| minted(extractor, &extractor.extract(document)),
        |named| {
            merge(&mut unknown, named);
            Ok(())
        },
    )?;
    write(unknown, args.least, out)?;
    Ok(outcome.status())
}

/// What one document names that is no entity of the catalogue, by slug.
fn minted(extractor: &Extractor, extraction: &Extraction) -> BTreeMap<String, Named> {
    let ontology = extractor.ontology();
    let text = &extraction.document.text;
    let mut found = BTreeMap::new();
    for mention in &extraction.mentions {
        if !matches!(mention.referent, Some(Referent::Minted(_))) {
            continue;
        }
        let sentence = extraction.analysis.sentences[mention.sentence].span;
        let named = found
            .entry(slug::for_mention(ontology, extraction, mention))
            .or_insert_with(|| Named {
                name: plain(mention.span.of(text)),
                class: ontology.class_name(mention.class).to_owned(),
                count: 0,
                documents: 1,
                document: extraction.document.id.clone(),
                example: plain(sentence.of(text)),
            });
        named.count += 1;
    }
    found
}

fn merge(all: &mut BTreeMap<String, Named>, found: BTreeMap<String, Named>) {
    for (slug, named) in found {
        match all.get_mut(&slug) {
            Some(known) => {
                known.count += named.count;
                known.documents += named.documents;
            }
            None => {
                all.insert(slug, named);
            }
        }
    }
}

/// The table, the most frequent first: a header row, then one row a name, as OpenRefine and spreadsheets read it.
fn write(
    unknown: BTreeMap<String, Named>,
    least: usize,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut rows: Vec<_> = unknown.into_iter().collect();
    rows.retain(|(_, named)| named.count >= least);
    rows.sort_by_key(|(_, named)| std::cmp::Reverse(named.count));
    let mut table = csv::Writer::from_writer(out);
    let head = [
        "name",
        "class",
        "count",
        "documents",
        "entity",
        "document",
        "example",
    ];
    table.write_record(head).map_err(std::io::Error::from)?;
    for (slug, named) in rows {
        let (count, documents) = (named.count.to_string(), named.documents.to_string());
        let row = [
            &named.name,
            &named.class,
            &count,
            &documents,
            &slug,
            &named.document,
            &named.example,
        ];
        table.write_record(row).map_err(std::io::Error::from)?;
    }
    table.flush()?;
    Ok(())
}

/// One line, single blanks.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
