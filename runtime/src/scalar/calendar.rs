//! The calendar, and digits as dates have them.

/// Writes `value` in decimal, right-aligned.
pub(super) fn put(text: &mut [u8], mut value: u32) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + u8::try_from(value % 10).expect("a remainder by ten is below ten");
        value /= 10;
    }
}

/// A run of digits as a number; the caller keeps it short.
pub(super) fn number(digits: &[u8]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0_u32, |value, &digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
}

/// The fraction of a second that a text may begin with: nanoseconds, digits, and the rest.
pub(super) fn fraction(text: &[u8]) -> Option<(u32, u8, &[u8])> {
    let Some((b'.', text)) = text.split_first() else {
        return Some((0, 0, text));
    };
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = u8::try_from(length).ok().filter(|digits| (1..=9).contains(digits))?;
    let value = number(&text[..length])? * 10_u32.pow(u32::from(9 - digits));
    Some((value, digits, &text[length..]))
}

/// How many days a month has.
pub(super) fn month_length(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar. Years
/// are counted from March, so that the leap day is the last of its year.
pub(super) fn days(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = i64::from((month + 9) % 12);
    let of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year - 719_468
}

/// The inverse of [`days`].
pub(super) fn civil(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    let small = |value: i64| u8::try_from(value).expect("months and days are small");
    (year, small(month), small(day))
}

/// The day of the week of a day counted from 1970-01-01, which was a Thursday; Monday is 0.
pub(super) fn weekday(days: i64) -> usize {
    usize::try_from((days + 3).rem_euclid(7)).expect("a remainder by seven is small")
}
