//! What only the console's own page needs, under `/api/console/v1`.

mod activity;
mod attempts;
mod cloudformation;
mod deletes;
mod encryption;
mod invitations;
mod members;
mod oidc;
mod organization;
mod programs;
mod projects;
mod roles;
mod session;
mod sessions;
mod trust_policy;

use axum::Router;
use wire::console::{
    AcceptInvitation, AccessList, Activity, AddedMember, Attempt, Cluster, CreatedProgram,
    DeleteRoles, DeletedRole, Deletion, Draft, Encryption, EncryptionAttempt, InvitationToken,
    Joined, List, Member, MemberRole, Members, NewAttempt, NewEncryptionAttempt, NewLabel,
    NewMember, NewProgram, NewProject, OpenInvitation, OwnSession, Page, PresentTrustPolicy,
    Program, Project, ProjectList, Role, SavedDraft, Session, SignIn, TrustPolicyMerge,
};

pub use projects::{ORGANIZATION, new_project};

use super::{PAGE, Route, no_route, wrong_method};
use crate::app::App;

/// The query of a list of access roles.
const ROLES: &[(&str, &str)] = &[
    ("search", "string"),
    ("status", "string"),
    ("health", "string"),
    ("sort", "string"),
    ("order", "string"),
];

/// The query of the activity log.
const ACTIVITY: &[(&str, &str)] = &[
    ("action", "string"),
    ("actor", "string"),
    ("roleId", "string"),
    ("failed", "boolean"),
    ("since", "string"),
    ("until", "string"),
];

