//! The folder that `extract` fills: files of one record a line, each record of one document.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::nquads::ByGraph;
use super::replacement::{self, Replacement};
use super::{Records, Store, StoreError};

/// The file of the folder that holds the graph; all else can be made from it.
pub const GRAPH: &str = "graph.nq";

/// The file of the folder that tells the program and the ontology that made it.
pub const MADE_BY: &str = "made-by.txt";

/// Names, sizes and ages of the N-Quads files of a folder: if two are the same, so are the files.
pub type State = Vec<(PathBuf, u64, Option<SystemTime>)>;

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

    /// Whether something was extracted there.
    pub fn is_filled(&self) -> bool {
        self.file(GRAPH).is_file()
    }

    /// What the folder says all its documents were extracted with, if it says so: see [`MADE_BY`].
    ///
    /// # Errors
    /// If the file is there but cannot be read.
    pub fn made_by(&self) -> Result<Option<String>, StoreError> {
        replacement::finish(&self.path)?;
        let path = self.file(MADE_BY);
        match fs::read_to_string(&path) {
            Ok(made_by) => Ok(Some(made_by.trim_end().to_owned())),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(StoreError::io(&path)(e)),
        }
    }

    /// Starts to replace files of the folder, all at once; makes the folder if there is none. Waits while another
    /// process replaces files of it.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn replace(&self) -> Result<Replacement, StoreError> {
        Replacement::start(&self.path)
    }

    /// The lines of a file by document, as `document` finds it in a line; none if there is no such file.
    ///
    /// # Errors
    /// If the file is there but cannot be read.
    pub fn records(
        &self,
        name: &str,
        document: impl FnMut(&str) -> Option<String>,
    ) -> Result<Records, StoreError> {
        replacement::finish(&self.path)?;
        let path = self.file(name);
        match Records::open(&path, document) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => self.scratch(),
            records => records.map_err(StoreError::io(&path)),
        }
    }

    /// Lines to be added to a file of the folder, made if need be; nobody else sees them yet.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn scratch(&self) -> Result<Records, StoreError> {
        fs::create_dir_all(&self.path)
            .and_then(|()| Records::scratch(&self.path))
            .map_err(StoreError::io(&self.path))
    }

    /// The graphs of [`GRAPH`], one after the other.
    ///
    /// # Errors
    /// If nothing was extracted there yet, or the file cannot be read.
    pub fn graphs(&self) -> Result<ByGraph<BufReader<File>>, StoreError> {
        replacement::finish(&self.path)?;
        let path = self.file(GRAPH);
        match File::open(&path) {
            Ok(file) => Ok(ByGraph::new(BufReader::new(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(self.is_empty()),
            Err(error) => Err(StoreError::io(&path)(error)),
        }
    }

    /// A store with all N-Quads files of the folder.
    ///
    /// # Errors
    /// If the folder is missing or holds no such file, or one of them is not N-Quads.
    pub fn store(&self) -> Result<Store, StoreError> {
        replacement::finish(&self.path)?;
        let files = self.nquads_files()?;
        if files.is_empty() {
            return Err(self.is_empty());
        }
        let store = Store::new()?;
        for path in &files {
            let bytes = fs::read(path).map_err(StoreError::io(path))?;
            store.load(&path.display().to_string(), &bytes)?;
        }
        Ok(store)
    }

    /// What the N-Quads files are like now; files that cannot be looked at are left out.
    pub fn state(&self) -> State {
        let files = self.nquads_files().unwrap_or_default().into_iter();
        let one = |path: PathBuf| {
            let metadata = fs::metadata(&path).ok()?;
            Some((path, metadata.len(), metadata.modified().ok()))
        };
        files.filter_map(one).collect()
    }

    /// The files that a store is loaded from.
    pub(super) fn nquads_files(&self) -> Result<BTreeSet<PathBuf>, StoreError> {
        let entries = match fs::read_dir(&self.path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Err(error) => return Err(StoreError::io(&self.path)(error)),
        };
        let mut files = BTreeSet::new();
        for entry in entries {
            let path = entry.map_err(StoreError::io(&self.path))?.path();
            if path.extension().is_some_and(|e| e == "nq") {
                files.insert(path);
            }
        }
        Ok(files)
    }

    fn is_empty(&self) -> StoreError {
        StoreError::Empty(self.path.display().to_string())
    }
}
