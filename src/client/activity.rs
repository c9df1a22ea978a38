//! The activity log of a project.

use wire::console::{Activity, Page};

use super::{Call, projects::own_url};

/// How many entries a page of the log has.
pub(crate) const PER_PAGE: u64 = 50;

/// A page of the log, newest first.
pub(crate) fn list(project: &str, page: u64) -> Call<Page<Activity>> {
    let rest = ["/activity?itemsPerPage=50&pageNum=", &page.to_string()];
    Call::get(own_url(project, &rest.concat()))
}
