//! What several pages share.

mod awaited;
mod controls;
mod countdown;
mod facts;
mod focus;
mod form_dialog;
mod go;
mod head;
mod kept;
mod outcome;
mod paging;
mod region;
mod table;
mod time;
mod unsaved;

pub(crate) use awaited::{awaited, failed, trouble, trouble_of_both, waiting};
pub(crate) use controls::{button, empty, message, reason, refusal, submit};
pub(crate) use countdown::countdown;
pub(crate) use facts::{copyable, fact, facts, letters};
pub(crate) use focus::focus_fault;
pub(crate) use form_dialog::{FormDialog, FormText};
pub(crate) use go::{Go, provide_go, use_go};
#[cfg(feature = "split")]
pub(crate) use head::leave_focus;
pub(crate) use head::{page_head, use_title};
pub(crate) use kept::Kept;
pub(crate) use outcome::{Shown, check_item, mending, outcome, said_by_aws, stopped};
pub(crate) use paging::{announce_found, announce_page, keep_within, paging};
pub(crate) use region::region_field;
pub(crate) use table::{cell, row, table, table_of};
pub(crate) use time::{now, tell_time, time_ago, time_since};
pub(crate) use unsaved::ask_before_leaving;
