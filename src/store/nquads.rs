//! Lines of N-Quads as we write them: one quad a line, the graph last.

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
}
