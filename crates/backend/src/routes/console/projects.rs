//! The projects of a person.

use axum::{Json, extract::State, http::StatusCode};
use engine::{
    Project,
    ports::{Clock, Entropy},
    rfc3339,
};
use wire::{
    ProjectId, ProjectRole,
    console::{self, ProjectList},
};

use crate::{
    app::App,
    http::{
        Answer, Problem,
        access::{Known, Reader},
        body::Body,
    },
    store::{Membership, Person},
    surroundings::System,
};

/// The organization of the projects that are made on the page: an installation has one.
pub const ORGANIZATION: &str = "64b0000000000000000000aa";

/// `GET /projects`.
pub(super) async fn list(State(app): State<App>, known: Known) -> Answer<Json<ProjectList>> {
    let found = known.projects(&app, 0, 500).await?;
    let may_create = match known.person() {
        Ok(person) => app.roles.store().may_create_project(person, ORGANIZATION).await?,
        Err(_) => false,
    };
    Ok(Json(ProjectList { results: found.items.iter().map(view).collect(), may_create }))
}

/// `POST /projects`: a new project, whose owner is the asker.
pub(super) async fn create(
    State(app): State<App>,
    known: Known,
    body: Body,
) -> Answer<(StatusCode, Json<console::Project>)> {
    let owner = known.person()?;
    let name = body.only(&["name"], &[])?.text("name")?;
    let membership = new_project(&app, owner, &name, ORGANIZATION).await?;
    Ok((StatusCode::CREATED, Json(view(&membership))))
}

/// `GET /projects/{groupId}`.
pub(super) async fn get(Reader(access): Reader) -> Json<console::Project> {
    Json(view(&access.membership))
}

/// Makes a project whose owner is `owner`.
///
/// # Errors
/// `VALIDATION_ERROR` for the field `name`, 403 where the organization's owners make its projects, and those of the store.
pub async fn new_project(
    app: &App,
    owner: &Person,
    name: &str,
    org_id: &str,
) -> Answer<Membership> {
    let name = Project::parse_name(name).map_err(|what| Problem::invalid_field("name", what))?;
    let store = app.roles.store();
    if !store.may_create_project(owner, org_id).await? {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "USER_UNAUTHORIZED",
            "Only an owner of the organization makes projects in it. Ask one of them to make it, and to add you.",
        ));
    }
    let now = System.now();
    let project = Project {
        id: ProjectId::from_bytes(System.id_bytes(now)),
        name,
        org_id: org_id.to_owned(),
        created: now,
        cluster_count: 0,
    };
    store.add_project(&project, Some(owner)).await?;
    Ok(Membership {
        project,
        role: ProjectRole::Owner,
        role_count: 0,
        bad_role_count: 0,
        bad_since: None,
        key_bad_since: None,
    })
}

fn view(membership: &Membership) -> console::Project {
    let Membership { project, role, role_count, bad_role_count, bad_since, key_bad_since } =
        membership;
    console::Project {
        id: project.id.clone(),
        name: project.name.clone(),
        role: *role,
        created_date: rfc3339(project.created),
        role_count: *role_count,
        bad_role_count: *bad_role_count,
        bad_since: bad_since.map(rfc3339),
        key_bad_since: key_bad_since.map(rfc3339),
    }
}
