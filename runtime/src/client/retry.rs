//! When a call is sent again.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

/// Sends a call again where the page says that the same request may be sent
/// again, as often as the page advises and this policy allows.
///
/// Waits grow from attempt to attempt, and each is cut by chance to between a
/// half and the whole, so that many clients do not come back at once. Values that
/// are computed over the request are computed anew for every attempt. A service
/// that says in `Retry-After` how long to wait is left alone that long; a call
/// that would have to wait beyond the longest wait is not sent again.
#[derive(Clone, Copy, Debug)]
pub struct RetryPolicy {
    /// The most further attempts, whatever the page advises.
    pub most: u8,
    /// The longest first wait; each further one is twice as long.
    pub first_wait: Duration,
    /// No wait is longer.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Two further attempts, after at most half a second and a second.
    fn default() -> Self {
        Self { most: 2, first_wait: Duration::from_millis(500), longest_wait: Duration::from_secs(10) }
    }
}

impl RetryPolicy {
    /// How long to wait before the attempt after `attempt`, which is counted from
    /// zero, if the service asks for a wait of `asked`; `None` to give up.
    pub(super) fn wait(&self, attempt: u8, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default();
        (asked <= self.longest_wait).then(|| self.own_wait(attempt).max(asked))
    }

    fn own_wait(&self, attempt: u8) -> Duration {
        let grown = self.first_wait.saturating_mul(2_u32.saturating_pow(u32::from(attempt)));
        let longest = grown.min(self.longest_wait);
        // The standard library seeds its hashes by chance, which is chance enough here.
        let chance = RandomState::new().hash_one(attempt) % 1000;
        let part = u32::try_from(chance).unwrap_or(0);
        longest / 2 + longest / 2 * part / 1000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_a_limit() {
        let policy = RetryPolicy {
            most: 9,
            first_wait: Duration::from_millis(100),
            longest_wait: Duration::from_millis(300),
        };
        for (attempt, longest) in [(0, 100), (1, 200), (2, 300), (200, 300)] {
            let wait = policy.own_wait(attempt).as_millis();
            assert!((longest / 2..=longest).contains(&wait), "{attempt}: {wait}");
        }
    }

    #[test]
    fn a_service_is_left_alone_as_long_as_it_asks() {
        let policy = RetryPolicy { longest_wait: Duration::from_secs(3), ..RetryPolicy::default() };
        assert_eq!(policy.wait(0, Some(Duration::from_secs(3))), Some(Duration::from_secs(3)));
        assert_eq!(policy.wait(0, Some(Duration::from_secs(4))), None);
    }
}
