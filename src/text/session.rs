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
