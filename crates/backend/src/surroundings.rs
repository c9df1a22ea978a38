//! The system's clock and randomness, and hexadecimal digits.

mod foretold;

use engine::ports::{Clock, Entropy};
use jiff::Timestamp;
use wire::ExternalId;

pub use self::foretold::{Foretold, Seeded};

/// The system's clock and the system's randomness; in a sandbox that began at a time of its own ([`Foretold`]), that one's clock and
/// that one's IDs.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Clock for System {
    fn now(&self) -> Timestamp {
        Foretold::get().map_or_else(Timestamp::now, Foretold::now)
    }
}

impl Entropy for System {
    fn fill(&self, bytes: &mut [u8]) {
        Random.fill(bytes);
    }

    fn id_bytes(&self, now: Timestamp) -> [u8; 12] {
        Foretold::get().map_or_else(|| Random.id_bytes(now), Foretold::id_bytes)
    }

    fn external_id(&self) -> ExternalId {
        Foretold::get().map_or_else(|| Random.external_id(), Foretold::external_id)
    }
}

/// What nobody can foretell, also in a sandbox.
struct Random;

impl Entropy for Random {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness there are no secrets, so there is nothing sensible to go on with.
        if let Err(error) = getrandom::fill(bytes) {
            eprintln!("the system gives no randomness: {error}");
            std::process::abort();
        }
    }
}

/// `N` random bytes in hexadecimal digits.
#[must_use]
pub fn random_hex<const N: usize>() -> String {
    let mut bytes = [0; N];
    System.fill(&mut bytes);
    hex::encode(bytes)
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    hex::encode(bytes)
}

/// The bytes that `text` has in hexadecimal digits.
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    hex::decode(text).ok()
}
