//! The members of a project, and the invitations into it.

use wire::{
    ProjectRole,
    console::{
        AcceptInvitation, AddedMember, InvitationToken, Joined, Member, MemberRole, Members,
        NewMember, OpenInvitation,
    },
};

use super::{Call, projects::own_url};
use crate::paths::encoded;

/// Who is in the project, and who was invited.
pub(crate) fn list(project: &str) -> Call<Members> {
    Call::get(own_url(project, "/members"))
}

/// Adds somebody who has an account, and invites whoever has none.
pub(crate) fn add(project: &str, email: String, role: ProjectRole) -> Call<AddedMember> {
    Call::write("POST", own_url(project, "/members"), &NewMember { email, role })
}

/// Says what a member may do from now on.
pub(crate) fn change(project: &str, member: &str, role: ProjectRole) -> Call<Member> {
    Call::write("PATCH", member_url(project, member), &MemberRole { role })
}

/// Removes a member.
pub(crate) fn remove(project: &str, member: &str) -> Call<()> {
    Call::delete(member_url(project, member))
}

/// Takes an invitation back.
pub(crate) fn withdraw(project: &str, invitation: &str) -> Call<()> {
    Call::delete(own_url(project, &["/invitations/", &encoded(invitation)].concat()))
}

/// What the invitation is to whose link this token belongs.
pub(crate) fn read(token: String) -> Call<OpenInvitation> {
    let url = "/api/console/v1/invitations/read".to_owned();
    Call::write("POST", url, &InvitationToken { token })
}

/// Accepts an invitation, as who is signed in or with a new account.
pub(crate) fn accept(invitation: &AcceptInvitation) -> Call<Joined> {
    Call::write("POST", "/api/console/v1/invitations/accept".to_owned(), invitation)
}

fn member_url(project: &str, member: &str) -> String {
    own_url(project, &["/members/", &encoded(member)].concat())
}
