//! The files that `extract` writes: the graph, the claims and a diagram.
//!
//! Extracting a document again, by its id or its text, replaces what was said about it before; other documents stay.
//! Nothing is changed before [`Output::commit`], and memory holds one document's lines at a time.

use std::collections::{BTreeSet, HashMap};
use std::io::{self, Write};

use oxrdf::Literal;

use super::graphs::{self, Graphs, Piece, trig};
use super::{Failure, draw};
use crate::export;
use crate::graph::{Graph, View};
use crate::rdf::Names;
use crate::store::{
    Folder, GRAPH, MADE_BY, Records, Replacement, Scratch, StoreError, Written, nquads,
};
use crate::{Extraction, Extractor};

/// How many claims of a run the diagram takes into account.
const DRAWN: usize = 20_000;

/// What the folder says where not all documents were extracted with the same program and ontology.
const MIXED: &str = "several";

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Message(error.to_string())
    }
}

/// What the files will hold of one document, written to scratch files.
pub(super) struct Entry {
    graph: Piece,
    claims: Written,
    rows: Written,
    extraction: Extraction,
}

impl Entry {
    /// How many claims the document makes.
    pub fn claims(&self) -> usize {
        self.extraction.claims.len()
    }
}

/// The scratch files of [`Output`], for threads to write to.
pub(super) struct Files {
    graph: graphs::Files,
    claims: Scratch,
    rows: Scratch,
}

impl Files {
    pub fn entry(
        &self,
        extractor: &Extractor,
        names: &Names,
        mut extraction: Extraction,
    ) -> io::Result<Entry> {
        extraction.drop_trees();
        let claims = export::jsonl::line(extractor, &extraction)?;
        let rows = export::csv::rows(extractor, &extraction)?;
        Ok(Entry {
            graph: self.graph.piece(extractor, names, &extraction)?,
            claims: self.claims.write(|out| out.write_all(claims.as_bytes()))?,
            rows: self.rows.write(|out| out.write_all(&rows))?,
            extraction,
        })
    }
}

/// The files while documents come in.
pub(super) struct Output<'a> {
    names: &'a Names,
    folder: &'a Folder,
    graphs: Graphs<'a>,
    claims: Records,
    rows: Records,
    diagram: Graph<'a>,
    made_by: String,
}

impl<'a> Output<'a> {
    pub fn new(
        extractor: &'a Extractor,
        names: &'a Names,
        folder: &'a Folder,
        made_by: String,
    ) -> Result<Self, Failure> {
        let scratch = [folder.scratch()?, folder.scratch()?];
        Ok(Self {
            names,
            folder,
            graphs: Graphs::new(extractor, names, scratch),
            claims: folder.scratch()?,
            rows: folder.scratch()?,
            diagram: Graph::new(extractor.ontology()),
            made_by,
        })
    }

    /// The files to write entries to.
    pub fn files(&self) -> Files {
        Files {
            graph: self.graphs.files(true),
            claims: self.claims.file().clone(),
            rows: self.rows.file().clone(),
        }
    }

    pub fn add(&mut self, entry: Entry) -> io::Result<()> {
        let id = &entry.extraction.document.id;
        self.claims.add_written(id, entry.claims);
        self.rows.add_written(id, entry.rows);
        self.graphs.add(entry.graph)?;
        if self.diagram.claims.edge_count() < DRAWN {
            self.diagram.add(&entry.extraction);
        }
        Ok(())
    }

