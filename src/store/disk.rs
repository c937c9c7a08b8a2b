//! The store as databases on disk, made from the files of a folder and never changed once they are whole.
//!
//! A database is called by the state of the files that it was made from, so that whoever comes after the files have
//! changed makes another one. It is made under a name of its own and renamed at the end: a crash leaves nothing that
//! could be taken for a whole one. Loading all anew is several times faster than finding out which graphs differ.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::Path;
use std::time::UNIX_EPOCH;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::store::LoaderError;
use sha2::{Digest, Sha256};

use super::{Folder, Store, StoreError};
use crate::hex::hex;

/// Where the databases of a folder lie.
const DATABASES: &str = "store.db";

/// What their names start with; nothing else in the folder of databases is touched.
const OURS: &str = "of-";

/// Ends the name of a database that is being made.
const NEW: &str = ".new";

/// One process at a time makes databases and clears away old ones: it holds this file of the folder of databases.
const MAKING: &str = ".lock";

/// Whoever answers from a database shares this file of it, so that nobody clears it away.
const IN_USE: &str = "in-use";

impl Folder {
    /// Whether [`Folder::database`] finds one that is up to date, and need not make it first.
    pub fn has_database(&self) -> bool {
        self.file(DATABASES).join(self.database_name()).exists()
    }

    /// The database of the folder as its files are now, made if there is none; for reading, by as many processes as
    /// like, or `changing`: then it is one of its own, whose changes nobody else sees and nobody keeps.
    ///
    /// # Errors
    /// If nothing was extracted yet, or the files or the database cannot be read or written.
    pub fn database(&self, changing: bool) -> Result<Store, StoreError> {
        let databases = self.file(DATABASES);
        // Nobody wants a folder of databases where there is nothing to put in.
        drop(self.graphs()?);
        fs::create_dir_all(&databases).map_err(StoreError::io(&databases))?;
        let lock = databases.join(MAKING);
        let _making = File::create(&lock)
            .and_then(|file| file.lock().map(|()| file))
            .map_err(StoreError::io(&lock))?;
        let mut name = self.database_name();
        if changing {
            name = format!("{name}-changed-by-{}", std::process::id());
        }
        sweep(&databases, &name).map_err(StoreError::io(&databases))?;
        let path = databases.join(&name);
        if changing || !path.exists() {
            self.make(&path, &databases.join(format!("{name}{NEW}")))?;
        }
        Store::on_disk(&path, changing)
    }

    /// Loads the files into a database at `new`, and makes it the one at `path`.
    fn make(&self, path: &Path, new: &Path) -> Result<(), StoreError> {
        let store = oxigraph::store::Store::open(new).map_err(StoreError::database(new))?;
        // Nobody sees half of it, so it may be written piece by piece.
        let mut loader = store.bulk_loader().without_atomicity();
        for file in self.nquads_files()? {
            let quads = BufReader::new(File::open(&file).map_err(StoreError::io(&file))?);
            let parser = RdfParser::from_format(RdfFormat::NQuads);
            let load = |source: LoaderError| StoreError::Load {
                file: file.display().to_string(),
                source: Box::new(source),
            };
            loader.load_from_reader(parser, quads).map_err(load)?;
        }
        let whole = loader.commit().and_then(|()| store.flush());
        whole.map_err(StoreError::database(new))?;
        drop(store);
        let named = File::create(new.join(IN_USE)).and_then(|_| fs::rename(new, path));
        named.map_err(StoreError::io(path))
    }

    /// A name for the state of the files: another if any of them changed.
    fn database_name(&self) -> String {
        let mut hash = Sha256::new();
        for (path, length, modified) in self.state() {
            let name = path.file_name().unwrap_or_default().display();
            let age = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            let age = age.map_or(0, |age| age.as_nanos());
            hash.update(format!("{name} {length} {age}\n"));
        }
        format!("{OURS}{}", hex(&hash.finalize()[..8]))
    }
}

/// Removes the databases that nobody uses but the one that is wanted, and what a crash left of others.
fn sweep(databases: &Path, wanted: &str) -> io::Result<()> {
    for entry in fs::read_dir(databases)? {
        let (name, path) = entry.map(|e| (e.file_name(), e.path()))?;
        let name = name.to_string_lossy();
        if !name.starts_with(OURS) || name == wanted {
            continue;
        }
        let free = File::open(path.join(IN_USE)).map(|file| file.try_lock().is_ok());
        if name.ends_with(NEW) || free.unwrap_or(true) {
            fs::remove_dir_all(&path)?;
        }
    }
    Ok(())
}

impl Store {
    fn on_disk(path: &Path, changing: bool) -> Result<Self, StoreError> {
        let mark = path.join(IN_USE);
        let mark = File::open(&mark).and_then(|file| file.lock_shared().map(|()| file));
        let mark = mark.map_err(StoreError::io(path))?;
        let open = if changing {
            oxigraph::store::Store::open(path)
        } else {
            oxigraph::store::Store::open_read_only(path)
        };
        Ok(Self {
            inner: open.map_err(StoreError::database(path))?,
            _in_use: Some(mark),
        })
    }
}

impl StoreError {
    fn database<E: std::fmt::Display>(path: &Path) -> impl FnOnce(E) -> Self + '_ {
        |error| Self::Database {
            path: path.display().to_string(),
            error: error.to_string(),
        }
    }
}
