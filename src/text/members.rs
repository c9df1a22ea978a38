//! The members of a project, and invitations.

use wire::ProjectRole;

use crate::language::{Text, t};

pub(crate) const INTRO: Text =
    t("Who may see this project, and who may change it. Owners do both.");
pub(crate) const READ_ONLY: Text = t("Only an owner of the project can change who is in it.");
pub(crate) const ADDRESS: Text = t("Address");
pub(crate) const ROLE: Text = t("Role");
pub(crate) const ACTIONS: Text = t("Actions");
pub(crate) const YOU: Text = t("you");
pub(crate) const OWNER: Text = t("Owner");
pub(crate) const OWNER_TEXT: Text = t("Owner: sees and changes everything");
pub(crate) const VIEWER: Text = t("Read-only");
pub(crate) const VIEWER_TEXT: Text = t("Read-only: sees everything, changes nothing");
pub(crate) const REMOVE: Text = t("Remove");
pub(crate) const LEAVE: Text = t("Leave");
pub(crate) const LAST_OWNER: Text = t("The last owner stays. Make somebody else an owner first.");
pub(crate) const BY_GROUP: Text = t(
    "By a group at the identity provider. Take them out of it there, and it counts from their next sign-in on.",
);
pub(crate) const BY_ORGANIZATION: Text =
    t("Whoever owns the organization owns each of its projects.");

pub(crate) const ADD: Text = t("Add a member");
pub(crate) const ADD_BUTTON: Text = t("Add");
pub(crate) const EMAIL: Text = t("Email address");
pub(crate) const EMAIL_HINT: Text = t(
    "Whoever has an account becomes a member at once. For anybody else you get a link to pass on.",
);
pub(crate) const LINK_TITLE: Text = t("Pass this link on");
pub(crate) const LINK: Text = t("Invitation link");
pub(crate) const COPY_LINK: Text = t("Copy invitation link");
pub(crate) const LINK_TEXT: Text = t(
    "It is shown this once. It works once, for 7 days, for whoever has it: send it to nobody else.",
);

pub(crate) const INVITATIONS: Text = t("Invitations");
pub(crate) const INVITED_BY: Text = t("Invited by");
pub(crate) const EXPIRES: Text = t("Expires");
pub(crate) const WITHDRAW: Text = t("Withdraw");
pub(crate) const WITHDRAWN: Text = t("The invitation was taken back");

/// What a member is called in the list of roles.
pub(crate) fn role(role: ProjectRole) -> Text {
    match role {
        ProjectRole::Owner => OWNER,
        ProjectRole::ReadOnly => VIEWER,
    }
}

/// The name of the choice of what a member may do.
pub(crate) fn role_of(email: &str) -> String {
    t("Role of {0}").with(&[email])
}

/// The whole name of a row's button.
pub(crate) fn about(button: Text, email: &str) -> String {
    t("{0}: {1}").with(&[&button, email])
}

/// How long an invitation can still be accepted.
pub(crate) fn expires_in(span: &str) -> String {
    t("in {0}").with(&[span])
}

/// The question before a member is removed.
pub(crate) fn remove_title(email: &str, own: bool) -> String {
    if own { t("Leave this project?").to_owned() } else { t("Remove {0}?").with(&[email]) }
}

/// What removing a member means.
pub(crate) fn remove_text(own: bool) -> Text {
    match own {
        true => t("You can't see the project any more. An owner of it can add you again."),
        false => t(
            "They can't see the project any more. What they did stays as it is; their account and their other projects stay too.",
        ),
    }
}

/// Before an owner makes a viewer of themselves: the question, the button, and what it means.
pub(crate) fn step_down() -> [String; 3] {
    [
        t("Give up ownership of this project?").to_owned(),
        t("Give up ownership").to_owned(),
        t(
            "You still see everything in the project, but can't change it any more. Another owner can make you one again.",
        )
        .to_owned(),
    ]
}

/// Before somebody else becomes an owner: the question, the button, and what it means.
pub(crate) fn make_owner(email: &str) -> [String; 3] {
    [
        t("Make {0} an owner?").with(&[email]),
        t("Make an owner").to_owned(),
        t(
            "They can change everything in the project then: its access to AWS, its encryption, and who is a member of it.",
        )
        .to_owned(),
    ]
}

/// Before somebody else may only read: the question, the button, and what it means.
pub(crate) fn make_viewer(email: &str) -> [String; 3] {
    [
        t("Let {0} only read?").with(&[email]),
        t("Make read-only").to_owned(),
        t(
            "They still see everything in the project, but can't change it any more. You can make them an owner again.",
        )
        .to_owned(),
    ]
}

/// Said when somebody is in.
pub(crate) fn added(email: &str) -> String {
    t("{0} is a member now").with(&[email])
}

/// Said when a role was changed.
pub(crate) fn changed(email: &str, role: ProjectRole) -> String {
    match role {
        ProjectRole::Owner => t("{0} is an owner now").with(&[email]),
        ProjectRole::ReadOnly => t("{0} may only read now").with(&[email]),
    }
}

/// Said when somebody is out.
pub(crate) fn removed(email: &str) -> String {
    t("{0} is no member any more").with(&[email])
}
