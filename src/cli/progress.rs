//! How far a run is, with rate and time left, on stderr where that is a terminal.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// A bar over the bytes of the input; a spinner where their number is not known.
pub(super) struct Progress {
    bar: ProgressBar,
    /// Whether the results go to a terminal too, and would run into the bar.
    shared: bool,
}

impl Progress {
    /// For an input of `total` bytes, 0 if nobody knows.
    pub fn new(total: u64) -> Self {
        let target = match io::stderr().is_terminal() {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target((total > 0).then_some(total), target);
        let shape = match total {
            0 => "{spinner} {msg} documents, {elapsed}",
            _ => "{bar:30} {percent}%  {msg} documents, {speed}, {eta} left",
        };
        let style = ProgressStyle::with_template(shape)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key("speed", speed);
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(250));
        Self {
            bar,
            shared: io::stdout().is_terminal(),
        }
    }

    /// So many bytes of the input were read.
    pub fn at(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// One more document is done.
    pub fn step(&self) {
        let done: usize = self.bar.message().parse().unwrap_or(0);
        self.bar.set_message((done + 1).to_string());
    }

    /// Takes the bar away while something else is written to the terminal.
    pub fn suspended<R>(&self, write: impl FnOnce() -> R) -> R {
        match self.shared {
            true => self.bar.suspend(write),
            false => write(),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Bytes of input a second.
fn speed(state: &ProgressState, out: &mut dyn std::fmt::Write) {
    let _ = write!(out, "{:.0} kB/s", state.per_sec() / 1e3);
}
