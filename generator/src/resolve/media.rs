//! The media types of a binding, and the codec behind each.

use std::ops::Range;

use super::bindings::{Travel, push_text};
use super::context::Books;
use super::inputs::SlotValue;
use super::json_frames::filled;
use super::line::{self, Part};
use super::overlay::Content;
use super::profiles::{Profile, ProfileKind, essence, media_types};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Codec, MediaType, QName, Segment, SoapVersion, XmlStyle};
use crate::spec::{Between, Text};

impl Travel<'_, '_> {
    pub(super) fn is_soap(&self) -> bool {
        let named =
            self.line.request.iter().flatten().filter_map(|(name, _)| self.context.profiles.get(name));
        named.into_iter().any(|profile| matches!(profile.kind, ProfileKind::Soap(_)))
    }

    /// The media types of both directions, as far as the spec names them.
    pub(super) fn media(
        &mut self,
        books: &mut Books,
        report: &mut Report,
    ) -> (Vec<MediaType>, Vec<MediaType>) {
        let accepts = match (&self.line.request, &self.merged.accepts) {
            (Some(profiles), _) => self.of_profiles(profiles, books, report),
            (None, Some((at, media))) => self.of_media(at, media, books, report),
            (None, None) => Vec::new(),
        };
        let nothing = matches!(self.merged.output, Content::Nothing);
        let answers = match (&self.line.answer, &self.merged.answers) {
            (Some(profiles), _) => self.of_profiles(profiles, books, report),
            // SOAP answers in SOAP.
            (None, _) if self.is_soap() => accepts.clone(),
            (None, Some((at, media))) => self.of_media(at, media, books, report),
            (None, None) => self.default_media(if nothing { "empty" } else { "json" }, books, report),
        };
        let empty = answers.iter().any(|media| media.codec == Codec::Empty);
        if empty && !nothing {
            let message = "the answer is empty here, and the operation has an output".to_owned();
            let advice = "name another profile after `->`, or say `output: nothing`".to_owned();
            report.push(self.at.clone(), Problem::Conflict { message, advice });
        }
        (accepts, answers)
    }

    pub(super) fn default_media(&self, name: &str, books: &mut Books, report: &mut Report) -> Vec<MediaType> {
        let profile = self.context.profiles.get(name);
        profile.map(|profile| self.of_profile(profile, books, report)).unwrap_or_default()
    }

    fn of_profiles(
        &mut self,
        names: &[(&str, Range<usize>)],
        books: &mut Books,
        report: &mut Report,
    ) -> Vec<MediaType> {
        let mut media = Vec::new();
        for (name, range) in names {
            let at = self.at.part(range.start, range.end);
            match self.context.profiles.get(name) {
                Some(profile) => media.extend(self.of_profile(profile, books, report)),
                // The profile has a problem of its own.
                None if self.context.document.profiles.get(name).is_some() => self.broken = true,
                None => {
                    let nearest = nearest(name, self.context.profiles.names());
                    report
                        .push(at, Problem::Undefined { name: (*name).to_owned(), what: "profile", nearest });
                }
            }
        }
        media
    }

    fn of_profile(&self, profile: &Profile, books: &mut Books, report: &mut Report) -> Vec<MediaType> {
        books.use_profile(&profile.name);
        let Some(codec) = self.codec(profile, report) else { return Vec::new() };
        if codec == Codec::Empty {
            return vec![MediaType { content_type: String::new(), codec, ignore_case: false }];
        }
        let media = profile.media.iter();
        let ignore_case = profile.ignore_case;
        media
            .map(|media| MediaType { content_type: media.clone(), codec: codec.clone(), ignore_case })
            .collect()
    }

    fn of_media(
        &mut self,
        at: &At,
        written: &[Text],
        books: &mut Books,
        report: &mut Report,
    ) -> Vec<MediaType> {
        let mut media = Vec::new();
        for (index, own) in media_types(written, at, report).into_iter().enumerate() {
            let at = at.item(index);
            match &self.context.profiles.with_media(essence(&own))[..] {
                [profile] => {
                    books.use_profile(&profile.name);
                    if let Some(codec) = self.codec(profile, report) {
                        let ignore_case = profile.ignore_case;
                        media.push(MediaType { content_type: own, codec, ignore_case });
                    }
                }
                // It may be that of a profile that has a problem of its own.
                [] if self.context.profiles.are_incomplete(self.context.document) => self.broken = true,
                [] => {
                    let nearest = nearest(essence(&own), self.context.profiles.media());
                    report.push(
                        at,
                        Problem::Undefined { name: own, what: "profile with the media type", nearest },
                    );
                }
                [one, other, ..] => {
                    let message =
                        format!("the profiles `{}` and `{}` both have this media type", one.name, other.name);
                    let advice = "name the profile in the request line, after `as` or `->`".to_owned();
                    report.push(at, Problem::Conflict { message, advice });
                }
            }
        }
        media
    }

