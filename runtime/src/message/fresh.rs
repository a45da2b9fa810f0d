//! What no two attempts share: the time, and numbers that are used once. And what no two calls share.

use std::cell::{Cell, OnceCell};
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use crate::scalar::DateTime;

/// How the time is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TimeForm {
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since 1970.
    UnixMillis,
    /// `2024-11-18T12:47:37Z`.
    Iso,
    /// `2024-11-18T12:47:37.730Z`.
    IsoMillis,
    /// `20241118124737`, in UTC.
    Digits,
    /// `Mon, 18 Nov 2024 12:47:37 GMT` (RFC 9110, section 5.6.7).
    Http,
    /// Milliseconds since 1970, and more than any attempt of the client had before.
    Rising,
}

type Clock = dyn Fn() -> SystemTime + Send + Sync;
type Nonces = dyn Fn() -> String + Send + Sync;

/// Where the time and the nonces come from.
#[derive(Clone, Default)]
pub struct Sources {
    /// The clock; the system's without it.
    pub clock: Option<Arc<Clock>>,
    /// What makes nonces; chance without it.
    pub nonces: Option<Arc<Nonces>>,
    /// The last number that rose.
    last: Arc<AtomicI64>,
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sources").finish_non_exhaustive()
    }
}

/// What all attempts of one call share: its UUID, by which a service knows that it is one call.
#[derive(Debug, Default)]
pub struct OneCall {
    #[cfg_attr(not(feature = "nonce"), expect(dead_code, reason = "nothing is made by chance"))]
    uuid: OnceLock<String>,
}

/// The time and the nonce of one attempt, each made when it is first asked for.
#[derive(Debug, Default)]
pub struct Fresh<'s> {
    sources: Option<&'s Sources>,
    #[cfg_attr(not(feature = "nonce"), expect(dead_code, reason = "nothing is made by chance"))]
    call: Option<&'s OneCall>,
    time: OnceCell<SystemTime>,
    risen: OnceCell<i64>,
    asked: Cell<bool>,
    #[cfg(feature = "nonce")]
    nonce: OnceCell<String>,
}

impl<'s> Fresh<'s> {
    /// Those of an attempt, from these sources.
    #[must_use]
    pub fn from(sources: &'s Sources) -> Self {
        Self { sources: Some(sources), ..Self::default() }
    }

    /// Those of an attempt of a call.
    #[must_use]
    pub fn of(call: &'s OneCall, sources: &'s Sources) -> Self {
        Self { call: Some(call), ..Self::from(sources) }
    }

    /// Notes that a question of the server would be answered.
    #[cfg(feature = "challenge")]
    pub(super) fn be_asked(&self) {
        self.asked.set(true);
    }

    /// Whether a question of the server would be answered.
    #[must_use]
    pub fn can_be_asked(&self) -> bool {
        self.asked.get()
    }

    /// The time of the attempt.
    pub(super) fn now(&self, form: TimeForm) -> String {
        let clock = || self.sources.and_then(|own| own.clock.as_ref());
        let time = *self.time.get_or_init(|| clock().map_or_else(SystemTime::now, |clock| clock()));
        let time = DateTime::from(time);
        if form == TimeForm::Rising {
            return self.risen.get_or_init(|| self.rise(time.unix_millis())).to_string();
        }
        written(time, form)
    }

    /// A number that is higher than the last one, the time if it is.
    fn rise(&self, time: i64) -> i64 {
        let Some(sources) = self.sources else { return time };
        let higher = |last: i64| time.max(last.saturating_add(1));
        let last = sources.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(higher(last)));
        let (Ok(last) | Err(last)) = last;
        higher(last)
    }

    /// The nonce of the attempt: 32 hexadecimal digits.
    #[cfg(feature = "nonce")]
    pub(super) fn nonce(&self) -> Option<String> {
        let made = self.nonce.get_or_init(|| self.made(|| Some(crate::digest::hex(&by_chance()?))));
        Some(made.clone()).filter(|nonce| !nonce.is_empty())
    }

    /// The UUID of the call; that of the attempt, where it is no client's.
    #[cfg(feature = "nonce")]
    pub(super) fn uuid(&self) -> Option<String> {
        let make = || self.made(uuid_by_chance);
        let made = self.call.map_or_else(make, |call| call.uuid.get_or_init(make).clone());
        Some(made).filter(|uuid| !uuid.is_empty())
    }

    #[cfg(feature = "nonce")]
    fn made(&self, by_chance: impl FnOnce() -> Option<String>) -> String {
        match self.sources.and_then(|own| own.nonces.as_ref()) {
            Some(nonces) => nonces(),
            None => by_chance().unwrap_or_default(),
        }
    }
}

