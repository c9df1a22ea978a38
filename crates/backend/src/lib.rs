//! The console's server: HTTP, SQL and AWS around the [engine].
//!
//! A request goes through [`router`] to a handler in [`routes`], which asks the engine, which asks its ports: the
//! [`store`] and the [`cloud`]. The binary only reads the command line.

pub mod admin;
pub mod app;
pub mod attempts;
pub mod auth;
pub mod background;
pub mod checks;
pub mod cli;
pub mod cloud;
pub mod encryption;
pub mod http;
pub mod openapi;
pub mod programs;
pub mod router;
pub mod routes;
pub mod scenario;
pub mod serve;
pub mod store;
pub mod surroundings;
