//! How many requests somebody may make a minute.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::Problem;

const WINDOW: Duration = Duration::from_secs(60);

/// Counts requests by who makes them, in windows of a minute.
pub struct RateLimiter {
    /// How many a window.
    limit: u32,
    /// What they are.
    what: &'static str,
    windows: Mutex<HashMap<String, Window>>,
}

#[derive(Clone, Copy)]
struct Window {
    began: Instant,
    used: u32,
}

/// Where somebody stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    limit: u32,
    what: &'static str,
    remaining: u32,
    /// How long this window goes on.
    until_next: Duration,
    /// Set where the request is one too many: how long to wait.
    retry_after: Option<Duration>,
}

impl RateLimiter {
    /// Lets everybody make `limit` of `what` a minute.
    #[must_use]
    pub fn new(limit: u32, what: &'static str) -> Self {
        Self { limit, what, windows: Mutex::default() }
    }

    /// Counts one of `who` at `now`.
    pub fn count(&self, who: &str, now: Instant) -> Standing {
        self.add(who, now, 1)
    }

    /// Where `who` would stand with one more, which is not counted.
    pub fn look(&self, who: &str, now: Instant) -> Standing {
        let standing = self.add(who, now, 0);
        let retry_after = (standing.remaining == 0).then_some(standing.until_next);
        Standing { retry_after, ..standing }
    }

    fn add(&self, who: &str, now: Instant, count: u32) -> Standing {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > 10_000 {
            windows.retain(|_, window| now.duration_since(window.began) < WINDOW);
        }
        let fresh = Window { began: now, used: 0 };
        let window = match windows.get_mut(who) {
            Some(window) => window,
            None => windows.entry(who.to_owned()).or_insert(fresh),
        };
        if now.duration_since(window.began) >= WINDOW {
            *window = fresh;
        }
        window.used = window.used.saturating_add(count);
        let until_next = WINDOW.saturating_sub(now.duration_since(window.began));
        let retry_after = (window.used > self.limit).then_some(until_next);
        let remaining = self.limit.saturating_sub(window.used);
        Standing { limit: self.limit, what: self.what, remaining, until_next, retry_after }
    }
}

impl Standing {
    /// The answer to a request too many.
    ///
    /// # Errors
    /// `RATE_LIMITED`.
    pub fn check(self) -> Result<(), Problem> {
        let Some(wait) = self.retry_after else { return Ok(()) };
        let seconds = wait.as_secs().max(1);
        Err(Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "RATE_LIMITED",
            format!("More than {} {} in a minute. Wait {seconds} seconds.", self.limit, self.what),
        )
        .with_header(header::RETRY_AFTER, seconds))
    }

    /// Tells the client where it stands.
    pub fn write(self, headers: &mut HeaderMap) {
        headers.insert(HeaderName::from_static("ratelimit-limit"), HeaderValue::from(self.limit));
        headers.insert(
            HeaderName::from_static("ratelimit-remaining"),
            HeaderValue::from(self.remaining),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_counts_nothing_and_tells_when_the_next_is_one_too_many() {
        let limiter = RateLimiter::new(1, "wrong passwords");
        let start = Instant::now();
        for _ in 0..3 {
            assert!(limiter.look("a", start).check().is_ok());
        }
        assert!(limiter.count("a", start).check().is_ok());
        let look = limiter.look("a", start + Duration::from_secs(20));
        assert_eq!(look.retry_after, Some(Duration::from_secs(40)));
        assert!(limiter.look("a", start + WINDOW).check().is_ok());
    }

    #[test]
    fn the_request_after_the_last_waits_for_the_next_window() {
        let limiter = RateLimiter::new(2, "requests");
        let start = Instant::now();
        assert_eq!(limiter.count("a", start).remaining, 1);
        assert!(limiter.count("a", start).check().is_ok());
        let third = limiter.count("a", start + Duration::from_secs(20));
        assert_eq!(third.retry_after, Some(Duration::from_secs(40)));
        assert!(third.check().is_err());
        assert!(limiter.count("b", start).check().is_ok(), "others have a count of their own");
        assert!(limiter.count("a", start + WINDOW).check().is_ok());
    }
}
