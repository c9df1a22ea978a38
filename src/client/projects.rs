//! Projects, and the addresses of what is in one.

use wire::console::{NewProject, Project, ProjectList};

use super::Call;
use crate::paths::encoded;

const PROJECTS: &str = "/api/console/v1/projects";

/// The projects of the person who is signed in, by name.
pub(crate) fn list() -> Call<ProjectList> {
    Call::get(PROJECTS.to_owned())
}

/// One project.
pub(crate) fn find(project: &str) -> Call<Project> {
    Call::get(own_url(project, ""))
}

/// Makes a project; the person becomes its owner.
pub(crate) fn create(name: String) -> Call<Project> {
    Call::write("POST", PROJECTS.to_owned(), &NewProject { name })
}

/// An address of the console's own API in a project. `project` comes from the address bar, so it may be anything.
pub(super) fn own_url(project: &str, rest: &str) -> String {
    [PROJECTS, "/", &encoded(project), rest].concat()
}

/// An address of the original's API in a project.
pub(super) fn atlas_url(project: &str, rest: &str) -> String {
    ["/api/atlas/v2/groups/", &encoded(project), rest].concat()
}
