//! A date and time that writes back exactly as it was read.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::calendar::{civil, days, fraction, month_length, number, put};
use super::{Date, Time};

/// A date and time of day (ISO 8601 extended format, years 0001 to 9999).
///
/// It keeps how many fraction digits it was written with and how its offset
/// was written, or that it had none, so that a value read from one message is
/// the same text in the next. Two texts of one instant are therefore different
/// values; [`DateTime::unix_millis`] compares instants.
///
/// ```
/// # use wirewright_runtime::DateTime;
/// let text = "2024-11-18T12:47:37.7301750+08:00";
/// let value: DateTime = text.parse()?;
/// assert_eq!(value.to_string(), text);
/// # Ok::<(), wirewright_runtime::DateTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct DateTime {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    digits: u8,
    nanosecond: u32,
    offset: Offset,
}

/// How far a [`DateTime`] is from UTC, as it was written.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Offset {
    /// Nothing was written: the zone is not known.
    Unspecified,
    /// `Z`.
    Zulu,
    /// `+08:00`, `-00:30`.
    Fixed {
        /// Whether the sign is a minus.
        negative: bool,
        /// Whole hours, 0 to 23.
        hours: u8,
        /// Minutes beyond the hours, 0 to 59.
        minutes: u8,
    },
}

impl Offset {
    /// Minutes east of UTC; 0 where none is written.
    #[must_use]
    pub fn minutes(self) -> i32 {
        match self {
            Self::Unspecified | Self::Zulu => 0,
            Self::Fixed { negative, hours, minutes } => {
                let east = i32::from(hours) * 60 + i32::from(minutes);
                if negative { -east } else { east }
            }
        }
    }
}

/// A text that is no date and time of the form `2024-11-18T12:47:37.73+08:00`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct DateTimeError;

impl fmt::Display for DateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date and time such as `2024-11-18T12:47:37.73+08:00`")
    }
}

impl std::error::Error for DateTimeError {}

impl DateTime {
    /// What .NET writes for a date that was never set, `0001-01-01T00:00:00`.
    pub const UNSET: Self = Self {
        year: 1,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        digits: 0,
        nanosecond: 0,
        offset: Offset::Unspecified,
    };

    /// The present moment in UTC with three fraction digits.
    ///
    /// The digits can be changed with [`DateTime::with_digits`].
    #[must_use]
    pub fn now() -> Self {
        Self::from(SystemTime::now()).with_digits(3)
    }

    /// The moment so many milliseconds after 1970-01-01T00:00:00Z, in UTC,
    /// with `digits` fraction digits. `None` outside the years 0001 to 9999.
    #[must_use]
    pub fn from_unix_millis(millis: i64, digits: u8) -> Option<Self> {
        let nanosecond = u32::try_from(millis.rem_euclid(1000)).ok()? * 1_000_000;
        Self::from_unix(millis.div_euclid(1000), nanosecond, digits)
    }

    fn from_unix(seconds: i64, nanosecond: u32, digits: u8) -> Option<Self> {
        let (year, month, day) = civil(seconds.div_euclid(86_400));
        let of_day = u32::try_from(seconds.rem_euclid(86_400)).ok()?;
        let year = u16::try_from(year).ok().filter(|year| (1..=9999).contains(year))?;
        Some(
            Self {
                year,
                month,
                day,
                hour: u8::try_from(of_day / 3600).ok()?,
                minute: u8::try_from(of_day / 60 % 60).ok()?,
                second: u8::try_from(of_day % 60).ok()?,
                digits: 9,
                nanosecond,
                offset: Offset::Zulu,
            }
            .with_digits(digits),
        )
    }

    /// A day and a time of day, so far from UTC.
    #[must_use]
    pub fn new(date: Date, time: Time, offset: Offset) -> Self {
        let (year, month, day) = date.parts();
        let (hour, minute, second, nanosecond) = time.parts();
        Self { year, month, day, hour, minute, second, digits: time.digits(), nanosecond, offset }
    }

    /// The day, wherever the offset is.
    #[must_use]
    pub fn day(&self) -> Date {
        Date::of(self.year, self.month, self.day)
    }

    /// The time of day, wherever the offset is.
    #[must_use]
    pub fn time_of_day(&self) -> Time {
        Time::of(self.hour, self.minute, self.second, self.nanosecond, self.digits)
    }

