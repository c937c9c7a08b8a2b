//! The store as a database on disk, beside the files that it is made from and always follows.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::{Folder, GRAPH, Store, StoreError};

const DATABASE: &str = "store.db";

/// Says what state of the graph the database holds. It is written after the database: if a crash comes between them,
/// the database is compared with the graph once more.
const STAMP: &str = ".store.db.state";

impl Folder {
    /// The database of the folder, made if there is none; graphs that were extracted again since are replaced in one
    /// transaction. One process at a time may open it with `changing`, or while it is behind the files.
    ///
    /// # Errors
    /// If nothing was extracted yet, or the files or the database cannot be read or written.
    pub fn database(&self, changing: bool) -> Result<Store, StoreError> {
        let graphs = self.graphs()?;
        let (path, stamp) = (self.file(DATABASE), self.file(STAMP));
        let state = state(&self.file(GRAPH)).map_err(StoreError::io(&self.file(GRAPH)))?;
        let follows = fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == state);
        if follows && !changing {
            return Store::read_only(&path);
        }
        let store = Store::open(&path)?;
        if !follows {
            if store.is_empty()? {
                let bytes =
                    fs::read(self.file(GRAPH)).map_err(StoreError::io(&self.file(GRAPH)))?;
                store.load(GRAPH, &bytes)?;
            } else {
                store.become_graphs(graphs)?;
            }
            store.flush()?;
            fs::write(&stamp, state).map_err(StoreError::io(&stamp))?;
        }
        Ok(store)
    }
}

/// Size and age of a file.
fn state(path: &Path) -> std::io::Result<String> {
    let metadata = fs::metadata(path)?;
    let age = metadata.modified()?.duration_since(UNIX_EPOCH);
    let age = age.map_or(0, |age| age.as_nanos());
    Ok(format!("{} {age}", metadata.len()))
}

impl Store {
    /// Opens a database, or makes one.
    fn open(path: &Path) -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::open(path)?;
        Ok(Self { inner })
    }

    /// Opens a database that others may read too.
    fn read_only(path: &Path) -> Result<Self, StoreError> {
        let inner = oxigraph::store::Store::open_read_only(path)?;
        Ok(Self { inner })
    }

    fn flush(&self) -> Result<(), StoreError> {
        Ok(self.inner.flush()?)
    }
}
