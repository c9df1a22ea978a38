//! The members of a project, and the invitations into it. Only people change them: a key that leaked can't let anybody in.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use engine::{ActivityEntry, Context, ports::Clock, rfc3339};
use wire::{
    Action, ProjectRole,
    console::{self, ActivityAction, AddedMember, Members},
};

use crate::{
    admin::parse_email,
    app::App,
    auth::invitation,
    http::{
        Answer, Problem,
        access::{Access, Reader, Writer},
        body::Body,
    },
    store::{Invitation, Member, MemberChange, Person},
    surroundings::System,
};

/// `GET …/members`: who is in the project, and who was invited.
pub(super) async fn list(State(app): State<App>, Reader(access): Reader) -> Answer<Json<Members>> {
    let store = app.roles.store();
    let members = store.members(&access.membership.project).await?;
    let invitations = store.invitations(access.project(), System.now()).await?;
    Ok(Json(Members {
        members: members.iter().map(member_view).collect(),
        invitations: invitations.iter().map(invitation_view).collect(),
    }))
}

/// `POST …/members`: adds somebody who has an account, and invites whoever has none.
pub(super) async fn add(
    State(app): State<App>,
    Writer(access): Writer,
    body: Body,
) -> Answer<(StatusCode, Json<AddedMember>)> {
    access.person()?;
    let mut body = body.only(&["email", "role"], &[])?;
    let email =
        parse_email(&body.text("email")?).map_err(|what| Problem::invalid_field("email", what))?;
    let role = parse_role(&mut body)?;
    let store = app.roles.store();
    let added = match store.person_by_email(&email).await? {
        Some((person, _)) => {
            let entry = entry(&access, ActivityAction::MemberAdded, told(&email, role));
            if !store.add_member(&person, role, &entry).await? {
                return Err(already_member(&email));
            }
            let member = Member { person, role, group_role: None, organization_owner: false };
            AddedMember { member: Some(member_view(&member)), invitation: None, token: None }
        }
        None => {
            let entry = entry(&access, ActivityAction::MemberInvited, told(&email, role));
            let project = &access.membership.project;
            let by = access.identity.actor();
            let made =
                invitation::new(Some(&project.id), &project.org_id, email, role, by, System.now());
            let token = invitation::keep(store, &made, Some(&entry)).await?;
            AddedMember {
                member: None,
                invitation: Some(invitation_view(&made)),
                token: Some(token),
            }
        }
    };
    Ok((StatusCode::CREATED, Json(added)))
}

/// `PATCH …/members/{userId}`: what the member may do from now on.
pub(super) async fn change(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, id)): Path<(String, String)>,
    body: Body,
) -> Answer<Json<console::Member>> {
    access.person()?;
    let role = parse_role(&mut body.only(&["role"], &[])?)?;
    let before = find(&app, &access, &id).await?;
    let person = &before.person;
    if before.role != role {
        let entry = entry(&access, ActivityAction::MemberRoleChanged, told(&person.email, role));
        let store = app.roles.store();
        let change = store.change_member(person, before.role, Some(role), &entry).await?;
        check(change, person)?;
    }
    Ok(Json(member_view(&Member { role, ..before })))
}

/// `DELETE …/members/{userId}`: the member leaves, whoever that is, or an owner removes them.
pub(super) async fn remove(
    State(app): State<App>,
    Reader(access): Reader,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    if access.person()?.id != id && !access.membership.role.may(Action::Write) {
        return Err(Problem::read_only());
    }
    let Member { person, role, .. } = find(&app, &access, &id).await?;
    let entry = entry(&access, ActivityAction::MemberRemoved, person.email.clone());
    let change = app.roles.store().change_member(&person, role, None, &entry).await?;
    check(change, &person)?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE …/invitations/{invitationId}`: nobody can accept it any more.
pub(super) async fn withdraw(
    State(app): State<App>,
    Writer(access): Writer,
    Path((_, id)): Path<(String, String)>,
) -> Answer<StatusCode> {
    access.person()?;
    let store = app.roles.store();
    let open = store.invitations(access.project(), System.now()).await?;
    let found = open.iter().find(|invitation| invitation.id == id);
    let found = found.ok_or_else(|| Problem::not_found("invitation", &id))?;
    let entry = entry(&access, ActivityAction::InvitationWithdrawn, found.email.clone());
    if !store.remove_invitation(&id, &entry).await? {
        return Err(Problem::not_found("invitation", &id));
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn find(app: &App, access: &Access, id: &str) -> Answer<Member> {
    let found = app.roles.store().member(access.project(), id).await?;
    found.ok_or_else(|| Problem::not_found("member", id))
}

fn check(change: MemberChange, person: &Person) -> Answer<()> {
    match change {
        MemberChange::Done => Ok(()),
        MemberChange::LastOwner => Err(Problem::new(
            StatusCode::CONFLICT,
            "LAST_OWNER",
            format!(
                "{} is the last owner of this project. Make somebody else an owner first.",
                person.email
            ),
        )
        .with_parameters([person.email.as_str()])),
        MemberChange::ByGroup => Err(Problem::new(
            StatusCode::CONFLICT,
            "MEMBER_BY_GROUP",
            format!(
                "A group at the identity provider lets {} do that in this project. Take them out of the group there; it counts from their next sign-in on.",
                person.email
            ),
        )
        .with_parameters([person.email.as_str()])),
    }
}

fn already_member(email: &str) -> Problem {
    let detail = format!("{email} is a member of this project already.");
    Problem::new(StatusCode::CONFLICT, "ALREADY_MEMBER", detail).with_parameters([email])
}

fn parse_role(body: &mut Body) -> Answer<ProjectRole> {
    ProjectRole::from_name(&body.text("role")?)
        .ok_or_else(|| Problem::invalid_field("role", "a role is owner or read-only"))
}

/// A member as the activity log names one.
pub(super) fn told(email: &str, role: ProjectRole) -> String {
    format!("{email} ({})", role.as_str())
}

fn entry(access: &Access, action: ActivityAction, subject: String) -> ActivityEntry {
    let context = Context { actor: access.actor(), now: System.now(), entropy: &System };
    ActivityEntry::about(access.project(), action, subject, &context)
}

fn member_view(member: &Member) -> console::Member {
    console::Member {
        id: member.person.id.clone(),
        email: member.person.email.clone(),
        role: member.role,
        group_role: member.group_role,
        organization_owner: member.organization_owner,
    }
}

fn invitation_view(invitation: &Invitation) -> console::Invitation {
    console::Invitation {
        id: invitation.id.clone(),
        email: invitation.email.clone(),
        role: invitation.role,
        created_by: invitation.created_by.clone(),
        created_date: rfc3339(invitation.created),
        expires_date: rfc3339(invitation.expires),
    }
}
