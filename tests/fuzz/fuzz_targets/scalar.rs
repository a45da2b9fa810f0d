//! Texts of single values: dates, identifiers, numbers, Base64, percent escapes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewright_runtime::form::{Escape, decode, encode};
use wirewright_runtime::scalar::{DateTime, Uuid};

fuzz_target!(|data: &str| {
    if let Ok(date) = data.parse::<DateTime>() {
        assert_eq!(date.to_string(), data);
        let utc = date.to_utc();
        assert_eq!(utc.unix_millis(), date.unix_millis());
        assert_eq!(utc.to_string().parse(), Ok(utc));
        let cut = date.with_digits(3);
        assert_eq!(cut.unix_millis(), date.unix_millis());
        assert_eq!(cut.to_string().parse(), Ok(cut));
    }
    if let Ok(count) = data.parse::<i64>()
        && let Some(date) = DateTime::from_unix_millis(count, 3)
    {
        assert_eq!(date.unix_millis(), count);
        assert_eq!(date.to_string().parse(), Ok(date));
    }
    if let Ok(identifier) = data.parse::<Uuid>() {
        assert_eq!(identifier.hyphenated().to_string().parse(), Ok(identifier));
    }
    for (escape, plus) in [(Escape::Uri, false), (Escape::Form, true)] {
        let mut escaped = String::new();
        encode(data, escape, &mut escaped);
        assert!(escaped.is_ascii());
        assert_eq!(decode(&escaped, plus).as_deref(), Some(data));
        if let Some(plain) = decode(data, plus) {
            let mut again = String::new();
            encode(&plain, escape, &mut again);
            assert_eq!(decode(&again, plus), Some(plain));
        }
    }
});
