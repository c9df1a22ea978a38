//! Signing in and out.

use crate::language::{Text, t};

pub(crate) const TITLE: Text = t("Sign in");
pub(crate) const EMAIL: Text = t("Email address");
pub(crate) const PASSWORD: Text = t("Password");
pub(crate) const SUBMIT: Text = t("Sign in");
pub(crate) const EMAIL_MISSING: Text = t("Enter the address that you sign in with.");
pub(crate) const EMAIL_FORM: Text = t("An address looks like name@example.com.");
pub(crate) const PASSWORD_MISSING: Text = t("Enter your password.");
pub(crate) const REFUSED: Text =
    t("The address or the password is wrong. Check both, and mind capital letters.");

pub(crate) const ENDED: Text = t("Your session has ended");
pub(crate) const ENDED_TEXT: Text =
    t("Sign in again to go on where you are. Everything you typed is still there.");

pub(crate) const ENDED_OR: Text = t("Or go this way; what is not saved yet is lost then.");
pub(crate) const OR: Text = t("Or sign in with your password");

pub(crate) const SESSIONS: Text = t("Sessions");
pub(crate) const SIGN_OUT: Text = t("Sign out");
pub(crate) const SIGN_OUT_FAILED: Text = t("You are still signed in.");
pub(crate) const THEME_SYSTEM: Text = t("Appearance: as the system");
pub(crate) const THEME_LIGHT: Text = t("Appearance: light");
pub(crate) const THEME_DARK: Text = t("Appearance: dark");

/// What the sign-in page is for.
pub(crate) fn intro(service: &str) -> String {
    t("Use the address and the password of your {0} account.").with(&[service])
}

/// The button that leads to an identity provider.
pub(crate) fn sign_in_with(provider: &str) -> String {
    t("Sign in with {0}").with(&[provider])
}

/// Why nobody was signed in after a visit to an identity provider, and what to do; the server names the problem.
pub(crate) fn problem(name: &str, provider: &str, service: &str) -> String {
    let text = match name {
        "access-denied" => t(
            "{0} did not let you in here, or you did not agree there. Try again, or ask whoever runs {0} to give you access to {1}.",
        ),
        "unreachable" => t(
            "{0} gives no answer. Try again in a minute, or sign in with a password if you have one.",
        ),
        "wrong-state" => {
            t("This sign-in did not begin in this browser, or was over already. Begin again here.")
        }
        "expired" => t("The sign-in took longer than 10 minutes. Begin again."),
        "no-email" => {
            t("{0} did not tell your email address. Ask whoever runs it to let {1} see it.")
        }
        "unverified-email" => {
            t("{0} has not verified your email address. Confirm it there, then try again.")
        }
        "no-group" => t(
            "None of your groups at {0} opens {1}. Ask an owner of a project to have you added to one.",
        ),
        "account-exists" => t(
            "Your email address has an account with a password here. Sign in with that password now, and {0} opens the same account from then on.",
        ),
        "account-taken" => t(
            "Your email address belongs to an account that is opened in another way. Sign in as you did before, or tell the operator.",
        ),
        _ => t(
            "What {0} answered can't be used. Try again; if it stays so, tell the operator, whose log says why.",
        ),
    };
    text.with(&[provider, service])
}
