//! API keys and service accounts.

use wire::console::ProgramKind;

pub(crate) const INTRO: &str = "How programs sign in to this project: with an API key by HTTP Digest, with a service account by OAuth 2.0.";
pub(crate) const READ_ONLY: &str =
    "Only an owner of the project can make, restrict or revoke access keys.";
pub(crate) const CREATE: &str = "Create an access key";
pub(crate) const CREATE_BUTTON: &str = "Create";
pub(crate) const EMPTY: &str = "No access key yet";
pub(crate) const EMPTY_TEXT: &str = "With an access key a script, a command line or Terraform does in this project what its role allows.";

pub(crate) const REFERENCE: &str = "What they may ask for: the API reference";

pub(crate) const NAME: &str = "Name";
pub(crate) const KIND: &str = "Kind";
pub(crate) const ROLE: &str = "Role";
pub(crate) const LAST_USED: &str = "Last used";
pub(crate) const EXPIRES: &str = "Expires";
pub(crate) const ACCESS_LIST: &str = "May be used from";
pub(crate) const ACTIONS: &str = "Actions";
pub(crate) const NEVER: &str = "Never";
pub(crate) const EXPIRED: &str = "Expired";
pub(crate) const EVERYWHERE: &str = "All addresses";
pub(crate) const UNNAMED: &str = "No name";

pub(crate) const LABEL_HINT: &str = "What uses it, in one line of at most 100 characters.";
pub(crate) const KIND_HINT: &str =
    "Tools made for API keys take one; anything new is better off with a service account.";
pub(crate) const EXPIRES_AFTER: &str = "Expires after";
pub(crate) const ADDRESSES: &str = "IP access list";
pub(crate) const ADDRESSES_HINT: &str = "IP addresses and CIDR blocks between commas, such as 203.0.113.7, 198.51.100.0/24. Empty for all addresses.";

pub(crate) const SECRET_TITLE: &str = "Copy the secret now";
pub(crate) const SECRET_TEXT: &str = "It is shown this once, and can't be had again: keep it where your program finds it, and nowhere else.";
pub(crate) const TRY_IT: &str = "Try it";
pub(crate) const COPY_COMMAND: &str = "Copy command";

pub(crate) const RESTRICT: &str = "Access list";
pub(crate) const RESTRICT_BUTTON: &str = "Save";
pub(crate) const RESTRICTED: &str = "The access list was saved";
pub(crate) const REVOKE: &str = "Revoke";
pub(crate) const REVOKE_TEXT: &str = "Whatever uses it is refused from its next request on. This can't be undone: what still needs access needs another key.";

/// The days after which a key may end, as the form offers them; 0 for never.
pub(crate) fn expiry(days: u32) -> String {
    match days {
        0 => "Never".to_owned(),
        365 => "1 year".to_owned(),
        _ => [&super::grouped(days.into()), " days"].concat(),
    }
}

/// What a kind of key is called.
pub(crate) fn kind(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::ApiKey => "API key",
        ProgramKind::ServiceAccount => "Service account",
    }
}

/// What the ID of a key is called.
pub(crate) fn id(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::ApiKey => "Public key",
        ProgramKind::ServiceAccount => "Client ID",
    }
}

/// The button that copies the ID.
pub(crate) fn copy_id(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::ApiKey => "Copy public key",
        ProgramKind::ServiceAccount => "Copy client ID",
    }
}

/// What the secret of a key is called.
pub(crate) fn secret(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::ApiKey => "Private key",
        ProgramKind::ServiceAccount => "Client secret",
    }
}

/// The button that copies the secret.
pub(crate) fn copy_secret(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::ApiKey => "Copy private key",
        ProgramKind::ServiceAccount => "Copy client secret",
    }
}

/// The whole name of a row's button.
pub(crate) fn about(button: &str, key: &str) -> String {
    [button, ": ", key].concat()
}

/// The question before a key is revoked.
pub(crate) fn revoke_title(key: &str) -> String {
    ["Revoke ", key, "?"].concat()
}

/// Said when a key is revoked.
pub(crate) fn revoked(key: &str) -> String {
    [key, " was revoked"].concat()
}

/// The title of the dialog that says from where a key may be used.
pub(crate) fn restrict_title(key: &str) -> String {
    ["Access list of ", key].concat()
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
pub(crate) fn asks(kind: ProgramKind) -> &'static str {
    match kind {
        ProgramKind::ApiKey => {
            "This command lists the project's access roles. It asks for the private key:"
        }
        ProgramKind::ServiceAccount => {
            "This command gets an access token for an hour. It asks for the client secret:"
        }
    }
}
