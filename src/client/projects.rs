//! Projects, and the addresses of what is in one.

use wire::console::{List, NewProject, Project};

use super::{Failure, get, write};
use crate::paths::encoded;

const PROJECTS: &str = "/api/console/v1/projects";

/// The projects of the person who is signed in, by name.
pub(crate) async fn list() -> Result<Vec<Project>, Failure> {
    get::<List<Project>>(PROJECTS).await.map(|list| list.results)
}

/// One project.
pub(crate) async fn find(project: &str) -> Result<Project, Failure> {
    get(&own_url(project, "")).await
}

/// Makes a project; the person becomes its owner.
pub(crate) async fn create(name: String) -> Result<Project, Failure> {
    write("POST", PROJECTS, &NewProject { name }).await
}

/// An address of the console's own API in a project. `project` comes from the address bar, so it may be anything.
pub(super) fn own_url(project: &str, rest: &str) -> String {
    [PROJECTS, "/", &encoded(project), rest].concat()
}

/// An address of the original's API in a project.
pub(super) fn atlas_url(project: &str, rest: &str) -> String {
    ["/api/atlas/v2/groups/", &encoded(project), rest].concat()
}
