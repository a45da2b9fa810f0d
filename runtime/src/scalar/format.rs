//! How a scalar is written where the page asks for a form of its own.

use super::{Date, DateTime, Offset, Time, http_date, picture, wcf_date};
use crate::error::EncodeError;
use crate::walk::Document;

/// The written form of a scalar.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// The form that the type has by itself.
    #[default]
    Plain,
    /// A date and time in UTC with three fraction digits, `2008-06-01T03:52:54.843Z`.
    UtcMillis,
    /// A date and time as whole seconds since 1970-01-01T00:00:00Z.
    UnixSeconds,
    /// A date and time as milliseconds since 1970-01-01T00:00:00Z.
    UnixMillis,
    /// A date and time as HTTP has it, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    Http,
    /// A date and time as WCF and ASP.NET have it in JSON, `/Date(1224043200000+0100)/`.
    Wcf,
    /// A date and time without separators, `20081201T035254Z` (ISO 8601, basic format), or such a
    /// day, `20081201`.
    Compact,
    /// A date and time without its offset, `2008-12-01T03:52:54`.
    Local,
    /// A date and time with so many fraction digits, `2008-12-01T03:52:54.84+01:00`.
    Digits(u8),
    /// A day, a time or both in a picture; [`picture`](crate::scalar::picture) says what its letters mean.
    Picture(&'static str),
    /// A text, or bytes, as standard Base64 (RFC 4648, section 4).
    Base64,
    /// Bytes as the Base64 that is safe in addresses, without padding (RFC 4648, section 5).
    Base64Url,
    /// Bytes as two lower-case hexadecimal digits each; a guid as 32 of them, without dashes.
    Hex,
    /// A number as a text, where the encoding tells the two apart.
    Quoted,
    /// A boolean as one of two words, true and false.
    Words(&'static str, &'static str),
    /// Always this one text. It stands in a list, as [`Source::one_of`](crate::Source::one_of) takes it.
    Always(&'static [&'static str; 1]),
    /// A value as a document in a text of its own, a list as a whole.
    Document(&'static dyn Document),
    /// A form for each encoding.
    Each(&'static Each),
    /// A value that may be absent, which one text says.
    OrNone(&'static OrNone),
}

/// The form of a member whose absence a value stands for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OrNone {
    /// The text that stands for absence.
    pub none: &'static str,
    /// Whether JSON has it as a number.
    pub is_number: bool,
    /// The form of every other value.
    pub format: Format,
}

/// The forms of one member that is written differently in different encodings.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Each {
    /// In JSON.
    pub json: Format,
    /// In XML and in SOAP.
    pub xml: Format,
    /// In forms, queries, paths and headers.
    pub form: Format,
}

impl Format {
    /// The form in JSON.
    #[must_use]
    pub fn in_json(self) -> Self {
        if let Self::Each(each) = self { each.json } else { self }
    }

    /// The form in XML and SOAP.
    #[must_use]
    pub fn in_xml(self) -> Self {
        if let Self::Each(each) = self { each.xml } else { self }
    }

    /// The form in forms, queries, paths and headers.
    #[must_use]
    pub fn in_form(self) -> Self {
        if let Self::Each(each) = self { each.form } else { self }
    }

    /// Whether absence is written.
    pub(crate) fn says_absence(self) -> bool {
        matches!(self, Self::OrNone(_))
    }

    /// The form of a value that is there.
    #[cfg(feature = "testing")]
    pub(crate) fn of_value(self) -> Self {
        if let Self::OrNone(own) = self { own.format } else { self }
    }

