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
        let triples = rdf::triples(names, extractor.ontology(), extraction);
        let trig = self.trig.as_ref().map(|file| {
            let trig = export::rdf::trig_graph(names, triples.quads())?;
            file.write(|out| out.write_all(&trig))
        });
        Ok(Piece {
            graph: names.document(&extraction.document.text).to_string(),
            trig: trig.transpose()?,
            nquads: self
                .nquads
                .write(|out| export::rdf::nquads(triples.quads(), out))?,
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

    pub fn add(&mut self, piece: Piece) -> io::Result<()> {
        self.used.extend(piece.used);
        if self.nquads.has(&piece.graph) {
            let lines = self.nquads.read_written(&piece.nquads)?;
            return self.merge(&piece.graph, &lines);
        }
        self.nquads.add_written(&piece.graph, piece.nquads);
        if let Some(trig) = piece.trig {
            self.trig.add_written(&piece.graph, trig);
        }
        Ok(())
    }

    /// Adds sorted lines to a graph that is there: documents with the same text are one.
    fn merge(&mut self, graph: &str, lines: &str) -> io::Result<()> {
        let known = self.nquads.read(graph)?;
        if known == lines {
            return Ok(());
        }
        let both = known
            .split_inclusive('\n')
            .chain(lines.split_inclusive('\n'));
        let merged: BTreeSet<&str> = both.collect();
        self.nquads.remove(graph);
        self.trig.remove(graph);
        self.nquads.add(graph, |out| {
            merged
                .iter()
                .try_for_each(|line| out.write_all(line.as_bytes()))
        })
    }

    /// Adds the graphs of no one document: what the catalogue knows of the entities in use, and the schema.
    pub fn add_shared(&mut self) -> io::Result<()> {
        let quads = export::rdf::shared(self.extractor, self.names, &self.used);
        for quads in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
            let graph = quads[0].graph_name.to_string();
            self.nquads
                .add(&graph, |out| export::rdf::nquads(quads, out))?;
        }
        Ok(())
    }

    /// Adds sorted lines of a graph that may be there already.
    pub fn add_lines(&mut self, graph: &str, lines: &str) -> io::Result<()> {
        match self.nquads.has(graph) {
            true => self.merge(graph, lines),
            false => self
                .nquads
                .add(graph, |out| out.write_all(lines.as_bytes())),
        }
    }

    pub fn has(&self, graph: &str) -> bool {
        self.nquads.has(graph)
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.nquads.keys()
    }

    /// One graph, sorted, each quad once.
    pub fn nquads(&self, graph: &str) -> io::Result<String> {
        self.nquads.read(graph)
    }

    /// One graph as TriG without prefixes.
    pub fn trig(&self, graph: &str) -> io::Result<Vec<u8>> {
        match self.trig.has(graph) {
            true => Ok(self.trig.read(graph)?.into_bytes()),
            false => trig(self.names, &self.nquads(graph)?),
        }
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
