//! Signing in and out.

pub(crate) const TITLE: &str = "Sign in";
pub(crate) const EMAIL: &str = "Email address";
pub(crate) const PASSWORD: &str = "Password";
pub(crate) const SUBMIT: &str = "Sign in";
pub(crate) const EMAIL_MISSING: &str = "Enter the address that you sign in with.";
pub(crate) const EMAIL_FORM: &str = "An address looks like name@example.com.";
pub(crate) const PASSWORD_MISSING: &str = "Enter your password.";
pub(crate) const REFUSED: &str =
    "The address or the password is wrong. Check both, and mind capital letters.";

pub(crate) const ENDED: &str = "Your session has ended";
pub(crate) const ENDED_TEXT: &str =
    "Sign in again to go on where you are. Everything you typed is still there.";

pub(crate) const ENDED_OR: &str = "Or go this way; what is not saved yet is lost then.";
pub(crate) const OR: &str = "Or sign in with your password";

pub(crate) const SESSIONS: &str = "Sessions";
pub(crate) const SIGN_OUT: &str = "Sign out";
pub(crate) const SIGN_OUT_FAILED: &str = "You are still signed in.";
pub(crate) const THEME_SYSTEM: &str = "Appearance: as the system";
pub(crate) const THEME_LIGHT: &str = "Appearance: light";
pub(crate) const THEME_DARK: &str = "Appearance: dark";

/// What the sign-in page is for.
pub(crate) fn intro(service: &str) -> String {
    ["Use the address and the password of your ", service, " account."].concat()
}

/// The button that leads to an identity provider.
pub(crate) fn sign_in_with(provider: &str) -> String {
    ["Sign in with ", provider].concat()
}

/// Why nobody was signed in after a visit to an identity provider, and what to do; the server names the problem.
pub(crate) fn problem(name: &str, provider: &str, service: &str) -> String {
    let said = |parts: &[&str]| parts.concat();
    match name {
        "access-denied" => said(&[
            provider,
            " did not let you in here, or you did not agree there. Try again, or ask whoever runs ",
            provider,
            " to give you access to ",
            service,
            ".",
        ]),
        "unreachable" => said(&[
            provider,
            " gives no answer. Try again in a minute, or sign in with a password if you have one.",
        ]),
        "wrong-state" => {
            "This sign-in did not begin in this browser, or was over already. Begin again here."
                .to_owned()
        }
        "expired" => "The sign-in took longer than 10 minutes. Begin again.".to_owned(),
        "no-email" => said(&[
            provider,
            " did not tell your email address. Ask whoever runs it to let ",
            service,
            " see it.",
        ]),
        "unverified-email" => said(&[
            provider,
            " has not verified your email address. Confirm it there, then try again.",
        ]),
        "no-group" => said(&[
            "None of your groups at ",
            provider,
            " opens ",
            service,
            ". Ask an owner of a project to have you added to one.",
        ]),
        "account-exists" => said(&[
            "Your email address has an account with a password here. Sign in with that password now, and ",
            provider,
            " opens the same account from then on.",
        ]),
        "account-taken" => said(&[
            "Your email address belongs to an account that is opened in another way. Sign in as you did before, or tell the operator.",
        ]),
        _ => said(&[
            "What ",
            provider,
            " answered can't be used. Try again; if it stays so, tell the operator, whose log says why.",
        ]),
    }
}
