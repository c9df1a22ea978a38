//! Where things are within the console: every href comes from here.

mod query;

pub(crate) use self::query::{
    ActivityQuery, RoleQuery, RoleSort, RoleStatus, encoded, page_of, query_value,
};
use self::query::{Query, is_own_path};

/// The list of projects, where a person starts.
pub(crate) const PROJECTS: &str = "/projects";

/// Where the person is signed in.
pub(crate) const SESSIONS: &str = "/sessions";

/// The sign-in page; `next` is where it leads back to.
pub(crate) fn sign_in(next: &str) -> String {
    if next == PROJECTS || next == "/" {
        return "/sign-in".to_owned();
    }
    ["/sign-in?next=", &encoded(next)].concat()
}

/// Where the sign-in page leads, given the query it was opened with, and what was kept of an earlier one. Only a path of this
/// console is taken, so that a link to the sign-in page can't send a person to another site.
pub(crate) fn after_sign_in(search: &str, kept: Option<String>) -> String {
    query_value(search, "next")
        .or(kept)
        .filter(|next| is_own_path(next))
        .unwrap_or_else(|| PROJECTS.to_owned())
}

/// The grid of integrations, a project's first page.
pub(crate) fn integrations(project: &str) -> String {
    in_project(project, "/integrations")
}

/// The access roles of a project.
pub(crate) fn roles(project: &str, query: &RoleQuery) -> String {
    in_project(project, ROLES) + &query.print()
}

/// All access roles of a project.
pub(crate) fn all_roles(project: &str) -> String {
    roles(project, &RoleQuery::default())
}

/// The access roles of a project, with the one marked that was just authorized.
pub(crate) fn roles_with_authorized(project: &str, role: &str) -> String {
    [&in_project(project, ROLES), "?authorized=", &encoded(role)].concat()
}

/// The modal at its overview, over the list that `query` shows.
pub(crate) fn authorize_new(project: &str, query: &RoleQuery) -> String {
    in_project(project, ROLES) + "/authorize" + &query.print()
}

/// The modal at its overview, which leads back to `next`.
pub(crate) fn authorize_for(project: &str, next: &str) -> String {
    authorize_new(project, &RoleQuery { next: next.to_owned(), ..RoleQuery::default() })
}

/// Where the modal leads once a role is authorized: to the list, with the role marked, or back to `next`, with the role chosen.
pub(crate) fn after_authorize(project: &str, role: &str, next: &str) -> String {
    if next.is_empty() {
        return roles_with_authorized(project, role);
    }
    let mark = if next.contains('?') { "&" } else { "?" };
    [next, mark, "role=", &encoded(role)].concat()
}

/// The modal at the procedures for a role, over the list that `query` shows.
pub(crate) fn authorize(project: &str, role: &str, query: &RoleQuery) -> String {
    [&in_project(project, ROLES), "/", &encoded(role), "/authorize", &query.print()].concat()
}

/// The details of a role.
pub(crate) fn role(project: &str, role: &str) -> String {
    [&in_project(project, ROLES), "/", &encoded(role)].concat()
}

/// The page with encryption at rest.
pub(crate) fn advanced(project: &str) -> String {
    in_project(project, "/advanced")
}

/// The same with the form open; `role` is the access role that is chosen in it, if there is one.
pub(crate) fn advanced_form(project: &str, role: &str) -> String {
    let query = Query::default().with("form", "open").with("role", role);
    advanced(project) + &query.print()
}

/// The clusters of a project.
pub(crate) fn clusters(project: &str, page: u64) -> String {
    in_project(project, "/clusters") + &Query::default().page(page).print()
}

/// Who is in a project.
pub(crate) fn members(project: &str) -> String {
    in_project(project, "/members")
}

/// The API keys and service accounts of a project.
pub(crate) fn access_keys(project: &str) -> String {
    in_project(project, "/access-keys")
}

/// Where an invitation is accepted. What stands behind `#` stays in the browser.
pub(crate) fn join(token: &str) -> String {
    ["/join#", token].concat()
}

/// The whole activity log of a project.
pub(crate) fn all_activity(project: &str) -> String {
    in_project(project, "/activity")
}

/// The activity log of a project, as `query` narrows it.
pub(crate) fn activity(project: &str, query: &ActivityQuery) -> String {
    in_project(project, "/activity") + &query.print()
}

const ROLES: &str = "/integrations/aws-iam-roles";

fn in_project(project: &str, rest: &str) -> String {
    [PROJECTS, "/", &encoded(project), rest].concat()
}

/// Where in the console a path is: the route table is the match on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The address without anything behind it.
    Home,
    SignIn,
    Join,
    Projects,
    Sessions,
    /// Anywhere in the project of this ID.
    Project(String),
    Unknown,
}

