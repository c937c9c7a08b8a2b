//! Changes as text, tables and JSON Lines.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Argument, Change, Difference, FIELDS, Kind};

/// Changes for reading, by relation: what was gained, lost and changed, each with its sentence.
///
/// # Errors
/// If `out` cannot be written.
pub fn text(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    let mut order: Vec<&Change> = changes.iter().collect();
    order.sort_by_key(|c| (c.said.relation.as_str(), c.kind));
    for change in order {
        one(change, out)?;
    }
    Ok(())
}

fn one(change: &Change, out: &mut dyn Write) -> io::Result<()> {
    let said = &change.said;
    let sign = match change.kind {
        Kind::Gained => '+',
        Kind::Lost => '-',
        Kind::Changed => '~',
    };
    let (subject, object) = (&said.subject.words, &said.object.words);
    writeln!(out, "{sign} {subject} | {} | {object}", said.relation)?;
    match change.kind {
        Kind::Changed => {
            for (field, was) in &change.was {
                let (was, is) = (shown(was), shown(&said.frame[*field]));
                writeln!(out, "    {}: {was} -> {is}", FIELDS[*field])?;
            }
        }
        _ => writeln!(out, "    {}", frame(change))?,
    }
    writeln!(out, "    by \"{}\"", said.rule)?;
    if !said.quote.is_empty() {
        writeln!(out, "    \u{201c}{}\u{201d}", said.quote)?;
    }
    let (start, end) = said.sentence;
    writeln!(out, "    {} {start}-{end}", said.document)
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}

/// "Assert, Actual, Positive, Explicit; holder the speaker; to Kenya".
fn frame(change: &Change) -> String {
    let frame = &change.said.frame;
    let mut parts = vec![frame[1..5].join(", ")];
    let rest = (0..1).chain(5..11).filter(|i| !frame[*i].is_empty());
    parts.extend(rest.map(|i| format!("{} {}", FIELDS[i], frame[i])));
    parts.join("; ")
}

/// How many claims of each relation were gained, lost, changed and stayed.
///
/// # Errors
/// If `out` cannot be written.
pub fn summary(difference: &Difference, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for change in &difference.changes {
        counts.entry(&change.said.relation).or_default()[change.kind as usize] += 1;
    }
    for (relation, same) in &difference.same {
        counts.entry(relation).or_default()[3] += same;
    }
    let mut total = [0; 4];
    writeln!(
        out,
        "{}",
        row(
            "relation",
            &["gained", "lost", "changed", "same"].map(str::to_owned)
        )
    )?;
    for (relation, count) in &counts {
        writeln!(out, "{}", row(relation, &count.map(|n| n.to_string())))?;
        total.iter_mut().zip(count).for_each(|(sum, n)| *sum += n);
    }
    writeln!(out, "{}", row("all", &total.map(|n| n.to_string())))?;
    let (old, new) = difference.alone;
    if old + new > 0 {
        writeln!(
            out,
            "documents only in OLD: {old}, only in NEW: {new}; their claims count as lost and gained"
        )?;
    }
    Ok(())
}

fn row(name: &str, cells: &[String; 4]) -> String {
    let [gained, lost, changed, same] = cells;
    format!("{name:<20}{gained:>8}{lost:>8}{changed:>8}{same:>9}")
}

/// One change a row.
///
/// # Errors
/// If `out` cannot be written.
pub fn csv(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    let head = [
        "change", "document", "start", "end", "subject", "relation", "object",
    ];
    table.write_record(
        head.into_iter()
            .chain(FIELDS)
            .chain(["was", "rule", "quote"]),
    )?;
    for Change { kind, said, was } in changes {
        let old = was
            .iter()
            .map(|(i, value)| format!("{}: {}", FIELDS[*i], shown(value)));
        let old = old.collect::<Vec<_>>().join(" | ");
        let (start, end) = (said.sentence.0.to_string(), said.sentence.1.to_string());
        let claim = [
            kind.name(),
            &said.document,
            &start,
            &end,
            &said.subject.words,
            &said.relation,
            &said.object.words,
        ];
        let frame = said.frame.iter().map(String::as_str);
        table.write_record(claim.into_iter().chain(frame).chain([
            old.as_str(),
            &said.rule,
            &said.quote,
        ]))?;
    }
    table.flush()
}

/// One change a line.
///
/// # Errors
/// If `out` cannot be written.
pub fn jsonl(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    for Change { kind, said, was } in changes {
        let frame: Map<String, Value> = FIELDS
            .iter()
            .zip(&said.frame)
            .map(|(k, v)| ((*k).to_owned(), v.as_str().into()))
            .collect();
        let was: Map<String, Value> = was
            .iter()
            .map(|(i, v)| (FIELDS[*i].to_owned(), v.as_str().into()))
            .collect();
        let line = json!({
            "change": kind.name(),
            "document": said.document,
            "start": said.sentence.0,
            "end": said.sentence.1,
            "subject": argument(&said.subject),
            "relation": said.relation,
            "object": argument(&said.object),
            "frame": frame,
            "was": was,
            "rule": said.rule,
            "quote": said.quote,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}

fn argument(argument: &Argument) -> Value {
    match argument.place {
        Some((start, end)) => json!({"text": argument.words, "start": start, "end": end}),
        None => json!({"text": argument.words}),
    }
}
