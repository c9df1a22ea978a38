//! Who gets which answer on each route of the router's table.

use axum::{body::Body, http::Method};
use console_backend::{router::table, surroundings::System};
use engine::ports::Clock;
use jiff::SignedDuration;
use wire::ProjectRole;

use crate::support::{
    Console, PROJECT, Reply, group, on_each_database,
    program::{Program, with_token},
};

/// The project of the stranger.
const ELSEWHERE: &str = "090909090909090909090909";

/// Whom a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Everybody.
    Anybody,
    /// Whoever is known.
    Known,
    /// People who are signed in.
    Person,
    /// Members of the project.
    Reader,
    /// Owners of the project.
    Owner,
    /// Owners of the project who are people.
    OwnerPerson,
}

use Rule::{Anybody, Known, Owner, OwnerPerson, Person, Reader};

/// Each route with the rule and the answer to those whom it answers: a status, and the code where it is an error.
/// `/api/atlas/*` is either base path.
#[rustfmt::skip] // One row a line.
const ROUTES: &[(&str, &str, Rule, &str, &str)] = &[
    ("GET", "/api/atlas/*/groups", Known, "200", ""),
    ("POST", "/api/atlas/*/groups", Person, "201", r#"{"name":"A","orgId":"64b0000000000000000000aa"}"#),
    ("GET", "/api/atlas/*/groups/{groupId}", Reader, "200", ""),
    ("PATCH", "/api/atlas/*/groups/{groupId}", Owner, "200", r#"{"name":"Getting started"}"#),
    ("DELETE", "/api/atlas/*/groups/{groupId}", Owner, "409 CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS", ""),
    ("GET", "/api/atlas/*/groups/{groupId}/cloudProviderAccess", Reader, "200", ""),
    ("POST", "/api/atlas/*/groups/{groupId}/cloudProviderAccess", Owner, "200", r#"{"providerName":"AWS"}"#),
    ("GET", "/api/atlas/*/groups/{groupId}/cloudProviderAccess/{roleId}", Reader, "200", ""),
    ("PATCH", "/api/atlas/*/groups/{groupId}/cloudProviderAccess/{roleId}", Owner, "404 RESOURCE_NOT_FOUND", r#"{"providerName":"AWS","iamAssumedRoleArn":"arn:aws:iam::000000000000:role/ok-a"}"#),
    ("DELETE", "/api/atlas/*/groups/{groupId}/cloudProviderAccess/{cloudProvider}/{roleId}", Owner, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/atlas/*/groups/{groupId}/encryptionAtRest", Reader, "200", ""),
    ("PATCH", "/api/atlas/*/groups/{groupId}/encryptionAtRest", Owner, "409 CANNOT_DISABLE_ENCRYPTION_AT_REST", r#"{"awsKms":{"enabled":false}}"#),
    ("GET", "/api/atlas/*/groups/{groupId}/clusters", Reader, "200", ""),
    ("POST", "/api/atlas/*/groups/{groupId}/clusters", Owner, "400 MISSING_ATTRIBUTE", "{}"),
    ("GET", "/api/atlas/*/groups/{groupId}/clusters/{clusterName}", Reader, "200", ""),
    ("PATCH", "/api/atlas/*/groups/{groupId}/clusters/{clusterName}", Owner, "200", r#"{"encryptionAtRestProvider":"AWS"}"#),
    ("DELETE", "/api/atlas/*/groups/{groupId}/clusters/{clusterName}", Owner, "404 CLUSTER_NOT_FOUND", ""),
    ("GET", "/api/console/v1/session", Anybody, "200", ""),
    ("POST", "/api/console/v1/session", Anybody, "400 VALIDATION_ERROR", r#"{"email":"","password":""}"#),
    ("DELETE", "/api/console/v1/session", Anybody, "204", ""),
    // No provider is configured here.
    ("GET", "/api/console/v1/sign-in/{providerId}", Anybody, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/sign-in/{providerId}/callback", Anybody, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/sessions", Person, "200", ""),
    ("DELETE", "/api/console/v1/sessions", Person, "204", ""),
    ("DELETE", "/api/console/v1/sessions/{sessionId}", Person, "404 RESOURCE_NOT_FOUND", ""),
    ("POST", "/api/console/v1/invitations/read", Anybody, "404 INVITATION_NOT_FOUND", r#"{"token":"x"}"#),
    ("POST", "/api/console/v1/invitations/accept", Anybody, "404 INVITATION_NOT_FOUND", r#"{"token":"x"}"#),
    // For owners of the organization, which none here is.
    ("GET", "/api/console/v1/organization/activity.jsonl", Person, "403 USER_UNAUTHORIZED", ""),
    ("GET", "/api/console/v1/cloudformation/access-role.yaml", Anybody, "200", ""),
    ("GET", "/api/console/v1/projects", Known, "200", ""),
    ("POST", "/api/console/v1/projects", Person, "201", r#"{"name":"A"}"#),
    ("GET", "/api/console/v1/projects/{groupId}", Reader, "200", ""),
    ("GET", "/api/console/v1/projects/{groupId}/roles", Reader, "200", ""),
    ("POST", "/api/console/v1/projects/{groupId}/roles/delete", Owner, "200", r#"{"roleIds":["64b0000000000000000000ff"]}"#),
    ("GET", "/api/console/v1/projects/{groupId}/roles/deleted", Reader, "200", ""),
    ("GET", "/api/console/v1/projects/{groupId}/roles/{roleId}", Reader, "200", ""),
    ("POST", "/api/console/v1/projects/{groupId}/roles/{roleId}/restore", Owner, "404 RESOURCE_NOT_FOUND", ""),
    ("PUT", "/api/console/v1/projects/{groupId}/roles/{roleId}/label", Owner, "404 RESOURCE_NOT_FOUND", r#"{"label":"a"}"#),
    ("PUT", "/api/console/v1/projects/{groupId}/roles/{roleId}/draft", Owner, "404 RESOURCE_NOT_FOUND", r#"{"roleName":"","roleArn":"","revision":0}"#),
    ("POST", "/api/console/v1/projects/{groupId}/roles/{roleId}/trust-policy/merge", Reader, "200", r#"{"policy":"{}"}"#),
    ("GET", "/api/console/v1/projects/{groupId}/roles/{roleId}/attempts", Reader, "200", ""),
    ("POST", "/api/console/v1/projects/{groupId}/roles/{roleId}/attempts", Owner, "404 RESOURCE_NOT_FOUND", r#"{"roleArn":"arn:aws:iam::000000000000:role/ok-a"}"#),
    ("GET", "/api/console/v1/projects/{groupId}/roles/{roleId}/attempts/{attemptId}", Reader, "404 RESOURCE_NOT_FOUND", ""),
    ("DELETE", "/api/console/v1/projects/{groupId}/roles/{roleId}/attempts/{attemptId}", Owner, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/projects/{groupId}/roles/{roleId}/attempts/{attemptId}/events", Reader, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/projects/{groupId}/encryption", Reader, "200", ""),
    ("DELETE", "/api/console/v1/projects/{groupId}/encryption", Owner, "409 CANNOT_DISABLE_ENCRYPTION_AT_REST", ""),
    ("POST", "/api/console/v1/projects/{groupId}/encryption/check", Owner, "200", ""),
    ("POST", "/api/console/v1/projects/{groupId}/encryption/attempts", Owner, "400 MISSING_ATTRIBUTE", "{}"),
    ("GET", "/api/console/v1/projects/{groupId}/encryption/attempts/{attemptId}", Reader, "404 RESOURCE_NOT_FOUND", ""),
    ("DELETE", "/api/console/v1/projects/{groupId}/encryption/attempts/{attemptId}", Owner, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/projects/{groupId}/encryption/attempts/{attemptId}/events", Reader, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/projects/{groupId}/clusters", Reader, "200", ""),
    ("GET", "/api/console/v1/projects/{groupId}/programs", Reader, "200", ""),
    ("POST", "/api/console/v1/projects/{groupId}/programs", OwnerPerson, "201", r#"{"kind":"api-key","role":"owner"}"#),
    ("PUT", "/api/console/v1/projects/{groupId}/programs/{programId}/access-list", OwnerPerson, "404 RESOURCE_NOT_FOUND", "{}"),
    ("DELETE", "/api/console/v1/projects/{groupId}/programs/{programId}", OwnerPerson, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/projects/{groupId}/members", Reader, "200", ""),
    ("POST", "/api/console/v1/projects/{groupId}/members", OwnerPerson, "400 VALIDATION_ERROR", r#"{"email":"x","role":"owner"}"#),
    ("PATCH", "/api/console/v1/projects/{groupId}/members/{userId}", OwnerPerson, "404 RESOURCE_NOT_FOUND", r#"{"role":"owner"}"#),
    ("DELETE", "/api/console/v1/projects/{groupId}/members/{userId}", OwnerPerson, "404 RESOURCE_NOT_FOUND", ""),
    ("DELETE", "/api/console/v1/projects/{groupId}/invitations/{invitationId}", OwnerPerson, "404 RESOURCE_NOT_FOUND", ""),
    ("GET", "/api/console/v1/projects/{groupId}/activity", Reader, "200", ""),
    ("GET", "/api/console/v1/projects/{groupId}/activity.jsonl", Reader, "200", ""),
    // Those who ask here say who they are in a way of their own.
    ("POST", "/api/oauth/token", Anybody, "400 invalid_request", ""),
    ("POST", "/api/oauth/revoke", Anybody, "400 invalid_request", ""),
    ("GET", "/api/openapi.json", Anybody, "200", ""),
    ("GET", "/api/reference", Anybody, "200", ""),
    ("GET", "/api/reference.css", Anybody, "200", ""),
    ("GET", "/healthz", Anybody, "200", ""),
    ("GET", "/readyz", Anybody, "200", ""),
    // Nobody is named to whom one could report.
    ("GET", "/.well-known/security.txt", Anybody, "404 RESOURCE_NOT_FOUND", ""),
    // Only for askers on the same machine, which none here is.
    ("GET", "/metrics", Anybody, "404 RESOURCE_NOT_FOUND", ""),
];

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Caller {
    Nobody,
    /// Signed in so long ago that the session is over.
    Expired,
    ReadOnly,
    /// The owner of another project.
    Stranger,
    Owner,
    OwnerKey,
    ReadOnlyKey,
    /// An owner's key of another project.
    StrangerKey,
    OwnerAccount,
    ReadOnlyAccount,
    /// An owner's service account of another project.
    StrangerAccount,
}

impl Caller {
    const ALL: [Self; 11] = [
        Self::Nobody,
        Self::Expired,
        Self::ReadOnly,
        Self::Stranger,
        Self::Owner,
        Self::OwnerKey,
        Self::ReadOnlyKey,
        Self::StrangerKey,
        Self::OwnerAccount,
        Self::ReadOnlyAccount,
        Self::StrangerAccount,
    ];

    /// What is expected where the rule turns this caller away.
    fn refusal(self, rule: Rule) -> Option<&'static str> {
        let unknown = matches!(self, Self::Nobody | Self::Expired);
        let program = self.key().or(self.account()).is_some();
        let elsewhere = matches!(self, Self::Stranger | Self::StrangerKey | Self::StrangerAccount);
        let read_only = matches!(self, Self::ReadOnly | Self::ReadOnlyKey | Self::ReadOnlyAccount);
        match rule {
            Anybody => None,
            Known | Person | Reader | Owner | OwnerPerson if unknown => {
                Some("401 USER_UNAUTHORIZED")
            }
            Reader | Owner | OwnerPerson if elsewhere => Some("404 GROUP_NOT_FOUND"),
            Owner | OwnerPerson if read_only => Some("403 USER_UNAUTHORIZED"),
            Person | OwnerPerson if program => Some("403 USER_UNAUTHORIZED"),
            Known | Person | Reader | Owner | OwnerPerson => None,
        }
    }

    /// The project and the role of an API key.
    fn key(self) -> Option<(&'static str, ProjectRole)> {
        match self {
            Self::OwnerKey => Some((PROJECT, ProjectRole::Owner)),
            Self::ReadOnlyKey => Some((PROJECT, ProjectRole::ReadOnly)),
            Self::StrangerKey => Some((ELSEWHERE, ProjectRole::Owner)),
            _ => None,
        }
    }

    /// The project and the role of a service account.
    fn account(self) -> Option<(&'static str, ProjectRole)> {
        match self {
            Self::OwnerAccount => Some((PROJECT, ProjectRole::Owner)),
            Self::ReadOnlyAccount => Some((PROJECT, ProjectRole::ReadOnly)),
            Self::StrangerAccount => Some((ELSEWHERE, ProjectRole::Owner)),
            _ => None,
        }
    }

    async fn send(self, console: &Console, method: &Method, path: &str, body: &str) -> Reply {
        if let Some((project, role)) = self.key() {
            let mut program = Program::new(console, project, role, true).await;
            return program.send(method.clone(), path, body).await;
        }
        let long_ago = System.now() - SignedDuration::from_hours(13);
        let client = match self {
            Self::Expired => console.signed_in_at("owner@example.com", long_ago).await,
            Self::ReadOnly => console.viewer().await,
            Self::Stranger => console.stranger().await,
            Self::Owner => console.owner().await,
            _ => match self.account() {
                Some((project, role)) => with_token(console, project, role).await,
                None => console.nobody(),
            },
        };
        let client = client.with("content-type", "application/json");
        client.send(method.clone(), path, Body::from(body.to_owned())).await
    }
}

#[test]
fn each_route_has_a_row_and_each_row_a_route() {
    let rows = ROUTES.iter().flat_map(|(method, path, ..)| {
        let paths = if path.contains('*') { ["v2", "v1.0"].as_slice() } else { &[""] };
        paths.iter().map(move |base| format!("{method} {}", path.replace('*', base)))
    });
    let mut rows: Vec<_> = rows.collect();
    let mut routes: Vec<_> =
        table().into_iter().map(|(path, route)| format!("{} {path}", route.method)).collect();
    rows.sort();
    routes.sort();
    assert_eq!(rows, routes, "each route needs a row in ROUTES, which says whom it answers");
}

#[tokio::test]
async fn each_route_answers_whom_it_should_and_nobody_else() {
    on_each_database("role-encryption", async |console| {
        console.stranger().await;
        let owner = console.owner().await;
        let roles = owner.get(&group("/cloudProviderAccess")).await.ok(200);
        let role = roles.text_at("/awsIamRoles/0/roleId");
        let clusters = owner.get(&group("/clusters")).await.ok(200).json();
        let clusters = clusters["results"].as_array().unwrap();
        let encrypted = clusters.iter().find(|it| it["encryptionAtRestProvider"] == "AWS").unwrap();
        let cluster = encrypted["name"].as_str().unwrap();
        let missing = "64b0000000000000000000ff";
        for (method, route, rule, answer, body) in ROUTES {
            // Writes name a role that is not there, so that none changes what the next one finds.
            let is_write = matches!(rule, Owner | OwnerPerson);
            let role = if is_write { missing } else { &role };
            for base in if route.contains('*') { ["v2", "v1.0"].as_slice() } else { &[""] } {
                let path = route
                    .replace('*', base)
                    .replace("{groupId}", PROJECT)
                    .replace("{roleId}", role)
                    .replace("{attemptId}", missing)
                    .replace("{programId}", missing)
                    .replace("{cloudProvider}", "AWS")
                    .replace("{clusterName}", if *method == "DELETE" { "None" } else { cluster });
                let method: Method = method.parse().unwrap();
                for caller in Caller::ALL {
                    let reply = caller.send(&console, &method, &path, body).await;
                    let status = reply.status.as_u16().to_string();
                    let told = if reply.status.as_u16() < 400 {
                        status
                    } else {
                        let json = reply.json();
                        let code = json.get("errorCode").or(json.get("error")).unwrap();
                        format!("{status} {}", code.as_str().unwrap())
                    };
                    let expected = caller.refusal(*rule).unwrap_or(answer);
                    assert_eq!(told, expected, "{caller:?}: {method} {path}: {}", reply.text);
                }
            }
        }
    })
    .await;
}
