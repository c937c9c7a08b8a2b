//! The store: what was extracted, ready to be asked in SPARQL. The one module that knows oxigraph's store.

mod answer;

#[cfg(feature = "rocksdb")]
mod disk;

mod folder;

mod library;

mod live;

pub mod nquads;

mod query;

mod records;

mod replacement;

mod watch;

pub use answer::{Answer, Rows, Shape};
pub use folder::{Folder, GRAPH, MADE_BY};
pub use library::{Question, questions};
pub use live::Live;
pub use query::{Graphs, Query, Update};
pub use records::{Records, Scratch, Written};
pub use replacement::Replacement;

use watch::Watch;

use std::path::Path;
use std::time::Duration;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, Quad, Triple};
use oxigraph::sparql::{CancellationToken, QueryEvaluationError, UpdateEvaluationError};
use oxigraph::store::{LoaderError, StorageError};

/// Quads in memory, or in a database on disk. The default graph of every query is the union of all graphs.
pub struct Store {
    inner: oxigraph::store::Store,
    /// Held as long as the database is.
    #[cfg(feature = "rocksdb")]
    _in_use: Option<std::fs::File>,
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
    /// `LOAD <http://nowhere/>`
    #[error("this update cannot be carried out: {0}")]
    Update(#[from] UpdateEvaluationError),
    /// `WITH <g> DELETE ...` while the request names graphs too.
    #[error(
        "the update says itself what graphs it is about: leave USING and WITH out, or using-graph-uri"
    )]
    TwiceUsing,
    /// A query that takes longer than it may.
    #[error("this query takes too long")]
    Timeout,
    /// `SELECT * WHERE { ?s ?p ?o }` on a large store, where answers are limited.
    #[error("the answer is too large: add a LIMIT, or ask for less")]
    TooLarge,
    /// `--param state`
    #[error(
        "{0:?} is not a parameter: write variable=slug, variable=:term, variable=<IRI> or variable=\"text\""
    )]
    Parameter(String),
    /// `--name who-supports --param state=japan`
    #[error("`{question}` has no parameter `{parameter}`: it has {known}")]
    UnknownParameter {
        /// The shipped question.
        question: &'static str,
        /// What was given.
        parameter: String,
        /// What it has.
        known: String,
    },
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
    /// A database that something else has damaged.
    #[cfg(feature = "rocksdb")]
    #[error("{path}: the database cannot be used: {error}; remove it, and it is made again")]
    Database {
        /// The folder of the database.
        path: String,
        /// Why not.
        error: String,
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
            #[cfg(feature = "rocksdb")]
            _in_use: None,
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
    /// If it cannot be answered, or not within its limits.
    pub fn query(&self, query: Query) -> Result<Answer, StoreError> {
        let bound = query.prepared.on_store(&self.inner);
        let bound = query
            .parameters
            .into_iter()
            .fold(bound, |bound, (variable, value)| {
                bound.substitute_variable(variable, value)
            });
        in_time(query.timeout, query.token, || {
            Answer::collect(bound.execute()?, query.most)
        })
    }

    /// Carries out an update, whole or not at all.
    ///
    /// # Errors
    /// If it cannot be carried out, or not in time.
    pub fn update(&self, update: Update) -> Result<(), StoreError> {
        let bound = update.prepared.on_store(&self.inner);
        in_time(update.timeout, update.token, || Ok(bound.execute()?))
    }

    /// The quads of one named graph, sorted; none if there is no such graph.
    ///
    /// # Errors
    /// If the store itself fails.
    pub fn graph(&self, name: &NamedNode) -> Result<Option<Vec<Quad>>, StoreError> {
        if !self.inner.contains_named_graph(name)? {
            return Ok(None);
        }
        let graph = GraphNameRef::from(name);
        let quads = self.inner.quads_for_pattern(None, None, None, Some(graph));
        Ok(Some(sorted(quads.collect::<Result<_, _>>()?)))
    }

    /// All quads, sorted; gives up if they are more than `most`.
    ///
    /// # Errors
    /// If they are too many, or the store itself fails.
    pub fn quads(&self, most: usize) -> Result<Vec<Quad>, StoreError> {
        if self.inner.len()? > most {
            return Err(StoreError::TooLarge);
        }
        Ok(sorted(self.inner.iter().collect::<Result<_, _>>()?))
    }
}

fn sorted(mut quads: Vec<Quad>) -> Vec<Quad> {
    quads.sort_by_cached_key(|quad| (quad.graph_name.to_string(), quad.to_string()));
    quads
}

/// Does `work`, which `token` cancels when its time is over.
fn in_time<T>(
    limit: Option<Duration>,
    token: CancellationToken,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let watch = limit.map(|limit| Watch::start(limit, token));
    let done = work();
    match (watch.is_some_and(Watch::rang), done) {
        (true, Err(_)) => Err(StoreError::Timeout),
        (_, done) => done,
    }
}

/// Triples as quads of the default graph, which is how they are written.
pub fn as_quads(triples: Vec<Triple>) -> Vec<Quad> {
    let graph = GraphName::DefaultGraph;
    let quad = |triple: Triple| triple.in_graph(graph.clone());
    triples.into_iter().map(quad).collect()
}
