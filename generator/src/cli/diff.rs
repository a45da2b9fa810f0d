//! Comparing two sides of specs, and saying what that means for whoever uses them.

use std::path::Path;
use std::process::ExitCode;

use wirewright::diagnostics::At;
use wirewright::diff::{Change, Spotted, Subject};
use wirewright::model::Service;
use wirewright::source::Places;
use wirewright::{MessageFormat, Spec, diff, pipeline};

use super::sides::{self, Side};
use super::{Failed, print};

/// Two sides, and what is not to be found between them.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Arguments {
    /// What it was: a spec, a folder of specs, or a git revision of the folder of specs.
    /// What exists by this name is taken before a revision
    old: String,
    /// What it is, said in the same ways
    new: String,
    /// Exit with 1 where a row is breaking, in any column
    #[arg(long, value_enum, value_name = "EFFECT")]
    fail_on: Option<FailOn>,
}

/// What makes the command fail.
#[derive(Clone, Copy, Debug, Eq, PartialEq, clap::ValueEnum)]
enum FailOn {
    /// Something that worked no longer does
    Breaking,
}

pub(super) fn run(arguments: &Arguments, folder: &Path, format: MessageFormat) -> Result<ExitCode, Failed> {
    let (old, new) = (sides::read(&arguments.old, folder)?, sides::read(&arguments.new, folder)?);
    let (mut before, mut after) = match (pipeline::services(&old.specs), pipeline::services(&new.specs)) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            let problems = [before.err(), after.err()].into_iter().flatten().flatten();
            return Err(Failed::Problems(problems.collect()));
        }
    };
    // One spec beside many is meant to be compared with itself.
    match (old.is_file, new.is_file) {
        (true, false) => keep(&mut after, &before),
        (false, true) => keep(&mut before, &after),
        (true, true) | (false, false) => {}
    }
    let changes = diff::diff(&before, &after);
    let specs = seen(&new, format);
    let printed = print(diff::print(&changes, format, |change| spot(change, &specs)))?;
    let broken = changes.iter().any(|own| own.effects().breaks());
    Ok(if broken && arguments.fail_on == Some(FailOn::Breaking) { ExitCode::from(1) } else { printed })
}

fn keep(services: &mut Vec<Service>, wanted: &[Service]) {
    services.retain(|own| wanted.iter().any(|other| other.name == own.name));
}

/// A spec of the new side, its service, and the places in it.
struct Seen<'s> {
    spec: &'s Spec,
    service: String,
    places: Places<'s>,
}

/// The specs of a side in which changes can be shown.
fn seen(side: &Side, format: MessageFormat) -> Vec<Seen<'_>> {
    if format != MessageFormat::Github || !side.is_on_disk {
        return Vec::new();
    }
    let one = |spec| {
        let service = pipeline::services(std::slice::from_ref(spec)).ok()?.pop()?.name;
        Some(Seen { spec, service, places: Places::of(&spec.text) })
    };
    side.specs.iter().filter_map(one).collect()
}

/// Where a change is seen in the new specs; that of what is gone is where it would be.
fn spot(change: &Change, specs: &[Seen<'_>]) -> Option<Spotted> {
    let Seen { spec, places, .. } = specs.iter().find(|own| own.service == change.service)?;
    let deepest = paths(&change.subject).into_iter().map(|steps| {
        let at = steps.iter().fold(At::root(), |at, step| at.key(step));
        places.find(&at)
    });
    let place = deepest.max_by_key(|place| (place.line, place.column))?;
    Some(Spotted { file: spec.file.clone(), line: place.line, column: place.column })
}

/// The places in a spec where a subject may stand.
fn paths(subject: &Subject) -> Vec<Vec<&str>> {
    let inside = |operation, sections: &[&'static str], name| {
        let section = |own: &&'static str| vec!["operations", operation, *own, name];
        sections.iter().map(section).collect()
    };
    match subject {
        Subject::Service => vec![vec!["service"]],
        Subject::Server(own) => vec![vec!["servers", own]],
        Subject::Credential(own) => vec![vec!["credentials", own]],
        Subject::Operation(own) => vec![vec!["operations", own]],
        Subject::Input(own, name) => {
            inside(own.as_str(), &["path", "query", "headers", "input"], name.as_str())
        }
        Subject::Output(own, name) => inside(own.as_str(), &["output"], name.as_str()),
        Subject::AnswerHeader(own, name) => inside(own.as_str(), &["answer-headers"], name.as_str()),
        Subject::FailureHeader(own, failure, name) => {
            vec![vec!["operations", own, "failures", failure, "headers", name]]
        }
        // An only binding has no name of its own in a spec.
        Subject::Binding(own, name) => {
            vec![vec!["operations", own, "bindings", name], vec!["operations", own, "http"]]
        }
        Subject::Failure(own, name) => inside(own.as_str(), &["failures"], name.as_str()),
        Subject::Sample(own, _) => vec![vec!["operations", own, "samples"]],
        Subject::Type(own) => vec![vec!["types", own]],
        Subject::Member(own, name) => vec![vec!["types", own, "members", name]],
        Subject::Value(own, name) => vec![vec!["types", own, "values", name]],
    }
}
