//! A sandbox that says the same each time: its clock begins at a given time, and its IDs come in a given order.

use std::sync::{
    OnceLock,
    atomic::{AtomicU64, Ordering},
};

use engine::ports::Entropy;
use jiff::{SignedDuration, Timestamp};
use wire::ExternalId;

/// Set before anything asks for the time, or never. It is the process's, as its clock is: time is asked for in too many places to
/// hand it to each.
static FORETOLD: OnceLock<Foretold> = OnceLock::new();

/// A clock that began at a given time and goes on from there, and the IDs that are made meanwhile. What guards something (tokens,
/// passwords' salts, keys, nonces) is as random as ever.
#[derive(Debug)]
pub struct Foretold {
    ahead: SignedDuration,
    ids: Seeded,
    next_second: AtomicU64,
}

impl Foretold {
    /// It is `start` now.
    #[must_use]
    pub fn new(start: Timestamp) -> Self {
        let second = start.as_second().unsigned_abs();
        Self {
            ahead: start.duration_since(Timestamp::now()),
            // Other than a scenario's, or the first external ID that is made would be the scenario's first again.
            ids: Seeded::new(second),
            next_second: AtomicU64::new(second),
        }
    }

    /// Makes it the process's, from now to its end; the first one stays.
    pub fn begin(start: Timestamp) {
        FORETOLD.get_or_init(|| Self::new(start));
    }

    /// The process's, in a sandbox that began at a time of its own.
    #[must_use]
    pub fn get() -> Option<&'static Self> {
        FORETOLD.get()
    }

    /// The present time there.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        now.checked_add(self.ahead).unwrap_or(now)
    }

    /// 12 bytes for an identifier. They still sort by age, but count from the start, as the time would not be the same each time.
    #[must_use]
    pub fn id_bytes(&self) -> [u8; 12] {
        let second = self.next_second.fetch_add(1, Ordering::Relaxed);
        let second = i64::try_from(second).ok().and_then(|it| Timestamp::from_second(it).ok());
        self.ids.id_bytes(second.unwrap_or(Timestamp::MAX))
    }

    /// A new external ID.
    #[must_use]
    pub fn external_id(&self) -> ExternalId {
        self.ids.external_id()
    }
}

/// Numbers that look random and are the same each time (`SplitMix64`). A sandbox guards nothing that anybody could get by
/// foretelling them.
#[derive(Debug)]
pub struct Seeded(AtomicU64);

impl Seeded {
    /// The numbers that follow from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next number.
    pub fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let state = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            for (to, from) in chunk.iter_mut().zip(self.next().to_le_bytes()) {
                *to = from;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_start_makes_the_same_ids_in_the_same_order_and_none_twice() {
        let made = |start: &str| {
            let foretold = Foretold::new(start.parse().unwrap());
            let ids: Vec<_> = (0..100).map(|_| foretold.id_bytes()).collect();
            let external: Vec<_> = (0..100).map(|_| foretold.external_id().to_string()).collect();
            (ids, external)
        };
        let (ids, external) = made("2026-05-12T09:30:00Z");
        assert_eq!((ids.clone(), external.clone()), made("2026-05-12T09:30:00Z"));
        assert!(ids.is_sorted() && ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
        let mut once = external.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), external.len());
        let (other_ids, other_external) = made("2026-05-12T09:30:01Z");
        assert_ne!((ids[0], &external[0]), (other_ids[0], &other_external[0]));
    }

    #[test]
    fn its_clock_begins_at_the_start_and_goes_on() {
        let start: Timestamp = "2001-02-03T04:05:06Z".parse().unwrap();
        let foretold = Foretold::new(start);
        let first = foretold.now();
        assert!(first >= start && first.duration_since(start) < SignedDuration::from_mins(1));
        assert!((0..1_000_000).any(|_| foretold.now() > first));
    }
}
