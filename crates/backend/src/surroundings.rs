//! The system's clock and randomness, and hexadecimal digits.

use engine::ports::{Clock, Entropy};
use jiff::Timestamp;

/// The system's clock and the system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Clock for System {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

impl Entropy for System {
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
