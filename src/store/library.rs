//! The shipped questions: `ontology/queries/*.rq`, compiled in.
//!
//! A file is SPARQL that any store answers; its stem is the name of the question. The first line is `# ` and the
//! question in words, the second `# Parameters: ` and the variables that may be given a value, which narrows the
//! question; a third that starts with `# Given no` says what is asked where they are not given. Where `# given actor`
//! stands, a value of `?actor` is put in, before anything is looked up; a line that ends with `# unless actor` is left
//! out then, and what stands behind `# if actor: ` comes in. The last `LIMIT` is that of the answer.

use include_dir::{Dir, include_dir};
use oxigraph::model::Variable;

use super::StoreError;
use super::query::assignment;
use crate::rdf::Names;

static SHIPPED: Dir = include_dir!("$CARGO_MANIFEST_DIR/ontology/queries");

/// A shipped question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What to call it by: `who-supports`.
    pub name: &'static str,
    /// The question in words.
    pub title: &'static str,
    /// The variables that it may be narrowed by.
    pub parameters: Vec<&'static str>,
    /// What it asks if it is not narrowed, where that is less than all: "Given no actor: whoever spoke most".
    pub default: Option<&'static str>,
    /// The most rows of the answer, unless told otherwise.
    pub limit: usize,
    /// The query.
    pub sparql: &'static str,
}

/// All shipped questions, by name.
pub fn questions() -> Vec<Question> {
    let mut questions: Vec<Question> = SHIPPED.files().filter_map(question).collect();
    questions.sort_by_key(|q| q.name);
    questions
}

fn question(file: &'static include_dir::File<'static>) -> Option<Question> {
    let sparql = file.contents_utf8()?;
    let mut lines = sparql.lines();
    let title = lines.next()?.trim_start_matches('#').trim();
    let parameters = lines.next()?.strip_prefix("# Parameters:")?;
    let note = lines.next()?.strip_prefix("# ");
    Some(Question {
        name: file.path().file_stem()?.to_str()?,
        title,
        parameters: names(parameters).collect(),
        default: note.filter(|note| note.starts_with("Given n")),
        limit: split(sparql)?.1.parse().ok()?,
        sparql,
    })
}

/// `actor, object`
fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim)
}

/// The query before the number of its last `LIMIT`, the number, and the query after it.
fn split(sparql: &str) -> Option<(&str, &str, &str)> {
    let at = sparql.rfind("LIMIT ")? + "LIMIT ".len();
    let (before, rest) = sparql.split_at(at);
    let digits = rest.find(|c: char| !c.is_ascii_digit());
    let (number, after) = rest.split_at(digits.unwrap_or(rest.len()));
    Some((before, number, after))
}

impl Question {
    /// The query, narrowed by `parameters` (`actor=japan`, as for [`super::Query::with_parameter`]), with at most
    /// `limit` rows.
    ///
    /// # Errors
    /// If a parameter is not of that form, or none of this question's.
    pub fn narrowed(
        &self,
        names: &Names,
        parameters: &[impl AsRef<str>],
        limit: Option<usize>,
    ) -> Result<String, StoreError> {
        let mut values: Vec<(Variable, String)> = Vec::new();
        for parameter in parameters {
            let (variable, value) = assignment(names, parameter.as_ref())?;
            if !self.parameters.contains(&variable.as_str()) {
                return Err(StoreError::UnknownParameter {
                    question: self.name,
                    parameter: variable.into_string(),
                    known: self.parameters.join(", "),
                });
            }
            values.push((variable, value.to_string()));
        }
        let lines = self.sparql.lines().filter_map(|line| given(line, &values));
        let sparql = lines.collect::<Vec<_>>().join("\n");
        Ok(match (limit, split(&sparql)) {
            (Some(limit), Some((before, _, after))) => format!("{before}{limit}{after}"),
            _ => sparql,
        })
    }
}

/// A line of a question with the values that are given; none if they make it needless.
fn given(line: &str, values: &[(Variable, String)]) -> Option<String> {
    let of = |list: &str| {
        let wanted: Vec<&str> = names(list).collect();
        let found = values.iter().filter(|(v, _)| wanted.contains(&v.as_str()));
        let blocks = found.map(|(variable, value)| format!("VALUES {variable} {{ {value} }}"));
        blocks.collect::<Vec<_>>().join(" ")
    };
    if let Some((indent, list)) = line.split_once("# given ") {
        return Some(format!("{indent}{}", of(list)));
    }
    if let Some((indent, wanted)) = line.split_once("# if ")
        && let Some((list, pattern)) = wanted.split_once(": ")
        && !of(list).is_empty()
    {
        return Some(format!("{indent}{pattern}"));
    }
    let needless = line.split_once("# unless ");
    needless
        .is_none_or(|(_, list)| of(list).is_empty())
        .then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_where_it_is_wanted_and_takes_the_place_of_the_default() {
        let japan = [(
            Variable::new_unchecked("actor"),
            "<https://example.org/japan>".to_owned(),
        )];
        let line = |line| given(line, &japan);
        assert_eq!(
            line("  # given object, actor").as_deref(),
            Some("  VALUES ?actor { <https://example.org/japan> }")
        );
        assert_eq!(line("  # given object").as_deref(), Some("  "));
        assert_eq!(line("  { whoever } # unless actor"), None);
        assert_eq!(
            line("  # if actor: ?a ?b ?c .").as_deref(),
            Some("  ?a ?b ?c .")
        );
        for stays in [
            "  { what } # unless object",
            "# if object: ?a ?b",
            "?c :act ?act .",
        ] {
            assert_eq!(line(stays).as_deref(), Some(stays));
        }
    }

    #[test]
    fn the_last_limit_is_that_of_the_answer() {
        let question = Question {
            name: "q",
            title: "Q?",
            parameters: vec!["s"],
            default: None,
            limit: 7,
            sparql: "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 1 } } LIMIT 7 # rows",
        };
        let asked = question.narrowed(&Names::default(), &[] as &[&str], Some(20));
        let asked = asked.expect("nothing is given");
        assert!(asked.ends_with("LIMIT 1 } } LIMIT 20 # rows"), "{asked}");
        let wrong = question.narrowed(&Names::default(), &["o=japan"], None);
        assert!(matches!(wrong, Err(StoreError::UnknownParameter { .. })));
    }
}
