//! Pictures of days and times, such as `dd.MM.yyyy HH:mm:ss`.
//!
//! Each letter stands for a digit of something or for its name; everything else
//! stands for itself. A picture is taken only if what it writes can be read in
//! one way.
//!
//! | letters | stand for |
//! | --- | --- |
//! | `yyyy` | the year |
//! | `MM`, `M` | the month, of two digits or as many as it needs |
//! | `MMM`, `MMMM` | the month's name in English, `Jan`, `January`; read in any case |
//! | `dd`, `d` | the day of the month |
//! | `HH`, `H` | the hour, 0 to 23 |
//! | `hh`, `h` | the hour, 1 to 12; `tt` says which half of the day, `AM` or `PM`, read in any case |
//! | `mm`, `m` | the minute |
//! | `ss`, `s` | the second |
//! | `f` to `fffffffff` | so many fraction digits |
//! | `zzz`, `xx` | the offset, `+08:00`, `+0800` |
//! | `T` | itself |
//! | `Z` | itself: the time is UTC |

use std::fmt::Write as _;

use super::calendar::number;
use super::{Date, DateTime, Offset, Time};

/// The months as HTTP and pictures name them.
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The months as pictures name them in full.
const WHOLE_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a picture is of.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PictureOf {
    /// A [`Date`].
    Date,
    /// A [`Time`].
    Time,
    /// A [`DateTime`].
    DateTime,
}

/// A piece of a picture.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Part<'p> {
    Number(Unit, Width),
    MonthName,
    WholeMonthName,
    Half,
    Offset,
    BareOffset,
    Zulu,
    Text(&'p str),
}

/// What a number counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Unit {
    Year,
    Month,
    Day,
    Hour,
    HourOfHalf,
    Minute,
    Second,
    Fraction,
}

/// How many digits a number has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Width {
    Fixed(usize),
    /// One or two.
    Needed,
}

/// The pieces of a picture; what is wrong with one that has letters of no meaning.
fn parts(picture: &str) -> Result<Vec<Part<'_>>, String> {
    let mut parts = Vec::new();
    let mut rest = picture;
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|own| *own == first).count();
        let (part, length) = if first.is_ascii_alphabetic() {
            let letters = &rest[..run];
            let part = part(letters).ok_or_else(|| format!("`{letters}` means nothing in a picture"))?;
            (part, if matches!(first, 'T' | 'Z') { 1 } else { run })
        } else {
            let end = rest.find(|own: char| own.is_ascii_alphabetic()).unwrap_or(rest.len());
            (Part::Text(&rest[..end]), end)
        };
        parts.push(part);
        rest = &rest[length..];
    }
    Ok(parts)
}

fn part(letters: &str) -> Option<Part<'_>> {
    use Width::{Fixed, Needed};
    let number = |unit, width| Some(Part::Number(unit, width));
    match letters {
        "yyyy" => number(Unit::Year, Fixed(4)),
        "MM" => number(Unit::Month, Fixed(2)),
        "M" => number(Unit::Month, Needed),
        "MMM" => Some(Part::MonthName),
        "MMMM" => Some(Part::WholeMonthName),
        "dd" => number(Unit::Day, Fixed(2)),
        "d" => number(Unit::Day, Needed),
        "HH" => number(Unit::Hour, Fixed(2)),
        "H" => number(Unit::Hour, Needed),
        "hh" => number(Unit::HourOfHalf, Fixed(2)),
        "h" => number(Unit::HourOfHalf, Needed),
        "mm" => number(Unit::Minute, Fixed(2)),
        "m" => number(Unit::Minute, Needed),
        "ss" => number(Unit::Second, Fixed(2)),
        "s" => number(Unit::Second, Needed),
        "tt" => Some(Part::Half),
        "zzz" => Some(Part::Offset),
        "xx" => Some(Part::BareOffset),
        _ if letters.starts_with('Z') => Some(Part::Zulu),
        _ if letters.starts_with('T') => Some(Part::Text("T")),
        _ if letters.starts_with('f') && letters.len() <= 9 => number(Unit::Fraction, Fixed(letters.len())),
        _ => None,
    }
}

