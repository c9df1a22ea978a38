//! The pages: one file a page, its parts in a folder of its name.

// What `#[component]` makes of a `pub(crate)` function is `pub` all the same.
#![allow(unreachable_pub)]

pub(crate) mod parts;
pub(crate) mod project;

mod not_found;
mod projects;
mod session_ended;
mod sign_in;
mod top_bar;

pub(crate) use not_found::NotFound;
pub(crate) use projects::Projects;
pub(crate) use session_ended::SessionEnded;
pub(crate) use sign_in::SignIn;
