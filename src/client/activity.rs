//! The activity log of a project.

use wire::console::{Activity, Page};

use super::{Call, projects::own_url};
use crate::paths::ActivityQuery;

/// How many entries a page of the log has.
pub(crate) const PER_PAGE: u64 = 50;

/// Where all that `query` leaves of the log is to be had as JSON Lines.
pub(crate) fn export_url(project: &str, query: &ActivityQuery) -> String {
    own_url(project, "/activity.jsonl") + &query.filters_to_add().replacen('&', "?", 1)
}

/// A page of the log, newest first.
pub(crate) fn list(project: &str, query: &ActivityQuery) -> Call<Page<Activity>> {
    let rest =
        ["/activity?itemsPerPage=50&pageNum=", &query.page.to_string(), &query.filters_to_add()];
    Call::get(own_url(project, &rest.concat()))
}
