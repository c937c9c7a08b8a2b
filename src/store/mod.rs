//! The store: what was extracted, ready to be asked in SPARQL. The one module that knows oxigraph's store.

mod answer;

mod folder;

pub use answer::{Answer, Rows, Shape};
pub use folder::{Documents, Folder};

use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use oxigraph::store::{LoaderError, StorageError};

use crate::ontology::NS;
use crate::rdf::{Names, PREFIXES};

/// Quads in memory. The default graph of every query is the union of all graphs.
pub struct Store {
    inner: oxigraph::store::Store,
}

/// Why a store cannot be opened or a question not be answered.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// `SELECT ?s WHERE { ?s`
    #[error("{line}:{column}: this is not SPARQL: {message}")]
    Syntax {
        /// Line of the query, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser wanted.
        message: String,
    },
    /// `SELECT * WHERE { SERVICE <http://nowhere/> { ?s ?p ?o } }`
    #[error("this query cannot be answered: {0}")]
    Evaluation(#[from] QueryEvaluationError),
    /// A file that is not N-Quads.
    #[error("{file}: {source}")]
    Load {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: Box<LoaderError>,
    },
    /// The store itself failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A file or folder that cannot be read or written.
    #[error("{file}: {source}")]
    Io {
        /// The file.
        file: String,
        /// Why not.
        source: std::io::Error,
    },
}

impl StoreError {
    fn io(file: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        |source| Self::Io {
            file: file.display().to_string(),
            source,
        }
    }
}

impl Store {
    /// An empty store.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn new() -> Result<Self, StoreError> {
        Ok(Self {
            inner: oxigraph::store::Store::new()?,
        })
    }

    /// Adds the quads of an N-Quads file; `name` is for messages.
    ///
    /// # Errors
    /// If the file is not N-Quads.
    pub fn load(&self, name: &str, nquads: &[u8]) -> Result<(), StoreError> {
        let parser = RdfParser::from_format(RdfFormat::NQuads);
        let mut loader = self.inner.bulk_loader();
        let loaded = loader.load_from_slice(parser, nquads);
        loaded
            .and_then(|()| loader.commit().map_err(LoaderError::from))
            .map_err(|source| StoreError::Load {
                file: name.to_owned(),
                source: Box::new(source),
            })
    }

    /// How many quads it holds.
    ///
    /// # Errors
    /// If the store itself fails.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(self.inner.len()?)
    }

    /// Whether it holds nothing.
    ///
    /// # Errors
    /// If the store itself fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.inner.is_empty()?)
    }

    /// Asks in SPARQL; the prefixes `:`, `e:`, `d:`, `rdf:`, `rdfs:`, `owl:`, `xsd:`, `skos:`, `dct:` and `wd:` are declared.
    ///
    /// # Errors
    /// If the query is not SPARQL or cannot be evaluated.
    pub fn query(&self, names: &Names, sparql: &str) -> Result<Answer, StoreError> {
        let mut query = evaluator(names)
            .parse_query(sparql)
            .map_err(|error| syntax(&error.to_string()))?;
        query.dataset_mut().set_default_graph_as_union();
        let results: QueryResults<'static> = query.on_store(&self.inner).execute()?;
        Answer::collect(results)
    }
}

/// Prefixes of queries, with their namespaces.
pub fn prefixes(names: &Names) -> Vec<(String, String)> {
    let own = [
        (String::new(), NS.to_owned()),
        ("e".to_owned(), names.entities()),
        ("d".to_owned(), names.documents()),
    ];
    let known = PREFIXES
        .iter()
        .map(|(p, iri)| ((*p).to_owned(), (*iri).to_owned()));
    own.into_iter().chain(known).collect()
}

fn evaluator(names: &Names) -> SparqlEvaluator {
    prefixes(names)
        .into_iter()
        .fold(SparqlEvaluator::new(), |evaluator, (prefix, iri)| {
            let plain = evaluator.clone();
            evaluator.with_prefix(prefix, iri).unwrap_or(plain)
        })
}

/// The parser says "error at 1:20: expected ...".
fn syntax(message: &str) -> StoreError {
    let placed = message.strip_prefix("error at ").and_then(|rest| {
        let (place, message) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?, message))
    });
    let (line, column, message) = placed.unwrap_or((1, 1, message));
    StoreError::Syntax {
        line,
        column,
        message: message.to_owned(),
    }
}
