//! Tells the program by a hash what code, model and dependencies it is made of, so that it knows what another build of
//! the same version made. The ontology has a hash of its own.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

#[path = "src/hex.rs"]
mod hex;

use hex::hex;

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for place in ["Cargo.lock", "Cargo.toml", "models", "src"] {
        println!("cargo::rerun-if-changed={place}");
        collect(Path::new(place), &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for path in files {
        let name = path.to_string_lossy().replace('\\', "/");
        let content = fs::read(&path)?;
        hash.update(format!("{name} {}\n", content.len()));
        hash.update(&content);
    }
    let code = hex(&hash.finalize()[..8]);
    println!("cargo::rustc-env=RAPPORTEUR_CODE={code}");
    Ok(())
}

/// All files below a path that may be compiled in: not what training leaves beside the models. Cargo.lock is missing
/// where the library is somebody's dependency.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() && path.extension().is_none_or(|e| e != "pt" && e != "md") {
        files.push(path.to_owned());
    }
    Ok(())
}
