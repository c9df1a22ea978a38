//! Accepting an invitation.

use wire::ProjectRole;

pub(crate) const MISSING: &str = "This invitation can't be used";
pub(crate) const MISSING_TEXT: &str =
    "It was used or taken back, or is older than 7 days. Ask whoever sent it for another.";
pub(crate) const EMAIL: &str = "Email address";
pub(crate) const EMAIL_HINT: &str = "You sign in with it from now on.";
pub(crate) const PASSWORD: &str = "Password";
pub(crate) const PASSWORD_HINT: &str =
    "At least 8 characters. A few words are better than a short riddle.";
pub(crate) const CREATE: &str = "Create account";
pub(crate) const JOIN: &str = "Join";
pub(crate) const SIGN_IN: &str = "Sign in and join";
pub(crate) const OTHER: &str =
    "To join with another account, sign out first, then open the link again.";

/// What the page is about.
pub(crate) fn title(project: Option<&str>, service: &str) -> String {
    match project {
        Some(project) => ["Join ", project].concat(),
        None => ["Set up ", service].concat(),
    }
}

/// What the invitation means.
pub(crate) fn intro(project: Option<&str>, role: ProjectRole) -> &'static str {
    match (project, role) {
        (None, _) => {
            "You are the first person here. The account that you create owns the organization: it makes projects, and owns each of them."
        }
        (Some(_), ProjectRole::Owner) => {
            "You are invited as an owner: you see and change everything in the project."
        }
        (Some(_), ProjectRole::ReadOnly) => {
            "You are invited to read: you see everything in the project, and change nothing."
        }
    }
}

/// With which account somebody joins.
pub(crate) fn signed_in_as(email: &str) -> String {
    ["You join as ", email, "."].concat()
}

/// Whose account is made.
pub(crate) fn account_of(email: &str) -> String {
    ["Choose a password for your account ", email, "."].concat()
}

/// That the invited person has an account.
pub(crate) fn has_account(email: &str) -> String {
    [email, " has an account already."].concat()
}
