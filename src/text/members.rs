//! The members of a project, and invitations.

use wire::ProjectRole;

pub(crate) const INTRO: &str = "Who may see this project, and who may change it. Owners do both.";
pub(crate) const READ_ONLY: &str = "Only an owner of the project can change who is in it.";
pub(crate) const ADDRESS: &str = "Address";
pub(crate) const ROLE: &str = "Role";
pub(crate) const ACTIONS: &str = "Actions";
pub(crate) const YOU: &str = "you";
pub(crate) const OWNER: &str = "Owner";
pub(crate) const OWNER_TEXT: &str = "Owner: sees and changes everything";
pub(crate) const VIEWER: &str = "Read-only";
pub(crate) const VIEWER_TEXT: &str = "Read-only: sees everything, changes nothing";
pub(crate) const REMOVE: &str = "Remove";
pub(crate) const LEAVE: &str = "Leave";
pub(crate) const LAST_OWNER: &str = "The last owner stays. Make somebody else an owner first.";
pub(crate) const BY_GROUP: &str = "By a group at the identity provider. Take them out of it there, and it counts from their next sign-in on.";
pub(crate) const BY_ORGANIZATION: &str = "Whoever owns the organization owns each of its projects.";

pub(crate) const ADD: &str = "Add a member";
pub(crate) const ADD_BUTTON: &str = "Add";
pub(crate) const EMAIL: &str = "Email address";
pub(crate) const EMAIL_HINT: &str =
    "Whoever has an account becomes a member at once. For anybody else you get a link to pass on.";
pub(crate) const LINK_TITLE: &str = "Pass this link on";
pub(crate) const LINK: &str = "Invitation link";
pub(crate) const COPY_LINK: &str = "Copy invitation link";
pub(crate) const LINK_TEXT: &str =
    "It is shown this once. It works once, for 7 days, for whoever has it: send it to nobody else.";

pub(crate) const INVITATIONS: &str = "Invitations";
pub(crate) const INVITED_BY: &str = "Invited by";
pub(crate) const EXPIRES: &str = "Expires";
pub(crate) const WITHDRAW: &str = "Withdraw";
pub(crate) const WITHDRAWN: &str = "The invitation was taken back";

/// What a member is called in the list of roles.
pub(crate) fn role(role: ProjectRole) -> &'static str {
    match role {
        ProjectRole::Owner => OWNER,
        ProjectRole::ReadOnly => VIEWER,
    }
}

/// The name of the choice of what a member may do.
pub(crate) fn role_of(email: &str) -> String {
    ["Role of ", email].concat()
}

/// The whole name of a row's button.
pub(crate) fn about(button: &str, email: &str) -> String {
    [button, ": ", email].concat()
}

/// How long an invitation can still be accepted.
pub(crate) fn expires_in(span: &str) -> String {
    ["in ", span].concat()
}

/// The question before a member is removed.
pub(crate) fn remove_title(email: &str, own: bool) -> String {
    if own { "Leave this project?".to_owned() } else { ["Remove ", email, "?"].concat() }
}

/// What removing a member means.
pub(crate) fn remove_text(own: bool) -> &'static str {
    match own {
        true => "You can't see the project any more. An owner of it can add you again.",
        false => {
            "They can't see the project any more. What they did stays as it is; their account and their other projects stay too."
        }
    }
}

/// Said when somebody is in.
pub(crate) fn added(email: &str) -> String {
    [email, " is a member now"].concat()
}

/// Said when a role was changed.
pub(crate) fn changed(email: &str, role: ProjectRole) -> String {
    match role {
        ProjectRole::Owner => [email, " is an owner now"].concat(),
        ProjectRole::ReadOnly => [email, " may only read now"].concat(),
    }
}

/// Said when somebody is out.
pub(crate) fn removed(email: &str) -> String {
    [email, " is no member any more"].concat()
}
