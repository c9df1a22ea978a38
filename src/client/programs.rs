//! API keys and service accounts: how programs sign in to a project.

use wire::console::{AccessList, CreatedProgram, List, NewProgram, Program};

use super::{Call, projects::own_url};
use crate::paths::encoded;

/// All of a project, without secrets.
pub(crate) fn list(project: &str) -> Call<List<Program>> {
    Call::get(own_url(project, "/programs"))
}

/// Makes one; its secret is in this answer alone.
pub(crate) fn create(project: &str, wish: &NewProgram) -> Call<CreatedProgram> {
    Call::write("POST", own_url(project, "/programs"), wish)
}

/// Says from where it may be used.
pub(crate) fn restrict(project: &str, program: &str, access_list: Vec<String>) -> Call<Program> {
    let url = program_url(project, program) + "/access-list";
    Call::write("PUT", url, &AccessList { access_list })
}

/// Ends it.
pub(crate) fn revoke(project: &str, program: &str) -> Call<()> {
    Call::delete(program_url(project, program))
}

fn program_url(project: &str, program: &str) -> String {
    own_url(project, &["/programs/", &encoded(program)].concat())
}
