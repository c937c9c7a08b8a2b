//! Questions and updates: SPARQL with the project's prefixes declared, parameters and limits.

use std::time::Duration;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Term, Variable};
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, PreparedSparqlUpdate, SparqlEvaluator,
};

use super::StoreError;
use crate::rdf::{self, Names};

/// A query that was read and can be asked. Its default graph is the union of all graphs, unless it says otherwise.
#[derive(Clone)]
pub struct Query {
    pub(super) prepared: PreparedSparqlQuery,
    pub(super) parameters: Vec<(Variable, Term)>,
    pub(super) timeout: Option<Duration>,
    pub(super) most: usize,
    pub(super) token: CancellationToken,
}

/// A SPARQL update that was read and can be carried out.
#[derive(Clone)]
pub struct Update {
    pub(super) prepared: PreparedSparqlUpdate,
    pub(super) timeout: Option<Duration>,
    pub(super) token: CancellationToken,
}

/// The graphs that a question is about: what the SPARQL Protocol gives beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graphs {
    /// Together they are the default graph.
    pub default: Vec<NamedNode>,
    /// Those that `GRAPH` reaches.
    pub named: Vec<NamedNode>,
}

impl Graphs {
    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.default.is_empty() && self.named.is_empty()
    }

    fn default_graph(&self) -> Vec<GraphName> {
        self.default.iter().cloned().map(GraphName::from).collect()
    }

    fn named_graphs(&self) -> Vec<NamedOrBlankNode> {
        let named = self.named.iter().cloned();
        named.map(NamedOrBlankNode::from).collect()
    }
}

impl Query {
    /// Reads SPARQL; the prefixes of [`rdf::prefixes`] are declared.
    ///
    /// # Errors
    /// If it is not SPARQL.
    pub fn new(names: &Names, sparql: &str) -> Result<Self, StoreError> {
        let token = CancellationToken::new();
        let mut prepared = evaluator(names, &token)
            .parse_query(sparql)
            .map_err(|error| syntax(&error.to_string()))?;
        if prepared.dataset().is_default_dataset() {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        Ok(Self {
            prepared,
            parameters: Vec::new(),
            timeout: None,
            most: usize::MAX,
            token,
        })
    }

    /// Gives up after that time.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Gives up when the answer has more values (cells, or terms of triples) than that.
    #[must_use]
    pub fn with_most(mut self, values: usize) -> Self {
        self.most = values;
        self
    }

    /// Asks about these graphs, whatever the query itself says; nothing changes if none are given.
    #[must_use]
    pub fn with_graphs(mut self, graphs: &Graphs) -> Self {
        if !graphs.is_empty() {
            let dataset = self.prepared.dataset_mut();
            dataset.set_default_graph(graphs.default_graph());
            dataset.set_available_named_graphs(graphs.named_graphs());
        }
        self
    }

    /// Gives a variable a value: `state=japan`, `relation=:supports`, `link=<IRI>`, `text="words"`.
    ///
    /// # Errors
    /// If the parameter is not of that form.
    pub fn with_parameter(mut self, names: &Names, parameter: &str) -> Result<Self, StoreError> {
        let (variable, value) = assignment(names, parameter)?;
        self.parameters.push((variable, value));
        Ok(self)
    }
}

/// `state=japan`
pub(super) fn assignment(names: &Names, parameter: &str) -> Result<(Variable, Term), StoreError> {
    let bad = || StoreError::Parameter(parameter.to_owned());
    let (variable, value) = parameter.split_once('=').ok_or_else(bad)?;
    let variable = Variable::new(variable.trim_start_matches('?')).map_err(|_| bad())?;
    let value = term(names, value).ok_or_else(bad)?;
    Ok((variable, value))
}

impl Update {
    /// Reads a SPARQL update, with the prefixes of [`Query::new`]; about `graphs` if any are given.
    ///
    /// # Errors
    /// If it is not a SPARQL update, or it says itself what graphs it is about and `graphs` does too.
    pub fn new(names: &Names, sparql: &str, graphs: &Graphs) -> Result<Self, StoreError> {
        let token = CancellationToken::new();
        let mut prepared = evaluator(names, &token)
            .parse_update(sparql)
            .map_err(|error| syntax(&error.to_string()))?;
        for dataset in prepared.using_datasets_mut() {
            match (dataset.is_default_dataset(), graphs.is_empty()) {
                (true, true) => dataset.set_default_graph_as_union(),
                (true, false) => {
                    dataset.set_default_graph(graphs.default_graph());
                    dataset.set_available_named_graphs(graphs.named_graphs());
                }
                (false, true) => {}
                (false, false) => return Err(StoreError::TwiceUsing),
            }
        }
        Ok(Self {
            prepared,
            timeout: None,
            token,
        })
    }

    /// Gives up after that time; nothing is changed then.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }
}

fn evaluator(names: &Names, token: &CancellationToken) -> SparqlEvaluator {
    let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
    rdf::prefixes(names)
        .into_iter()
        .fold(evaluator, |evaluator, (prefix, iri)| {
            let plain = evaluator.clone();
            evaluator.with_prefix(prefix, iri).unwrap_or(plain)
        })
}

/// `"text"`, `<IRI>`, `prefix:name`, or a bare slug of an entity.
fn term(names: &Names, value: &str) -> Option<Term> {
    let inside = |open: char, close: char| value.strip_prefix(open)?.strip_suffix(close);
    if let Some(text) = inside('"', '"') {
        return Some(Literal::new_simple_literal(text).into());
    }
    if let Some(iri) = inside('<', '>') {
        return NamedNode::new(iri).ok().map(Term::from);
    }
    let Some((prefix, local)) = value.split_once(':') else {
        return Some(names.entity(value).into());
    };
    let prefixes = rdf::prefixes(names);
    let (_, namespace) = prefixes.iter().find(|(p, _)| p == prefix)?;
    NamedNode::new(format!("{namespace}{local}"))
        .ok()
        .map(Term::from)
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
