//! What the tests of the whole line share.

mod cases;
mod choices;
mod consumer;
mod folder;
mod journeys;
mod large;
mod recorder;
mod script;
mod served;
mod text;
mod workspace;

use std::path::{Path, PathBuf};

pub use cases::{check_report, check_reports};
pub use choices::try_bytes;
pub use consumer::{Built, Consumer};
pub use folder::{Done, Folder};
pub use journeys::{any_value_survives, try_journeys};
pub use large::large;
pub use recorder::{Recorded, Recorder, Unvisited};
pub use script::{Script, Seen};
pub use served::{Answered, Served};
pub use text::{json_tokens, xml_tokens};
use wirewright::Spec;
pub use workspace::Workspace;

/// The root of the workspace.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate lies in the workspace").to_owned()
}

/// The specs of the five services, in the order of their files' names.
#[must_use]
pub fn specs() -> Vec<Spec> {
    specs_in("specs")
}

/// The specs in a folder of the workspace, in the order of their files' names.
#[must_use]
pub fn specs_in(folder: &str) -> Vec<Spec> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder is there");
    let files = entries.map(|entry| entry.expect("the folder is readable").path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|own| own == "yaml")).collect();
    files.sort_unstable();
    files.iter().map(|file| spec(file, &root().join(folder), folder)).collect()
}

/// The spec in a file, with what it includes; messages call the files of a folder by a
/// shorter name.
#[must_use]
pub fn spec(file: &Path, folder: &Path, short: &str) -> Spec {
    let mut spec = wirewright::input::spec(file).expect("a spec is readable");
    let short = |file: &str| {
        let path = Path::new(file).strip_prefix(folder).expect("it lies in the folder");
        Path::new(short).join(path).display().to_string()
    };
    spec.file = short(&spec.file);
    for own in &mut spec.included {
        own.file = short(&own.file);
    }
    spec
}
