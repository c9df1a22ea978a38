//! The rules of access roles and of encryption at rest, without HTTP, SQL, AWS or a clock.
//!
//! A rule is a function: it takes the loaded state and gives a [`Change`] to store, or a [`Refusal`]. A
//! validation is a state machine ([`Attempt`]): it names the next [`CloudCall`], takes the [`CloudOutcome`], and
//! ends in a verdict. Only [`AccessRoles`] is asynchronous: it loads, decides and stores, through the
//! [ports](ports). So the server, a browser without a server and a property test run the very same code.

pub mod command;
pub mod encryption;
pub mod memory;
pub mod ports;
pub mod sandbox;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod trust_policy_merge;

mod access_role;
mod access_roles;
mod activity;
mod attempt;
mod change;
mod deleted_role;
mod health;
mod project;

pub use access_role::{
    AccessRole, AttemptRecord, Draft, FeatureUsage, RoleState, RoleStatus, RoleSummary, Saved,
    rfc3339,
};
pub use access_roles::{AccessRoles, Begun, Error};
pub use activity::{ActivityEntry, ActivityQuery};
pub use attempt::{Attempt, CloudCall, CloudOutcome, Limits, Passed, ShownExternalId, Step};
pub use change::{Change, RoleCounts, Write};
pub use command::{Actor, Context, Refusal};
pub use deleted_role::DeletedRole;
pub use health::{Condition, Health};
pub use project::Project;
