//! Dates as WCF and ASP.NET write them in JSON: `/Date(1224043200000+0100)/`.
//!
//! The count is of milliseconds since 1970-01-01T00:00:00Z, whatever the offset, which says in which zone the moment
//! was meant. `-0000` says that the zone is not known; the count then is that of the clock.

use super::{DateTime, Offset};

/// Writes the moment and its offset; a moment in UTC has none.
pub(super) fn write(value: &DateTime) -> String {
    let millis = value.unix_millis();
    let offset = match value.offset() {
        Offset::Zulu => String::new(),
        Offset::Unspecified => "-0000".to_owned(),
        Offset::Fixed { negative, hours, minutes } => {
            // A minus before nothing is the unknown zone.
            let sign = if negative && (hours, minutes) != (0, 0) { '-' } else { '+' };
            format!("{sign}{hours:02}{minutes:02}")
        }
    };
    format!("/Date({millis}{offset})/")
}

/// Reads such a date.
pub(super) fn read(text: &str) -> Option<DateTime> {
    let inside = text.strip_prefix("/Date(")?.strip_suffix(")/")?;
    let sign = inside.get(1..)?.find(['+', '-']).map(|index| index + 1);
    let (millis, offset) = inside.split_at(sign.unwrap_or(inside.len()));
    let millis: i64 = millis.parse().ok()?;
    let offset = match offset {
        "" => Offset::Zulu,
        "-0000" => Offset::Unspecified,
        written => {
            let (hours, minutes) = written.get(1..).filter(|own| own.len() == 4)?.split_at_checked(2)?;
            super::date_time::offset(format!("{}{hours}:{minutes}", &written[..1]).as_bytes())?
        }
    };
    let clock = millis.checked_add(i64::from(offset.minutes()).checked_mul(60_000)?)?;
    Some(DateTime::from_unix_millis(clock, 3)?.with_offset(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back_in_their_zones() {
        for (text, iso) in [
            ("/Date(1224043200000)/", "2008-10-15T04:00:00.000Z"),
            ("/Date(1224043200123+0100)/", "2008-10-15T05:00:00.123+01:00"),
            ("/Date(1224043200000-0930)/", "2008-10-14T18:30:00.000-09:30"),
            ("/Date(-62135596800000-0000)/", "0001-01-01T00:00:00.000"),
            ("/Date(0+0000)/", "1970-01-01T00:00:00.000+00:00"),
        ] {
            let read = read(text).expect("it is a date");
            assert_eq!((read.to_string().as_str(), write(&read).as_str()), (iso, text));
        }
    }

    #[test]
    fn what_is_no_such_date_is_none() {
        for text in [
            "",
            "/Date()/",
            "/Date(-)/",
            "/Date(+)/",
            "/Date(1)",
            "Date(1)/",
            "/Date(1+1)/",
            "/Date(1+01:00)/",
            "/Date(1+2500)/",
            "/Date(1x)/",
            "/Date(99999999999999999999)/",
            "/Date(9223372036854775807+0100)/",
            "/Date(1+é0)/",
            "/Date(é)/",
            "/Date(1-01é)/",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
