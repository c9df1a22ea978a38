//! The server as its clients see it: the real router over each of the databases.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod admin;
mod api_keys;
mod bad_input;
mod cloud_provider_access;
mod groups;
mod page;
mod roles;
mod sandbox_docs;
mod scenarios;
mod session;
mod store;
mod support;
mod trust_policy;
