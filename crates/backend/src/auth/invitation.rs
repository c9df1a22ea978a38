//! Links that let somebody in once: into a project, or as the first owner of everything.

use engine::{
    ActivityEntry,
    ports::{Clock, Entropy, StoreError},
};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use wire::{ProjectId, ProjectRole};

use crate::{
    routes::console::ORGANIZATION,
    store::{Invitation, SqlStore},
    surroundings::{System, hex, random_hex},
};

/// How long an invitation can be accepted.
const VALID_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Where the page takes an invitation; its token stands behind `#`, which no browser sends to any server.
pub const PATH: &str = "/join";

/// What is kept of a token.
#[must_use]
pub fn hash(token: &str) -> String {
    hex(&Sha256::digest(token))
}

/// An invitation that nobody was told of yet.
#[must_use]
pub fn new(
    project: Option<&ProjectId>,
    org_id: &str,
    email: String,
    role: ProjectRole,
    created_by: &str,
    now: Timestamp,
) -> Invitation {
    Invitation {
        id: ProjectId::from_bytes(System.id_bytes(now)).to_string(),
        org_id: org_id.to_owned(),
        project: project.cloned(),
        email,
        role,
        created: now,
        created_by: created_by.to_owned(),
        expires: now.saturating_add(VALID_FOR).unwrap_or(now),
    }
}

/// Keeps an invitation and gives its token: 256 random bits, of which only the hash is kept.
///
/// # Errors
/// As of [`SqlStore::add_invitation`].
pub async fn keep(
    store: &SqlStore,
    invitation: &Invitation,
    entry: Option<&ActivityEntry>,
) -> Result<String, StoreError> {
    let token = random_hex::<32>();
    store.add_invitation(invitation, &hash(&token), entry).await?;
    Ok(token)
}

/// Invites the first owner, where nobody has an account yet: gives the token of an invitation to own the organization, in place of
/// the one before.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn first_owner(store: &SqlStore) -> Result<Option<String>, StoreError> {
    if !store.has_nobody().await? {
        return Ok(None);
    }
    let now = System.now();
    let invitation = new(None, ORGANIZATION, String::new(), ProjectRole::Owner, "console", now);
    keep(store, &invitation, None).await.map(Some)
}
