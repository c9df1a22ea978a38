//! Service accounts: how programs sign in by OAuth 2.0 client credentials (RFC 6749, section 4.4).

use engine::ports::StoreError;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use wire::console::ProgramKind;

use crate::{
    store::{Grant, Program, ServiceAccount, SqlStore},
    surroundings::{hex, random_hex},
};

/// For how long an access token is good.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// A new service account, while its secret is still known.
pub struct NewServiceAccount {
    /// The client ID, with the prefix that the original's have.
    pub client_id: String,
    /// The client secret: 256 random bits, so that its hash needs neither salt nor a slow function.
    pub client_secret: String,
}

impl NewServiceAccount {
    /// A random service account.
    #[must_use]
    pub fn generate() -> Self {
        Self {
            client_id: format!("mdb_sa_id_{}", random_hex::<12>()),
            client_secret: format!("mdb_sa_sk_{}", random_hex::<32>()),
        }
    }

    /// What is kept of it.
    #[must_use]
    pub fn to_stored(&self, grant: Grant) -> ServiceAccount {
        let (id, kind) = (self.client_id.clone(), ProgramKind::ServiceAccount);
        let program = Program { id, kind, grant, last_used: None };
        ServiceAccount { program, secret_hash: hash(&self.client_secret) }
    }
}

/// Whether `secret` is that of the service account.
#[must_use]
pub fn fits(account: &ServiceAccount, secret: &str) -> bool {
    hash(secret).as_bytes().ct_eq(account.secret_hash.as_bytes()).into()
}

/// A new access token of a service account: 256 random bits, of which only the hash is kept.
///
/// # Errors
/// [`StoreError`].
pub async fn issue(
    store: &SqlStore,
    program: &Program,
    now: Timestamp,
) -> Result<String, StoreError> {
    let token = random_hex::<32>();
    let expires = now.checked_add(LIFETIME).unwrap_or(now);
    store.add_access_token(&hash(&token), &program.id, expires, now).await?;
    Ok(token)
}

/// The service account that was given the token, if the token is still good.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn find(
    store: &SqlStore,
    token: &str,
    now: Timestamp,
) -> Result<Option<Program>, StoreError> {
    store.program_by_access_token(&hash(token), now).await
}

/// Ends a token of that service account, if it has such a one.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn revoke(store: &SqlStore, program: &Program, token: &str) -> Result<(), StoreError> {
    store.remove_access_token(&hash(token), &program.id).await
}

fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

#[cfg(test)]
mod tests {
    use wire::{ProjectId, ProjectRole};

    use super::*;

    #[test]
    fn only_the_hash_of_a_secret_is_kept_and_only_the_secret_fits() {
        let [one, other] = [NewServiceAccount::generate(), NewServiceAccount::generate()];
        let project = ProjectId::from_bytes([1; 12]);
        let grant = Grant::new(project, ProjectRole::Owner, Timestamp::UNIX_EPOCH);
        let stored = one.to_stored(grant);
        assert!(fits(&stored, &one.client_secret));
        assert!(!fits(&stored, &other.client_secret) && !fits(&stored, &stored.secret_hash));
        assert!(!format!("{stored:?}").contains(&one.client_secret));
        assert_eq!(one.client_id.len(), 34);
    }
}
