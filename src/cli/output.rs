//! The files that `extract` writes: the graph, the claims and a diagram.
//!
//! Extracting a document again, by its id, replaces what was said about it before; other documents stay.

use std::collections::BTreeSet;

use oxrdf::{Literal, Quad};
use oxttl::NQuadsParser;

use super::{Failure, draw};
use crate::export;
use crate::graph::{Graph, View};
use crate::rdf::{self, Names};
use crate::store::{Documents, Folder, GRAPH, StoreError, nquads};
use crate::{Extraction, Extractor};

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Message(error.to_string())
    }
}

/// Writes all files, or none if anything fails; gives their names.
pub(super) fn save(
    extractor: &Extractor,
    names: &Names,
    extractions: &[Extraction],
    folder: &Folder,
) -> Result<Vec<&'static str>, Failure> {
    let ids: BTreeSet<&str> = extractions.iter().map(|e| e.document.id.as_str()).collect();
    let mut replacement = folder.replace()?;
    let mut names_written = Vec::new();
    let mut write = |name, bytes: &[u8]| {
        names_written.push(name);
        replacement.write(name, |out| out.write_all(bytes))
    };
    let nquads = graph(extractor, names, extractions, &ids, folder)?;
    write(GRAPH, nquads.as_bytes())?;
    let quads = quads(&nquads, folder)?;
    drop(nquads);
    write("graph.trig", &trig(names, &quads)?)?;
    write("dataset.ttl", &dataset(extractor, names, &quads)?)?;
    drop(quads);
    let claims = claims_jsonl(extractor, extractions, &ids, folder)?;
    write("claims.jsonl", claims.as_bytes())?;
    let table = claims_csv(extractor, extractions, &ids, folder)?;
    write("claims.csv", table.as_bytes())?;
    let graph = Graph::of(extractor.ontology(), extractions);
    for (name, bytes) in draw::both(&graph, &View::Positions) {
        write(name, &bytes)?;
    }
    replacement.commit()?;
    Ok(names_written)
}

fn graph(
    extractor: &Extractor,
    names: &Names,
    extractions: &[Extraction],
    ids: &BTreeSet<&str>,
    folder: &Folder,
) -> Result<String, Failure> {
    let mut fresh = Vec::new();
    export::rdf::nquads(
        &export::rdf::quads(extractor, names, extractions),
        &mut fresh,
    )?;
    let mut graphs = folder.read(GRAPH, |line| nquads::graph(line).map(str::to_owned))?;
    let renewed: BTreeSet<String> = extractions
        .iter()
        .map(|e| names.document(&e.document.text).to_string())
        .collect();
    let identifiers: Vec<String> = ids
        .iter()
        .map(|id| Literal::from(*id).to_string())
        .collect();
    graphs.retain(|name, lines| {
        !renewed.contains(name) && !lines.iter().any(|line| identifies(line, &identifiers))
    });
    for line in String::from_utf8_lossy(&fresh).lines() {
        let name = nquads::graph(line).unwrap_or_default();
        graphs
            .entry(name.to_owned())
            .or_default()
            .push(line.to_owned());
    }
    for lines in graphs.values_mut() {
        lines.sort_unstable();
        lines.dedup();
    }
    Ok(joined(&graphs))
}

/// Whether a quad gives a document one of these ids.
fn identifies(line: &str, identifiers: &[String]) -> bool {
    let Some((_, id)) = line.split_once(" <http://purl.org/dc/terms/identifier> ") else {
        return false;
    };
    identifiers.iter().any(|i| {
        id.strip_prefix(i.as_str())
            .is_some_and(|rest| rest.starts_with(" <"))
    })
}

/// All quads of the folder, in the order of all output.
fn quads(nquads: &str, folder: &Folder) -> Result<Vec<Quad>, Failure> {
    let mut quads = Vec::new();
    for quad in NQuadsParser::new().for_slice(nquads.as_bytes()) {
        let file = folder.file(GRAPH);
        quads.push(quad.map_err(|e| Failure::Message(format!("{}: {e}", file.display())))?);
    }
    rdf::sort(&mut quads);
    Ok(quads)
}

fn trig(names: &Names, quads: &[Quad]) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    export::rdf::trig(names, quads, &mut out)?;
    Ok(out)
}

/// What the folder holds, in VoID and DCAT.
fn dataset(extractor: &Extractor, names: &Names, quads: &[Quad]) -> Result<Vec<u8>, Failure> {
    let described = rdf::dataset(names, extractor.ontology(), quads);
    let mut out = Vec::new();
    export::rdf::turtle(names, &described, &mut out)?;
    Ok(out)
}

fn claims_jsonl(
    extractor: &Extractor,
    extractions: &[Extraction],
    ids: &BTreeSet<&str>,
    folder: &Folder,
) -> Result<String, Failure> {
    let id = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).ok()?;
        value.get("id")?.as_str().map(str::to_owned)
    };
    let mut lines = folder.read("claims.jsonl", id)?;
    lines.retain(|id, _| !ids.contains(id.as_str()));
    for extraction in extractions {
        let line = export::jsonl::line(extractor, extraction).map_err(std::io::Error::from)?;
        let document = lines.entry(extraction.document.id.clone()).or_default();
        document.push(line.trim_end().to_owned());
    }
    Ok(joined(&lines))
}

fn claims_csv(
    extractor: &Extractor,
    extractions: &[Extraction],
    ids: &BTreeSet<&str>,
    folder: &Folder,
) -> Result<String, Failure> {
    let mut rows = folder.read("claims.csv", export::csv::document)?;
    rows.retain(|id, _| !ids.contains(id.as_str()));
    let mut fresh = Vec::new();
    export::csv::write(extractor, extractions, &mut fresh)?;
    let fresh = String::from_utf8_lossy(&fresh);
    let mut lines = fresh.lines();
    let head = lines.next().unwrap_or_default();
    rows.retain(|_, lines| lines.first().is_none_or(|line| line != head));
    for line in lines {
        let id = export::csv::document(line).unwrap_or_default();
        rows.entry(id).or_default().push(line.to_owned());
    }
    Ok(format!("{head}\n{}", joined(&rows)))
}

fn joined(documents: &Documents) -> String {
    let mut text = String::new();
    for line in documents.values().flatten() {
        text.push_str(line);
        text.push('\n');
    }
    text
}
