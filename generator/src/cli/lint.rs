//! Advice on specs: printed, counted, and taken for errors where somebody wants that.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use wirewright::diagnostics::{Group, LocatedAdvice, Message, print_messages};
use wirewright::{MessageFormat, input, pipeline};

use super::{FAILED, Failed, Options, colour, print};

/// What is to be taken for errors.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Denied {
    All,
    One(Group),
}

impl ValueEnum for Denied {
    fn value_variants<'a>() -> &'a [Self] {
        const {
            &[
                Self::All,
                Self::One(Group::Assumptions),
                Self::One(Group::Outside),
                Self::One(Group::UnusedTypes),
                Self::One(Group::UndocumentedAnswers),
                Self::One(Group::MissingSamples),
            ]
        }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::All => PossibleValue::new("all").help("every group"),
            Self::One(group) => PossibleValue::new(group.name()).help(group.title()),
        })
    }
}

/// Prints every advice, those of denied groups as errors.
pub(super) fn lint(options: &Options, denied: &[Denied]) -> Result<ExitCode, Failed> {
    let specs = input::specs(&options.specs)?;
    let advice = pipeline::lint(&specs)?;
    let denied: Vec<Group> = Group::ALL.iter().copied().filter(|group| is_denied(denied, *group)).collect();
    let messages: Vec<Message> = advice.iter().map(|own| own.message(&denied)).collect();
    let look = colour::of_stdout();
    print(print_messages(&messages, options.message_format, look))?;
    if options.message_format == MessageFormat::Human {
        eprintln!("{}", summary(&advice, &denied));
    }
    let fails = advice.iter().any(|own| denied.contains(&own.advice.group()));
    Ok(if fails { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

fn is_denied(denied: &[Denied], group: Group) -> bool {
    denied.iter().any(|own| matches!(own, Denied::All) || *own == Denied::One(group))
}

/// How much there is of each group.
fn summary(advice: &[LocatedAdvice], denied: &[Group]) -> String {
    let groups: BTreeSet<Group> = advice.iter().map(|own| own.advice.group()).collect();
    if groups.is_empty() {
        return "no advice".to_owned();
    }
    let counts: Vec<String> = groups
        .into_iter()
        .map(|group| {
            let count = advice.iter().filter(|own| own.advice.group() == group).count();
            let word = if denied.contains(&group) { " (denied)" } else { "" };
            format!("{group} {count}{word}")
        })
        .collect();
    format!("{}; `wirewright explain GROUP` says more", counts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_can_be_denied() {
        let known: Vec<Denied> = Group::ALL.iter().copied().map(Denied::One).collect();
        assert_eq!(Denied::value_variants()[1..], known);
    }
}
