//! What several pages share.

mod awaited;
mod facts;
mod focus;
mod go;
mod head;
mod time;

pub(crate) use awaited::{awaited, failed};
pub(crate) use facts::{copyable, fact, letters};
pub(crate) use focus::focus_fault;
pub(crate) use go::{provide_go, use_go};
pub(crate) use head::{PageHead, use_title};
pub(crate) use time::{now, tell_time, time_ago};
