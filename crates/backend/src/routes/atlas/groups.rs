//! Projects, which the API calls groups.

use axum::{
    Json,
    extract::{OriginalUri, State},
    http::{StatusCode, request::Parts},
};
use engine::{ActivityEntry, Context, Project, ports::Clock};
use wire::{
    ProjectId,
    atlas::{Group, Link, Paginated},
    console::{ActivityAction, OrganizationAction},
};

use super::{BASES, V2};
use crate::{
    app::App,
    http::{
        Answer, Problem,
        access::{Known, Reader, Writer},
        body::Body,
        peer::origin,
        query::{PageParams, Params},
    },
    routes::console::new_project,
    store::{InUse, Membership, OrganizationEntry},
    surroundings::System,
};

const READ_ONLY: [&str; 4] = ["id", "created", "clusterCount", "links"];

/// `GET /groups`: the projects of the asker.
pub(super) async fn list(
    State(app): State<App>,
    known: Known,
    params: Params,
    request: Parts,
) -> Answer<Json<Paginated<Group>>> {
    let page = params.page(100)?;
    let include_count = params.flag("includeCount", true)?;
    let base = base(&request);
    let found = known.projects(&app, page.offset(), page.size).await?;
    let results = found.items.iter().map(|membership| group(membership, &base)).collect();
    let links = page_links(&[&base, "/groups"].concat(), page, found.total);
    Ok(Json(Paginated { links, results, total_count: include_count.then_some(found.total) }))
}

/// `POST /groups`: a new project, whose owner is the asker.
pub(super) async fn create(
    State(app): State<App>,
    known: Known,
    request: Parts,
    body: Body,
) -> Answer<(StatusCode, Json<Group>)> {
    let owner = known.person()?;
    let mut body = body.only(&["name", "orgId"], &READ_ONLY)?;
    let name = body.text("name")?;
    let org_id = body.text("orgId")?;
    // An organization's ID has the form of a project's.
    let org_id: ProjectId = org_id
        .parse()
        .map_err(|error: wire::IdError| Problem::invalid_field("orgId", error.to_string()))?;
    let membership = new_project(&app, owner, &name, org_id.as_str()).await?;
    Ok((StatusCode::CREATED, Json(group(&membership, &base(&request)))))
}

/// `GET /groups/{groupId}`.
pub(super) async fn get(Reader(access): Reader, request: Parts) -> Json<Group> {
    Json(group(&access.membership, &base(&request)))
}

/// `PATCH /groups/{groupId}`: another name.
pub(super) async fn update(
    State(app): State<App>,
    Writer(access): Writer,
    request: Parts,
    body: Body,
) -> Answer<Json<Group>> {
    let name =
        body.only(&["name"], &["id", "created", "clusterCount", "links", "orgId"])?.text("name")?;
    let name = Project::parse_name(&name).map_err(|what| Problem::invalid_field("name", what))?;
    let context = Context { actor: access.actor(), now: System.now(), entropy: &System };
    let (id, action) = (access.project(), ActivityAction::ProjectRenamed);
    let entry = ActivityEntry::about(id, action, name.clone(), &context);
    app.roles.store().rename_project(&name, &entry).await?;
    let mut membership = access.membership;
    membership.project.name = name;
    Ok(Json(group(&membership, &base(&request))))
}

/// `DELETE /groups/{groupId}`: the project, its members, keys and access roles, as long as nothing in it is in use.
pub(super) async fn delete(State(app): State<App>, Writer(access): Writer) -> Answer<StatusCode> {
    let Project { id, name, org_id, .. } = &access.membership.project;
    let context = Context { actor: access.actor(), now: System.now(), entropy: &System };
    let subject = format!("{name} ({id})");
    let entry = OrganizationEntry::new(OrganizationAction::ProjectDeleted, subject, &context);
    match app.roles.store().delete_project(id, org_id, &entry).await? {
        InUse::Nothing => Ok(StatusCode::NO_CONTENT),
        InUse::Clusters(names) => {
            let detail =
                format!("The project has clusters: {}. Delete them first.", names.join(", "));
            let code = "CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS";
            Err(Problem::new(StatusCode::CONFLICT, code, detail).with_parameters(strs(&names)))
        }
        InUse::Features(names) => {
            let detail = format!("The project uses {}. Turn that off first.", names.join(", "));
            let code = "CANNOT_CLOSE_GROUP_ACTIVE_FEATURES";
            Err(Problem::new(StatusCode::CONFLICT, code, detail).with_parameters(strs(&names)))
        }
    }
}

fn strs(names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().map(String::as_str)
}

fn group(membership: &Membership, base: &str) -> Group {
    let href = [base, "/groups/", membership.project.id.as_str()].concat();
    membership.project.to_wire(href)
}

/// Where the API is, as the client reached it: by either base path.
pub(super) fn base(request: &Parts) -> String {
    let origin = origin(request).unwrap_or_else(|_| "http://localhost".to_owned());
    let path = request.extensions.get().map_or("", |OriginalUri(uri)| uri.path());
    let path = BASES.into_iter().find(|base| path.starts_with(base)).unwrap_or(V2);
    [&origin, path].concat()
}

pub(super) fn page_links(url: &str, page: PageParams, total: u64) -> Vec<Link> {
    let link = |rel: &str, number: u64| Link {
        href: format!("{url}?pageNum={number}&itemsPerPage={}", page.size),
        rel: rel.to_owned(),
    };
    let mut links = vec![link("self", page.number)];
    if page.number > 1 {
        links.push(link("previous", page.number - 1));
    }
    if page.offset() + page.size < total {
        links.push(link("next", page.number + 1));
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_the_middle_links_to_its_neighbours() {
        let links = page_links("http://h/groups", PageParams { number: 2, size: 10 }, 21);
        let links: Vec<_> =
            links.iter().map(|link| (link.rel.as_str(), link.href.as_str())).collect();
        assert_eq!(
            links,
            [
                ("self", "http://h/groups?pageNum=2&itemsPerPage=10"),
                ("previous", "http://h/groups?pageNum=1&itemsPerPage=10"),
                ("next", "http://h/groups?pageNum=3&itemsPerPage=10"),
            ]
        );
        assert_eq!(page_links("u", PageParams { number: 1, size: 10 }, 10).len(), 1);
    }
}
