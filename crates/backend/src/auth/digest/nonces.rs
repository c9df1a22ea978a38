//! Nonces that nobody has to keep until they are used, and the counts that were used with them.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use engine::ports::Entropy;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

use crate::surroundings::{System, hex, unhex};

/// For how long a nonce is good, in milliseconds: 5 minutes.
const LIFETIME: u64 = 5 * 60 * 1000;

/// How many nonces' counts are remembered: 2 MB at the most.
const REMEMBERED: usize = 16_384;

/// How many bytes of the authentication code a nonce carries.
const CODE: usize = 16;

/// Makes nonces and takes each of their counts once.
pub(super) struct Nonces {
    /// With a key of this process: after a restart every nonce is stale.
    authenticator: Hmac<Sha256>,
    used: Mutex<Used>,
}

/// When a nonce was issued, in milliseconds since 1970, and what tells it from others of the same millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Nonce {
    issued: u64,
    random: u64,
}

#[derive(Default)]
struct Used {
    counts: BTreeMap<Nonce, Counts>,
    /// The newest nonce whose counts were forgotten before its time; it and all before are stale.
    forgotten: Option<Nonce>,
}

impl Default for Nonces {
    fn default() -> Self {
        let mut key = [0; 64];
        System.fill(&mut key);
        Self { authenticator: Hmac::new(&key.into()), used: Mutex::default() }
    }
}

impl Nonces {
    /// A new nonce, in hexadecimal digits.
    pub(super) fn issue(&self, now: Timestamp) -> String {
        let mut random = [0; 8];
        System.fill(&mut random);
        let content = [milliseconds(now).to_be_bytes(), random].concat();
        let code = self.authenticator.clone().chain_update(&content).finalize().into_bytes();
        hex(&content) + &hex(code.first_chunk::<CODE>().unwrap_or(&[0; CODE]))
    }

    /// Whether the nonce is one of ours, is not too old, and was not used with that count yet.
    pub(super) fn take(&self, nonce: &str, count: u32, now: Timestamp) -> bool {
        let Some(nonce) = self.open(nonce) else { return false };
        let now = milliseconds(now);
        let oldest = Nonce { issued: now.saturating_sub(LIFETIME - 1), random: 0 };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if nonce < oldest || nonce.issued > now || used.forgotten >= Some(nonce) {
            return false;
        }
        used.counts = used.counts.split_off(&oldest);
        let fresh = used.counts.entry(nonce).or_default().take(count);
        if used.counts.len() > REMEMBERED {
            used.forgotten = used.counts.pop_first().map(|(nonce, _)| nonce);
        }
        fresh
    }

    fn open(&self, text: &str) -> Option<Nonce> {
        let bytes = unhex(text)?;
        let (issued, rest) = bytes.split_first_chunk()?;
        let (random, code) = rest.split_first_chunk()?;
        if code.len() != CODE {
            return None;
        }
        let check = self.authenticator.clone().chain_update(issued).chain_update(random);
        check.verify_truncated_left(code).ok()?;
        Some(Nonce { issued: u64::from_be_bytes(*issued), random: u64::from_be_bytes(*random) })
    }
}

/// The counts that were used with one nonce. Parallel requests overtake each other, by few places.
#[derive(Default)]
struct Counts {
    highest: u32,
    /// Bit n: whether the count n below the highest was used. What lies further below counts as used.
    seen: u128,
}

impl Counts {
    fn take(&mut self, count: u32) -> bool {
        if count > self.highest {
            self.seen = self.seen.checked_shl(count - self.highest).unwrap_or(0) | 1;
            self.highest = count;
            return true;
        }
        let bit = 1_u128.checked_shl(self.highest - count).unwrap_or(u128::MAX);
        let fresh = self.seen & bit == 0;
        self.seen |= if fresh { bit } else { 0 };
        fresh
    }
}

fn milliseconds(time: Timestamp) -> u64 {
    u64::try_from(time.as_millisecond()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_nonce_is_good_for_five_minutes_in_the_process_that_made_it() {
        let nonces = Nonces::default();
        let nonce = nonces.issue(at(0));
        assert!(nonces.take(&nonce, 1, at(0)));
        assert!(nonces.take(&nonce, 2, at(299)));
        assert!(!nonces.take(&nonce, 3, at(300)));
        assert!(!nonces.take(&nonce, 4, at(-1)), "issued in the future");
        assert!(!Nonces::default().take(&nonce, 1, at(0)), "after a restart");
    }

    #[test]
    fn two_nonces_of_the_same_moment_have_counts_of_their_own() {
        let nonces = Nonces::default();
        let [a, b] = [nonces.issue(at(0)), nonces.issue(at(0))];
        assert!(nonces.take(&a, 1, at(0)) && nonces.take(&b, 1, at(0)));
        assert!(!nonces.take(&a, 1, at(0)) && !nonces.take(&b, 1, at(0)));
    }

    #[test]
    fn what_is_forgotten_is_stale_and_never_fresh_again() {
        let nonces = Nonces::default();
        let first = nonces.issue(at(0));
        assert!(nonces.take(&first, 1, at(0)));
        for _ in 0..REMEMBERED {
            assert!(nonces.take(&nonces.issue(at(1)), 1, at(1)));
        }
        assert_eq!(nonces.used.lock().unwrap().counts.len(), REMEMBERED);
        assert!(!nonces.take(&first, 1, at(1)) && !nonces.take(&first, 2, at(1)));
        assert!(nonces.take(&nonces.issue(at(600)), 1, at(600)));
        assert_eq!(nonces.used.lock().unwrap().counts.len(), 1, "the expired are gone");
    }

    proptest! {
        #[test]
        fn a_count_passes_once_and_near_ones_in_any_order(
            counts in proptest::collection::vec(1_u32..100, 0..200)
        ) {
            let (mut window, mut seen) = (Counts::default(), BTreeSet::new());
            for count in counts {
                prop_assert_eq!(window.take(count), seen.insert(count));
            }
        }

        #[test]
        fn no_count_passes_twice(counts in proptest::collection::vec(1_u32.., 0..50)) {
            let (mut window, mut taken) = (Counts::default(), BTreeSet::new());
            for count in counts.iter().chain(&counts) {
                if window.take(*count) {
                    prop_assert!(taken.insert(*count));
                }
            }
        }

        #[test]
        fn no_text_that_we_did_not_make_is_a_nonce(text in "[0-9a-f]{0,70}|\\PC{0,70}") {
            prop_assert!(!Nonces::default().take(&text, 1, at(0)));
        }
    }
}
