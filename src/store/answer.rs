//! Answers to queries, and how they are written.

use std::io::{self, Write};

use oxigraph::model::{Term, Triple, Variable};
use oxigraph::sparql::QueryResults;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};

use super::StoreError;

/// What a query gave, whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// SELECT
    Rows(Rows),
    /// ASK
    Boolean(bool),
    /// CONSTRUCT and DESCRIBE; sorted.
    Triples(Vec<Triple>),
}

/// The rows of a SELECT query.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The variables, in the order of the query.
    pub variables: Vec<Variable>,
    /// For each row the value of each variable.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// Standard formats of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// SPARQL 1.1 Query Results CSV
    Csv,
    /// SPARQL 1.1 Query Results TSV
    Tsv,
    /// SPARQL 1.1 Query Results JSON
    Json,
    /// SPARQL Query Results XML
    Xml,
}

impl Shape {
    /// Every format.
    pub const ALL: &'static [Shape] = &[Shape::Json, Shape::Xml, Shape::Csv, Shape::Tsv];

    /// The name it has on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Shape::Csv => "csv",
            Shape::Tsv => "tsv",
            Shape::Json => "json",
            Shape::Xml => "xml",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Shape::Csv => "text/csv",
            Shape::Tsv => "text/tab-separated-values",
            Shape::Json => "application/sparql-results+json",
            Shape::Xml => "application/sparql-results+xml",
        }
    }

    /// The format of a name or media type.
    pub fn parse(name: &str) -> Option<Self> {
        let called = |s: &&Shape| [s.name(), s.media_type()].contains(&name);
        Shape::ALL.iter().find(called).copied()
    }
}

impl Answer {
    /// Reads an answer to its end, or until it has more than `most` values.
    pub(super) fn collect(results: QueryResults<'_>, most: usize) -> Result<Self, StoreError> {
        Ok(match results {
            QueryResults::Boolean(yes) => Self::Boolean(yes),
            QueryResults::Solutions(solutions) => {
                let variables = solutions.variables().to_vec();
                let most = most / variables.len().max(1);
                let mut rows = Vec::new();
                for solution in solutions {
                    if rows.len() == most {
                        return Err(StoreError::TooLarge);
                    }
                    let solution = solution?;
                    rows.push(
                        (0..variables.len())
                            .map(|i| solution.get(i).cloned())
                            .collect(),
                    );
                }
                Self::Rows(Rows { variables, rows })
            }
            QueryResults::Graph(triples) => {
                let few = triples.take((most / 3).saturating_add(1));
                let mut triples = few.collect::<Result<Vec<_>, _>>()?;
                if triples.len() > most / 3 {
                    return Err(StoreError::TooLarge);
                }
                triples.sort_by_cached_key(ToString::to_string);
                triples.dedup();
                Self::Triples(triples)
            }
        })
    }

    /// Writes the answer in a standard format; triples are written as N-Triples whatever the format.
    ///
    /// # Errors
    /// If `out` cannot be written to.
    pub fn write(&self, shape: Shape, mut out: impl Write) -> io::Result<()> {
        let serializer = QueryResultsSerializer::from_format(match shape {
            Shape::Csv => QueryResultsFormat::Csv,
            Shape::Tsv => QueryResultsFormat::Tsv,
            Shape::Json => QueryResultsFormat::Json,
            Shape::Xml => QueryResultsFormat::Xml,
        });
        match self {
            Self::Boolean(yes) => {
                serializer.serialize_boolean_to_writer(&mut out, *yes)?;
            }
            Self::Rows(Rows { variables, rows }) => {
                let mut writer =
                    serializer.serialize_solutions_to_writer(&mut out, variables.clone())?;
                for row in rows {
                    let bound = variables.iter().zip(row);
                    writer.serialize(bound.filter_map(|(v, t)| Some((v, t.as_ref()?))))?;
                }
                writer.finish()?;
            }
            Self::Triples(triples) => {
                for triple in triples {
                    writeln!(out, "{triple} .")?;
                }
            }
        }
        Ok(())
    }
}
