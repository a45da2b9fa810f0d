//! Which of the bindings on one address a request means, by what is always the same in it.
//!
//! Which headers and which members of a body tell one binding from another is found out once, for
//! all that share an address; where none does, requests are not looked at. What stands outermost in a
//! body is looked at last, in [`outermost`](super::outermost).

use http::HeaderMap;

use super::dispatch::Chosen;
use super::endpoint::Endpoint;
use crate::message::{Codec, MediaType, charset, json_frame};
use crate::walk::{Bounds, Member, XmlMember};
use crate::{form, json};

/// Something that is always the same in the requests of a binding.
pub(super) enum Sign {
    /// A header.
    Header { name: &'static str, text: &'static str },
    /// A member of the body, and where it stands in XML.
    Member {
        member: &'static Member,
        #[cfg_attr(not(feature = "xml"), expect(dead_code, reason = "only XML stands elsewhere"))]
        xml: Option<&'static XmlMember>,
        text: &'static str,
    },
    /// A member of the frame around the body.
    Framed { name: &'static str, text: &'static str },
}

impl Sign {
    fn spot(&self) -> Spot {
        match self {
            Self::Header { name, .. } => Spot::Header(name),
            Self::Member { member, .. } => Spot::Member(member.name),
            Self::Framed { name, .. } => Spot::Member(name),
        }
    }

    fn text(&self) -> &'static str {
        match self {
            Self::Header { text, .. } | Self::Member { text, .. } | Self::Framed { text, .. } => text,
        }
    }
}

/// Where something stands that is always the same.
#[derive(Clone, Copy, Debug)]
enum Spot {
    Header(&'static str),
    Member(&'static str),
}

impl PartialEq for Spot {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Header(own), Self::Header(other)) => own.eq_ignore_ascii_case(other),
            (Self::Member(own), Self::Member(other)) => own == other,
            _ => false,
        }
    }
}

/// What tells the bindings on an address from one another.
#[derive(Debug, Default)]
pub(super) struct Telling(Vec<Spot>);

impl Telling {
    /// Whatever differs between two bindings that one method may mean.
    pub(super) fn of<S>(endpoints: &[Box<dyn Endpoint<S>>]) -> Self {
        let all: Vec<(&[&str], Vec<Sign>)> =
            endpoints.iter().map(|own| (own.methods(), own.signs())).collect();
        let text = |signs: &[Sign], spot: Spot| signs.iter().find(|sign| sign.spot() == spot).map(Sign::text);
        let mut telling = Vec::new();
        for (methods, signs) in &all {
            let rivals = || all.iter().filter(|(own, _)| own.iter().any(|method| methods.contains(method)));
            for spot in
                signs.iter().map(Sign::spot).filter(|spot| !telling.contains(spot)).collect::<Vec<_>>()
            {
                if rivals().any(|(_, own)| text(own, spot) != text(signs, spot)) {
                    telling.push(spot);
                }
            }
        }
        Self(telling)
    }

    /// How many of the signs of an endpoint tell it.
    pub(super) fn count<S>(&self, endpoint: &dyn Endpoint<S>) -> usize {
        if self.0.is_empty() { 0 } else { self.signs(endpoint).count() }
    }

    /// Whether bodies must be looked at.
    pub(super) fn looks_into_bodies(&self) -> bool {
        self.0.iter().any(|spot| matches!(spot, Spot::Member(_)))
    }

