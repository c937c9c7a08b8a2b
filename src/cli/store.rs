//! Which store a command asks.

use std::path::PathBuf;

use clap::Args;

#[cfg(feature = "rocksdb")]
use super::complain;
use crate::rdf::{BASE, Names};
use crate::store::{Folder, Store, StoreError};

/// Arguments of the commands that ask a store.
#[derive(Args, Clone)]
pub(super) struct StoreArgs {
    /// The folder that `extract` wrote
    #[arg(long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// Namespace of entities and documents, as given to `extract`
    #[arg(long, value_name = "IRI", default_value = BASE, value_parser = Names::new)]
    pub base: Names,
    /// Keep a database in store.db of the folder, so that a large one is loaded once, not each time; it is made again
    /// when `extract` has changed the folder
    #[cfg(feature = "rocksdb")]
    #[arg(long)]
    disk: bool,
}

impl StoreArgs {
    /// The folder itself.
    pub fn folder(&self) -> Folder {
        Folder::new(&self.output)
    }

    /// The store of the folder; `changing` if it will be updated.
    pub fn open(&self, changing: bool) -> Result<Store, StoreError> {
        let folder = self.folder();
        #[cfg(feature = "rocksdb")]
        if self.disk {
            if changing || !folder.has_database() {
                complain(&"making the database, which takes a while for a large folder");
            }
            return folder.database(changing);
        }
        // In memory every store can be changed.
        let _ = changing;
        folder.store()
    }
}
