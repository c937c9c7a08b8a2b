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
mod neo4j;
mod properties;
mod quickstatements;
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
    /// The graph without graph names, one triple a line.
    NTriples,
    /// The graph without graph names, in XML.
    RdfXml,
    /// The graph as compact JSON-LD with its context.
    JsonLd,
    /// The graph as RDF 1.2: each claim reifies its triple.
    Rdf12,
    /// What the graph holds and how much of it, in VoID and DCAT.
    Void,
    /// The claims as a diagram for Graphviz.
    Dot,
    /// Entities and claims for yEd, networkx and the like.
    GraphMl,
    /// Entities and dated claims for Gephi.
    Gexf,
    /// The claims as an edge list with KGX column names.
    Kgx,
    /// The entities as a table for Neo4j's import.
    Neo4jNodes,
    /// The claims as a table for Neo4j's import.
    Neo4jEdges,
    /// Statements that fill Neo4j.
    Cypher,
    /// Plain edges with their references, for Wikidata.
    QuickStatements,
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
        Format::NTriples,
        Format::RdfXml,
        Format::JsonLd,
        Format::Rdf12,
        Format::Void,
        Format::Dot,
        Format::GraphMl,
        Format::Gexf,
        Format::Kgx,
        Format::Neo4jNodes,
        Format::Neo4jEdges,
        Format::Cypher,
        Format::QuickStatements,
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
        self.names()[0]
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        self.names()[1]
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        self.names()[2]
    }

    fn names(self) -> [&'static str; 3] {
        match self {
            Format::Jsonl => ["jsonl", "jsonl", "application/jsonl"],
            Format::Csv => ["csv", "csv", "text/csv"],
            Format::NQuads => ["nquads", "nq", "application/n-quads"],
            Format::TriG => ["trig", "trig", "application/trig"],
            Format::Turtle => ["turtle", "ttl", "text/turtle"],
            Format::NTriples => ["ntriples", "nt", "application/n-triples"],
            Format::RdfXml => ["rdfxml", "rdf", "application/rdf+xml"],
            Format::JsonLd => ["jsonld", "jsonld", "application/ld+json"],
            Format::Rdf12 => ["rdf12", "12.nq", "application/n-quads;version=1.2"],
            Format::Void => ["void", "void.ttl", "text/turtle;profile=void"],
            Format::Dot => ["dot", "dot", "text/vnd.graphviz"],
            Format::GraphMl => ["graphml", "graphml", "application/graphml+xml"],
            Format::Gexf => ["gexf", "gexf", "application/gexf+xml"],
            Format::Kgx => ["kgx", "kgx.csv", "text/csv;profile=kgx"],
            Format::Neo4jNodes => ["neo4j-nodes", "nodes.csv", "text/csv;profile=neo4j-nodes"],
            Format::Neo4jEdges => ["neo4j-edges", "edges.csv", "text/csv;profile=neo4j-edges"],
            Format::Cypher => ["cypher", "cypher", "application/x-cypher"],
            Format::QuickStatements => ["quickstatements", "qs", "application/x-quickstatements"],
            Format::Html => ["html", "html", "text/html"],
            Format::Markdown => ["markdown", "md", "text/markdown"],
        }
    }

    /// The format of a name, file extension or media type.
    pub fn parse(name: &str) -> Option<Self> {
        let called = |f: &&Format| f.names().contains(&name);
        Format::ALL.iter().find(called).copied()
    }
}

/// Writes quads, in the order of [`crate::rdf::sort`], in a format of RDF.
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
        Format::Rdf12 => rdf12::write(quads, out),
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
    let ontology = extractor.ontology();
    let graph = || Graph::of(ontology, extractions);
    let quads = || rdf::quads(extractor, names, extractions);
    match format {
        Format::Jsonl => extractions.iter().try_for_each(|extraction| {
            let line = jsonl::line(extractor, extraction)?;
            out.write_all(line.as_bytes())
        }),
        Format::Csv => csv::write(extractor, extractions, out),
        Format::Html => html::write(ontology, extractions, out),
        Format::Dot => out.write_all(dot::write(&graph(), &View::default(), dot::CAP).as_bytes()),
        Format::GraphMl => graphml::write(&graph(), out),
        Format::Gexf => gexf::write(&graph(), out),
        Format::Kgx => kgx::write(&graph(), out),
        Format::Neo4jNodes => neo4j::nodes(&graph(), out),
        Format::Neo4jEdges => neo4j::edges(&graph(), out),
        Format::Cypher => cypher::write(&graph(), out),
        Format::QuickStatements => quickstatements::write(&graph(), out),
        Format::Markdown => markdown::write(&graph(), out),
        Format::Void => {
            let described = crate::rdf::dataset(names, ontology, &quads());
            rdf::turtle(names, &described, out)
        }
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