/// `None` where the system has no chance to give.
#[cfg(feature = "nonce")]
fn by_chance() -> Option<[u8; 16]> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes)
}

/// A UUID of version 4, variant 1 (RFC 9562, section 5.4).
#[cfg(feature = "nonce")]
fn uuid_by_chance() -> Option<String> {
    let mut bytes = by_chance()?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = crate::digest::hex(&bytes);
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    Some(groups.join("-"))
}

fn written(time: DateTime, form: TimeForm) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let ((year, month, day), (hour, minute, second, _)) = (time.date(), time.time());
    match form {
        TimeForm::Unix => time.unix_millis().div_euclid(1000).to_string(),
        TimeForm::UnixMillis | TimeForm::Rising => time.unix_millis().to_string(),
        TimeForm::Iso => time.with_digits(0).to_string(),
        TimeForm::IsoMillis => time.with_digits(3).to_string(),
        TimeForm::Digits => format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}"),
        TimeForm::Http => {
            // The first day of 1970 was a Thursday.
            let since = time.unix_millis().div_euclid(86_400_000).rem_euclid(7);
            let weekday = usize::try_from(since).map_or("", |since| DAYS[since]);
            let month = MONTHS[usize::from(month).saturating_sub(1).min(11)];
            format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn the_time_is_written_in_many_ways() {
        // RFC 9110, section 5.6.7, is the source of the date.
        let sources = Sources {
            clock: Some(Arc::new(|| UNIX_EPOCH + Duration::from_millis(784_111_777_123))),
            ..Sources::default()
        };
        let fresh = Fresh::from(&sources);
        for (form, expected) in [
            (TimeForm::Unix, "784111777"),
            (TimeForm::UnixMillis, "784111777123"),
            (TimeForm::Iso, "1994-11-06T08:49:37Z"),
            (TimeForm::IsoMillis, "1994-11-06T08:49:37.123Z"),
            (TimeForm::Digits, "19941106084937"),
            (TimeForm::Http, "Sun, 06 Nov 1994 08:49:37 GMT"),
        ] {
            assert_eq!(fresh.now(form), expected);
        }
    }

    #[test]
    fn a_number_rises_with_every_attempt_and_stays_within_one() {
        let clock = Arc::new(|| UNIX_EPOCH + Duration::from_millis(7000));
        let sources = Sources { clock: Some(clock), ..Sources::default() };
        for expected in ["7000", "7001", "7002"] {
            let fresh = Fresh::from(&sources);
            assert_eq!([fresh.now(TimeForm::Rising), fresh.now(TimeForm::Rising)], [expected; 2]);
        }
        let clock = Arc::new(|| UNIX_EPOCH + Duration::from_millis(9000));
        let later = Sources { clock: Some(clock), ..sources.clone() };
        assert_eq!(Fresh::from(&later).now(TimeForm::Rising), "9000");
        assert_eq!(Fresh::from(&sources).now(TimeForm::Rising), "9001");
    }

    #[test]
    #[cfg(feature = "nonce")]
    fn a_nonce_is_made_once_an_attempt() {
        let (one, other) = (Fresh::default(), Fresh::default());
        let nonce = one.nonce().unwrap();
        assert_eq!(one.nonce().as_ref(), Some(&nonce));
        assert_ne!(other.nonce(), Some(nonce.clone()));
        assert!(nonce.len() == 32 && nonce.bytes().all(|byte| byte.is_ascii_hexdigit()), "{nonce}");
    }

    #[test]
    #[cfg(feature = "nonce")]
    fn a_uuid_is_made_once_a_call() {
        let (call, sources) = (OneCall::default(), Sources::default());
        let uuid = Fresh::of(&call, &sources).uuid().unwrap();
        assert_eq!((uuid.len(), &uuid[14..15]), (36, "4"));
        assert_eq!(Fresh::of(&call, &sources).uuid(), Some(uuid.clone()));
        assert_ne!(Fresh::of(&OneCall::default(), &sources).uuid(), Some(uuid));
    }
}
