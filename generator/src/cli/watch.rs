//! Waiting for a change of the specs or the templates.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use wirewright::input;

use super::Failed;

/// An editor writes a file in several steps; this long after the last one it is done.
const QUIET: Duration = Duration::from_millis(50);

/// What is heard while waiting.
enum Sign {
    Changed,
    /// A folder itself went or came; what is watched may be the old one.
    Moved,
    Failed(notify::Error),
    Interrupted,
}

/// The folders that are watched. Not the files in them: editors put a new file in
/// the place of an old one, and the old one is what would be watched.
#[derive(Clone)]
struct Folders {
    specs: PathBuf,
    templates: Option<PathBuf>,
}

/// Listens to the folders of a command, and for its end.
pub(super) struct Watch {
    folders: Folders,
    watcher: RecommendedWatcher,
    signs: Receiver<Sign>,
}

impl Watch {
    /// Begins to listen.
    ///
    /// # Errors
    /// A folder that is not there, or a system that cannot watch it.
    pub(super) fn new(specs: &Path, templates: Option<&Path>) -> Result<Self, Failed> {
        let folders = Folders { specs: real(specs)?, templates: templates.map(real).transpose()? };
        let (sender, signs) = mpsc::channel();
        let interrupted = sender.clone();
        let own = folders.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(sign) = own.sign(event) {
                // Who no longer listens is about to end.
                let _ = sender.send(sign);
            }
        });
        let mut watch = Self { folders, watcher: watcher.map_err(failed)?, signs };
        watch.parents()?;
        watch.begin()?;
        let handler = move || {
            let _ = interrupted.send(Sign::Interrupted);
        };
        ctrlc::set_handler(handler).map_err(|error| Failed::Message(error.to_string()))?;
        Ok(watch)
    }

    /// Waits until something changed and all is quiet again; false at an interrupt.
    ///
    /// # Errors
    /// A system that no longer watches.
    pub(super) fn wait(&mut self) -> Result<bool, Failed> {
        let mut moved = false;
        // Where nobody is left to say anything there is nothing to wait for.
        let mut heard = Some(self.signs.recv().unwrap_or(Sign::Interrupted));
        while let Some(sign) = heard {
            match sign {
                Sign::Changed => {}
                Sign::Moved => moved = true,
                Sign::Failed(error) => return Err(failed(error)),
                Sign::Interrupted => return Ok(false),
            }
            heard = self.signs.recv_timeout(QUIET).ok();
        }
        if moved {
            self.begin_again()?;
        }
        Ok(true)
    }

    /// Only the folder that a folder lies in says that it came back.
    fn parents(&mut self) -> Result<(), Failed> {
        for parent in self.folders.iter().filter_map(|(folder, _)| folder.parent()) {
            self.watcher.watch(parent, RecursiveMode::NonRecursive).map_err(failed)?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(), Failed> {
        for (folder, mode) in self.folders.iter() {
            match self.watcher.watch(folder, mode) {
                Err(error) if folder.exists() => return Err(failed(error)),
                // It may come back.
                _ => {}
            }
        }
        Ok(())
    }

    fn begin_again(&mut self) -> Result<(), Failed> {
        for (folder, _) in self.folders.iter() {
            // A folder that went took its watch along, and there is none to end.
            let _ = self.watcher.unwatch(folder);
        }
        self.begin()
    }
}

impl Folders {
    fn iter(&self) -> impl Iterator<Item = (&Path, RecursiveMode)> {
        let templates = self.templates.iter().map(|own| (own.as_path(), RecursiveMode::Recursive));
        [(self.specs.as_path(), RecursiveMode::Recursive)].into_iter().chain(templates)
    }

    /// What an event says, if it is about a spec or a template.
    fn sign(&self, event: notify::Result<Event>) -> Option<Sign> {
        let event = match event {
            Ok(event) => event,
            Err(error) => return Some(Sign::Failed(error)),
        };
        // Reading is no change; without this, each run would cause the next.
        if event.kind.is_access() {
            return None;
        }
        if self.iter().any(|(folder, _)| event.paths.iter().any(|path| path == folder)) {
            return Some(Sign::Moved);
        }
        let counts = |path: &PathBuf| {
            let template = self.templates.as_ref().is_some_and(|folder| path.starts_with(folder));
            (path.starts_with(&self.specs) && input::may_hold_specs(path))
                || (template && input::is_own(path))
        };
        // What was missed may have been anything.
        (event.need_rescan() || event.paths.iter().any(counts)).then_some(Sign::Changed)
    }
}

/// The path by which the system names a folder in its events.
fn real(folder: &Path) -> Result<PathBuf, Failed> {
    folder.canonicalize().map_err(|error| Failed::Message(format!("{}: {error}", folder.display())))
}

fn failed(error: notify::Error) -> Failed {
    Failed::Message(format!("this cannot be watched: {error}"))
}
