//! Answers as an aligned table for a terminal; long cells are wrapped.

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

use crate::rdf::shown;
use crate::store::Rows;

/// The widest that a column gets.
const WIDEST: usize = 60;

/// The rows with their variables for a head; IRIs are shortened by `prefixes`.
pub(super) fn table(rows: &Rows, prefixes: &[(String, String)]) -> String {
    let head = rows.variables.iter().map(|v| vec![v.as_str().to_owned()]);
    let mut lines: Vec<Vec<Vec<String>>> = vec![head.collect()];
    for row in &rows.rows {
        let cells = row.iter().map(|term| wrap(&shown(term.as_ref(), prefixes)));
        lines.push(cells.collect());
    }
    let widths = widths(&lines, rows.variables.len());
    let mut out = String::new();
    for (i, cells) in lines.iter().enumerate() {
        line(&mut out, cells, &widths);
        if i == 0 {
            let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
            out.push_str(&rule.join("  "));
            out.push('\n');
        }
    }
    let plural = if rows.rows.len() == 1 { "" } else { "s" };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{} row{plural}", rows.rows.len());
    out
}

fn widths(lines: &[Vec<Vec<String>>], columns: usize) -> Vec<usize> {
    let column = |c: usize| lines.iter().flat_map(move |cells| &cells[c]);
    (0..columns)
        .map(|c| column(c).map(|l| width(l)).max().unwrap_or(0))
        .collect()
}

fn line(out: &mut String, cells: &[Vec<String>], widths: &[usize]) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for i in 0..height {
        let mut text = String::new();
        for (cell, wide) in cells.iter().zip(widths) {
            let part = cell.get(i).map_or("", String::as_str);
            text.push_str(part);
            text.push_str(&" ".repeat(wide - width(part) + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn width(text: &str) -> usize {
    text.graphemes(true).count()
}

/// Lines of at most [`WIDEST`] characters, broken between words.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut at = 0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if at > 0 && at + 1 + wide > WIDEST {
            lines.push(String::new());
            at = 0;
        }
        if let Some(line) = lines.last_mut() {
            if at > 0 {
                line.push(' ');
                at += 1;
            }
            line.push_str(word);
        }
        at += wide;
    }
    lines
}

#[cfg(test)]
mod tests {
    use oxrdf::{Literal, NamedNode, Variable};

    use super::*;

    #[test]
    fn columns_are_aligned_and_iris_short() {
        let e = "https://w3id.org/rapporteur/e/";
        let rows = Rows {
            variables: vec![
                Variable::new_unchecked("state"),
                Variable::new_unchecked("quote"),
            ],
            rows: vec![vec![
                Some(NamedNode::new_unchecked(format!("{e}japan")).into()),
                Some(Literal::new_simple_literal("Peace  matters. ".repeat(6)).into()),
            ]],
        };
        let table = table(&rows, &[("e".to_owned(), e.to_owned())]);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "state    quote");
        assert!(lines[2].starts_with("e:japan  Peace matters. Peace"));
        assert!(lines[3].starts_with("         Peace matters."));
        assert_eq!(lines[4], "1 row");
    }
}
