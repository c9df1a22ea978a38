//! The server as its clients see it: the real router over each of the databases.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod activity;
mod admin;
mod api_keys;
mod auth_matrix;
mod bad_input;
mod cloud_provider_access;
mod clusters;
mod deletes;
mod encryption;
mod groups;
mod health;
mod invitations;
mod labels;
mod many_attempts;
mod members;
mod migrations;
mod oauth;
mod oidc;
mod openapi;
mod page;
mod programs;
mod proxies;
mod recall;
mod role_list;
mod roles;
mod sandbox_docs;
mod sandbox_start;
mod scenarios;
mod security_txt;
mod session;
mod sessions;
mod store;
mod support;
mod tls;
mod trust_policy;