impl Place {
    /// The place of a path.
    pub(crate) fn of(path: &str) -> Self {
        let mut parts = path.trim_matches('/').splitn(3, '/');
        match (parts.next(), parts.next(), parts.next()) {
            (Some(""), ..) => Self::Home,
            (Some("sign-in"), None, _) => Self::SignIn,
            (Some("join"), None, _) => Self::Join,
            (Some("projects"), None, _) => Self::Projects,
            (Some("sessions"), None, _) => Self::Sessions,
            (Some("projects"), Some(project), _) => Self::Project(project.to_owned()),
            _ => Self::Unknown,
        }
    }
}

/// Which page of a project a path is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Integrations,
    /// The list of roles, at any [`Step`] of the modal over it.
    Roles,
    /// The details of the role of this ID.
    Role(String),
    Advanced,
    Clusters,
    Members,
    AccessKeys,
    Activity,
    Unknown,
}

impl Section {
    /// The page of a path in a project.
    pub(crate) fn of(path: &str) -> Self {
        let mut parts = path.trim_matches('/').splitn(3, '/').skip(2);
        let rest = parts.next().unwrap_or_default();
        let role = rest
            .strip_prefix(ROLES.trim_start_matches('/'))
            .and_then(|rest| rest.strip_prefix('/'));
        match rest {
            "integrations" => Self::Integrations,
            "integrations/aws-iam-roles" => Self::Roles,
            "advanced" => Self::Advanced,
            "clusters" => Self::Clusters,
            "members" => Self::Members,
            "access-keys" => Self::AccessKeys,
            "activity" => Self::Activity,
            _ => match (Step::of(path), role) {
                (Step::Closed, Some(role)) if !role.contains('/') => Self::Role(role.to_owned()),
                (Step::Closed, _) => Self::Unknown,
                _ => Self::Roles,
            },
        }
    }
}

/// What of the modal a path opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing: the list alone.
    Closed,
    /// What will happen.
    Overview,
    /// The procedures for the access role of this ID.
    Procedures(String),
}

