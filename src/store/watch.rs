//! A time limit: a thread that cancels a query if it is not done in time.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use oxigraph::sparql::CancellationToken;

/// A running time limit.
pub(super) struct Watch {
    done: Sender<()>,
    thread: JoinHandle<bool>,
}

impl Watch {
    /// Cancels `token` when `limit` is over.
    pub fn start(limit: Duration, token: CancellationToken) -> Self {
        let (done, wait): (Sender<()>, Receiver<()>) = channel();
        let thread = spawn(move || {
            let late = wait.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
            if late {
                token.cancel();
            }
            late
        });
        Self { done, thread }
    }

    /// Ends the watch; whether it cancelled the query.
    pub fn rang(self) -> bool {
        let _ = self.done.send(());
        self.thread.join().unwrap_or(false)
    }
}
