//! JSON Lines: one document a line, with its metadata as keys.

use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use super::format::stem;
use super::read::unreadable;
use super::{Document, ReadError, TEXT_LIMIT};

/// The documents of an opened file; memory is bounded by its longest line, and that by a limit.
pub(super) struct Lines<R> {
    name: String,
    /// Nothing once the end, or an error after which nothing can be read, was met.
    source: Option<R>,
    /// How many lines were read.
    line: usize,
    /// Whether any of them was more than blanks.
    any: bool,
}

/// The documents of a file of JSON Lines.
pub(super) fn documents<R: BufRead>(name: &str, source: R) -> Lines<R> {
    Lines {
        name: name.to_owned(),
        source: Some(source),
        line: 0,
        any: false,
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = match line(self.source.as_mut()?) {
                Ok(Some(line)) => line,
                Ok(None) => return self.end(),
                Err(e) => {
                    self.source = None;
                    return Some(Err(unreadable(&self.name, &e)));
                }
            };
            self.line += 1;
            if !line.trim_ascii().is_empty() {
                self.any = true;
                return Some(self.document(&line));
            }
        }
    }
}

impl<R> Lines<R> {
    fn end(&mut self) -> Option<Result<Document, ReadError>> {
        self.source = None;
        let name = self.name.clone();
        (!self.any).then_some(Err(ReadError::Empty { name }))
    }

    fn document(&self, line: &[u8]) -> Result<Document, ReadError> {
        let mut document = document(line).map_err(|why| ReadError::BadLine {
            name: self.name.clone(),
            line: self.line,
            why,
        })?;
        if document.id.is_empty() {
            document.id = format!("{}-{}", stem(&self.name), self.line);
        }
        Ok(document)
    }
}

/// The next line; of one beyond the limit, its beginning. Nothing at the end.
fn line(source: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let limit = TEXT_LIMIT as u64 + 1;
    if source.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.len() > TEXT_LIMIT && line.last() != Some(&b'\n') {
        source.skip_until(b'\n')?;
    }
    Ok(Some(line))
}

fn document(line: &[u8]) -> Result<Document, String> {
    if line.len() > TEXT_LIMIT {
        return Err(format!("a line of more than {} MB", TEXT_LIMIT >> 20));
    }
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let line = std::str::from_utf8(line)
        .map_err(|e| format!("not valid UTF-8 (byte {})", e.valid_up_to() + 1))?;
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => from_object(object),
        Ok(_) => Err(
            "not a JSON object; a line looks like {\"id\": \"...\", \"text\": \"...\"}".to_owned(),
        ),
        Err(e) => Err(format!("not JSON (column {}): {}", e.column(), reason(&e))),
    }
}

fn from_object(mut object: Map<String, Value>) -> Result<Document, String> {
    let Some(Value::String(text)) = object.remove("text") else {
        return Err("the object has no string \"text\"".to_owned());
    };
    if text.trim().is_empty() {
        return Err("the \"text\" is empty".to_owned());
    }
    let id = match object.remove("id") {
        Some(Value::String(id)) => id,
        Some(Value::Number(n)) => n.to_string(),
        None | Some(Value::Null) => String::new(),
        Some(_) => return Err("\"id\" is neither a string nor a number".to_owned()),
    };
    let mut document = Document {
        id,
        text,
        ..Document::default()
    };
    for (key, value) in object {
        let value = match value {
            Value::String(value) => value,
            Value::Number(n) => n.to_string(),
            _ => continue,
        };
        document.metadata.set(&key, &value);
    }
    Ok(document)
}

/// The message without serde's own "at line 1 column 9": every line is read by itself.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(at) => message[..at].to_owned(),
        None => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> (Vec<Document>, Vec<String>) {
        let (good, bad): (Vec<_>, Vec<_>) = documents("x.jsonl", file).partition(Result::is_ok);
        (
            good.into_iter().filter_map(Result::ok).collect(),
            bad.into_iter()
                .filter_map(Result::err)
                .map(|e| e.to_string())
                .collect(),
        )
    }

    #[test]
    fn bad_lines_do_not_stop_good_ones() {
        let file = "{\"id\":\"a\",\"text\":\"A.\"}\n[1]\n{\"text\":\"B.\"}\n{\"id\":2}\n{";
        let (good, bad) = read(file.as_bytes());
        let ids: Vec<&str> = good.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["a", "x-3"]);
        assert!(bad[0].starts_with("x.jsonl:2: not a JSON object"));
        assert!(bad[1].starts_with("x.jsonl:4: the object has no string"));
        assert!(bad[2].starts_with("x.jsonl:5: not JSON (column 1)"));
    }

    #[test]
    fn keys_are_metadata() {
        let line = r#"{"text": "A.", "speaker": "JPN", "date": 2019, "title": null, "pages": [1]}"#;
        let metadata = &read(line.as_bytes()).0[0].metadata;
        assert_eq!(metadata.speaker.as_deref(), Some("JPN"));
        assert_eq!(metadata.date.as_deref(), Some("2019"));
        assert_eq!(metadata.title, None);
    }

    #[test]
    fn hostile_lines_are_named() {
        let deep = "[".repeat(100_000);
        let file = format!("{{\"text\":\"\\ud800\"}}\n{deep}\n\n{{\"text\":\"ok\"}}");
        let (good, bad) = read(file.as_bytes());
        assert_eq!(good.len(), 1);
        assert!(bad[0].starts_with("x.jsonl:1: not JSON (column"), "{bad:?}");
        assert!(bad[1].contains("recursion limit exceeded"), "{bad:?}");
    }
}
