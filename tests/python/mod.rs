//! Programs that others wrote, from Python packages: installed into `target/python` by the tests that need them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether `RAPPORTEUR_OFFLINE=1` says that nothing can be installed.
pub fn offline() -> bool {
    let offline = std::env::var_os("RAPPORTEUR_OFFLINE").is_some_and(|v| v != "0");
    if offline {
        eprintln!("RAPPORTEUR_OFFLINE is set: not checked with programs of others");
    }
    offline
}

/// The folder of the programs that a file of requirements names, installed if they are not there yet. None when
/// [`offline`].
pub fn programs(requirements: &str) -> Option<PathBuf> {
    if offline() {
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("python");
    let bin = folder.join("bin");
    let wanted = fs::read_to_string(requirements).expect("the requirements");
    let stamp = folder.join(requirements.replace('/', "-"));
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Some(bin);
    }
    let mut venv = Command::new("python3");
    done(venv.args(["-m", "venv"]).arg(&folder));
    let mut pip = Command::new(bin.join("python"));
    done(pip.args(["-m", "pip", "install", "--quiet", "-r", requirements]));
    fs::write(stamp, wanted).expect("written");
    Some(bin)
}

/// Runs a command that has to succeed; gives what it prints.
pub fn done(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| {
        panic!("{command:?}: {error} (RAPPORTEUR_OFFLINE=1 skips this test)")
    });
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (said, complained) = (text(&output.stdout), text(&output.stderr));
    let hint = "RAPPORTEUR_OFFLINE=1 skips this test";
    assert!(
        output.status.success(),
        "{command:?} ({hint})\n{said}{complained}"
    );
    said
}