    /// Writes all files, or none if anything fails; gives their names.
    pub fn commit(mut self) -> Result<Vec<&'static str>, Failure> {
        let mut files = self.folder.replace()?;
        let kept = self.graph(&mut files)?;
        let before = self.folder.made_by()?;
        let mixed = kept && before.as_ref() != Some(&self.made_by);
        let made_by = if mixed { MIXED } else { &self.made_by };
        files.write(MADE_BY, |out| writeln!(out, "{made_by}"))?;
        self.claims(&mut files)?;
        self.rows(&mut files)?;
        let mut names = vec![GRAPH, "graph.trig", "claims.jsonl", "claims.csv"];
        for (name, bytes) in draw::both(&self.diagram, &View::Positions) {
            files.write(name, |out| out.write_all(&bytes))?;
            names.push(name);
        }
        files.commit()?;
        Ok(names)
    }

    /// `graph.nq` and `graph.trig`: the documents of this run and those of the folder that are not among them. Whether
    /// there are any of these.
    fn graph(&mut self, files: &mut Replacement) -> Result<bool, Failure> {
        let mut ids: HashMap<String, String> = HashMap::new();
        let old = self.folder.records(GRAPH, |line| {
            let graph = nquads::graph(line)?;
            if let Some(id) = identifier(line, graph) {
                ids.insert(graph.to_owned(), id.to_owned());
            }
            Some(graph.to_owned())
        })?;
        let kept = self.kept(&old, &ids)?;
        let graphs = &self.graphs;
        let all: BTreeSet<String> = graphs
            .keys()
            .map(str::to_owned)
            .chain(kept.clone())
            .collect();
        files.write(GRAPH, |out| {
            all.iter().try_for_each(|graph| {
                let lines = match kept.contains(graph) {
                    true => old.read(graph)?,
                    false => graphs.nquads(graph)?,
                };
                out.write_all(lines.as_bytes())
            })
        })?;
        let names = self.names;
        files.write("graph.trig", |out| {
            out.write_all(&export::rdf::trig_head(names)?)?;
            all.iter().try_for_each(|graph| {
                let block = match kept.contains(graph) {
                    true => trig(names, &old.read(graph)?)?,
                    false => graphs.trig(graph)?,
                };
                out.write_all(&block)
            })
        })?;
        Ok(!kept.is_empty())
    }

    /// The graphs of old documents that this run says nothing of; `ids` has the ids of old documents by graph. Graphs
    /// of no one document grow.
    fn kept(
        &mut self,
        old: &Records,
        ids: &HashMap<String, String>,
    ) -> Result<BTreeSet<String>, Failure> {
        self.graphs.add_shared()?;
        let again = self.claims.keys().map(|id| Literal::from(id).to_string());
        let again: BTreeSet<String> = again.collect();
        let mut kept = BTreeSet::new();
        for graph in old.keys().map(str::to_owned).collect::<Vec<_>>() {
            match ids.get(&graph) {
                Some(id) if again.contains(id) || self.graphs.has(&graph) => {}
                Some(_) => drop(kept.insert(graph)),
                None => {
                    let lines = old.read(&graph)?;
                    self.graphs.add_lines(&graph, &lines)?;
                }
            }
        }
        Ok(kept)
    }

    fn claims(&mut self, files: &mut Replacement) -> Result<(), Failure> {
        let id = |line: &str| {
            let value: serde_json::Value = serde_json::from_str(line).ok()?;
            value.get("id")?.as_str().map(str::to_owned)
        };
        let old = self.folder.records("claims.jsonl", id)?;
        let order = merged(&old, &self.claims, &self.claims);
        Ok(files.write("claims.jsonl", |out| copy(&order, &old, &self.claims, out))?)
    }

    fn rows(&mut self, files: &mut Replacement) -> Result<(), Failure> {
        let head = export::csv::head()?;
        let id = |line: &str| {
            let is_head = head.strip_suffix(b"\n") == Some(line.as_bytes());
            export::csv::document(line).filter(|_| !is_head)
        };
        let old = self.folder.records("claims.csv", id)?;
        let order = merged(&old, &self.rows, &self.claims);
        Ok(files.write("claims.csv", |out| {
            out.write_all(&head)?;
            copy(&order, &old, &self.rows, out)
        })?)
    }
}

/// The documents of a file after this run, sorted, and whether their lines are new; `run` has all documents of the run.
fn merged(old: &Records, fresh: &Records, run: &Records) -> Vec<(String, bool)> {
    let kept = old.keys().filter(|id| !run.has(id)).map(|id| (id, false));
    let mut all: Vec<(&str, bool)> = kept.chain(fresh.keys().map(|id| (id, true))).collect();
    all.sort_unstable();
    all.into_iter()
        .map(|(id, new)| (id.to_owned(), new))
        .collect()
}

fn copy(
    order: &[(String, bool)],
    old: &Records,
    fresh: &Records,
    out: &mut dyn Write,
) -> io::Result<()> {
    order.iter().try_for_each(|(id, new)| {
        let lines = if *new { fresh } else { old }.read(id)?;
        out.write_all(lines.as_bytes())
    })
}

/// The id of a document, as a literal, if the quad gives the graph's own one.
fn identifier<'a>(line: &'a str, graph: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(graph)?;
    let object = rest.strip_prefix(" <http://purl.org/dc/terms/identifier> ")?;
    object
        .trim_end()
        .strip_suffix(" .")?
        .strip_suffix(graph)?
        .strip_suffix(' ')
}
