//! Accepting an invitation.

use wire::ProjectRole;

use crate::language::{Text, t};

pub(crate) const MISSING: Text = t("This invitation can't be used");
pub(crate) const MISSING_TEXT: Text =
    t("It was used or taken back, or is older than 7 days. Ask whoever sent it for another.");
pub(crate) const EMAIL: Text = t("Email address");
pub(crate) const EMAIL_HINT: Text = t("You sign in with it from now on.");
pub(crate) const PASSWORD: Text = t("Password");
pub(crate) const PASSWORD_HINT: Text =
    t("At least 8 characters. A few words are better than a short riddle.");
pub(crate) const CREATE: Text = t("Create account");
pub(crate) const JOIN: Text = t("Join");
pub(crate) const SIGN_IN: Text = t("Sign in and join");
pub(crate) const OTHER: Text =
    t("To join with another account, sign out first, then open the link again.");

/// What the page is about.
pub(crate) fn title(project: Option<&str>, service: &str) -> String {
    match project {
        Some(project) => t("Join {0}").with(&[project]),
        None => t("Set up {0}").with(&[service]),
    }
}

/// What the invitation means.
pub(crate) fn intro(project: Option<&str>, role: ProjectRole) -> Text {
    match (project, role) {
        (None, _) => t(
            "You are the first person here. The account that you create owns the organization: it makes projects, and owns each of them.",
        ),
        (Some(_), ProjectRole::Owner) => {
            t("You are invited as an owner: you see and change everything in the project.")
        }
        (Some(_), ProjectRole::ReadOnly) => {
            t("You are invited to read: you see everything in the project, and change nothing.")
        }
    }
}

/// With which account somebody joins.
pub(crate) fn signed_in_as(email: &str) -> String {
    t("You join as {0}.").with(&[email])
}

/// Whose account is made.
pub(crate) fn account_of(email: &str) -> String {
    t("Choose a password for your account {0}.").with(&[email])
}

/// That the invited person has an account.
pub(crate) fn has_account(email: &str) -> String {
    t("{0} has an account already.").with(&[email])
}
