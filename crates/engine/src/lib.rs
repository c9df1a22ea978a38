//! The rules of access roles, without HTTP, SQL, AWS or a clock.
//!
//! A rule is a function: it takes the loaded state and gives a [`Change`] to store, or a [`Refusal`]. A
//! validation is a state machine ([`Attempt`]): it names the next [`CloudCall`], takes the [`CloudOutcome`], and
//! ends in a verdict. Only [`AccessRoles`] is asynchronous: it loads, decides and stores, through the
//! [ports](ports). So the server, a browser without a server and a property test run the very same code.

pub mod command;
pub mod memory;
pub mod ports;
pub mod sandbox;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod trust_policy_merge;

mod access_role;
mod access_roles;
mod attempt;
mod project;

pub use access_role::{
    AccessRole, AttemptRecord, Draft, FeatureUsage, RoleState, RoleStatus, rfc3339,
};
pub use access_roles::{AccessRoles, Begun, Error};
pub use attempt::{Attempt, CloudCall, CloudOutcome, Limits, Passed, ShownExternalId, Step};
pub use command::{ActivityEntry, Change, Context, Refusal, Write};
pub use project::Project;