impl Step {
    /// The step of a path under the list of roles.
    pub(crate) fn of(path: &str) -> Self {
        let rest = path.split_once(ROLES).map_or("", |(_, rest)| rest);
        match rest.trim_matches('/').split_once('/') {
            Some((role, "authorize")) => Self::Procedures(role.to_owned()),
            None if rest.trim_matches('/') == "authorize" => Self::Overview,
            _ => Self::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROJECT: &str = "64b000000000000000000001";
    const ROLE: &str = "64b000000000000000000002";

    #[test]
    fn every_path_of_the_console() {
        let all = RoleQuery::default();
        let some = RoleQuery {
            search: "role/a b".to_owned(),
            status: Some(RoleStatus::InProgress),
            page: 3,
            ..RoleQuery::default()
        };
        let printed = [
            PROJECTS.to_owned(),
            SESSIONS.to_owned(),
            sign_in("/"),
            sign_in(PROJECTS),
            sign_in("/projects/a?page=2"),
            integrations(PROJECT),
            roles(PROJECT, &all),
            roles(PROJECT, &some),
            roles_with_authorized(PROJECT, ROLE),
            authorize_new(PROJECT, &all),
            authorize_new(PROJECT, &some),
            authorize(PROJECT, ROLE, &all),
            role(PROJECT, ROLE),
            advanced(PROJECT),
            advanced_form(PROJECT, ""),
            advanced_form(PROJECT, ROLE),
            clusters(PROJECT, 1),
            clusters(PROJECT, 2),
            members(PROJECT),
            join("0a"),
            sign_in(&join("0a")),
            all_activity(PROJECT),
            activity(PROJECT, &ActivityQuery { page: 2, ..ActivityQuery::default() }),
        ];
        let expected = [
            "/projects",
            "/sessions",
            "/sign-in",
            "/sign-in",
            "/sign-in?next=%2Fprojects%2Fa%3Fpage%3D2",
            "/projects/64b000000000000000000001/integrations",
            "/projects/64b000000000000000000001/integrations/aws-iam-roles",
            "/projects/64b000000000000000000001/integrations/aws-iam-roles?search=role%2Fa%20b&status=in-progress&page=3",
            "/projects/64b000000000000000000001/integrations/aws-iam-roles?authorized=64b000000000000000000002",
            "/projects/64b000000000000000000001/integrations/aws-iam-roles/authorize",
            "/projects/64b000000000000000000001/integrations/aws-iam-roles/authorize?search=role%2Fa%20b&status=in-progress&page=3",
            "/projects/64b000000000000000000001/integrations/aws-iam-roles/64b000000000000000000002/authorize",
            "/projects/64b000000000000000000001/integrations/aws-iam-roles/64b000000000000000000002",
            "/projects/64b000000000000000000001/advanced",
            "/projects/64b000000000000000000001/advanced?form=open",
            "/projects/64b000000000000000000001/advanced?form=open&role=64b000000000000000000002",
            "/projects/64b000000000000000000001/clusters",
            "/projects/64b000000000000000000001/clusters?page=2",
            "/projects/64b000000000000000000001/members",
            "/join#0a",
            "/sign-in?next=%2Fjoin%230a",
            "/projects/64b000000000000000000001/activity",
            "/projects/64b000000000000000000001/activity?page=2",
        ];
        assert_eq!(printed, expected);
    }

    #[test]
    fn a_path_is_in_its_place() {
        let all = RoleQuery::default();
        for (path, place) in [
            ("/", Place::Home),
            ("/sign-in", Place::SignIn),
            ("/join", Place::Join),
            (PROJECTS, Place::Projects),
            ("/projects/", Place::Projects),
            (SESSIONS, Place::Sessions),
            ("/sessions/x", Place::Unknown),
            ("/projects/x", Place::Project("x".to_owned())),
            (&authorize(PROJECT, ROLE, &all), Place::Project(PROJECT.to_owned())),
            ("/sign-in/x", Place::Unknown),
            ("/nowhere", Place::Unknown),
        ] {
            assert_eq!(Place::of(path), place, "{path}");
        }
        for (path, section) in [
            (integrations(PROJECT), Section::Integrations),
            (all_roles(PROJECT), Section::Roles),
            (authorize_new(PROJECT, &all), Section::Roles),
            (authorize(PROJECT, ROLE, &all), Section::Roles),
            (role(PROJECT, ROLE), Section::Role(ROLE.to_owned())),
            (advanced(PROJECT), Section::Advanced),
            (clusters(PROJECT, 1), Section::Clusters),
            (members(PROJECT), Section::Members),
            (all_activity(PROJECT), Section::Activity),
            (role(PROJECT, ROLE) + "/x", Section::Unknown),
            (in_project(PROJECT, ""), Section::Unknown),
            (in_project(PROJECT, "/x"), Section::Unknown),
        ] {
            assert_eq!(Section::of(&path), section, "{path}");
        }
    }

    #[test]
    fn a_path_opens_its_step_of_the_modal() {
        let all = RoleQuery::default();
        assert_eq!(Step::of(&roles(PROJECT, &all)), Step::Closed);
        assert_eq!(Step::of(&role(PROJECT, ROLE)), Step::Closed);
        assert_eq!(Step::of(&authorize_new(PROJECT, &all)), Step::Overview);
        assert_eq!(Step::of(&authorize(PROJECT, ROLE, &all)), Step::Procedures(ROLE.to_owned()));
    }

    #[test]
    fn signing_in_leads_back_to_where_one_was() {
        let next = "/projects/a/integrations/aws-iam-roles/b/authorize?search=x%26y";
        assert_eq!(after_sign_in(sign_in(next).trim_start_matches("/sign-in"), None), next);
    }

    #[test]
    fn an_identity_provider_leads_back_to_what_was_kept() {
        let kept = || Some("/join#abc".to_owned());
        assert_eq!(after_sign_in("?problem=expired", kept()), "/join#abc");
        assert_eq!(after_sign_in("?next=%2Fsessions", kept()), SESSIONS);
    }

    #[test]
    fn authorizing_leads_back_to_where_one_was_and_never_to_another_site() {
        let form = advanced_form(PROJECT, "");
        let path = authorize_for(PROJECT, &form);
        let query = RoleQuery::parse(path.split_once('?').unwrap().1);
        assert_eq!(query.next, form);
        // The procedures know it too.
        assert!(authorize(PROJECT, ROLE, &query).ends_with(
            "/authorize?next=%2Fprojects%2F64b000000000000000000001%2Fadvanced%3Fform%3Dopen"
        ));
        assert_eq!(after_authorize(PROJECT, ROLE, &query.next), advanced_form(PROJECT, ROLE));
        assert_eq!(after_authorize(PROJECT, ROLE, ""), roles_with_authorized(PROJECT, ROLE));
        for next in ["//evil.example", "/\\evil.example", "https://evil.example"] {
            let query = RoleQuery::parse(&["?next=", &encoded(next)].concat());
            assert_eq!(query.next, "", "{next}");
        }
    }

    #[test]
    fn signing_in_never_leads_to_another_site() {
        for next in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "projects",
            "/\t/evil.example",
            "/sign-in?next=/projects",
        ] {
            let search = ["?next=", &encoded(next)].concat();
            assert_eq!(after_sign_in(&search, None), PROJECTS, "{next}");
            assert_eq!(after_sign_in("", Some(next.to_owned())), PROJECTS, "{next}");
        }
    }
}
