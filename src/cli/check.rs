//! `check`: the ontology's own examples.

use std::io::Write;

use super::Failure;
use crate::Extractor;
use crate::claim::examples;
use crate::ontology::Diagnostic;

pub(super) fn run(extractor: &Extractor, out: &mut impl Write) -> Result<u8, Failure> {
    for warning in examples::thin(extractor.ontology()) {
        let Diagnostic { place, message } = warning;
        writeln!(out, "{place}: warning: {message}")?;
    }
    let failures = examples::run(extractor);
    for failure in &failures {
        writeln!(out, "{failure}")?;
    }
    let ontology = extractor.ontology();
    writeln!(
        out,
        "{} classes, {} entities, {} relations, {} attitudes; {} of {} examples come out",
        ontology.classes.len(),
        ontology.entities.len(),
        ontology.relations.len(),
        ontology.attitudes.len(),
        examples::count(ontology).saturating_sub(failures.len()),
        examples::count(ontology),
    )?;
    Ok(u8::from(!failures.is_empty()))
}