    /// The text that the value always is, if it is.
    #[must_use]
    pub fn always(self) -> Option<&'static str> {
        if let Self::Always([text]) = self { Some(text) } else { None }
    }

    /// Whether the written form is a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::UnixSeconds | Self::UnixMillis)
    }

    /// Reads a date and time in this form.
    pub(crate) fn read_date_time(self, text: &str) -> Option<DateTime> {
        match self {
            Self::UnixSeconds => DateTime::from_unix_millis(text.parse::<i64>().ok()?.checked_mul(1000)?, 0),
            Self::UnixMillis => DateTime::from_unix_millis(text.parse().ok()?, 3),
            Self::Http => http_date::read(text),
            Self::Wcf => wcf_date::read(text),
            Self::Compact => text.parse().ok().or_else(|| extended(text)?.parse().ok()),
            Self::Picture(picture) => picture::read(picture, text),
            _ => text.parse().ok(),
        }
    }

    /// The number that a date and time is in this form; `None` where it is a text.
    pub(crate) fn count(self, value: &DateTime) -> Option<i64> {
        match self {
            Self::UnixSeconds => Some(value.unix_millis().div_euclid(1000)),
            Self::UnixMillis => Some(value.unix_millis()),
            _ => None,
        }
    }

    /// The same moment as a text in this form has it, where that text is ISO 8601.
    pub(crate) fn date_time(self, value: &DateTime) -> DateTime {
        match self {
            Self::UtcMillis => value.to_utc().with_digits(3),
            Self::Digits(digits) => value.with_digits(digits),
            Self::Local => value.with_offset(Offset::Unspecified),
            _ => *value,
        }
    }

    /// A date and time as a text of this form that is not ISO 8601 in full.
    pub(crate) fn write_date_time(self, value: &DateTime) -> Result<Option<String>, EncodeError> {
        match self {
            Self::Http => Ok(Some(http_date::write(value))),
            Self::Wcf => Ok(Some(wcf_date::write(value))),
            Self::Compact => {
                let written = value.written();
                let (time, zone) = written.as_str().split_at(19);
                Ok(Some(time.replace(['-', ':'], "") + &zone.replace(':', "")))
            }
            Self::Picture(picture) => match picture::write(picture, value) {
                Some(written) => Ok(Some(written)),
                None => Err(EncodeError::new(format!("{value} has more to it than `{picture}` can say"))),
            },
            _ => Ok(None),
        }
    }

    /// Reads a day in this form.
    pub(crate) fn read_date(self, text: &str) -> Option<Date> {
        match self {
            Self::Picture(picture) => picture::read(picture, text).map(|value| value.day()),
            Self::Compact if !text.contains('-') => {
                let (year, rest) = text.split_at_checked(4)?;
                let (month, day) = rest.split_at_checked(2)?;
                format!("{year}-{month}-{day}").parse().ok()
            }
            _ => text.parse().ok(),
        }
    }

    /// Writes a day in this form.
    pub(crate) fn write_date(self, value: Date) -> String {
        let written = match self {
            Self::Picture(picture) => {
                picture::write(picture, &DateTime::new(value, Time::MIDNIGHT, Offset::Unspecified))
            }
            Self::Compact => Some(value.to_string().replace('-', "")),
            _ => None,
        };
        written.unwrap_or_else(|| value.to_string())
    }

    /// Reads a time of day in this form.
    pub(crate) fn read_time(self, text: &str) -> Option<Time> {
        match self {
            Self::Picture(picture) => picture::read(picture, text).map(|value| value.time_of_day()),
            _ => text.parse().ok(),
        }
    }

    /// Writes a time of day in this form.
    pub(crate) fn write_time(self, value: Time) -> Result<String, EncodeError> {
        let Self::Picture(picture) = self else { return Ok(value.to_string()) };
        picture::write(picture, &DateTime::new(Date::FIRST, value, Offset::Unspecified))
            .ok_or_else(|| EncodeError::new(format!("{value} has more to it than `{picture}` can say")))
    }

    /// Writes a text in this form, if it differs from the text itself.
    pub(crate) fn write_text(self, value: &str) -> Result<Option<String>, EncodeError> {
        match self {
            Self::Base64 => self.write_bytes(value.as_bytes()).map(Some),
            _ => Ok(None),
        }
    }

    /// Reads a text in this form, if it differs from the text itself.
    pub(crate) fn read_text(self, text: &str) -> Option<Result<String, &'static str>> {
        match self {
            Self::Base64 => {
                let bytes = self.read_bytes(text).ok();
                Some(bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or("the Base64 of a text"))
            }
            _ => None,
        }
    }

    /// Writes bytes in this form, as Base64 where it is none of bytes.
    pub(crate) fn write_bytes(self, bytes: &[u8]) -> Result<String, EncodeError> {
        match self {
            Self::Hex => Ok(crate::digest::hex(bytes)),
            Self::Base64Url => base64(bytes, true),
            _ => base64(bytes, false),
        }
    }

    /// Reads bytes in this form; what it should be where it is not.
    pub(crate) fn read_bytes(self, text: &str) -> Result<Vec<u8>, &'static str> {
        match self {
            Self::Hex => from_hex(text).ok_or("pairs of hexadecimal digits"),
            Self::Base64Url => from_base64(text, true).ok_or("Base64 that is safe in addresses"),
            _ => from_base64(text, false).ok_or("Base64"),
        }
    }
}