    /// The same day and time, with another offset written.
    #[must_use]
    pub fn with_offset(mut self, offset: Offset) -> Self {
        self.offset = offset;
        self
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down. A value without
    /// an offset is taken to be in UTC, a leap second to be the one after it.
    #[must_use]
    pub fn unix_millis(&self) -> i64 {
        let days = days(i64::from(self.year), self.month, self.day);
        let seconds = i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
            - i64::from(self.offset.minutes()) * 60;
        (days * 86_400 + seconds) * 1000 + i64::from(self.nanosecond / 1_000_000)
    }

    /// The same moment in UTC, written with `Z`. A value at the very edge of
    /// the years 0001 and 9999 that would leave them stays as it is.
    #[must_use]
    pub fn to_utc(&self) -> Self {
        if self.offset == Offset::Zulu && self.second < 60 {
            return *self;
        }
        let seconds = self.unix_millis().div_euclid(1000);
        Self::from_unix(seconds, self.nanosecond, self.digits).unwrap_or(*self)
    }

    /// The same value with so many fraction digits, at most nine; what does not fit is cut off.
    #[must_use]
    pub fn with_digits(mut self, digits: u8) -> Self {
        self.digits = digits.min(9);
        let unit = 10_u32.pow(u32::from(9 - self.digits));
        self.nanosecond -= self.nanosecond % unit;
        self
    }

    /// The offset as it was written.
    #[must_use]
    pub fn offset(&self) -> Offset {
        self.offset
    }

    /// How many fraction digits are written.
    #[must_use]
    pub fn digits(&self) -> u8 {
        self.digits
    }

    /// Year, month and day.
    #[must_use]
    pub fn date(&self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }

    /// Hour, minute, second and nanosecond.
    #[must_use]
    pub fn time(&self) -> (u8, u8, u8, u32) {
        (self.hour, self.minute, self.second, self.nanosecond)
    }
}

impl From<SystemTime> for DateTime {
    /// In UTC with nine fraction digits; a time outside the years 0001 to 9999 becomes [`DateTime::UNSET`].
    fn from(time: SystemTime) -> Self {
        let (seconds, nanosecond) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()), after.subsec_nanos()),
            Err(error) => {
                let before: Duration = error.duration();
                let nanos = before.subsec_nanos();
                let borrow = i64::from(nanos > 0);
                let seconds = i64::try_from(before.as_secs()).map(|seconds| -seconds - borrow);
                (seconds, (1_000_000_000 - nanos) % 1_000_000_000)
            }
        };
        seconds.ok().and_then(|seconds| Self::from_unix(seconds, nanosecond, 9)).unwrap_or(Self::UNSET)
    }
}

impl FromStr for DateTime {
    type Err = DateTimeError;

    fn from_str(text: &str) -> Result<Self, DateTimeError> {
        parse(text.as_bytes()).ok_or(DateTimeError)
    }
}

/// A date and time as it is written.
pub(crate) struct Written {
    text: [u8; 35],
    end: usize,
}

impl Written {
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.end]).expect("only ASCII was placed")
    }
}

impl DateTime {
    /// The text of the value, without room for it having to be found.
    ///
    /// Digits are placed by hand: a date is the commonest scalar after texts,
    /// and the formatting machinery costs several times as much.
    pub(crate) fn written(&self) -> Written {
        let mut text = *b"0000-00-00T00:00:00.000000000+00:00";
        put(&mut text[0..4], u32::from(self.year));
        put(&mut text[5..7], u32::from(self.month));
        put(&mut text[8..10], u32::from(self.day));
        put(&mut text[11..13], u32::from(self.hour));
        put(&mut text[14..16], u32::from(self.minute));
        put(&mut text[17..19], u32::from(self.second));
        if self.digits > 0 {
            put(&mut text[20..29], self.nanosecond);
        }
        let mut end = match self.digits {
            0 => 19,
            digits => 20 + usize::from(digits),
        };
        match self.offset {
            Offset::Unspecified => {}
            Offset::Zulu => {
                text[end] = b'Z';
                end += 1;
            }
            Offset::Fixed { negative, hours, minutes } => {
                text[end] = if negative { b'-' } else { b'+' };
                put(&mut text[end + 1..end + 3], u32::from(hours));
                text[end + 3] = b':';
                put(&mut text[end + 4..end + 6], u32::from(minutes));
                end += 6;
            }
        }
        Written { text, end }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written().as_str())
    }
}

