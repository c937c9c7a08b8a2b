//! RDF 1.2: N-Quads in which each claim is the reifier of its triple, which is thereby named and not asserted.

use std::io::{self, Write};

use oxrdf::vocab::rdf;
use oxrdf::{Quad, Term};

const REIFIES: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>";

/// Quads in the order of all output; `rdf:subject`, `rdf:predicate` and `rdf:object` become one `rdf:reifies`.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    for claim in quads.chunk_by(|a, b| a.subject == b.subject && a.graph_name == b.graph_name) {
        let of = |property| {
            let found = claim.iter().find(|q| q.predicate == property);
            found.map(|q| &q.object)
        };
        let triple = (of(rdf::SUBJECT), of(rdf::PREDICATE), of(rdf::OBJECT));
        let (Some(subject), Some(predicate), Some(object)) = triple else {
            lines(claim.iter(), out)?;
            continue;
        };
        let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];
        lines(
            claim
                .iter()
                .filter(|q| !parts.contains(&q.predicate.as_ref())),
            out,
        )?;
        reifier(&claim[0], [subject, predicate, object], out)?;
    }
    Ok(())
}

fn reifier(claim: &Quad, [s, p, o]: [&Term; 3], out: &mut dyn Write) -> io::Result<()> {
    let (name, graph) = (&claim.subject, &claim.graph_name);
    writeln!(out, "{name} {REIFIES} <<( {s} {p} {o} )>> {graph} .")
}

fn lines<'a>(quads: impl Iterator<Item = &'a Quad>, out: &mut dyn Write) -> io::Result<()> {
    for quad in quads {
        writeln!(out, "{quad} .")?;
    }
    Ok(())
}
