//! What every route shares: errors, bodies, queries, formats, who is asking, and the page's files.

pub mod access;
pub mod assets;
pub mod body;
pub mod events;
pub mod format;
pub mod forwarded;
pub mod header_limit;
pub mod headers;
pub mod identify;
pub mod observe;
pub mod peer;
pub mod problem;
pub mod query;
pub mod rate_limit;
pub mod recall;

pub use problem::{Answer, Problem};
