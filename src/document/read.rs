//! Bytes of a file to documents. Does no I/O: whoever opened the file names it.

use serde::Deserialize;
use serde_json::Value;

use super::Document;

/// Why a file or a line of it is no document. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing but blanks.
    #[error("{name}: the file is empty")]
    Empty {
        /// The file.
        name: String,
    },
    /// Bytes that are not UTF-8.
    #[error("{name}:{line}:{column}: not valid UTF-8; convert the file to UTF-8 first")]
    NotUtf8 {
        /// The file.
        name: String,
        /// Where the first bad byte is.
        line: usize,
        /// Its column in code points.
        column: usize,
    },
    /// A line of a JSON Lines file that is not a document.
    #[error("{name}:{line}: {why}")]
    BadLine {
        /// The file.
        name: String,
        /// The line.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
}

/// Reads the documents of one file, going by its name: `.jsonl` holds one document a line, all else is one text.
///
/// What cannot be read is reported; the rest of the file is read all the same.
pub fn read(name: &str, bytes: &[u8]) -> (Vec<Document>, Vec<ReadError>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(e) => return (Vec::new(), vec![not_utf8(name, bytes, e.valid_up_to())]),
    };
    if text.trim().is_empty() {
        let name = name.to_owned();
        return (Vec::new(), vec![ReadError::Empty { name }]);
    }
    if extension(name) == Some("jsonl") {
        return lines(name, text);
    }
    let document = Document {
        id: stem(name).to_owned(),
        text: text.to_owned(),
        ..Document::default()
    };
    (vec![document], Vec::new())
}

fn lines(name: &str, text: &str) -> (Vec<Document>, Vec<ReadError>) {
    let mut documents = Vec::new();
    let mut errors = Vec::new();
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        match document(line) {
            Ok(mut document) => {
                if document.id.is_empty() {
                    document.id = format!("{}-{}", stem(name), i + 1);
                }
                documents.push(document);
            }
            Err(why) => errors.push(ReadError::BadLine {
                name: name.to_owned(),
                line: i + 1,
                why,
            }),
        }
    }
    (documents, errors)
}

fn document(line: &str) -> Result<Document, String> {
    let mut value: Value = serde_json::from_str(line)
        .map_err(|e| format!("not JSON (column {}): {}", e.column(), reason(&e)))?;
    let Value::Object(object) = &mut value else {
        return Err(
            "not a JSON object; a line looks like {\"id\": \"...\", \"text\": \"...\"}".to_owned(),
        );
    };
    if !object.get("text").is_some_and(Value::is_string) {
        return Err("the object has no string \"text\"".to_owned());
    }
    match object.get("id") {
        Some(Value::String(_)) => {}
        Some(Value::Number(n)) => {
            let id = n.to_string();
            object.insert("id".to_owned(), id.into());
        }
        None | Some(Value::Null) => {
            object.insert("id".to_owned(), "".into());
        }
        Some(_) => return Err("\"id\" is neither a string nor a number".to_owned()),
    }
    Document::deserialize(value).map_err(|e| reason(&e))
}

/// The message without serde's own "at line 1 column 9": every line is read by itself.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(at) => message[..at].to_owned(),
        None => message,
    }
}

fn not_utf8(name: &str, bytes: &[u8], at: usize) -> ReadError {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let last = before.rsplit('\n').next().unwrap_or_default();
    ReadError::NotUtf8 {
        name: name.to_owned(),
        line: before.matches('\n').count() + 1,
        column: last.chars().count() + 1,
    }
}

/// File name without folders and extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rfind('.') {
        Some(dot) if dot > 0 => &file[..dot],
        _ => file,
    }
}

fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_one_document_named_by_its_file() {
        let (documents, errors) = read("seeds/japan.v2.txt", "A.\r\n".as_bytes());
        assert!(errors.is_empty());
        assert_eq!(documents[0].id, "japan.v2");
        assert_eq!(documents[0].text, "A.\r\n");
    }

    #[test]
    fn bad_lines_do_not_stop_good_ones() {
        let file = "{\"id\":\"a\",\"text\":\"A.\"}\n[1]\n{\"text\":\"B.\"}\n{\"id\":2}\n{";
        let (documents, errors) = read("x.jsonl", file.as_bytes());
        let ids: Vec<&str> = documents.iter().map(|d| d.id.as_str()).collect();
        assert_eq!(ids, ["a", "x-3"]);
        let places: Vec<String> = errors.iter().map(|e| e.to_string()).collect();
        assert!(places[0].starts_with("x.jsonl:2: not a JSON object"));
        assert!(places[1].starts_with("x.jsonl:4: the object has no string"));
        assert!(places[2].starts_with("x.jsonl:5: not JSON (column 1)"));
    }

    #[test]
    fn bad_bytes_are_named_by_line_and_column() {
        let (_, errors) = read("x.txt", b"one\n\xC3\xA9a\xFF");
        assert_eq!(
            errors[0].to_string(),
            "x.txt:2:3: not valid UTF-8; convert the file to UTF-8 first"
        );
    }
}
