//! A time of day.

use std::fmt;
use std::str::FromStr;

use super::calendar::{fraction, number};

/// A time of day, `14:05:00.250`, in no zone (ISO 8601).
///
/// It keeps how many fraction digits it was written with. Times are ordered as
/// they follow each other; of two at the same moment the one with fewer digits
/// comes first, and they are not equal. A leap second is `60`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Time {
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
    digits: u8,
}

/// A text that is no time of the form `14:05:00.250`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TimeError;

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time of day such as `14:05:00.250`")
    }
}

impl std::error::Error for TimeError {}

impl Time {
    /// The beginning of a day, `00:00:00`.
    pub const MIDNIGHT: Self = Self { hour: 0, minute: 0, second: 0, nanosecond: 0, digits: 0 };

    /// The time at an hour, a minute and a second, without a fraction, if there is such a time.
    #[must_use]
    pub fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        let is_time = hour < 24 && minute < 60 && second <= 60;
        is_time.then_some(Self { hour, minute, second, nanosecond: 0, digits: 0 })
    }

    /// The same second with a fraction of so many digits, at most nine; what does not fit is cut off.
    /// `None` where the nanoseconds are a second or more.
    #[must_use]
    pub fn with_fraction(mut self, nanosecond: u32, digits: u8) -> Option<Self> {
        self.digits = digits.min(9);
        let unit = 10_u32.pow(u32::from(9 - self.digits));
        self.nanosecond = nanosecond - nanosecond % unit;
        (nanosecond < 1_000_000_000).then_some(self)
    }

    /// A time that is known to be one.
    pub(super) fn of(hour: u8, minute: u8, second: u8, nanosecond: u32, digits: u8) -> Self {
        Self { hour, minute, second, nanosecond, digits }
    }

    /// Hour, minute, second and nanosecond.
    #[must_use]
    pub fn parts(&self) -> (u8, u8, u8, u32) {
        (self.hour, self.minute, self.second, self.nanosecond)
    }

    /// How many fraction digits are written.
    #[must_use]
    pub fn digits(&self) -> u8 {
        self.digits
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        parse(text.as_bytes()).ok_or(TimeError)
    }
}

fn parse(text: &[u8]) -> Option<Time> {
    let (fixed, rest) = text.split_at_checked(8)?;
    let [h1, h2, b':', m1, m2, b':', s1, s2] = *fixed else { return None };
    let two = |digits: [u8; 2]| u8::try_from(number(&digits)?).ok();
    let (nanosecond, digits, rest) = fraction(rest)?;
    let time = Time::new(two([h1, h2])?, two([m1, m2])?, two([s1, s2])?)?;
    if rest.is_empty() { time.with_fraction(nanosecond, digits) } else { None }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        if self.digits > 0 {
            let all = format!("{:09}", self.nanosecond);
            write!(f, ".{}", &all[..usize::from(self.digits)])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_it_was_read() {
        for text in ["00:00:00", "23:59:60", "14:05:00.250", "14:05:00.000000001"] {
            assert_eq!(text.parse::<Time>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "24:00:00", "12:60:00", "12:00", "12:00:00.", "12:00:00Z", "1:00:00", "12:00:61"] {
            assert_eq!(text.parse::<Time>(), Err(TimeError), "{text}");
        }
    }

    #[test]
    fn times_are_in_order() {
        let time = |text: &str| text.parse::<Time>().unwrap();
        assert!(time("09:59:59.999") < time("10:00:00"));
        assert!(time("10:00:00.5") < time("10:00:00.50"));
        assert!(time("10:00:00.50") < time("10:00:00.6"));
    }
}
