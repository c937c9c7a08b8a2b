//! Replacing files of a folder so that a crash at any moment leaves all old ones or all new ones.
//!
//! Each new file is written whole beside the old one. Then the file [`JOURNAL`] appears, which lists them: from that
//! moment on the new state holds. Then each is renamed over its old version. Whoever opens the folder after a crash
//! finishes what the journal lists; what was written without one is dropped. One process at a time may do so.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::StoreError;

const JOURNAL: &str = ".replace";
const LOCK: &str = ".lock";
const NEW: &str = ".new";

/// New versions of files of a folder, which nobody sees before [`Replacement::commit`].
#[derive(Debug)]
pub struct Replacement {
    folder: PathBuf,
    names: Vec<String>,
    // Held until this is dropped; the system lets go of it when the process dies.
    _lock: File,
}

impl Replacement {
    /// Waits until no other process replaces files of the folder, and clears away what a crash left.
    pub(super) fn start(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(StoreError::io(folder))?;
        let lock = locked(folder)?;
        recover(folder).map_err(StoreError::io(folder))?;
        Ok(Self {
            folder: folder.to_owned(),
            names: Vec::new(),
            _lock: lock,
        })
    }

    /// Writes the new version of a file beside the old one.
    ///
    /// # Errors
    /// If it cannot be written, or `content` fails.
    pub fn write(
        &mut self,
        name: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        self.names.push(name.to_owned());
        let path = beside(&self.folder, name);
        write(&path, content).map_err(StoreError::io(&path))
    }

    /// Puts the new files in the place of the old ones, all of them.
    ///
    /// # Errors
    /// If the folder cannot be written; the old files stay.
    pub fn commit(mut self) -> Result<(), StoreError> {
        let names = std::mem::take(&mut self.names);
        let journal = beside(&self.folder, JOURNAL);
        let put = || {
            write(&journal, |out| out.write_all(names.join("\n").as_bytes()))?;
            sync(&self.folder);
            fs::rename(&journal, self.folder.join(JOURNAL))?;
            sync(&self.folder);
            recover(&self.folder)
        };
        put().map_err(StoreError::io(&self.folder))
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        for name in &self.names {
            let _ = fs::remove_file(beside(&self.folder, name));
        }
    }
}

/// Finishes what a crash interrupted, if anything; called before a folder is read.
pub(super) fn finish(folder: &Path) -> Result<(), StoreError> {
    if !folder.join(JOURNAL).exists() {
        return Ok(());
    }
    let _lock = locked(folder)?;
    recover(folder).map_err(StoreError::io(folder))
}

fn locked(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(LOCK);
    let lock = File::create(&path).and_then(|file| file.lock().map(|()| file));
    lock.map_err(StoreError::io(&path))
}

/// Renames what the journal lists; without a journal, drops new files. The caller holds the lock.
fn recover(folder: &Path) -> io::Result<()> {
    let journal = folder.join(JOURNAL);
    let names = match fs::read_to_string(&journal) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return sweep(folder),
        Err(error) => return Err(error),
    };
    for name in names.lines() {
        match fs::rename(beside(folder, name), folder.join(name)) {
            // Renamed before the crash.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            renamed => renamed?,
        }
    }
    sync(folder);
    fs::remove_file(&journal)
}

fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let ours = |name: &str| name.starts_with('.') && name.ends_with(NEW);
        if name.to_str().is_some_and(ours) {
            fs::remove_file(folder.join(name))?;
        }
    }
    Ok(())
}

/// Where the new version of a file waits.
fn beside(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{name}{NEW}"))
}

fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    content(&mut file)?;
    file.flush()?;
    file.get_ref().sync_all()
}

/// Makes the names in a folder last; not every system can.
fn sync(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 2] = ["a", "b"];

    fn state(folder: &Path) -> Vec<String> {
        let read = |name: &&str| fs::read_to_string(folder.join(name)).unwrap_or_default();
        FILES.iter().map(read).collect()
    }

    /// A folder of old files, with both new ones written beside them.
    fn begun() -> (tempfile::TempDir, Replacement) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut replacement = Replacement::start(folder.path()).expect("a folder");
        for name in FILES {
            fs::write(folder.path().join(name), "old").expect("written");
            let content = |out: &mut dyn Write| out.write_all(b"new");
            replacement.write(name, content).expect("written");
        }
        (folder, replacement)
    }

    /// What a process that dies here leaves, and what the next one finds.
    fn crash(die: impl FnOnce(&Path), found: [&str; 2]) {
        let (folder, mut replacement) = begun();
        die(folder.path());
        replacement.names.clear();
        drop(replacement);
        finish(folder.path()).expect("finished");
        Replacement::start(folder.path()).expect("cleared away");
        assert_eq!(state(folder.path()), found);
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, FILES.len() + 1, "the files and the lock");
    }

    fn journal(folder: &Path) {
        fs::write(folder.join(JOURNAL), FILES.join("\n")).expect("written");
    }

    #[test]
    fn before_the_journal_the_old_files_hold_and_after_it_the_new() {
        crash(|_| {}, ["old", "old"]);
        crash(journal, ["new", "new"]);
    }

    #[test]
    fn renaming_is_taken_up_where_it_stopped() {
        let die = |folder: &Path| {
            journal(folder);
            fs::rename(beside(folder, "a"), folder.join("a")).expect("renamed");
        };
        crash(die, ["new", "new"]);
    }

    #[test]
    fn commit_puts_all_files_and_dropping_none() {
        let (folder, replacement) = begun();
        drop(replacement);
        assert_eq!(state(folder.path()), ["old", "old"]);
        let (folder, replacement) = begun();
        replacement.commit().expect("put in place");
        assert_eq!(state(folder.path()), ["new", "new"]);
    }
}
