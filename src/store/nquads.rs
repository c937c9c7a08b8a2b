//! Lines of N-Quads as we write them: one quad a line, the graph last, graph by graph.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Lines};

/// The graph of a quad: `<https://w3id.org/rapporteur/d/0123456789abcdef>`; none in the default graph.
pub fn graph(line: &str) -> Option<&str> {
    split(line).map(|(_, graph)| graph)
}

/// The triple of a quad, without graph and final dot.
pub fn triple(line: &str) -> Option<&str> {
    split(line).map(|(triple, _)| triple)
}

fn split(line: &str) -> Option<(&str, &str)> {
    let (triple, graph) = line.trim_end().strip_suffix(" .")?.rsplit_once(' ')?;
    // `<s> <p> <o> .` has a term too few.
    let whole = graph.ends_with('>') && triple.splitn(3, ' ').count() == 3;
    whole.then_some((triple, graph))
}

/// The graphs of a file, one after the other: the name as it stands there, `<https://...>`, and the lines.
pub struct ByGraph<R> {
    lines: Lines<R>,
    next: Option<String>,
    seen: BTreeSet<String>,
}

impl<R: BufRead> ByGraph<R> {
    /// The graphs of what `read` gives; lines that are no quads of a named graph are left out.
    pub fn new(read: R) -> Self {
        Self {
            lines: read.lines(),
            next: None,
            seen: BTreeSet::new(),
        }
    }

    /// The next line of a named graph.
    fn line(&mut self) -> io::Result<Option<String>> {
        if let Some(line) = self.next.take() {
            return Ok(Some(line));
        }
        for line in self.lines.by_ref() {
            let line = line?;
            if graph(&line).is_some() {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn graph(&mut self) -> io::Result<Option<(String, Vec<String>)>> {
        let Some(first) = self.line()? else {
            return Ok(None);
        };
        let name = graph(&first).unwrap_or_default().to_owned();
        let mut lines = vec![first];
        while let Some(line) = self.line()? {
            if graph(&line) != Some(&name) {
                self.next = Some(line);
                break;
            }
            lines.push(line);
        }
        if !self.seen.insert(name.clone()) {
            let message = format!("{name} stands in two places: sort the file by graph");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(Some((name, lines)))
    }
}

impl<R: BufRead> Iterator for ByGraph<R> {
    type Item = io::Result<(String, Vec<String>)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.graph().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quad_is_a_triple_and_its_graph() {
        let line = "<s:> <p:> \"a <b:> .\"@en <g:> .";
        assert_eq!(triple(line), Some("<s:> <p:> \"a <b:> .\"@en"));
        assert_eq!(graph(line), Some("<g:>"));
        for no_quad in ["", "# note", "<s:> <p:> <o:> .", "<s:> <p:> \"o\" ."] {
            assert_eq!(graph(no_quad), None, "{no_quad}");
        }
    }

    #[test]
    fn a_file_is_its_graphs() {
        let file = "<s:> <p:> <a:> <g:> .\n\n<s:> <p:> <b:> <g:> .\n<s:> <p:> <a:> <h:> .\n";
        let graphs: io::Result<Vec<_>> = ByGraph::new(file.as_bytes()).collect();
        let graphs = graphs.expect("in order");
        let shape = |(name, lines): &(String, Vec<String>)| (name.clone(), lines.len());
        let shapes: Vec<_> = graphs.iter().map(shape).collect();
        assert_eq!(shapes, [("<g:>".to_owned(), 2), ("<h:>".to_owned(), 1)]);
        let torn = format!("{file}{file}");
        assert!(ByGraph::new(torn.as_bytes()).any(|graph| graph.is_err()));
    }
}