    fn signs<'t, S>(&'t self, endpoint: &dyn Endpoint<S>) -> impl Iterator<Item = Sign> + use<'t, S> {
        endpoint.signs().into_iter().filter(|sign| self.0.contains(&sign.spot()))
    }

    /// Whether the headers are those of an endpoint.
    pub(super) fn has_headers<S>(&self, endpoint: &dyn Endpoint<S>, headers: &HeaderMap) -> bool {
        if !self.0.iter().any(|spot| matches!(spot, Spot::Header(_))) {
            return true;
        }
        self.signs(endpoint).all(|sign| match sign {
            Sign::Header { name, text } => {
                headers.get(name).is_some_and(|own| own.as_bytes().trim_ascii() == text.as_bytes())
            }
            Sign::Member { .. } | Sign::Framed { .. } => true,
        })
    }

    /// The signs of a candidate that stand in a body of its media type: where that has a frame,
    /// those of the frame.
    fn of_body<'t, S>(&'t self, (endpoint, media): Chosen<'_, S>) -> impl Iterator<Item = Sign> + use<'t, S> {
        let is_framed =
            media.is_some_and(|media| json_frame(media).is_some_and(|own| !own.request.is_empty()));
        self.signs(endpoint).filter(move |sign| match sign {
            Sign::Header { .. } => false,
            Sign::Member { .. } => !is_framed,
            Sign::Framed { .. } => is_framed,
        })
    }

    /// Those of the candidates whose members the body has. A body that cannot be read leaves all
    /// of them: what is wrong is told by whoever reads it.
    pub(super) fn by_body<'g, S>(
        &self,
        candidates: Vec<Chosen<'g, S>>,
        headers: &HeaderMap,
        body: &[u8],
        bounds: Bounds,
    ) -> Vec<Chosen<'g, S>> {
        let signs: Vec<Vec<Sign>> = candidates.iter().map(|chosen| self.of_body(*chosen).collect()).collect();
        let Some(media) = candidates.iter().find_map(|(_, media)| *media) else {
            return candidates;
        };
        let in_body = |spot: &&Spot| matches!(spot, Spot::Member(_));
        let spots: Vec<Spot> = self.0.iter().filter(in_body).copied().collect();
        let Some(found) = look(media, &signs, &spots, charset(headers), body, bounds) else {
            return candidates;
        };
        let fits = |signs: &Vec<Sign>| {
            signs.iter().all(|sign| {
                let index = spots.iter().position(|spot| *spot == sign.spot());
                index.and_then(|index| found[index].as_deref()) == Some(sign.text())
            })
        };
        let fitting = candidates.into_iter().zip(&signs).filter(|(_, signs)| fits(signs));
        fitting.map(|(chosen, _)| chosen).collect()
    }
}

/// What a body says at each of the spots; `None` where it cannot be looked at.
#[cfg_attr(not(feature = "xml"), expect(unused_variables, reason = "only XML has charsets"))]
fn look(
    media: &MediaType,
    signs: &[Vec<Sign>],
    spots: &[Spot],
    charset: Option<&str>,
    body: &[u8],
    bounds: Bounds,
) -> Option<Vec<Option<String>>> {
    let at = |sign: &Sign| spots.iter().position(|spot| *spot == sign.spot());
    let named = |name: &str| {
        let is = |sign: &&Sign| match sign {
            Sign::Header { .. } => false,
            Sign::Member { member, .. } if media.ignore_case => member.is_in_any_case(name),
            Sign::Member { member, .. } => member.is(name),
            Sign::Framed { name: own, .. } => *own == name,
        };
        signs.iter().flatten().find(is).and_then(at)
    };
    match media.codec {
        Codec::Json | Codec::Framed(_) => json::peek(body, bounds, spots.len(), &named).ok(),
        Codec::Form => Some(form::peek(json::utf8(body).ok()?, spots.len(), &named)),
        Codec::Lines => {
            let pairs = form::parse_lines(json::utf8(body).ok()?, bounds).ok()?;
            let find = |spot: &Spot| {
                let mut own =
                    pairs.iter().filter(|(name, _)| named(name).is_some_and(|at| spots[at] == *spot));
                own.next().map(|(_, value)| value.clone())
            };
            Some(spots.iter().map(find).collect())
        }
        #[cfg(feature = "xml")]
        Codec::Xml(_) => {
            let placed = |place, namespace: &str, local: &str| {
                let is_local =
                    |own: &str| own == local || (media.ignore_case && own.eq_ignore_ascii_case(local));
                let is = |sign: &&Sign| match sign {
                    Sign::Member { xml: Some(xml), member, .. } => {
                        xml.place == place
                            && xml.name.namespace == namespace
                            && (is_local(xml.name.local) || member.also.iter().any(|own| is_local(own)))
                    }
                    _ => false,
                };
                signs.iter().flatten().find(is).and_then(at)
            };
            crate::xml::peek(body, charset, bounds, spots.len(), &placed).ok()
        }
        _ => None,
    }
}
