//! A decimal number that keeps its digits.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// An exact decimal number of any length, its digits as they were written.
///
/// `1.10` stays `1.10`. Numbers are compared by value all the same, so that
/// `1.10` equals `1.1`; [`Decimal::as_str`] tells them apart. There is no
/// arithmetic: a number goes into a crate for that as text.
///
/// A text may begin with a sign; it may leave out the digits on one side of the
/// point, and have an exponent (`1e3`). What JSON or XML would not take is
/// written plainly: `+.5` becomes `0.5`, `1e3` becomes `1000`.
///
/// ```
/// # use wirewright_runtime::Decimal;
/// let price: Decimal = "1.10".parse()?;
/// assert_eq!(price.to_string(), "1.10");
/// assert_eq!(price, "1.1".parse()?);
/// # Ok::<(), wirewright_runtime::DecimalError>(())
/// ```
#[derive(Clone)]
pub struct Decimal(String);

/// A text that is no decimal number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DecimalError;

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number such as `-12.50`")
    }
}

impl std::error::Error for DecimalError {}

/// How far an exponent may move the point: a few letters must not become a long text.
const FARTHEST: i64 = 400;

impl Decimal {
    /// The number as it is written, in the notation that JSON and XML share.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is below zero, then its digits before and after the point
    /// without the zeros that do not count.
    fn value(&self) -> (bool, &str, &str) {
        let (negative, text) = match self.0.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, self.0.as_str()),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        (negative && !(whole.is_empty() && fraction.is_empty()), whole, fraction)
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        parse(text).map(Self).ok_or(DecimalError)
    }
}

/// The text in the notation that JSON and XML share.
fn parse(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let (whole, fraction) = moved(whole, fraction, exponent)?;
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// Moves the point to the right.
fn moved(whole: &str, fraction: &str, places: i64) -> Option<(String, String)> {
    if places.abs() > FARTHEST {
        return None;
    }
    let places = isize::try_from(places).ok()?;
    let mut digits = format!("{whole}{fraction}");
    let mut point = isize::try_from(whole.len()).ok()? + places;
    while point < 0 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).ok()?;
    while digits.len() < point {
        digits.push('0');
    }
    let fraction = digits.split_off(point);
    Some((digits, fraction))
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for Decimal {
    /// By value: `1.10` equals `1.1`.
    fn cmp(&self, other: &Self) -> Ordering {
        let (negative, whole, fraction) = self.value();
        let (other_negative, other_whole, other_fraction) = other.value();
        // Without zeros at their ends, longer whole parts are greater, and
        // fractions are in the order of their texts.
        let size = || {
            let whole = whole.len().cmp(&other_whole.len()).then_with(|| whole.cmp(other_whole));
            whole.then_with(|| fraction.cmp(other_fraction))
        };
        match (negative, other_negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(),
            (true, true) => size().reverse(),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value().hash(state);
    }
}

macro_rules! from_whole_numbers {
    ($($number:ty)*) => {$(
        impl From<$number> for Decimal {
            fn from(number: $number) -> Self {
                Self(number.to_string())
            }
        }
    )*};
}

from_whole_numbers!(i8 i16 i32 i64 u8 u16 u32 u64);

impl Serialize for Decimal {
    /// As a number. Only JSON keeps its digits.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw = RawValue::from_string(self.0.clone()).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    /// Reads a number of JSON, to its last digit.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        raw.get().parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, written: &str) {
        assert_eq!(text.parse::<Decimal>().unwrap().as_str(), written);
    }

    #[test]
    fn digits_stay_as_they_came() {
        for text in ["0", "1.10", "-0.00", "100", "-12345678901234567890.123456789012345678901234567890"] {
            check(text, text);
        }
    }

    #[test]
    fn what_json_has_no_notation_for_is_written_plainly() {
        check("+1", "1");
        check(".5", "0.5");
        check("5.", "5");
        check("007.0", "7.0");
        check("1e3", "1000");
        check("1.25E+1", "12.5");
        check("-1.5e-3", "-0.0015");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "-", ".", "1,5", "1.2.3", "0x10", "NaN", "1e", "1e401", "1e-99999999999", "--1", " 1"]
        {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError), "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(number("1.10"), number("1.1"));
        assert_eq!(number("-0"), number("0.00"));
        for pair in ["-2", "-1.5", "-0.1", "0", "0.09", "0.1", "0.11", "2", "10"].windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
        }
    }
}
