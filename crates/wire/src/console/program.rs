//! API keys and service accounts: how programs sign in.

use serde::{Deserialize, Serialize};

use crate::ProjectRole;

/// How a program signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProgramKind {
    /// By HTTP Digest, with a public and a private key.
    ApiKey,
    /// By OAuth 2.0 client credentials, with a client ID and a client secret.
    ServiceAccount,
}

impl ProgramKind {
    /// Either kind.
    pub const ALL: [Self; 2] = [Self::ApiKey, Self::ServiceAccount];

    /// `api-key` or `service-account`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "api-key",
            Self::ServiceAccount => "service-account",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// An API key or a service account of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Program {
    /// The public key of an API key, the client ID of a service account.
    pub id: String,
    /// How it signs in.
    pub kind: ProgramKind,
    /// What it may do in the project.
    pub role: ProjectRole,
    /// What its owners call it, one line of at most 100 characters; empty where they gave it no name.
    pub label: String,
    /// When it was made.
    pub created_date: String,
    /// Who made it.
    pub created_by: String,
    /// When it last signed in, to the minute; `None` where it never did.
    pub last_used_date: Option<String>,
    /// When it ends; `None` for never.
    pub expires_date: Option<String>,
    /// The IP addresses and CIDR blocks that it may be used from; empty for all.
    pub access_list: Vec<String>,
}

/// The body of `POST /projects/{id}/programs`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewProgram {
    /// How it signs in.
    pub kind: ProgramKind,
    /// What it may do in the project.
    pub role: ProjectRole,
    /// What to call it, one line of at most 100 characters.
    #[serde(default)]
    pub label: String,
    /// After how many days it ends, 1 to 3650; `None` for never.
    pub expires_in_days: Option<u32>,
    /// The IP addresses and CIDR blocks that it may be used from, at most 100; empty for all.
    #[serde(default)]
    pub access_list: Vec<String>,
}

/// The body of `PUT /projects/{id}/programs/{programId}/access-list`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccessList {
    /// The IP addresses and CIDR blocks that it may be used from, at most 100; empty for all.
    #[serde(default)]
    pub access_list: Vec<String>,
}

/// The answer of `POST /projects/{id}/programs`, which alone has the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreatedProgram {
    /// What was made.
    pub program: Program,
    /// The private key of an API key, the client secret of a service account.
    pub secret: String,
}