/// Whether a picture can be written and read back in one way.
///
/// # Errors
/// What is wrong with it, as a sentence without its end.
pub fn check(picture: &str, of: PictureOf) -> Result<(), String> {
    let parts = parts(picture)?;
    let has = |unit| parts.iter().any(|part| matches!(part, Part::Number(own, _) if *own == unit));
    let is_there = |part: &Part<'_>| parts.contains(part);
    let month = has(Unit::Month) || is_there(&Part::MonthName) || is_there(&Part::WholeMonthName);
    let hour = has(Unit::Hour) || has(Unit::HourOfHalf);
    let zone = [Part::Offset, Part::BareOffset, Part::Zulu].iter().any(is_there);
    let day_needed = of != PictureOf::Time;
    let time_needed = of != PictureOf::Date;
    for (letters, needed, there) in [
        ("yyyy", day_needed, has(Unit::Year)),
        ("MM", day_needed, month),
        ("dd", day_needed, has(Unit::Day)),
        ("HH", time_needed, hour),
    ] {
        if needed && !there {
            return Err(format!("without `{letters}` what is written cannot be read back"));
        }
        if !needed && there {
            return Err(format!("`{letters}` has no place in a picture of this type"));
        }
    }
    let of_time = [
        ("mm", has(Unit::Minute), "HH", time_needed),
        ("ss", has(Unit::Second), "mm", has(Unit::Minute)),
        ("f", has(Unit::Fraction), "ss", has(Unit::Second)),
        ("tt", is_there(&Part::Half), "hh", has(Unit::HourOfHalf)),
        ("hh", has(Unit::HourOfHalf), "tt", is_there(&Part::Half)),
    ];
    if let Some((letters, _, other, _)) = of_time.into_iter().find(|(_, there, _, base)| *there && !base) {
        return Err(format!("`{letters}` says nothing without `{other}`"));
    }
    if zone && of != PictureOf::DateTime {
        return Err("only a date with a time has a zone".to_owned());
    }
    once(&parts)?;
    for pair in parts.windows(2) {
        if let [Part::Number(_, Width::Needed), Part::Number(..)] = pair {
            return Err("a number without a fixed length ends nowhere before the next one".to_owned());
        }
        if let [Part::Number(_, Width::Needed), Part::Text(text)] = pair
            && text.starts_with(|own: char| own.is_ascii_digit())
        {
            return Err("a number without a fixed length ends nowhere before a digit".to_owned());
        }
    }
    if picture.trim() != picture || picture.chars().any(char::is_control) {
        return Err("blanks around a picture and control characters get lost on the way".to_owned());
    }
    Ok(())
}

/// Nothing may stand in a picture twice: the two could differ.
fn once(parts: &[Part<'_>]) -> Result<(), String> {
    let told: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Number(unit, _) => Some(match unit {
                Unit::Year => "the year",
                Unit::Month => "the month",
                Unit::Day => "the day",
                Unit::Hour | Unit::HourOfHalf => "the hour",
                Unit::Minute => "the minute",
                Unit::Second => "the second",
                Unit::Fraction => "the fraction",
            }),
            Part::MonthName | Part::WholeMonthName => Some("the month"),
            Part::Half => Some("the half of the day"),
            Part::Offset | Part::BareOffset | Part::Zulu => Some("the zone"),
            Part::Text(_) => None,
        })
        .collect();
    let twice = told.iter().enumerate().find(|(at, what)| told[..*at].contains(what));
    twice.map_or(Ok(()), |(_, what)| Err(format!("{what} stands in the picture twice")))
}

/// Writes a value. A fraction is cut to the digits that there are, and a zone without
/// a place is left out.
///
/// `None` if a minute or a second would be lost.
pub(super) fn write(picture: &str, value: &DateTime) -> Option<String> {
    let parts = parts(picture).ok()?;
    let value = if parts.contains(&Part::Zulu) { value.to_utc() } else { *value };
    let (year, month, day) = value.date();
    let (hour, minute, second, nanosecond) = value.time();
    let mut text = String::with_capacity(picture.len());
    let (mut minutes, mut seconds) = (minute == 0, second == 0);
    for part in &parts {
        match *part {
            Part::Text(own) => text.push_str(own),
            Part::Zulu => text.push('Z'),
            Part::MonthName => text.push_str(MONTHS[usize::from(month) - 1]),
            Part::WholeMonthName => text.push_str(WHOLE_MONTHS[usize::from(month) - 1]),
            Part::Half => text.push_str(if hour < 12 { "AM" } else { "PM" }),
            Part::Offset | Part::BareOffset => {
                let minutes = value.offset().minutes();
                let sign = if minutes < 0 { '-' } else { '+' };
                let colon = if *part == Part::Offset { ":" } else { "" };
                let _ = write!(text, "{sign}{:02}{colon}{:02}", minutes.abs() / 60, minutes.abs() % 60);
            }
            Part::Number(Unit::Fraction, Width::Fixed(digits)) => {
                text.push_str(&format!("{nanosecond:09}")[..digits]);
            }
            Part::Number(unit, width) => {
                let number = match unit {
                    Unit::Year => year,
                    Unit::Month => month.into(),
                    Unit::Day => day.into(),
                    Unit::Hour | Unit::Fraction => hour.into(),
                    Unit::HourOfHalf => (u16::from(hour) + 11) % 12 + 1,
                    Unit::Minute => {
                        minutes = true;
                        minute.into()
                    }
                    Unit::Second => {
                        seconds = true;
                        second.into()
                    }
                };
                let digits = if let Width::Fixed(digits) = width { digits } else { 1 };
                let _ = write!(text, "{number:0digits$}");
            }
        }
    }
    (minutes && seconds).then_some(text)
}

