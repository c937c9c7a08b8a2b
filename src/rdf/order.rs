//! The order of all output: by graph, subject, predicate, object, each as N-Quads write it.

use std::cmp::Ordering;

use oxrdf::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

/// Brings quads into the order of all output; each once.
pub fn sort(quads: &mut Vec<Quad>) {
    // The stable sort is the one that gains by what is in order already, as the quads of each document are.
    quads.sort_by(order);
    quads.dedup();
}

fn order(a: &Quad, b: &Quad) -> Ordering {
    graphs(&a.graph_name, &b.graph_name)
        .then_with(|| subjects(&a.subject, &b.subject))
        .then_with(|| iris(&a.predicate, &b.predicate))
        .then_with(|| objects(&a.object, &b.object))
}

fn graphs(a: &GraphName, b: &GraphName) -> Ordering {
    match (a, b) {
        (GraphName::NamedNode(a), GraphName::NamedNode(b)) => iris(a, b),
        _ => a.to_string().cmp(&b.to_string()),
    }
}

fn subjects(a: &NamedOrBlankNode, b: &NamedOrBlankNode) -> Ordering {
    match (a, b) {
        (NamedOrBlankNode::NamedNode(a), NamedOrBlankNode::NamedNode(b)) => iris(a, b),
        _ => a.to_string().cmp(&b.to_string()),
    }
}

fn objects(a: &Term, b: &Term) -> Ordering {
    match (a, b) {
        (Term::NamedNode(a), Term::NamedNode(b)) => iris(a, b),
        _ => a.to_string().cmp(&b.to_string()),
    }
}

/// As if written `<a>` and `<b>`, without writing them: this is nearly all of the time that sorting takes.
fn iris(a: &NamedNode, b: &NamedNode) -> Ordering {
    let (a, b) = (a.as_str().as_bytes(), b.as_str().as_bytes());
    let both = a.len().min(b.len());
    let next = |iri: &[u8]| iri.get(both).copied().unwrap_or(b'>');
    a[..both]
        .cmp(&b[..both])
        .then_with(|| next(a).cmp(&next(b)))
        .then_with(|| a.len().cmp(&b.len()))
}

#[cfg(test)]
mod tests {
    use oxrdf::Literal;

    use super::*;

    #[test]
    fn the_order_is_that_of_the_lines() {
        let iri = |i: &str| NamedNode::new_unchecked(format!("https://example.org/{i}"));
        let subjects = ["d", "d#c", "d?c", "da", "d1", "a"].map(iri);
        let objects: [Term; 5] = [
            iri("d").into(),
            iri("d#c").into(),
            Literal::new_simple_literal("d").into(),
            Literal::new_language_tagged_literal_unchecked("d", "en").into(),
            Literal::new_simple_literal("\"d\"").into(),
        ];
        let mut quads = Vec::new();
        for subject in &subjects {
            for object in &objects {
                let quad = Quad::new(subject.clone(), iri("p"), object.clone(), iri("g"));
                quads.extend([quad.clone(), quad]);
            }
        }
        sort(&mut quads);
        let lines: Vec<String> = quads.iter().map(|q| format!("{q} .")).collect();
        let mut sorted = lines.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(lines, sorted);
    }
}
