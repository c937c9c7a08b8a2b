//! The formats that leave the program, one file each.

pub mod csv;
pub mod jsonl;
pub mod rdf;

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
    ];

    /// The name it has on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::NQuads => "nquads",
            Format::TriG => "trig",
            Format::Turtle => "turtle",
            Format::Dot => "dot",
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
        }
    }

    /// The format of a name, file extension or media type.
    pub fn parse(name: &str) -> Option<Self> {
        let called = |f: &&Format| [f.name(), f.extension(), f.media_type()].contains(&name);
        Format::ALL.iter().find(called).copied()
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
