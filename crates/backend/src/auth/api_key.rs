//! API keys: how programs sign in.

use engine::ports::Entropy;
use wire::console::ProgramKind;

use super::{digest::Algorithm, seal::Sealer};
use crate::{
    store::{ApiKey, Grant, Program},
    surroundings::{System, hex},
};

/// A new API key, while its private key is still known.
pub struct NewApiKey {
    /// The user name of HTTP Digest: 8 lower-case letters, as the original has them.
    pub public_key: String,
    /// The password: 128 random bits, written like a UUID.
    pub private_key: String,
}

impl NewApiKey {
    /// A random key.
    #[must_use]
    pub fn generate() -> Self {
        let public_key = std::iter::repeat_with(letter).take(8).collect();
        let mut bytes = [0; 16];
        System.fill(&mut bytes);
        let [a, b, c, d, e] = [0..4, 4..6, 6..8, 8..10, 10..16]
            .map(|group| hex(bytes.get(group).unwrap_or_default()));
        Self { public_key, private_key: format!("{a}-{b}-{c}-{d}-{e}") }
    }

    /// What is kept of it: nothing that shows the private key, even to whoever holds the operator's key.
    #[must_use]
    pub fn to_stored(&self, grant: Grant, sealer: &Sealer) -> ApiKey {
        let sealed = |algorithm: Algorithm| {
            let ha1 = algorithm.ha1(&self.public_key, &self.private_key);
            sealer.seal(&algorithm.seal_context(&self.public_key), ha1.as_bytes())
        };
        ApiKey {
            program: Program {
                id: self.public_key.clone(),
                kind: ProgramKind::ApiKey,
                grant,
                last_used: None,
            },
            ha1_md5: sealed(Algorithm::Md5),
            ha1_sha256: sealed(Algorithm::Sha256),
        }
    }
}

/// One of 26 letters, each as likely: a byte beyond the last whole 26 is drawn again.
fn letter() -> char {
    loop {
        let mut byte = [0];
        System.fill(&mut byte);
        let [byte] = byte;
        if byte < 234 {
            return char::from(b'a' + byte % 26);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use wire::{ProjectId, ProjectRole};

    use super::*;

    #[test]
    fn a_key_looks_like_those_of_the_original() {
        let key = NewApiKey::generate();
        assert_eq!(key.public_key.len(), 8);
        assert!(key.public_key.bytes().all(|byte| byte.is_ascii_lowercase()), "{}", key.public_key);
        let groups: Vec<_> = key.private_key.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{}", key.private_key);
        assert_ne!(NewApiKey::generate().private_key, key.private_key);
    }

    #[test]
    fn only_sealed_hashes_are_kept() {
        let (key, sealer) = (NewApiKey::generate(), Sealer::generate());
        let project = ProjectId::from_bytes([1; 12]);
        let grant = Grant::new(project, ProjectRole::ReadOnly, Timestamp::UNIX_EPOCH);
        let stored = key.to_stored(grant, &sealer);
        for (algorithm, sealed) in
            [(Algorithm::Md5, &stored.ha1_md5), (Algorithm::Sha256, &stored.ha1_sha256)]
        {
            let context = algorithm.seal_context(&key.public_key);
            let ha1 = algorithm.ha1(&key.public_key, &key.private_key);
            assert_eq!(sealer.unseal(&context, sealed).unwrap(), ha1.as_bytes());
            assert!(!sealed.contains(&ha1) && !sealed.contains(&key.private_key));
        }
        assert!(
            sealer
                .unseal(&Algorithm::Sha256.seal_context(&key.public_key), &stored.ha1_md5)
                .is_err()
        );
    }
}
