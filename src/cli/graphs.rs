//! The graphs of documents on their way to a file: gathered document by document, written in the order of their names.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxrdf::Quad;
use oxttl::NQuadsParser;

use crate::export;
use crate::ontology::EntityId;
use crate::rdf::{self, Names};
use crate::store::{Records, Scratch, Written};
use crate::{Extraction, Extractor};

/// What one document says, written to scratch files in both forms.
pub(super) struct Piece {
    /// The name of its graph as it stands in N-Quads.
    graph: String,
    nquads: Written,
    trig: Option<Written>,
    used: BTreeSet<EntityId>,
}

/// The scratch files of [`Graphs`], for threads to write to: N-Quads and, if anybody will ask for it, TriG.
#[derive(Clone)]
pub(super) struct Files {
    nquads: Scratch,
    trig: Option<Scratch>,
}

impl Files {
    pub fn piece(
        &self,
        extractor: &Extractor,
        names: &Names,
        extraction: &Extraction,
    ) -> io::Result<Piece> {
        let quads = rdf::quads(names, extractor.ontology(), extraction);
        let trig = self.trig.as_ref().map(|file| {
            let trig = export::rdf::trig_graph(names, &quads)?;
            file.write(|out| out.write_all(&trig))
        });
        Ok(Piece {
            graph: names.document(&extraction.document.text).to_string(),
            trig: trig.transpose()?,
            nquads: self.nquads.write(|out| export::rdf::nquads(&quads, out))?,
            used: export::rdf::used(extraction),
        })
    }
}

/// Graphs in scratch files: memory holds their names alone.
pub(super) struct Graphs<'a> {
    extractor: &'a Extractor,
    names: &'a Names,
    nquads: Records,
    trig: Records,
    /// Graphs that were added more than once: documents with the same text.
    twice: BTreeSet<String>,
    used: BTreeSet<EntityId>,
}

impl<'a> Graphs<'a> {
    /// No graphs; they will be held in these two.
    pub fn new(extractor: &'a Extractor, names: &'a Names, [nquads, trig]: [Records; 2]) -> Self {
        Self {
            extractor,
            names,
            nquads,
            trig,
            twice: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    /// The files to write pieces to.
    pub fn files(&self, with_trig: bool) -> Files {
        Files {
            nquads: self.nquads.file().clone(),
            trig: with_trig.then(|| self.trig.file().clone()),
        }
    }

    pub fn add(&mut self, piece: Piece) {
        if self.nquads.has(&piece.graph) {
            self.twice.insert(piece.graph.clone());
        }
        self.nquads.add_written(&piece.graph, piece.nquads);
        if let Some(trig) = piece.trig {
            self.trig.add_written(&piece.graph, trig);
        }
        self.used.extend(piece.used);
    }

    /// Adds the graphs of no one document: what the catalogue knows of the entities in use, and the schema.
    pub fn add_shared(&mut self) -> io::Result<()> {
        let quads = export::rdf::shared(self.extractor, self.names, &self.used);
        for quads in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
            let graph = quads[0].graph_name.to_string();
            self.add_lines(&graph, |out| export::rdf::nquads(quads, out))?;
        }
        Ok(())
    }

    /// Adds lines of a graph that may be there already.
    pub fn add_lines(
        &mut self,
        graph: &str,
        lines: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.nquads.has(graph) {
            self.twice.insert(graph.to_owned());
        }
        self.nquads.add(graph, lines)
    }

    pub fn has(&self, graph: &str) -> bool {
        self.nquads.has(graph)
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.nquads.keys()
    }

    /// One graph, sorted, each quad once.
    pub fn nquads(&self, graph: &str) -> io::Result<String> {
        let lines = self.nquads.read(graph)?;
        if !self.twice.contains(graph) {
            return Ok(lines);
        }
        let lines: BTreeSet<&str> = lines.split_inclusive('\n').collect();
        Ok(lines.into_iter().collect())
    }

    /// One graph as TriG without prefixes.
    pub fn trig(&self, graph: &str) -> io::Result<Vec<u8>> {
        if self.trig.has(graph) && !self.twice.contains(graph) {
            return Ok(self.trig.read(graph)?.into_bytes());
        }
        trig(self.names, &self.nquads(graph)?)
    }

    /// All graphs as N-Quads or, if `trig`, as TriG.
    pub fn write(&mut self, as_trig: bool, out: &mut dyn Write) -> io::Result<()> {
        self.add_shared()?;
        if as_trig {
            out.write_all(&export::rdf::trig_head(self.names)?)?;
        }
        let graphs: Vec<String> = self.keys().map(str::to_owned).collect();
        for graph in graphs {
            match as_trig {
                true => out.write_all(&self.trig(&graph)?)?,
                false => out.write_all(self.nquads(&graph)?.as_bytes())?,
            }
        }
        Ok(())
    }
}

/// N-Quads of one graph, sorted, as TriG without prefixes.
pub(super) fn trig(names: &Names, nquads: &str) -> io::Result<Vec<u8>> {
    let quads: Result<Vec<Quad>, _> = NQuadsParser::new().for_slice(nquads.as_bytes()).collect();
    let quads = quads.map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
    export::rdf::trig_graph(names, &quads)
}
