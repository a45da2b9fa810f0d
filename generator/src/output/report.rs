//! How drift is told, and what mends it.

use std::path::Path;

use super::compare::{Drift, DriftKind};
use crate::diagnostics::{MessageFormat, annotation, visible};

/// Prints one line for each file; with `diffs`, what is on disk is compared with what would be written.
#[must_use]
pub fn print_drift(drift: &[Drift], out: &Path, format: MessageFormat, diffs: bool) -> String {
    let mut text = String::new();
    for own in drift {
        let file = out.join(&own.path).display().to_string();
        let word = own.kind.word();
        let note = if own.is_line_ends() { " (only its line ends differ)" } else { "" };
        match format {
            MessageFormat::Human => text += &format!("{word}: {}{note}\n", visible(&file)),
            MessageFormat::Github => {
                let message = format!("{}{note}", own.kind.sentence());
                text += &annotation("error", &file, &format!("title={word}"), &message);
            }
            MessageFormat::Json => {
                let mut object =
                    serde_json::json!({ "kind": word, "path": file, "line_ends": own.is_line_ends() });
                if diffs {
                    object["diff"] = diff(own).into();
                }
                text += &format!("{object}\n");
                continue;
            }
        }
        if diffs {
            text += &diff(own);
        }
    }
    text
}

/// Tells how many files differ, and the command that mends what a command can.
#[must_use]
pub fn summary(drift: &[Drift], command: &str) -> String {
    let count = |kind: DriftKind| drift.iter().filter(|own| own.kind == kind).count();
    let extra = count(DriftKind::Extra);
    let mut text = String::new();
    if drift.len() > extra {
        text += &format!("{} not as the specs say; run `{command}`\n", files(drift.len() - extra));
    }
    if count(DriftKind::Interrupted) > 0 {
        text += "an earlier run was interrupted; this one finishes its work\n";
    }
    if drift.iter().any(|own| own.kind == DriftKind::HandEdited && !own.is_line_ends()) {
        text += "that puts back what was edited by hand: an edit belongs into the spec, or into a crate of your own\n";
    }
    if drift.iter().any(Drift::is_line_ends) {
        text += "git changes line ends at a checkout where no `.gitattributes` forbids it; \
                 commit the one that is generated beside the crates\n";
    }
    if extra > 0 {
        let them = if extra == 1 { "it" } else { "them" };
        text += &format!(
            "{} extra: no run wrote or removes {them}; move {them} out of the generated crates\n",
            files(extra)
        );
    }
    text
}

fn files(count: usize) -> String {
    if count == 1 { "1 file is".to_owned() } else { format!("{count} files are") }
}

impl DriftKind {
    fn sentence(self) -> &'static str {
        match self {
            Self::Missing => "this file is missing",
            Self::Changed => "this file is not as the specs say",
            Self::HandEdited => "this file was edited by hand",
            Self::LeftOver => "the specs no longer say that there is this file",
            Self::Extra => "this file was not generated",
            Self::Interrupted => "the writing of these files was interrupted",
        }
    }
}

/// The unified diff from what is on disk to what would be written; nothing where it is not about both.
#[must_use]
pub fn diff(drift: &Drift) -> String {
    let (Some(on_disk), Some(generated)) = (&drift.on_disk, &drift.generated) else {
        return String::new();
    };
    // Line ends that a checkout changed would hide what else differs.
    let on_disk = on_disk.replace("\r\n", "\n");
    let diff = similar::TextDiff::from_lines(on_disk.as_str(), generated);
    let (old, new) = (format!("a/{}", drift.path), format!("b/{}", drift.path));
    diff.unified_diff().header(&old, &new).to_string()
}
