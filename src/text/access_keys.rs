//! API keys and service accounts.

use wire::console::ProgramKind;

use crate::language::{Text, plural, t};

pub(crate) const INTRO: Text = t(
    "How programs sign in to this project: with an API key by HTTP Digest, with a service account by OAuth 2.0.",
);
pub(crate) const READ_ONLY: Text =
    t("Only an owner of the project can make, restrict or revoke access keys.");
pub(crate) const CREATE: Text = t("Create an access key");
pub(crate) const CREATE_BUTTON: Text = t("Create");
pub(crate) const EMPTY: Text = t("No access key yet");
pub(crate) const EMPTY_TEXT: Text = t(
    "With an access key a script, a command line or Terraform does in this project what its role allows.",
);

pub(crate) const REFERENCE: Text = t("What they may ask for: the API reference");

pub(crate) const NAME: Text = t("Name");
pub(crate) const KIND: Text = t("Kind");
pub(crate) const ROLE: Text = t("Role");
pub(crate) const LAST_USED: Text = t("Last used");
pub(crate) const EXPIRES: Text = t("Expires");
pub(crate) const ACCESS_LIST: Text = t("May be used from");
pub(crate) const ACTIONS: Text = t("Actions");
pub(crate) const NEVER: Text = t("Never");
pub(crate) const EXPIRED: Text = t("Expired");
pub(crate) const EVERYWHERE: Text = t("All addresses");
pub(crate) const UNNAMED: Text = t("No name");

pub(crate) const LABEL_HINT: Text = t("What uses it, in one line of at most 100 characters.");
pub(crate) const KIND_HINT: Text =
    t("Tools made for API keys take one; anything new is better off with a service account.");
pub(crate) const EXPIRES_AFTER: Text = t("Expires after");
pub(crate) const ADDRESSES: Text = t("IP access list");
pub(crate) const ADDRESSES_HINT: Text = t(
    "IP addresses and CIDR blocks between commas, such as 203.0.113.7, 198.51.100.0/24. Empty for all addresses.",
);

pub(crate) const SECRET_TITLE: Text = t("Copy the secret now");
pub(crate) const SECRET_TEXT: Text = t(
    "It is shown this once, and can't be had again: keep it where your program finds it, and nowhere else.",
);
pub(crate) const TRY_IT: Text = t("Try it");
pub(crate) const COPY_COMMAND: Text = t("Copy command");

pub(crate) const RESTRICT: Text = t("Access list");
pub(crate) const RESTRICT_BUTTON: Text = t("Save");
pub(crate) const RESTRICTED: Text = t("The access list was saved");
pub(crate) const REVOKE: Text = t("Revoke");
pub(crate) const REVOKE_TEXT: Text = t(
    "Whatever uses it is refused from its next request on. This can't be undone: what still needs access needs another key.",
);

/// The days after which a key may end, as the form offers them; 0 for never.
pub(crate) fn expiry(days: u32) -> String {
    match days {
        0 => NEVER.to_owned(),
        365 => t("1 year").to_owned(),
        _ => plural(days.into(), t("{0} day"), t("{0} days"), &[&super::grouped(days.into())]),
    }
}

/// What a kind of key is called.
pub(crate) fn kind(kind: ProgramKind) -> Text {
    match kind {
        ProgramKind::ApiKey => t("API key"),
        ProgramKind::ServiceAccount => t("Service account"),
    }
}

/// What the ID of a key is called.
pub(crate) fn id(kind: ProgramKind) -> Text {
    match kind {
        ProgramKind::ApiKey => t("Public key"),
        ProgramKind::ServiceAccount => t("Client ID"),
    }
}

/// The button that copies the ID.
pub(crate) fn copy_id(kind: ProgramKind) -> Text {
    match kind {
        ProgramKind::ApiKey => t("Copy public key"),
        ProgramKind::ServiceAccount => t("Copy client ID"),
    }
}

/// What the secret of a key is called.
pub(crate) fn secret(kind: ProgramKind) -> Text {
    match kind {
        ProgramKind::ApiKey => t("Private key"),
        ProgramKind::ServiceAccount => t("Client secret"),
    }
}

/// The button that copies the secret.
pub(crate) fn copy_secret(kind: ProgramKind) -> Text {
    match kind {
        ProgramKind::ApiKey => t("Copy private key"),
        ProgramKind::ServiceAccount => t("Copy client secret"),
    }
}

/// The whole name of a row's button.
pub(crate) fn about(button: Text, key: &str) -> String {
    t("{0}: {1}").with(&[&button, key])
}

/// The question before a key is revoked.
pub(crate) fn revoke_title(key: &str) -> String {
    t("Revoke {0}?").with(&[key])
}

/// Said when a key is revoked.
pub(crate) fn revoked(key: &str) -> String {
    t("{0} was revoked").with(&[key])
}

/// The title of the dialog that says from where a key may be used.
pub(crate) fn restrict_title(key: &str) -> String {
    t("Access list of {0}").with(&[key])
}

/// A command that signs in with the key, on a console of that origin.
pub(crate) fn command(kind: ProgramKind, origin: &str, id: &str, project: &str) -> String {
    match kind {
        ProgramKind::ApiKey => [
            "curl --digest --user '",
            id,
            "' '",
            origin,
            "/api/atlas/v2/groups/",
            project,
            "/cloudProviderAccess'",
        ],
        ProgramKind::ServiceAccount => [
            "curl --user '",
            id,
            "' --data 'grant_type=client_credentials' '",
            origin,
            "/api/oauth/token",
            "",
            "'",
        ],
    }
    .concat()
}

/// What the command asks for.
pub(crate) fn asks(kind: ProgramKind) -> Text {
    match kind {
        ProgramKind::ApiKey => {
            t("This command lists the project's access roles. It asks for the private key:")
        }
        ProgramKind::ServiceAccount => {
            t("This command gets an access token for an hour. It asks for the client secret:")
        }
    }
}
