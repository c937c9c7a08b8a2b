//! Ctrl-C: the first asks the run to end with what is done, the second ends it at once.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static CAME: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C (and `kill`) is noted instead of ending the program.
pub(super) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let noted = || {
            if CAME.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
            super::complain(
                &"interrupted; finishing what was begun, press Ctrl-C again to give up",
            );
        };
        // Without a handler Ctrl-C ends the program as it does any other.
        let _ = ctrlc::set_handler(noted);
    });
}

/// Whether the run shall end.
pub(super) fn came() -> bool {
    CAME.load(Ordering::SeqCst)
}
