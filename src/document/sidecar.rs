//! Metadata of files in a table beside them: `file,id,speaker,date,title,occasion,organ,...`, one file or document a line.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::encoding::decode;
use super::{Document, ReadError};

/// What such a table is called.
pub const SIDECAR: &str = "metadata.csv";

/// The lines of a table, by the file they are about, or by the id of the document.
#[derive(Clone, Debug, Default)]
pub struct Sidecar {
    rows: BTreeMap<String, Row>,
}

#[derive(Clone, Debug)]
struct Row {
    line: usize,
    /// Whether the row names a file.
    file: bool,
    cells: Vec<(String, String)>,
}

impl Sidecar {
    /// Reads a table; its first line names the columns, blanks, semicolons or tabs may part them. `name` is how errors
    /// call the file.
    pub fn read(name: &str, bytes: Vec<u8>) -> (Self, Vec<ReadError>) {
        let text = match decode(name, bytes, None) {
            Ok(text) => text,
            Err(error) => return (Self::default(), vec![error]),
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(&text))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut sidecar = Self::default();
        let mut errors = Vec::new();
        let mut bad = |line: u64, why: String| {
            let (name, line) = (name.to_owned(), line as usize);
            errors.push(ReadError::BadLine { name, line, why });
        };
        let columns = reader.headers().cloned().unwrap_or_default();
        if !columns.iter().any(|c| is(c, "file") || is(c, "id")) {
            bad(1, "no column \"file\" or \"id\"".to_owned());
            return (sidecar, errors);
        }
        for record in reader.records() {
            let place = |position: Option<&csv::Position>| position.map_or(0, csv::Position::line);
            match record {
                Ok(record) => {
                    let line = place(record.position());
                    if !sidecar.add(&columns, &record, line as usize) {
                        bad(line, "neither file nor id, or both given before".to_owned());
                    }
                }
                Err(e) => bad(place(e.position()), reason(&e)),
            }
        }
        (sidecar, errors)
    }

    /// Adds a row; false if it does not say what it is about, or another did.
    fn add(&mut self, columns: &StringRecord, record: &StringRecord, line: usize) -> bool {
        let cell = |name| {
            let at = columns.iter().position(|c| is(c, name))?;
            record.get(at).filter(|cell| !cell.is_empty())
        };
        let file = cell("file");
        let Some(key) = file.or_else(|| cell("id")) else {
            return false;
        };
        let cells = columns
            .iter()
            .zip(record)
            .filter(|(_, cell)| !cell.is_empty());
        let row = Row {
            line,
            file: file.is_some(),
            cells: cells.map(|(c, v)| (c.to_owned(), v.to_owned())).collect(),
        };
        self.rows.insert(key.replace('\\', "/"), row).is_none()
    }

    /// The files it names, each with its line; paths start from the folder of the table.
    pub fn files(&self) -> impl Iterator<Item = (&str, usize)> {
        let rows = self.rows.iter().filter(|(_, row)| row.file);
        rows.map(|(file, row)| (file.as_str(), row.line))
    }

    /// Gives a document of `file` what the table says of the file or of the document's id. The table wins over the file.
    pub fn complete(&self, file: &str, document: &mut Document) {
        let row = self.rows.get(file).or_else(|| self.rows.get(&document.id));
        for (column, value) in row.iter().flat_map(|row| &row.cells) {
            if is(column, "id") {
                document.id.clone_from(value);
            } else {
                document.metadata.set(column, value);
            }
        }
    }
}

fn is(column: &str, name: &str) -> bool {
    column.eq_ignore_ascii_case(name)
}

/// Spreadsheets write what their country uses.
fn delimiter(text: &str) -> u8 {
    let columns = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| columns.bytes().filter(|b| b == delimiter).count();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

/// The message without the place, which is told before it.
fn reason(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("{len} columns instead of {expected_len}"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_complete_documents() {
        let table = "File;ID;speaker;date\na/b.pdf;b1;Fiji;2020-01-02\n;x-3;Peru;\n";
        let (sidecar, errors) = Sidecar::read("metadata.csv", table.into());
        assert!(errors.is_empty(), "{errors:?}");
        let mut document = Document::default();
        sidecar.complete("a/b.pdf", &mut document);
        assert_eq!(document.id, "b1");
        assert_eq!(document.metadata.speaker.as_deref(), Some("Fiji"));
        document.id = "x-3".to_owned();
        sidecar.complete("x.jsonl", &mut document);
        assert_eq!(document.metadata.speaker.as_deref(), Some("Peru"));
        assert_eq!(document.metadata.date.as_deref(), Some("2020-01-02"));
        assert_eq!(sidecar.files().collect::<Vec<_>>(), [("a/b.pdf", 2)]);
    }

    #[test]
    fn bad_lines_are_named() {
        let table = "file,date\na.txt,2020\na.txt,2021\n,2020\nb.txt\n";
        let errors = Sidecar::read("m.csv", table.into()).1;
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "m.csv:3: neither file nor id, or both given before",
                "m.csv:4: neither file nor id, or both given before",
                "m.csv:5: 1 columns instead of 2"
            ]
        );
        let errors = Sidecar::read("m.csv", "name\nx\n".into()).1;
        assert_eq!(
            errors[0].to_string(),
            "m.csv:1: no column \"file\" or \"id\""
        );
    }
}
