//! Projects, which the API calls groups.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
};
use wire::{
    ProjectId,
    atlas::{Group, Link, Paginated},
};

use crate::{
    app::App,
    http::{
        Answer, Problem,
        access::{Known, Reader},
        body::Body,
        query::{PageParams, Params},
    },
    routes::console::new_project,
    store::Membership,
};

const READ_ONLY: [&str; 4] = ["id", "created", "clusterCount", "links"];

/// `GET /groups`: the projects of the asker.
pub(super) async fn list(
    State(app): State<App>,
    known: Known,
    params: Params,
    headers: HeaderMap,
) -> Answer<Json<Paginated<Group>>> {
    let page = params.page(100)?;
    let include_count = params.flag("includeCount", true)?;
    let base = base(&app, &headers);
    let found = known.projects(&app, page.offset(), page.size).await?;
    let results = found.items.iter().map(|membership| group(membership, &base)).collect();
    let links = page_links(&[&base, "/groups"].concat(), page, found.total);
    Ok(Json(Paginated { links, results, total_count: include_count.then_some(found.total) }))
}

/// `POST /groups`: a new project, whose owner is the asker.
pub(super) async fn create(
    State(app): State<App>,
    known: Known,
    headers: HeaderMap,
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
    Ok((StatusCode::CREATED, Json(group(&membership, &base(&app, &headers)))))
}

/// `GET /groups/{groupId}`.
pub(super) async fn get(
    State(app): State<App>,
    Reader(access): Reader,
    headers: HeaderMap,
) -> Json<Group> {
    Json(group(&access.membership, &base(&app, &headers)))
}

fn group(membership: &Membership, base: &str) -> Group {
    let href = [base, "/groups/", membership.project.id.as_str()].concat();
    membership.project.to_wire(href)
}

/// Where the API is, as the client reached it.
pub(super) fn base(app: &App, headers: &HeaderMap) -> String {
    let scheme = if app.cookies.secure { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{scheme}://{host}/api/atlas/v2")
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