/// Reads what [`write`] writes; what the picture does not have is as in `0001-01-01T00:00:00`.
pub(super) fn read(picture: &str, text: &str) -> Option<DateTime> {
    let mut rest = text;
    let (mut year, mut month, mut day) = (1_u32, 1_u32, 1_u32);
    let (mut hour, mut minute, mut second, mut nanosecond, mut digits) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u8);
    let (mut afternoon, mut of_half) = (None, None);
    let mut offset = Offset::Unspecified;
    for part in parts(picture).ok()? {
        match part {
            Part::Text(own) => rest = rest.strip_prefix(own)?,
            Part::Zulu => {
                rest = rest.strip_prefix('Z')?;
                offset = Offset::Zulu;
            }
            Part::MonthName | Part::WholeMonthName => {
                let names = if part == Part::MonthName { &MONTHS } else { &WHOLE_MONTHS };
                let begins = |own: &&str| {
                    let head = rest.get(..own.len());
                    head.is_some_and(|head| head.eq_ignore_ascii_case(own))
                };
                let index = names.iter().position(begins)?;
                month = u32::try_from(index).ok()? + 1;
                rest = &rest[names[index].len()..];
            }
            Part::Half => {
                let (half, after) = rest.split_at_checked(2)?;
                afternoon = Some(half.eq_ignore_ascii_case("PM"));
                if afternoon != Some(true) && !half.eq_ignore_ascii_case("AM") {
                    return None;
                }
                rest = after;
            }
            Part::Offset => {
                let (written, after) = rest.split_at_checked(6)?;
                offset = super::date_time::offset(written.as_bytes())?;
                rest = after;
            }
            Part::BareOffset => {
                let (hours, after) = rest.split_at_checked(3)?;
                let (minutes, after) = after.split_at_checked(2)?;
                offset = super::date_time::offset(format!("{hours}:{minutes}").as_bytes())?;
                rest = after;
            }
            Part::Number(unit, width) => {
                let length = match width {
                    Width::Fixed(length) => length,
                    Width::Needed => {
                        let two = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
                        // What is written has no zero in front.
                        if two == 2 && rest.starts_with('0') { return None } else { two.max(1) }
                    }
                };
                let (own, after) = rest.split_at_checked(length)?;
                let value = number(own.as_bytes())?;
                rest = after;
                match unit {
                    Unit::Year => year = value,
                    Unit::Month => month = value,
                    Unit::Day => day = value,
                    Unit::Hour => hour = value,
                    Unit::HourOfHalf => of_half = Some(value),
                    Unit::Minute => minute = value,
                    Unit::Second => second = value,
                    Unit::Fraction => {
                        digits = u8::try_from(length).ok()?;
                        nanosecond = value * 10_u32.pow(u32::from(9 - digits));
                    }
                }
            }
        }
    }
    if let Some(own) = of_half {
        hour = (1..=12).contains(&own).then_some(own % 12 + if afternoon? { 12 } else { 0 })?;
    }
    let small = |value: u32| u8::try_from(value).ok();
    let date = Date::new(u16::try_from(year).ok()?, small(month)?, small(day)?)?;
    let time = Time::new(small(hour)?, small(minute)?, small(second)?)?.with_fraction(nanosecond, digits)?;
    rest.is_empty().then(|| DateTime::new(date, time, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn travels(picture: &str, value: &str, written: &str, read_back: &str) {
        assert_eq!(check(picture, PictureOf::DateTime), Ok(()));
        let value: DateTime = value.parse().unwrap();
        assert_eq!(write(picture, &value).as_deref(), Some(written));
        assert_eq!(read(picture, written).unwrap().to_string(), read_back);
    }

    #[test]
    fn what_a_picture_writes_it_reads() {
        let value = "2024-02-09T15:04:05.125+02:00";
        travels("dd.MM.yyyy HH:mm:ss", value, "09.02.2024 15:04:05", "2024-02-09T15:04:05");
        travels("yyyyMMddHHmmssfff", value, "20240209150405125", "2024-02-09T15:04:05.125");
        travels("d MMM yyyy, h:mm:ss tt", value, "9 Feb 2024, 3:04:05 PM", "2024-02-09T15:04:05");
        travels("yyyy-MM-ddTHH:mm:ssZ", value, "2024-02-09T13:04:05Z", "2024-02-09T13:04:05Z");
        travels("yyyy/M/d H:m:s zzz", value, "2024/2/9 15:4:5 +02:00", "2024-02-09T15:04:05+02:00");
        travels("yyyy年MM月dd日 HH時mm分ss秒", value, "2024年02月09日 15時04分05秒", "2024-02-09T15:04:05");
        travels(
            "MMMM d, yyyy HH:mm:ss xx",
            value,
            "February 9, 2024 15:04:05 +0200",
            "2024-02-09T15:04:05+02:00",
        );
        assert_eq!(
            read("MMMM d, yyyy h:mm tt", "FEBRUARY 9, 2024 3:04 pm").unwrap().to_string(),
            "2024-02-09T15:04:00"
        );
        let midnight = "2024-12-31T00:30:00Z";
        travels(
            "MM/dd/yyyy hh:mm tt zzz",
            midnight,
            "12/31/2024 12:30 AM +00:00",
            "2024-12-31T00:30:00+00:00",
        );
    }

    #[test]
    fn what_a_picture_has_no_place_for_is_not_written() {
        let value: DateTime = "2024-02-09T15:04:05Z".parse().unwrap();
        assert_eq!(write("dd.MM.yyyy HH:mm", &value), None);
        assert_eq!(write("dd.MM.yyyy HH'h'", &value), None);
    }

    #[test]
    fn what_is_not_in_the_picture_is_refused() {
        for text in ["9.02.2024", "09.02.24", "09.02.2024 ", "31.02.2024", "09-02-2024", "", "é9.02.2024"] {
            assert_eq!(read("dd.MM.yyyy", text), None, "{text}");
        }
        for text in ["09.2.2024", "1.13.2024", "123.2.2024"] {
            assert_eq!(read("d.M.yyyy", text), None, "{text}");
        }
        for text in ["00:30 AM", "13:30 PM", "12:30 xm"] {
            assert_eq!(read("hh:mm tt", text), None, "{text}");
        }
    }

    #[test]
    fn a_picture_that_cannot_be_read_back_is_refused() {
        use PictureOf::{Date, DateTime, Time};
        for (of, picture, why) in [
            (Date, "dd.MM.yy", "`yy` means"),
            (Date, "MM/yyyy", "without `dd`"),
            (Date, "dd.MM.yyyy HH", "`HH` has no place"),
            (Date, "yyyy-dMM", "ends nowhere before the next"),
            (Date, "yyyy-M1dd", "before a digit"),
            (Date, "yyyy-MM-dd dd", "the day stands in the picture twice"),
            (Date, "MMM MM dd yyyy", "the month stands"),
            (Date, "dd MMMMM yyyy", "`MMMMM` means"),
            (Date, "dd MMMM MMM yyyy", "the month stands"),
            (Date, " yyyy-MM-dd", "blanks around"),
            (Date, "", "without `yyyy`"),
            (Time, "hh:mm", "`hh` says nothing without `tt`"),
            (Time, "HH:mm tt", "`tt` says nothing without `hh`"),
            (Time, "HH:ss", "`ss` says nothing without `mm`"),
            (Time, "HH:mm.fff", "`f` says nothing without `ss`"),
            (Time, "HH:mmZ", "has a zone"),
            (DateTime, "yyyy-MM-dd", "without `HH`"),
            (DateTime, "yyyy-MM-dd HH:mm zzz Z", "the zone stands"),
            (DateTime, "yyyy-MM-dd HH:mm:ss.ffffffffff", "means nothing"),
            (DateTime, "yyyy-MM-dd at HH", "`a` means nothing"),
        ] {
            let found = check(picture, of).unwrap_err();
            assert!(found.contains(why), "{picture}: {found}");
        }
    }
}
