//! The folder that `extract` fills: files of one record a line, each record of one document.
//!
//! Extracting a document again replaces its records; those of other documents stay. Every file is written beside
//! its old version and then renamed over it, so whoever reads, or a crash, finds the old one or the new one whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Store, StoreError};

/// Lines by document.
pub type Documents = BTreeMap<String, Vec<String>>;

/// A folder of extracted files.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at `path`, which need not exist yet.
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// The path of one of its files.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The lines of a file by document, as `document` finds it in a line; empty if there is no such file.
    ///
    /// # Errors
    /// If the file is there but cannot be read.
    pub fn read(
        &self,
        name: &str,
        document: impl Fn(&str) -> Option<String>,
    ) -> Result<Documents, StoreError> {
        let path = self.file(name);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(StoreError::io(&path)(error)),
        };
        let mut documents = Documents::new();
        for line in text.lines() {
            if let Some(document) = document(line) {
                documents.entry(document).or_default().push(line.to_owned());
            }
        }
        Ok(documents)
    }

    /// Writes a file whole, or not at all.
    ///
    /// # Errors
    /// If the folder or the file cannot be written.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        fs::create_dir_all(&self.path).map_err(StoreError::io(&self.path))?;
        let path = self.file(name);
        let beside = self.file(&format!(".{name}.{}", std::process::id()));
        let written = fs::File::create(&beside)
            .and_then(|mut file| {
                file.write_all(bytes)?;
                file.sync_all()
            })
            .and_then(|()| fs::rename(&beside, &path));
        written.map_err(|error| {
            let _ = fs::remove_file(&beside);
            StoreError::io(&path)(error)
        })
    }

    /// A store with all N-Quads files of the folder.
    ///
    /// # Errors
    /// If the folder is missing or holds no such file, or one of them is not N-Quads.
    pub fn store(&self) -> Result<Store, StoreError> {
        let store = Store::new()?;
        let mut files = BTreeSet::new();
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(self.is_empty()),
            Err(error) => return Err(StoreError::io(&self.path)(error)),
        };
        for entry in entries {
            let path = entry.map_err(StoreError::io(&self.path))?.path();
            if path.extension().is_some_and(|e| e == "nq") {
                files.insert(path);
            }
        }
        if files.is_empty() {
            return Err(self.is_empty());
        }
        for path in &files {
            let bytes = fs::read(path).map_err(StoreError::io(path))?;
            store.load(&path.display().to_string(), &bytes)?;
        }
        Ok(store)
    }

    fn is_empty(&self) -> StoreError {
        StoreError::Empty(self.path.display().to_string())
    }
}