fn parse(text: &[u8]) -> Option<DateTime> {
    let (fixed, rest) = text.split_at_checked(19)?;
    if [fixed[4], fixed[7], fixed[10], fixed[13], fixed[16]] != *b"--T::" {
        return None;
    }
    let (nanosecond, digits, rest) = fraction(rest)?;
    let two = |at: usize| number(&fixed[at..at + 2]).and_then(|value| u8::try_from(value).ok());
    let value = DateTime {
        year: u16::try_from(number(&fixed[0..4])?).ok()?,
        month: two(5)?,
        day: two(8)?,
        hour: two(11)?,
        minute: two(14)?,
        second: two(17)?,
        digits,
        nanosecond,
        offset: offset(rest)?,
    };
    let plausible = value.year > 0
        && (1..=12).contains(&value.month)
        && (1..=month_length(value.year, value.month)).contains(&value.day)
        && value.hour < 24
        && value.minute < 60
        && value.second <= 60;
    plausible.then_some(value)
}

pub(super) fn offset(text: &[u8]) -> Option<Offset> {
    match text {
        [] => Some(Offset::Unspecified),
        b"Z" => Some(Offset::Zulu),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let hours = u8::try_from(number(&[*h1, *h2])?).ok().filter(|&hours| hours < 24)?;
            let minutes = u8::try_from(number(&[*m1, *m2])?).ok().filter(|&minutes| minutes < 60)?;
            let negative = *sign == b'-';
            Some(Offset::Fixed { negative, hours, minutes })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_written_back() {
        for text in [
            "2024-11-18T12:47:37.7301759+08:00",
            "2024-11-18T12:47:37.7301750+08:00",
            "2014-08-21T03:17:33.000Z",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59.999999999-14:00",
            "2016-12-31T23:59:60Z",
            "2000-02-29T00:00:00-00:00",
        ] {
            assert_eq!(text.parse::<DateTime>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2024-11-18",
            "2024-11-18 12:47:37",
            "2023-02-29T00:00:00",
            "1900-02-29T00:00:00",
            "2024-13-01T00:00:00",
            "0000-01-01T00:00:00",
            "2024-01-01T24:00:00",
            "2024-01-01T00:60:00",
            "2024-01-01T00:00:00.",
            "2024-01-01T00:00:00.1234567890",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00+0800",
            "2024-01-01T00:00:00z",
            "+024-01-01T00:00:00",
            "2024-01-01T00:00:0\u{663}",
        ] {
            assert_eq!(text.parse::<DateTime>(), Err(DateTimeError), "{text}");
        }
    }

    #[test]
    fn moments_are_counted_from_1970_in_utc() {
        let moment = |text: &str| text.parse::<DateTime>().unwrap().unix_millis();
        assert_eq!(moment("1970-01-01T00:00:00Z"), 0);
        assert_eq!(moment("1970-01-01T08:00:00+08:00"), 0);
        assert_eq!(moment("2008-06-01T03:52:54.843Z"), 1_212_292_374_843);
        assert_eq!(moment("1969-12-31T23:59:59.999Z"), -1);
        assert_eq!(moment("0001-01-01T00:00:00"), -62_135_596_800_000);
    }

    #[test]
    fn a_moment_becomes_the_same_date_again() {
        for millis in [0, -1, 1_212_292_374_843, -62_135_596_800_000, 253_402_300_799_999] {
            let value = DateTime::from_unix_millis(millis, 3).unwrap();
            assert_eq!(value.unix_millis(), millis, "{value}");
        }
        assert_eq!(DateTime::from_unix_millis(253_402_300_800_000, 3), None);
        assert_eq!(DateTime::from_unix_millis(i64::MIN, 3), None);
    }

    #[test]
    fn utc_keeps_the_moment() {
        let value: DateTime = "2024-11-18T01:47:37.7301759+08:00".parse().unwrap();
        assert_eq!(value.to_utc().to_string(), "2024-11-17T17:47:37.7301759Z");
        assert_eq!(value.with_digits(3).to_string(), "2024-11-18T01:47:37.730+08:00");
    }

    #[test]
    fn times_before_1970_come_out_right() {
        let time = UNIX_EPOCH - Duration::new(1, 250_000_000);
        assert_eq!(DateTime::from(time).with_digits(2).to_string(), "1969-12-31T23:59:58.75Z");
    }
}
