//! The ontology named on the command line.

use std::path::{Path, PathBuf};

use super::{Failure, OntologyArgs, complain};
use crate::Extractor;
use crate::ontology::{Diagnostic, Ontology, Source, load};

/// Loads the ontology and makes an extractor of it; every diagnostic is printed.
pub(super) fn extractor(args: &OntologyArgs) -> Result<Extractor, Failure> {
    let extractor = Extractor::new(ontology(args)?).map_err(|found| report(&found))?;
    Ok(if args.strict {
        extractor.strict()
    } else {
        extractor
    })
}

/// Loads the ontology; every diagnostic is printed.
pub(super) fn ontology(args: &OntologyArgs) -> Result<Ontology, Failure> {
    let mut sources = Vec::new();
    if !args.only_ontology {
        sources = Source::shipped();
    }
    for path in &args.ontology {
        for file in turtle_files(path)? {
            let text = std::fs::read_to_string(&file).map_err(|e| unreadable(&file, &e))?;
            let name = file.display().to_string();
            sources.push(Source { name, text });
        }
    }
    load(&sources).map_err(|found| report(&found))
}

fn report(diagnostics: &[Diagnostic]) -> Failure {
    for diagnostic in diagnostics {
        complain(diagnostic);
    }
    let plural = if diagnostics.len() == 1 { "" } else { "s" };
    Failure::Message(format!(
        "the ontology has {} error{plural}",
        diagnostics.len()
    ))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Message(format!("{}: {error}", path.display()))
}

/// The file itself, or every .ttl file below a folder, sorted.
fn turtle_files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| unreadable(path, &e))? {
        entries.push(entry.map_err(|e| unreadable(path, &e))?.path());
    }
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        if entry.is_dir() {
            files.extend(turtle_files(&entry)?);
        } else if entry.extension().is_some_and(|e| e == "ttl") {
            files.push(entry);
        }
    }
    Ok(files)
}
