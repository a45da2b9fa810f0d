//! What a page made a sample with.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::message::{BaseUrl, Fresh, Held, HttpText, Sample, Sender, Sources};
use crate::scalar::DateTime;

/// Where a service is in generated tests; nothing is ever sent there.
pub const BASE_URL: &str = "http://peer.test";

/// What a page made a request with, so that its signature can be made again.
#[derive(Debug)]
pub struct With<'c, C> {
    /// The credentials; a value that is computed with some is left out without them.
    pub credentials: Option<&'c C>,
    /// The time at which it was sent, as ISO 8601.
    pub now: Option<&'static str>,
    /// What stands for a number that is used once.
    pub nonce: Option<&'static str>,
    /// What earlier answers brought, by the name under which a client keeps it.
    pub held: &'static [(&'static str, &'static str)],
}

impl<C> Default for With<'_, C> {
    fn default() -> Self {
        Self { credentials: None, now: None, nonce: None, held: &[] }
    }
}

impl<C> With<'_, C> {
    /// Whether nothing is known of it.
    pub(super) fn is_nothing(&self) -> bool {
        self.credentials.is_none() && self.now.is_none() && self.nonce.is_none() && self.held.is_empty()
    }

    /// Does what a client does that has these.
    pub(super) fn send<R>(&self, base: &BaseUrl, send: impl FnOnce(&Sender<'_, C>) -> R) -> R {
        let mut sources = Sources::default();
        if let Some(now) = self.now {
            sources.clock = Some(Arc::new(move || time(now)));
        }
        if let Some(nonce) = self.nonce {
            sources.nonces = Some(Arc::new(move || nonce.to_owned()));
        }
        let held = Held::default();
        for (name, value) in self.held {
            held.set(*name, *value);
        }
        let fresh = &Fresh::from(&sources);
        send(&Sender { base, credentials: self.credentials, fresh, held: Some(&held), challenges: None })
    }
}

/// The moment that a text says as ISO 8601, to the millisecond.
///
/// # Panics
/// The text is no such date and time.
#[must_use]
pub fn time(text: &str) -> SystemTime {
    let Ok(time) = text.parse::<DateTime>() else { panic!("{text} is no date and time") };
    let millis = time.unix_millis();
    let since = Duration::from_millis(millis.unsigned_abs());
    if millis < 0 { UNIX_EPOCH - since } else { UNIX_EPOCH + since }
}

/// The address of the service that a request sample was sent to: that of its request line, else
/// the one of its header `Host`, by which pages mean `https`.
#[must_use]
pub fn base_url(sample: &Sample) -> String {
    let first = sample.correct().lines().next().unwrap_or_default();
    let addresses = first.split(' ').filter_map(|own| own.parse::<http::Uri>().ok());
    let whole =
        addresses.into_iter().find_map(|own| Some(format!("{}://{}", own.scheme_str()?, own.authority()?)));
    let headers = HttpText::parse(sample.correct()).headers;
    let host = headers.get(http::header::HOST).and_then(|host| host.to_str().ok());
    whole.or(host.map(|host| format!("https://{host}"))).unwrap_or_else(|| BASE_URL.to_owned())
}
