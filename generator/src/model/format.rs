//! Forms: how the text of a value is written.

use super::Document;

/// How the text of a scalar is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Format {
    /// The type's own form.
    Plain,
    /// UTC with three fraction digits.
    UtcMillis,
    /// Seconds since 1970.
    UnixSeconds,
    /// Milliseconds since 1970.
    UnixMillis,
    /// As HTTP writes dates.
    Http,
    /// As WCF writes dates in JSON.
    Wcf,
    /// ISO 8601 without separators.
    Compact,
    /// Without an offset.
    Local,
    /// With so many fraction digits.
    Digits(u8),
    /// A picture of a day, a time or both.
    Picture(String),
    /// The Base64 of a text.
    Base64,
    /// The Base64 of bytes that is safe in addresses.
    Base64Url,
    /// Bytes as hexadecimal digits.
    Hex,
    /// A number as a text.
    Quoted,
    /// A boolean as one of two words, true and false.
    Words(String, String),
    /// A document in a text of its own.
    Document(Document),
    /// A form for each encoding.
    Each(Box<Each>),
}

/// The forms of a member that is written differently in different encodings.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Each {
    /// In JSON.
    pub json: Format,
    /// In XML and SOAP.
    pub xml: Format,
    /// In forms, queries, paths and headers.
    pub form: Format,
}

impl Format {
    /// Whether the value is a document in a text of its own.
    #[must_use]
    pub fn is_document(&self) -> bool {
        matches!(self, Self::Document(_))
    }

    /// The form in JSON.
    #[must_use]
    pub fn in_json(&self) -> &Self {
        if let Self::Each(each) = self { &each.json } else { self }
    }

    /// The form in XML and SOAP.
    #[must_use]
    pub fn in_xml(&self) -> &Self {
        if let Self::Each(each) = self { &each.xml } else { self }
    }

    /// The form in forms, queries, paths and headers.
    #[must_use]
    pub fn in_form(&self) -> &Self {
        if let Self::Each(each) = self { &each.form } else { self }
    }

    /// The form in every encoding.
    pub fn all(&self) -> impl Iterator<Item = &Self> {
        let all = match self {
            Self::Each(each) => [Some(&each.json), Some(&each.xml), Some(&each.form)],
            own => [Some(own), None, None],
        };
        all.into_iter().flatten()
    }

    /// The form in every encoding, to be changed.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        let all = match self {
            Self::Each(each) => [Some(&mut each.json), Some(&mut each.xml), Some(&mut each.form)],
            own => [Some(own), None, None],
        };
        all.into_iter().flatten()
    }
}
