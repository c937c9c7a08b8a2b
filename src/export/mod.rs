//! The formats that leave the program, one file each.

pub mod csv;
mod cypher;
mod gexf;
mod graphml;
mod html;
pub mod jsonl;
mod jsonld;
mod kgx;
mod markdown;
pub mod rdf;
mod rdf12;
pub(crate) mod xml;

use std::io::{self, Write};

use oxrdf::Quad;

use crate::graph::{Graph, View, dot};
use crate::rdf::Names;
use crate::{Extraction, Extractor};

/// A format that `extract` can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Mentions and claims, one document a line.
    Jsonl,
    /// The claims as a table, one claim a row.
    Csv,
    /// The graph, one quad a line.
    NQuads,
    /// The graph with its named graphs, for reading.
    TriG,
    /// The graph without graph names.
    Turtle,
    /// The claims as a diagram for Graphviz.
    Dot,
    /// The graph without graph names, in XML.
    RdfXml,
    /// The graph as compact JSON-LD with its context.
    JsonLd,
    /// The graph as RDF 1.2: each claim reifies its triple.
    Rdf12,
    /// The graph without graph names, one triple a line.
    NTriples,
    /// Entities and claims for yEd, networkx and the like.
    GraphMl,
    /// Entities and dated claims for Gephi.
    Gexf,
    /// The claims as an edge list with KGX column names.
    Kgx,
    /// Statements that fill Neo4j.
    Cypher,
    /// The statements for reading, mentions and claims highlighted.
    Html,
    /// A report of what each actor says.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[
        Format::Jsonl,
        Format::Csv,
        Format::NQuads,
        Format::TriG,
        Format::Turtle,
        Format::Dot,
        Format::RdfXml,
        Format::JsonLd,
        Format::Rdf12,
        Format::NTriples,
        Format::GraphMl,
        Format::Gexf,
        Format::Kgx,
        Format::Cypher,
        Format::Html,
        Format::Markdown,
    ];

    /// The formats of RDF, which hold any quads and not only what was extracted.
    pub const RDF: &'static [Format] = &[
        Format::Turtle,
        Format::NTriples,
        Format::RdfXml,
        Format::JsonLd,
        Format::TriG,
        Format::NQuads,
    ];

    /// Whether it is of [`Format::RDF`] and keeps the names of graphs.
    pub fn has_graphs(self) -> bool {
        matches!(self, Format::TriG | Format::NQuads | Format::JsonLd)
    }

    /// The name it has on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::NQuads => "nquads",
            Format::TriG => "trig",
            Format::Turtle => "turtle",
            Format::Dot => "dot",
            Format::RdfXml => "rdfxml",
            Format::JsonLd => "jsonld",
            Format::Rdf12 => "rdf12",
            Format::NTriples => "ntriples",
            Format::GraphMl => "graphml",
            Format::Gexf => "gexf",
            Format::Kgx => "kgx",
            Format::Cypher => "cypher",
            Format::Html => "html",
            Format::Markdown => "markdown",
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::NQuads => "nq",
            Format::TriG => "trig",
            Format::Turtle => "ttl",
            Format::Dot => "dot",
            Format::RdfXml => "rdf",
            Format::JsonLd => "jsonld",
            Format::Rdf12 => "12.nq",
            Format::NTriples => "nt",
            Format::GraphMl => "graphml",
            Format::Gexf => "gexf",
            Format::Kgx => "kgx.csv",
            Format::Cypher => "cypher",
            Format::Html => "html",
            Format::Markdown => "md",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jsonl => "application/jsonl",
            Format::Csv => "text/csv",
            Format::NQuads => "application/n-quads",
            Format::TriG => "application/trig",
            Format::Turtle => "text/turtle",
            Format::Dot => "text/vnd.graphviz",
            Format::RdfXml => "application/rdf+xml",
            Format::JsonLd => "application/ld+json",
            Format::Rdf12 => "application/n-quads;version=1.2",
            Format::NTriples => "application/n-triples",
            Format::GraphMl => "application/graphml+xml",
            Format::Gexf => "application/gexf+xml",
            Format::Kgx => "text/csv;profile=kgx",
            Format::Cypher => "application/x-cypher",
            Format::Html => "text/html",
            Format::Markdown => "text/markdown",
        }
    }

    /// The format of a name, file extension or media type.
    pub fn parse(name: &str) -> Option<Self> {
        let called = |f: &&Format| [f.name(), f.extension(), f.media_type()].contains(&name);
        Format::ALL.iter().find(called).copied()
    }
}

/// Writes quads, in the order of [`rdf::sort`], in a format of [`Format::RDF`].
///
/// # Errors
/// If `out` cannot be written, the format is none of them, or it has no form for one of the quads.
pub fn write_quads(
    format: Format,
    names: &Names,
    quads: &[Quad],
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::NQuads => rdf::nquads(quads, out),
        Format::TriG => rdf::trig(names, quads, out),
        Format::Turtle => rdf::turtle(names, quads, out),
        Format::NTriples => rdf::ntriples(quads, out),
        Format::RdfXml => rdf::xml(names, quads, out),
        Format::JsonLd => jsonld::write(names, quads, out),
        other => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{} does not hold any RDF", other.name()),
        )),
    }
}

/// Writes extractions in one format.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(
    format: Format,
    extractor: &Extractor,
    names: &Names,
    extractions: &[Extraction],
    out: &mut dyn Write,
) -> io::Result<()> {
    let quads = || rdf::quads(extractor, names, extractions);
    let graph = || {
        let mut graph = Graph::new(extractor.ontology());
        extractions.iter().for_each(|e| graph.add(e));
        graph
    };
    match format {
        Format::Jsonl => extractions.iter().try_for_each(|extraction| {
            let line = jsonl::line(extractor, extraction)?;
            out.write_all(line.as_bytes())
        }),
        Format::Csv => csv::write(extractor, extractions, out),
        Format::Rdf12 => rdf12::write(&quads(), out),
        Format::Dot => out.write_all(dot::write(&graph(), &View::default(), dot::CAP).as_bytes()),
        Format::GraphMl => graphml::write(&graph(), out),
        Format::Gexf => gexf::write(&graph(), out),
        Format::Kgx => kgx::write(&graph(), out),
        Format::Cypher => cypher::write(&graph(), out),
        Format::Markdown => markdown::write(&graph(), out),
        Format::Html => html::write(extractor.ontology(), extractions, out),
        rdf => write_quads(rdf, names, &quads(), out),
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn every_format_answers_to_its_names() {
        for format in Format::ALL {
            for name in [format.name(), format.extension(), format.media_type()] {
                assert_eq!(Format::parse(name), Some(*format));
            }
        }
        assert_eq!(Format::parse("xls"), None);
    }
}
