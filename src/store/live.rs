//! A store that follows its files: when they change, it is loaded anew, and answers as before until that is done.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};

use super::folder::State;
use super::{Folder, Store};

/// The files are looked at no more often than this.
const PAUSE: Duration = Duration::from_millis(500);

/// A store to ask again and again.
#[derive(Clone)]
pub struct Live(Arc<Inner>);

struct Inner {
    store: RwLock<Arc<Store>>,
    follows: Option<Follows>,
}

struct Follows {
    folder: Folder,
    load: Box<dyn Fn() -> Option<Store> + Send + Sync>,
    seen: Mutex<(Instant, State)>,
    loading: AtomicBool,
}

impl Live {
    /// A store that stays as it is, whatever happens to the files.
    pub fn fixed(store: Store) -> Self {
        Self::new(store, None)
    }

    /// A store that was loaded when the files of `folder` were in that state; `load` does it again, and gives none if
    /// that fails: then the old one goes on answering until the files change once more.
    pub fn following(
        store: Store,
        folder: Folder,
        state: State,
        load: impl Fn() -> Option<Store> + Send + Sync + 'static,
    ) -> Self {
        let follows = Follows {
            folder,
            load: Box::new(load),
            seen: Mutex::new((Instant::now(), state)),
            loading: AtomicBool::new(false),
        };
        Self::new(store, Some(follows))
    }

    fn new(store: Store, follows: Option<Follows>) -> Self {
        let store = RwLock::new(Arc::new(store));
        Self(Arc::new(Inner { store, follows }))
    }

    /// The store as it is now. If the files have changed, another thread starts to load them.
    pub fn store(&self) -> Arc<Store> {
        if let Some(follows) = &self.0.follows
            && follows.changed()
            && !follows.loading.swap(true, Ordering::AcqRel)
        {
            let live = self.clone();
            thread::spawn(move || live.load());
        }
        let store = self.0.store.read();
        Arc::clone(&store.unwrap_or_else(PoisonError::into_inner))
    }

    fn load(&self) {
        let Some(follows) = &self.0.follows else {
            return;
        };
        // Before the files are read: what changes while they are will be seen later.
        let state = follows.folder.state();
        let loaded = (follows.load)();
        follows.saw(state);
        if let Some(store) = loaded {
            let mut current = self.0.store.write().unwrap_or_else(PoisonError::into_inner);
            let old = std::mem::replace(&mut *current, Arc::new(store));
            drop(current);
            // Giving back the memory of a large store takes seconds, which nobody shall wait for.
            drop(old);
        }
        follows.loading.store(false, Ordering::Release);
    }
}

impl Follows {
    /// Whether the files are not those that were loaded; looks only now and then.
    fn changed(&self) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (looked, state) = &mut *seen;
        if looked.elapsed() < PAUSE {
            return false;
        }
        *looked = Instant::now();
        *state != self.folder.state()
    }

    fn saw(&self, state: State) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.1 = state;
    }
}
