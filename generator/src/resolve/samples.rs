//! The samples of a page.

use super::context::{Books, Context};
use super::docs::docs;
use super::sample_with::made_with;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Binding, Codec, Defect, MediaType, Sample};
use crate::spec::{self, Match, Text};

/// The samples of an operation whose Rust name is `method`.
pub(super) fn samples(
    context: &Context<'_>,
    written: &[spec::Sample],
    at: &At,
    method: &str,
    bindings: &[Binding],
    books: &mut Books,
    report: &mut Report,
) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for (index, sample) in written.iter().enumerate() {
        let at = at.item(index);
        let docs = docs(
            sample.about.as_ref(),
            [sample.assume.as_ref(), sample.outside.as_ref()],
            &spec::Sample::MAPPING,
            &at,
            &mut books.notes,
            report,
        );
        let (is_request, text) = match (&sample.request, &sample.answer) {
            (Some(Text(text)), None) => (true, text),
            (None, Some(Text(text))) => (false, text),
            _ => {
                let message = "a sample is either a `request` or an `answer`".to_owned();
                let advice = "keep one of them; the other is a sample of its own".to_owned();
                report.push(at, Problem::Conflict { message, advice });
                continue;
            }
        };
        let Some(binding) = binding(sample, bindings, &at, report) else { continue };
        let offered = if is_request { &bindings[binding].accepts } else { &bindings[binding].answers };
        let Some(media_types) = media_types(sample, offered, &at, report) else { continue };
        let Some(defect) = defect(sample, &at, report) else { continue };
        let direction = if is_request { "request" } else { "answer" };
        let kind =
            if bindings.len() > 1 { bindings[binding].page.replace(['-', '.'], "_") } else { String::new() };
        // A method that is a keyword otherwise ends in an underscore.
        let stem =
            [method.trim_end_matches('_'), &kind, direction].into_iter().filter(|part| !part.is_empty());
        let name = unique(stem.collect::<Vec<_>>().join("_"), &samples);
        samples.push(Sample {
            name,
            binding,
            is_request,
            text: text.trim_end_matches('\n').to_owned(),
            matching: sample.matching.unwrap_or_else(|| usual(offered, &media_types)),
            media_types,
            with: made_with(context, sample, &at, report),
            defect,
            docs,
        });
    }
    samples
}

/// How a sample is compared whose spec does not say it: prefixes of XML are each writer's own.
fn usual(offered: &[MediaType], media_types: &[String]) -> Match {
    let mut own = offered.iter().filter(|media| media_types.iter().any(|name| name == media.essence()));
    match own.any(|media| matches!(media.codec, Codec::Xml(_) | Codec::Soap { .. })) {
        true => Match::Values,
        false => Match::Tokens,
    }
}

fn unique(stem: String, samples: &[Sample]) -> String {
    let taken = |name: &str| samples.iter().any(|sample| sample.name == name);
    if !taken(&stem) {
        return stem;
    }
    let mut number = 2;
    while taken(&format!("{stem}_{number}")) {
        number += 1;
    }
    format!("{stem}_{number}")
}

fn binding(sample: &spec::Sample, bindings: &[Binding], at: &At, report: &mut Report) -> Option<usize> {
    match &sample.binding {
        Some(Text(name)) => {
            let found = bindings.iter().position(|binding| binding.page == *name);
            if found.is_none() {
                let nearest = nearest(name, bindings.iter().map(|binding| binding.page.as_str()));
                let name = name.clone();
                report.push(at.key("binding"), Problem::Undefined { name, what: "binding", nearest });
            }
            found
        }
        None if bindings.len() == 1 => Some(0),
        None => {
            let of = "a sample of an operation with several bindings";
            report.push(at.clone(), Problem::MissingKey { key: "binding", of });
            None
        }
    }
}

fn media_types(
    sample: &spec::Sample,
    offered: &[MediaType],
    at: &At,
    report: &mut Report,
) -> Option<Vec<String>> {
    let Some(written) = &sample.media else {
        return Some(offered.first().map(|media| media.essence().to_owned()).into_iter().collect());
    };
    let mut media = Vec::new();
    for (index, Text(own)) in written.iter().enumerate() {
        if offered.iter().any(|offer| offer.essence() == own) {
            media.push(own.clone());
        } else {
            let nearest = nearest(own, offered.iter().map(MediaType::essence));
            let problem =
                Problem::Undefined { name: own.clone(), what: "media type of the binding", nearest };
            report.push(at.key("media").item(index), problem);
            return None;
        }
    }
    Some(media)
}

/// `None` is a problem; `Some(None)` a sample without a defect.
#[expect(clippy::option_option, reason = "a problem, no defect, a defect")]
fn defect(sample: &spec::Sample, at: &At, report: &mut Report) -> Option<Option<Defect>> {
    match (&sample.defective, &sample.error, &sample.corrected) {
        (None, None, None) => Some(None),
        (Some(Text(why)), Some(Text(error)), Some(Text(corrected))) => Some(Some(Defect {
            why: why.trim().to_owned(),
            error: error.trim().to_owned(),
            corrected: corrected.trim_end_matches('\n').to_owned(),
        })),
        _ => {
            let message = "`defective`, `error` and `corrected` belong together".to_owned();
            let advice = "say why it is defective, what a reader says of it, and how it should be".to_owned();
            report.push(at.clone(), Problem::Conflict { message, advice });
            None
        }
    }
}
