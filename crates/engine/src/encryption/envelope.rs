//! Envelope encryption: a project's master key wraps the key of each cluster.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use wire::ProjectId;
use zeroize::Zeroizing;

use crate::ports::Entropy;

const KEY: usize = 32;
/// The nonce of AES-GCM. A master key wraps far fewer than the 2³² keys that random nonces are good for.
const NONCE: usize = 12;

/// A key of 32 bytes in the clear: only ever in memory, overwritten when dropped, never shown.
#[derive(Clone)]
pub struct SecretKey(Zeroizing<[u8; KEY]>);

/// A key of a cluster, encrypted by AES-256-GCM under a master key: nonce, 32 bytes, tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrappedKey(Vec<u8>);

/// A wrapped key does not open: it was changed, or belongs to another master key, project or cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the wrapped key can't be opened")]
pub struct Damaged;

impl SecretKey {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = Zeroizing::new([0; KEY]);
        entropy.fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// The key of 32 bytes; `None` of any other number.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Whether both are the same key.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    /// Wraps the `key` of a cluster, so that only this key opens it, and only as that of the cluster.
    #[must_use]
    pub fn wrap(
        &self,
        key: &Self,
        project: &ProjectId,
        cluster: &str,
        entropy: &dyn Entropy,
    ) -> WrappedKey {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        let aad = owner(project, cluster);
        let payload = Payload { msg: key.as_bytes(), aad: aad.as_bytes() };
        let Ok(sealed) = self.cipher().encrypt(&Nonce::from(nonce), payload) else {
            unreachable!("the cipher refuses nothing below 64 GiB")
        };
        WrappedKey([nonce.as_slice(), &sealed].concat())
    }

    /// Opens the key of a cluster.
    ///
    /// # Errors
    /// [`Damaged`].
    pub fn unwrap(
        &self,
        wrapped: &WrappedKey,
        project: &ProjectId,
        cluster: &str,
    ) -> Result<Self, Damaged> {
        let (nonce, msg) = wrapped.0.split_first_chunk::<NONCE>().ok_or(Damaged)?;
        let aad = owner(project, cluster);
        let payload = Payload { msg, aad: aad.as_bytes() };
        let opened = self.cipher().decrypt(&Nonce::from(*nonce), payload);
        let opened = Zeroizing::new(opened.map_err(|_| Damaged)?);
        Self::from_bytes(&opened).ok_or(Damaged)
    }

    fn cipher(&self) -> Aes256Gcm {
        let key: &[u8; KEY] = &self.0;
        Aes256Gcm::new(key.into())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(hidden)")
    }
}

impl WrappedKey {
    /// The wrapped key of these bytes, right or wrong.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Nonce, 32 bytes, tag.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Whose key it is, as associated data: a wrapped key is worth nothing in another row.
fn owner(project: &ProjectId, cluster: &str) -> String {
    format!("cluster-key:{project}:{cluster}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Foretold;

    #[test]
    fn a_wrapped_key_opens_for_its_cluster_alone_and_only_whole() {
        let entropy = Foretold::default();
        let [here, elsewhere] = [1, 2].map(|byte| ProjectId::from_bytes([byte; 12]));
        let [master, another, key] = [(); 3].map(|()| SecretKey::generate(&entropy));
        assert!(!master.is(&another));
        let wrapped = master.wrap(&key, &here, "Cluster0", &entropy);
        assert!(master.unwrap(&wrapped, &here, "Cluster0").unwrap().is(&key));
        assert_ne!(wrapped, master.wrap(&key, &here, "Cluster0", &entropy));
        assert_eq!(master.unwrap(&wrapped, &here, "Cluster1").unwrap_err(), Damaged);
        assert_eq!(master.unwrap(&wrapped, &elsewhere, "Cluster0").unwrap_err(), Damaged);
        assert_eq!(another.unwrap(&wrapped, &here, "Cluster0").unwrap_err(), Damaged);
        for at in 0..wrapped.as_bytes().len() {
            let mut bytes = wrapped.as_bytes().to_vec();
            bytes[at] ^= 1;
            let changed = WrappedKey::from_bytes(bytes);
            assert!(master.unwrap(&changed, &here, "Cluster0").is_err(), "byte {at}");
        }
        assert!(master.unwrap(&WrappedKey::from_bytes(vec![1; 11]), &here, "Cluster0").is_err());
    }

    #[test]
    fn a_secret_key_is_never_shown() {
        let key = SecretKey::from_bytes(&[7; 32]).unwrap();
        assert_eq!(format!("{key:?}"), "SecretKey(hidden)");
        assert!(SecretKey::from_bytes(&[7; 31]).is_none());
    }
}
