use engine::{encryption::EncryptionRefusal, ports::StoreError};
use wire::{ClusterName, RoleId, console::KeyFailure};

use crate::auth::seal::SealError;

/// Why something was not done to a project's encryption at rest or its clusters.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule is against it.
    #[error(transparent)]
    Refused(#[from] EncryptionRefusal),
    /// The key can't be used.
    #[error("the key can't be used: {0:?}")]
    Key(KeyFailure),
    /// The project has no such access role.
    #[error("no access role {0}")]
    NoRole(RoleId),
    /// The access role is in progress.
    #[error("the access role {0} is not authorized")]
    RoleNotAuthorized(RoleId),
    /// The project has no such cluster.
    #[error("no cluster {0}")]
    NoCluster(ClusterName),
    /// The project has a cluster of that name.
    #[error("the cluster {0} exists already")]
    ClusterExists(ClusterName),
    /// The secret of the credentials can't be read.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}
