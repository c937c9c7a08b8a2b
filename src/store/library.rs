//! The shipped questions: `ontology/queries/*.rq`, compiled in.
//!
//! A file is SPARQL whose first line is `# ` and the question in words, the second `# Parameters: ` and the variables
//! that make sense to be given a value, which narrows the question. The file's stem is its name.

use include_dir::{Dir, include_dir};

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
    Some(Question {
        name: file.path().file_stem()?.to_str()?,
        title,
        parameters: parameters.split(',').map(str::trim).collect(),
        sparql,
    })
}
