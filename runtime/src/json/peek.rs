//! A look at a few members of an object, without reading the rest into anything.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::measure;
use super::read::{Text, syntax, utf8};
use crate::error::DecodeError;
use crate::walk::Bounds;

/// The texts of the members of an object for which `which` gives a place among `count`; the first
/// of each counts. A number or a boolean is its own text, and what has members has none.
///
/// # Errors
/// The body is not UTF-8, not JSON, more than the bounds, or no object.
pub(crate) fn peek(
    body: &[u8],
    bounds: Bounds,
    count: usize,
    which: &dyn Fn(&str) -> Option<usize>,
) -> Result<Vec<Option<String>>, DecodeError> {
    let text = utf8(body)?;
    measure(text, bounds)?;
    let mut found = vec![None; count];
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let visitor = Peek { found: &mut found, which };
    deserializer
        .deserialize_map(visitor)
        .and_then(|()| deserializer.end())
        .map_err(|error| syntax(&error))?;
    Ok(found)
}

struct Peek<'p> {
    found: &'p mut Vec<Option<String>>,
    which: &'p dyn Fn(&str) -> Option<usize>,
}

impl<'de> Visitor<'de> for Peek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = map.next_key()? {
            let place = (self.which)(&name).and_then(|index| self.found.get_mut(index));
            match place.filter(|place| place.is_none()) {
                Some(place) => *place = text(map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

fn text(raw: &RawValue) -> Option<String> {
    match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::from_str::<Cow<'_, str>>(raw.get()).ok().map(Cow::into_owned),
        Some(b'{' | b'[' | b'n') => None,
        _ => Some(raw.get().to_owned()),
    }
}
