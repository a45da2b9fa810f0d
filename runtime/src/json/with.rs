//! Forms of a date for serde's `with` attribute, on a date or one that may be absent or null.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scalar::{DateTime, Format, Nullable};

/// A date and time, or none.
pub trait Dates: Sized {
    /// The date, if there is one.
    fn get(&self) -> Option<&DateTime>;

    /// The member that holds a date; `None` where JSON has null and the member takes no null.
    fn from_date(date: Option<DateTime>) -> Option<Self>;
}

impl Dates for DateTime {
    fn get(&self) -> Option<&DateTime> {
        Some(self)
    }

    fn from_date(date: Option<DateTime>) -> Option<Self> {
        date
    }
}

impl Dates for Option<DateTime> {
    fn get(&self) -> Option<&DateTime> {
        self.as_ref()
    }

    fn from_date(date: Option<DateTime>) -> Option<Self> {
        Some(date)
    }
}

impl Dates for Nullable<DateTime> {
    fn get(&self) -> Option<&DateTime> {
        self.value()
    }

    fn from_date(date: Option<DateTime>) -> Option<Self> {
        Some(date.map_or(Self::Null, Self::Value))
    }
}

fn write<T: Dates, S: Serializer>(value: &T, serializer: S, format: Format) -> Result<S::Ok, S::Error> {
    let Some(date) = value.get() else {
        return serializer.serialize_none();
    };
    match format.count(date) {
        Some(count) => count.serialize(serializer),
        None => format.date_time(date).serialize(serializer),
    }
}

fn read<'de, T: Dates, D: Deserializer<'de>>(deserializer: D, format: Format) -> Result<T, D::Error> {
    let date = if format.is_number() {
        Option::<i64>::deserialize(deserializer)?.map(|count| format.read_date_time(&count.to_string()))
    } else {
        let text = Option::<std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.map(|text| format.read_date_time(&text))
    };
    let date = match date {
        Some(None) => return Err(serde::de::Error::custom("not a date and time")),
        Some(some) => some,
        None => None,
    };
    T::from_date(date).ok_or_else(|| serde::de::Error::custom("null where a date and time is needed"))
}

with_module!(
    unix_seconds,
    Dates,
    write,
    read,
    Format::UnixSeconds,
    "Dates as whole seconds since 1970-01-01T00:00:00Z."
);
with_module!(
    unix_millis,
    Dates,
    write,
    read,
    Format::UnixMillis,
    "Dates as milliseconds since 1970-01-01T00:00:00Z."
);
with_module!(utc_millis, Dates, write, read, Format::UtcMillis, "Dates in UTC with three fraction digits.");
