//! The graphs of documents on their way to a file: gathered document by document, written in the order of their names.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxrdf::Quad;
use oxttl::NQuadsParser;

use crate::export;
use crate::ontology::EntityId;
use crate::rdf::{self, Names};
use crate::store::Records;
use crate::{Extraction, Extractor};

/// What one document says, in both forms.
pub(super) struct Piece {
    /// The name of its graph as it stands in N-Quads.
    graph: String,
    nquads: Vec<u8>,
    trig: Option<Vec<u8>>,
    used: BTreeSet<EntityId>,
}

impl Piece {
    /// With its TriG or without, if nobody will ask for it.
    pub fn new(
        extractor: &Extractor,
        names: &Names,
        extraction: &Extraction,
        with_trig: bool,
    ) -> io::Result<Self> {
        let quads = rdf::quads(names, extractor.ontology(), extraction);
        let graph = names.document(&extraction.document.text).to_string();
        let mut piece = Self::of(graph, &quads)?;
        piece.used = export::rdf::used(extraction);
        if with_trig {
            piece.trig = Some(export::rdf::trig_graph(names, &quads)?);
        }
        Ok(piece)
    }

    /// The quads of one graph, sorted.
    fn of(graph: String, quads: &[Quad]) -> io::Result<Self> {
        let mut nquads = Vec::new();
        export::rdf::nquads(quads, &mut nquads)?;
        Ok(Self {
            graph,
            nquads,
            trig: None,
            used: BTreeSet::new(),
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

    pub fn add(&mut self, piece: Piece) -> io::Result<()> {
        if self.nquads.has(&piece.graph) {
            self.twice.insert(piece.graph.clone());
        }
        self.nquads.add(&piece.graph, &piece.nquads)?;
        if let Some(trig) = &piece.trig {
            self.trig.add(&piece.graph, trig)?;
        }
        self.used.extend(piece.used);
        Ok(())
    }

    /// Adds the graphs of no one document: what the catalogue knows of the entities in use, and the schema.
    pub fn add_shared(&mut self) -> io::Result<()> {
        let quads = export::rdf::shared(self.extractor, self.names, &self.used);
        for quads in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
            let graph = quads[0].graph_name.to_string();
            self.add(Piece::of(graph, quads)?)?;
        }
        Ok(())
    }

    /// Adds lines of a graph that may be there already.
    pub fn add_lines(&mut self, graph: &str, lines: &str) -> io::Result<()> {
        self.twice.insert(graph.to_owned());
        self.nquads.add(graph, lines.as_bytes())
    }

    pub fn has(&self, graph: &str) -> bool {
        self.nquads.has(graph)
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.nquads.keys()
    }

    /// One graph, sorted, each quad once.
    pub fn nquads(&mut self, graph: &str) -> io::Result<String> {
        let lines = self.nquads.read(graph)?;
        if !self.twice.contains(graph) {
            return Ok(lines);
        }
        let lines: BTreeSet<&str> = lines.split_inclusive('\n').collect();
        Ok(lines.into_iter().collect())
    }

    /// One graph as TriG without prefixes.
    pub fn trig(&mut self, graph: &str) -> io::Result<Vec<u8>> {
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
