//! Dates as HTTP has them (IMF-fixdate of RFC 9110, section 5.6.7).

use super::picture::MONTHS;
use super::{Date, DateTime, Offset, Time};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Writes the moment in UTC, without a fraction.
pub(super) fn write(value: &DateTime) -> String {
    let value = value.to_utc().with_digits(0);
    let ((year, month, day), (hour, minute, second, _)) = (value.date(), value.time());
    let (weekday, month) = (DAYS[value.day().weekday()], MONTHS[usize::from(month) - 1]);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Reads such a date. The day of the week must be one; which one it is follows from the day.
pub(super) fn read(text: &str) -> Option<DateTime> {
    let (weekday, rest) = text.split_once(", ")?;
    let [day, month, year, time, "GMT"] = rest.split(' ').collect::<Vec<_>>()[..] else { return None };
    let month = MONTHS.iter().position(|own| *own == month)? + 1;
    let date: Date = format!("{year}-{month:02}-{day}").parse().ok()?;
    let time: Time = time.parse().ok().filter(|time: &Time| time.digits() == 0)?;
    DAYS.contains(&weekday).then(|| DateTime::new(date, time, Offset::Zulu))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_date_of_http_is_refused() {
        for text in [
            "",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37.5 GMT",
            "Son, 06 Nov 1994 08:49:37 GMT",
            "Sun, 31 Feb 1994 08:49:37 GMT",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
