//! Queries: SPARQL with the project's prefixes declared, parameters and a time limit.

use std::time::Duration;

use oxigraph::model::{Literal, NamedNode, Term, Variable};
use oxigraph::sparql::{CancellationToken, PreparedSparqlQuery, SparqlEvaluator};

use super::StoreError;
use crate::rdf::{self, Names};

/// A query that was read and can be asked. Its default graph is the union of all graphs.
#[derive(Clone)]
pub struct Query {
    pub(super) prepared: PreparedSparqlQuery,
    pub(super) parameters: Vec<(Variable, Term)>,
    pub(super) timeout: Option<Duration>,
    pub(super) token: CancellationToken,
}

impl Query {
    /// Reads SPARQL; the prefixes `:`, `e:`, `d:`, `rdf:`, `rdfs:`, `owl:`, `xsd:`, `skos:`, `dct:` and `wd:` are declared.
    ///
    /// # Errors
    /// If it is not SPARQL.
    pub fn new(names: &Names, sparql: &str) -> Result<Self, StoreError> {
        let token = CancellationToken::new();
        let evaluator = SparqlEvaluator::new().with_cancellation_token(token.clone());
        let mut prepared = rdf::prefixes(names)
            .into_iter()
            .fold(evaluator, |evaluator, (prefix, iri)| {
                let plain = evaluator.clone();
                evaluator.with_prefix(prefix, iri).unwrap_or(plain)
            })
            .parse_query(sparql)
            .map_err(|error| syntax(&error.to_string()))?;
        prepared.dataset_mut().set_default_graph_as_union();
        Ok(Self {
            prepared,
            parameters: Vec::new(),
            timeout: None,
            token,
        })
    }

    /// Gives up after that time.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Gives a variable a value: `state=japan`, `relation=:supports`, `link=<IRI>`, `text="words"`.
    ///
    /// # Errors
    /// If the parameter is not of that form.
    pub fn with_parameter(mut self, names: &Names, parameter: &str) -> Result<Self, StoreError> {
        let bad = || StoreError::Parameter(parameter.to_owned());
        let (variable, value) = parameter.split_once('=').ok_or_else(bad)?;
        let variable = Variable::new(variable.trim_start_matches('?')).map_err(|_| bad())?;
        let value = term(names, value).ok_or_else(bad)?;
        self.parameters.push((variable, value));
        Ok(self)
    }
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