/// The rows of the table of routes below the base path.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/session", session::get)
            .does("Who is signed in, and what the service is")
            .gives::<Session>(200),
        Route::post("/session", session::sign_in)
            .does("Signs a person in")
            .takes::<SignIn>()
            .gives::<Session>(200),
        Route::delete("/session", session::sign_out).does("Signs out").gives_nothing(204),
        Route::get("/sign-in/{providerId}", oidc::begin)
            .does("Leads to an identity provider to sign in there")
            .gives_nothing(303),
        Route::get("/sign-in/{providerId}/callback", oidc::finish)
            .does("Where an identity provider leads back to, and leads on to the page")
            .query(&[
                ("code", "string"),
                ("state", "string"),
                ("iss", "string"),
                ("error", "string"),
                ("error_description", "string"),
            ])
            .gives_nothing(303),
        Route::get("/sessions", sessions::list)
            .does("Where the asker is signed in")
            .gives::<List<OwnSession>>(200),
        Route::delete("/sessions", sessions::end_all)
            .does("Signs the asker out everywhere")
            .gives_nothing(204),
        Route::delete("/sessions/{sessionId}", sessions::end)
            .does("Signs the asker out in one place")
            .gives_nothing(204),
        Route::post("/invitations/read", invitations::read)
            .does("What an invitation is for, by the token of its link")
            .takes::<InvitationToken>()
            .gives::<OpenInvitation>(200)
            .fails(&[404]),
        Route::post("/invitations/accept", invitations::accept)
            .does("Accepts an invitation, and signs in")
            .takes::<AcceptInvitation>()
            .gives::<Joined>(201)
            .fails(&[404, 409]),
        Route::get("/organization/activity.jsonl", organization::export)
            .does("The whole log of the organization for its owners, an entry a line")
            .gives_text(200, "application/jsonl"),
        Route::get("/cloudformation/access-role.yaml", cloudformation::access_role)
            .does("A template of AWS CloudFormation that makes an access role")
            .gives_text(200, "application/yaml"),
        Route::get("/projects", projects::list)
            .does("The projects of the asker")
            .gives::<ProjectList>(200),
        Route::post("/projects", projects::create)
            .does("Makes a project, whose owner is the asker")
            .takes::<NewProject>()
            .gives::<Project>(201),
        Route::get("/projects/{groupId}", projects::get).does("A project").gives::<Project>(200),
        Route::get("/projects/{groupId}/roles", roles::page)
            .does("A page of the access roles of a project")
            .query(PAGE)
            .query(ROLES)
            .recalled()
            .gives::<Page<Role>>(200),
        Route::post("/projects/{groupId}/roles/delete", deletes::delete)
            .does("Deletes several access roles in progress")
            .takes::<DeleteRoles>()
            .gives::<List<Deletion>>(200),
        Route::get("/projects/{groupId}/roles/deleted", deletes::list)
            .does("The access roles whose delete can be undone")
            .gives::<List<DeletedRole>>(200),
        Route::get("/projects/{groupId}/roles/{roleId}", roles::get)
            .does("An access role")
            .gives::<Role>(200),
        Route::post("/projects/{groupId}/roles/{roleId}/restore", deletes::restore)
            .does("Undoes the delete of an access role")
            .gives::<Role>(200),
        Route::put("/projects/{groupId}/roles/{roleId}/label", roles::set_label)
            .does("Labels an access role")
            .takes::<NewLabel>()
            .gives::<Role>(200),
        Route::put("/projects/{groupId}/roles/{roleId}/draft", roles::save_draft)
            .does("Keeps what was typed for an access role in progress")
            .takes::<Draft>()
            .gives::<SavedDraft>(200),
        Route::post(
            "/projects/{groupId}/roles/{roleId}/trust-policy/merge",
            trust_policy::merge_present,
        )
        .does("Merges the service into the trust policy that a role has")
        .takes::<PresentTrustPolicy>()
        .gives::<TrustPolicyMerge>(200),
        Route::get("/projects/{groupId}/roles/{roleId}/attempts", attempts::page)
            .does("A page of the validations of an access role, the newest first")
            .query(PAGE)
            .gives::<Page<Attempt>>(200),
        Route::post("/projects/{groupId}/roles/{roleId}/attempts", attempts::begin)
            .does("Begins a validation")
            .takes::<NewAttempt>()
            .gives::<Attempt>(200)
            .gives::<Attempt>(202),
        Route::get("/projects/{groupId}/roles/{roleId}/attempts/{attemptId}", attempts::get)
            .does("A validation")
            .gives::<Attempt>(200),
        Route::delete("/projects/{groupId}/roles/{roleId}/attempts/{attemptId}", attempts::stop)
            .does("Stops a validation")
            .gives_nothing(204),
        Route::get(
            "/projects/{groupId}/roles/{roleId}/attempts/{attemptId}/events",
            attempts::events,
        )
        .does("A validation as server-sent events, until it is over")
        .gives_text(200, "text/event-stream"),
        Route::get("/projects/{groupId}/encryption", encryption::get)
            .does("The encryption at rest of a project")
            .gives::<Encryption>(200),
        Route::delete("/projects/{groupId}/encryption", encryption::disable)
            .does("Turns encryption at rest off")
            .gives_nothing(204),
        Route::post("/projects/{groupId}/encryption/check", encryption::check)
            .does("Checks the key in use again")
            .gives::<Encryption>(200)
            .fails(&[503]),
        Route::post("/projects/{groupId}/encryption/attempts", encryption::begin)
            .does("Begins to turn encryption at rest on, or to change its key")
            .takes::<NewEncryptionAttempt>()
            .gives::<EncryptionAttempt>(202),
        Route::get("/projects/{groupId}/encryption/attempts/{attemptId}", encryption::attempt)
            .does("A change of the encryption at rest")
            .gives::<EncryptionAttempt>(200),
        Route::delete("/projects/{groupId}/encryption/attempts/{attemptId}", encryption::stop)
            .does("Stops a change of the encryption at rest")
            .gives_nothing(204),
        Route::get(
            "/projects/{groupId}/encryption/attempts/{attemptId}/events",
            encryption::attempt_events,
        )
        .does("A change of the encryption at rest as server-sent events, until it is over")
        .gives_text(200, "text/event-stream"),
        Route::get("/projects/{groupId}/clusters", encryption::clusters)
            .does("A page of the clusters of a project, by name")
            .query(PAGE)
            .gives::<Page<Cluster>>(200),
        Route::get("/projects/{groupId}/programs", programs::list)
            .does("The API keys and service accounts of a project")
            .gives::<List<Program>>(200),
        Route::post("/projects/{groupId}/programs", programs::create)
            .does("Makes an API key or a service account")
            .takes::<NewProgram>()
            .gives::<CreatedProgram>(201),
        Route::put(
            "/projects/{groupId}/programs/{programId}/access-list",
            programs::set_access_list,
        )
        .does("Says from where an API key or a service account may be used")
        .takes::<AccessList>()
        .gives::<Program>(200),
        Route::delete("/projects/{groupId}/programs/{programId}", programs::revoke)
            .does("Revokes an API key or a service account")
            .gives_nothing(204),
        Route::get("/projects/{groupId}/members", members::list)
            .does("The members of a project, and who is invited")
            .gives::<Members>(200),
        Route::post("/projects/{groupId}/members", members::add)
            .does("Adds a person with an account, or invites an address")
            .takes::<NewMember>()
            .gives::<AddedMember>(201),
        Route::patch("/projects/{groupId}/members/{userId}", members::change)
            .does("Changes what a member may do")
            .takes::<MemberRole>()
            .gives::<Member>(200),
        Route::delete("/projects/{groupId}/members/{userId}", members::remove)
            .does("Takes a member out of the project")
            .gives_nothing(204),
        Route::delete("/projects/{groupId}/invitations/{invitationId}", members::withdraw)
            .does("Withdraws an invitation")
            .gives_nothing(204),
        Route::get("/projects/{groupId}/activity", activity::page)
            .does("A page of the activity log of a project, the newest first")
            .query(PAGE)
            .query(ACTIVITY)
            .gives::<Page<Activity>>(200),
        Route::get("/projects/{groupId}/activity.jsonl", activity::export)
            .does("All of the activity log that the filters leave, an entry a line")
            .query(ACTIVITY)
            .gives_text(200, "application/jsonl"),
    ]
}

/// Answers them.
pub fn router() -> Router<App> {
    super::router(routes()).fallback(no_route).method_not_allowed_fallback(wrong_method)
}
