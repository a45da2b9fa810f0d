//! A calendar day.

use std::fmt;
use std::str::FromStr;

use super::calendar::{days, month_length, number, weekday};

/// A day of the calendar, `2024-02-29`, in no zone (ISO 8601, years 0001 to 9999).
///
/// Days are ordered as they follow each other.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// A text that is no day of the form `2024-02-29`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DateError;

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a day such as `2024-02-29`")
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// The first day that there is, `0001-01-01`.
    pub const FIRST: Self = Self { year: 1, month: 1, day: 1 };

    /// The day of a year and a month, if there is such a day.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_day = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=month_length(year, month)).contains(&day);
        is_day.then_some(Self { year, month, day })
    }

    /// A day that is known to be one.
    pub(super) fn of(year: u16, month: u8, day: u8) -> Self {
        Self { year, month, day }
    }

    /// Year, month and day.
    #[must_use]
    pub fn parts(&self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// The day of the week; Monday is 0.
    pub(super) fn weekday(&self) -> usize {
        weekday(days(i64::from(self.year), self.month, self.day))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else { return Err(DateError) };
        let part = |digits: &[u8]| number(digits).ok_or(DateError);
        let small = |digits: &[u8]| part(digits).and_then(|value| u8::try_from(value).map_err(|_| DateError));
        let year = u16::try_from(part(&[y1, y2, y3, y4])?).map_err(|_| DateError)?;
        Self::new(year, small(&[m1, m2])?, small(&[d1, d2])?).ok_or(DateError)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_it_was_read() {
        for text in ["0001-01-01", "2000-02-29", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "2023-02-29", "2024-13-01", "0000-01-01", "2024-1-1", "2024-01-01Z", "+024-01-01"] {
            assert_eq!(text.parse::<Date>(), Err(DateError), "{text}");
        }
    }

    #[test]
    fn days_of_the_week_are_those_of_the_calendar() {
        let weekday = |text: &str| text.parse::<Date>().unwrap().weekday();
        assert_eq!(weekday("1994-11-06"), 6);
        assert_eq!(weekday("1970-01-01"), 3);
        assert_eq!(weekday("0001-01-01"), 0);
    }
}
