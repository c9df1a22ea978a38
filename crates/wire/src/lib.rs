//! What crosses the wire between the console's page and its backend, and the parsers of the values in it.
//!
//! ```
//! use console_wire::RoleArn;
//!
//! let arn: RoleArn = "arn:aws:iam::123456789012:role/service/atlas-access".parse()?;
//! assert_eq!(arn.account().as_str(), "123456789012");
//! assert_eq!(arn.name(), "atlas-access");
//! # Ok::<(), console_wire::ArnError>(())
//! ```
//!
//! A value is parsed once, at the edge, and passed on as its type. [`atlas`] has the shapes of the
//! original's API, byte for byte; [`console`] those that only this console's page needs.

pub mod atlas;
pub mod cli;
pub mod cloudformation;
pub mod console;
pub mod terraform;

mod arn;
mod cluster;
mod external_id;
mod id;
mod kms_key;
mod kms_policy;
mod label;
mod permission;
mod region;
mod trust_policy;

pub use arn::{AccountId, ArnError, Partition, RoleArn, RoleName, RoleNameError, ServicePrincipal};
pub use cluster::{ClusterName, ClusterNameError, Tier, TierError};
pub use external_id::{ExternalId, ExternalIdError};
pub use id::{AttemptId, IdError, ProjectId, RoleId};
pub use kms_key::{KmsKey, KmsKeyError};
pub use kms_policy::KeyAccess;
pub use label::{Label, LabelError};
pub use permission::{Action, ProjectRole, exceeds_group, keeps_an_owner};
pub use region::{Region, RegionError};
pub use trust_policy::trust_policy;
