//! The store: what was extracted, ready to be asked in SPARQL. The one module that knows oxigraph's store.

mod answer;

mod folder;

mod library;

mod query;

mod watch;

pub use answer::{Answer, Rows, Shape};
pub use folder::{Documents, Folder};
pub use library::{Question, questions};
pub use query::Query;

use watch::Watch;

use std::path::Path;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::{LoaderError, StorageError};

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
    /// A query that takes longer than it may.
    #[error("this query takes too long")]
    Timeout,
    /// `--param state`
    #[error(
        "{0:?} is not a parameter: write variable=slug, variable=:term, variable=<IRI> or variable=\"text\""
    )]
    Parameter(String),
    /// A file that is not N-Quads.
    #[error("{file}: {source}")]
    Load {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: Box<LoaderError>,
    },
    /// A folder without N-Quads.
    #[error("{0}: nothing was extracted there yet; `rapporteur extract PATH` does")]
    Empty(String),
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

    /// Asks a question.
    ///
    /// # Errors
    /// If it cannot be answered, or not in time.
    pub fn query(&self, query: Query) -> Result<Answer, StoreError> {
        let watch = query.timeout.map(|limit| Watch::start(limit, query.token));
        let bound = query.prepared.on_store(&self.inner);
        let bound = query
            .parameters
            .into_iter()
            .fold(bound, |bound, (variable, value)| {
                bound.substitute_variable(variable, value)
            });
        let answer = bound.execute().map_err(StoreError::from);
        let answer = answer.and_then(Answer::collect);
        match (watch.is_some_and(Watch::rang), answer) {
            (true, Err(_)) => Err(StoreError::Timeout),
            (_, answer) => answer,
        }
    }
}