/// A basic date and time with the separators of the extended format.
fn extended(text: &str) -> Option<String> {
    let (date, rest) = text.split_once('T')?;
    let (time, rest) = rest.split_at_checked(6)?;
    if date.len() != 8 || !date.is_ascii() || !time.is_ascii() {
        return None;
    }
    let zone = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
    let (fraction, zone) = rest.split_at(zone);
    let zone = match zone.len() {
        5 if zone.is_ascii() => format!("{}:{}", &zone[..3], &zone[3..]),
        _ => zone.to_owned(),
    };
    Some(format!(
        "{}-{}-{}T{}:{}:{}{fraction}{zone}",
        &date[..4],
        &date[4..6],
        &date[6..],
        &time[..2],
        &time[2..4],
        &time[4..]
    ))
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| if let [high, low] = pair { Some(digit(*high)? << 4 | digit(*low)?) } else { None })
        .collect()
}

#[cfg(feature = "base64")]
fn base64(bytes: &[u8], url: bool) -> Result<String, EncodeError> {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    Ok(if url { URL_SAFE_NO_PAD.encode(bytes) } else { STANDARD.encode(bytes) })
}

/// Padding is optional in addresses, so it is there or not.
#[cfg(feature = "base64")]
fn from_base64(text: &str, url: bool) -> Option<Vec<u8>> {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
    if url { URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok() } else { STANDARD.decode(text).ok() }
}

#[cfg(not(feature = "base64"))]
fn base64(_: &[u8], _: bool) -> Result<String, EncodeError> {
    Err(EncodeError::new("Base64 needs the feature `base64` of wirewright-runtime"))
}

#[cfg(not(feature = "base64"))]
fn from_base64(_: &str, _: bool) -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: Format, value: &str, written: &str, read: &str) {
        let value: DateTime = value.parse().unwrap();
        let text = format.write_date_time(&value).unwrap();
        let text = text.unwrap_or_else(|| format.date_time(&value).to_string());
        assert_eq!(text, written);
        assert_eq!(format.read_date_time(written).unwrap().to_string(), read);
    }

    #[test]
    fn each_form_of_a_date_reads_what_it_writes() {
        let value = "1994-11-06T09:49:37.25+01:00";
        check(Format::Http, value, "Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z");
        check(Format::Compact, value, "19941106T094937.25+0100", value);
        check(Format::Compact, "1994-11-06T09:49:37Z", "19941106T094937Z", "1994-11-06T09:49:37Z");
        check(Format::Local, value, "1994-11-06T09:49:37.25", "1994-11-06T09:49:37.25");
        check(Format::Digits(0), value, "1994-11-06T09:49:37+01:00", "1994-11-06T09:49:37+01:00");
        check(Format::Digits(4), value, "1994-11-06T09:49:37.2500+01:00", "1994-11-06T09:49:37.2500+01:00");
    }

    #[test]
    fn what_is_no_compact_date_is_refused() {
        for text in ["", "19941106", "19941106T0949", "1994-1106T094937", "é941106T094937", "19941106T0949é7"]
        {
            assert_eq!(Format::Compact.read_date_time(text), None, "{text}");
        }
    }

    #[test]
    #[cfg(feature = "base64")]
    fn bytes_are_read_as_they_are_written() {
        for (format, written) in
            [(Format::Plain, "+/8A"), (Format::Base64Url, "-_8A"), (Format::Hex, "fbff00")]
        {
            assert_eq!(format.write_bytes(&[0xfb, 0xff, 0]).as_deref(), Ok(written));
            assert_eq!(format.read_bytes(written).as_deref(), Ok(&[0xfb, 0xff, 0][..]));
        }
        assert_eq!(Format::Base64Url.read_bytes("-w==").as_deref(), Ok(&[0xfb][..]));
        for (format, text) in
            [(Format::Plain, "-_8A"), (Format::Base64Url, "+/8A"), (Format::Hex, "f"), (Format::Hex, "+f")]
        {
            assert!(format.read_bytes(text).is_err(), "{text}");
        }
    }
}
