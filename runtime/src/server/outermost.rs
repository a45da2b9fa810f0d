//! Which of several bindings a body means by what stands outermost in it: the root element of a
//! document, or the member of a frame that holds the input.
//!
//! It is looked at only where nothing else has told, so that a body which can mean but one binding
//! is refused by whoever reads it.

use http::HeaderMap;

use super::dispatch::Chosen;
#[cfg(feature = "xml")]
use crate::message::charset;
use crate::message::{Codec, JsonFramePart, MediaType, outer_names};
use crate::walk::Bounds;
#[cfg(feature = "xml")]
use crate::walk::Name;

/// What stands outermost in the bodies of a binding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outermost {
    #[cfg(feature = "xml")]
    Element(Name),
    Member(&'static str),
}

impl Outermost {
    #[cfg_attr(not(feature = "xml"), expect(unused_variables, reason = "only XML has root elements"))]
    fn of<S>((endpoint, media): Chosen<'_, S>) -> Option<Self> {
        match media?.codec {
            Codec::Framed(frame) => {
                let mut parts = frame.request.iter();
                parts.find(|(_, part)| *part == JsonFramePart::Inside).map(|(name, _)| Self::Member(name))
            }
            #[cfg(feature = "xml")]
            Codec::Xml(_) => Some(Self::Element(endpoint.root())),
            _ => None,
        }
    }
}

/// Those of the candidates whose name stands outermost in the body. A body that cannot be read
/// leaves all of them, and so does one that only a binding without such a name may mean.
pub(super) fn by_outermost<'g, S>(
    candidates: &[Chosen<'g, S>],
    headers: &HeaderMap,
    body: &[u8],
    bounds: Bounds,
) -> Vec<Chosen<'g, S>> {
    let names: Vec<Option<Outermost>> = candidates.iter().map(|chosen| Outermost::of(*chosen)).collect();
    let all = || candidates.to_vec();
    let Some(&Some(first)) = names.first() else { return all() };
    if names.iter().all(|name| *name == Some(first)) {
        return all();
    }
    let Some(found) = Found::look(first, headers, body, bounds) else { return all() };
    let is_found = |(chosen, name): &(&Chosen<'g, S>, &Option<Outermost>)| {
        name.is_some_and(|name| found.is(name, chosen.1))
    };
    let fitting: Vec<_> = candidates.iter().zip(&names).filter(is_found).map(|(chosen, _)| *chosen).collect();
    if fitting.is_empty() && names.contains(&None) { all() } else { fitting }
}

/// What stands outermost in a body.
enum Found {
    #[cfg(feature = "xml")]
    Element {
        namespace: String,
        local: String,
    },
    Members(Vec<String>),
}

impl Found {
    /// `None` where the body cannot be looked at.
    #[cfg_attr(not(feature = "xml"), expect(unused_variables, reason = "only XML has charsets"))]
    fn look(wanted: Outermost, headers: &HeaderMap, body: &[u8], bounds: Bounds) -> Option<Self> {
        match wanted {
            #[cfg(feature = "xml")]
            Outermost::Element(_) => {
                let (namespace, local) = crate::xml::root(body, charset(headers), bounds).ok()?;
                Some(Self::Element { namespace, local })
            }
            Outermost::Member(_) => outer_names(body, bounds).map(Self::Members),
        }
    }

    #[cfg_attr(not(feature = "xml"), expect(unused_variables, reason = "no frame is read in any case"))]
    fn is(&self, wanted: Outermost, media: Option<&MediaType>) -> bool {
        match (self, wanted) {
            #[cfg(feature = "xml")]
            (Self::Element { namespace, local }, Outermost::Element(name)) => {
                let any_case = media.is_some_and(|media| media.ignore_case);
                let is_local = name.local == local || (any_case && name.local.eq_ignore_ascii_case(local));
                is_local && name.namespace == namespace
            }
            (Self::Members(names), Outermost::Member(name)) => names.iter().any(|own| own == name),
            #[cfg(feature = "xml")]
            _ => false,
        }
    }
}