    fn codec(&self, profile: &Profile, report: &mut Report) -> Option<Codec> {
        Some(match profile.kind {
            ProfileKind::Json => match &profile.call {
                Some((template, at)) => Codec::PaddedJson(self.call(template, at, report)?),
                None if profile.around.is_empty() => Codec::Json,
                None => Codec::Framed(self.frame(&profile.around, report)?),
            },
            ProfileKind::Xml => Codec::Xml(XmlStyle {
                declaration: profile.xml.declaration,
                declare: profile.xml.declare.clone(),
            }),
            ProfileKind::Form => match profile.between {
                Between::Ampersand => Codec::Form(profile.pairs.clone()),
                Between::Line => Codec::Lines(profile.pairs.clone()),
            },
            ProfileKind::Query => {
                let message =
                    "`query` says how the query of an address is written, which is no body".to_owned();
                let advice = "name another profile".to_owned();
                report.push(self.at.clone(), Problem::Conflict { message, advice });
                return None;
            }
            ProfileKind::Empty => Codec::Empty,
            ProfileKind::Text => Codec::Text,
            ProfileKind::Bytes => Codec::Bytes,
            ProfileKind::Multipart => Codec::Multipart(Vec::new()),
            ProfileKind::Soap(version) => self.soap(profile, version, report)?,
        })
    }

    /// The name of the function that an answer calls.
    fn call(&self, template: &str, at: &At, report: &mut Report) -> Option<Vec<Segment>> {
        let mut segments = Vec::new();
        for part in line::template(template, 0, at, report)? {
            match part {
                Part::Text(text) => push_text(&mut segments, text),
                Part::Hole("operation", _) => push_text(&mut segments, self.merged.page),
                Part::Hole(name, range) => match self.slot(name).map(|slot| &slot.value) {
                    Some(SlotValue::Member(index)) => segments.push(Segment::Member(*index)),
                    Some(SlotValue::Always(_, text)) => push_text(&mut segments, text),
                    _ if self.inputs.failed.iter().any(|own| own == name) => return None,
                    _ => {
                        let problem = Problem::Undefined {
                            name: name.to_owned(),
                            what: "input",
                            nearest: nearest(name, self.inputs.slots.iter().map(|slot| slot.page)),
                        };
                        report.push(at.part(range.start, range.end), problem);
                        return None;
                    }
                },
            }
        }
        Some(segments)
    }

    fn soap(&self, profile: &Profile, version: SoapVersion, report: &mut Report) -> Option<Codec> {
        let namespace = profile.xml.namespace.replace("{.scope}", "");
        let operation = self.merged.page;
        if !super::profiles::is_xml_name(operation) {
            let expected = "an XML name, as SOAP has the operation for an element".to_owned();
            let problem = Problem::Malformed { what: "XML name", expected, found: operation.to_owned() };
            report.push(self.merged.at.name(), problem);
            return None;
        }
        let action = match &profile.action {
            Some((template, at)) => {
                let parts = line::template(template, 0, at, report)?;
                let mut action = String::new();
                for part in parts {
                    match part {
                        Part::Text(text) => action.push_str(text),
                        Part::Hole("operation", _) => action.push_str(operation),
                        Part::Hole(name, range) => {
                            let problem = Problem::Undefined {
                                name: name.to_owned(),
                                what: "value of a SOAP action",
                                nearest: nearest(name, ["operation"]),
                            };
                            report.push(at.part(range.start, range.end), problem);
                            return None;
                        }
                    }
                }
                action
            }
            None => format!("{namespace}{}{operation}", if namespace.ends_with('/') { "" } else { "/" }),
        };
        if !action.chars().all(|own| own.is_ascii_graphic() && own != '"') {
            let expected = "visible ASCII characters without quotes".to_owned();
            let problem = Problem::Malformed { what: "SOAP action", expected, found: action };
            report
                .push(profile.action.as_ref().map_or_else(|| self.at.clone(), |(_, at)| at.clone()), problem);
            return None;
        }
        let name = |around: Option<&String>, ending: &str| {
            let own = || format!("{operation}{ending}");
            let local = around.map_or_else(own, |around| filled(around, operation));
            QName { namespace: namespace.clone(), local }
        };
        let [request, answer] = &profile.xml.around;
        let result = profile.result.as_ref().map(|own| name(Some(own), ""));
        let (request, answer) = (name(request.as_ref(), ""), name(answer.as_ref(), "Response"));
        Some(Codec::Soap { version, request, answer, result, action })
    }
}
