//! What every route shares: errors, bodies, queries, formats, who is asking, and the page's files.

pub mod access;
pub mod assets;
pub mod body;
pub mod client_address;
pub mod events;
pub mod format;
pub mod header_limit;
pub mod headers;
pub mod identify;
pub mod observe;
pub mod problem;
pub mod query;
pub mod rate_limit;

pub use problem::{Answer, Problem};
