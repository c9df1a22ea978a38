//! The pages: one file a page, its parts in a folder of its name.

pub(crate) mod parts;
pub(crate) mod project;

mod join;
mod not_found;
mod project_switcher;
mod projects;
mod session_ended;
mod sessions;
mod sign_in;
pub(crate) mod top_bar;

pub(crate) use join::join;
pub(crate) use not_found::not_found;
pub(crate) use project_switcher::project_switcher;
pub(crate) use projects::projects;
pub(crate) use session_ended::session_ended;
pub(crate) use sessions::sessions;
pub(crate) use sign_in::{sign_in, sign_in_problem};
