//! HTTP Digest, the server's side of RFC 7616: how programs show that they hold an API key.

mod credentials;
mod nonces;

use std::sync::OnceLock;

use axum::http::HeaderValue;
use jiff::Timestamp;
use md5::Md5;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use wire::{ProjectId, ProjectRole};

use self::nonces::Nonces;
use super::{api_key::NewApiKey, seal::Sealer};
use crate::{
    store::{ApiKey, Grant},
    surroundings::hex,
};

pub use credentials::{Credentials, Malformed, parse};

/// What the keys are for, as a client shows it. It is a part of every stored hash, so it never changes.
pub const REALM: &str = "Atlas Public API";

/// The hash that a client chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// What older clients have.
    Md5,
    /// What all others should take.
    Sha256,
}

impl Algorithm {
    fn name(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
        }
    }

    /// H of the parts with colons in between, in lower-case hexadecimal digits.
    fn hash(self, parts: &[&str]) -> String {
        let text = parts.join(":");
        match self {
            Self::Md5 => hex(&Md5::digest(text)),
            Self::Sha256 => hex(&Sha256::digest(text)),
        }
    }

    /// What is kept, sealed, of an API key: all that a response can be checked with.
    #[must_use]
    pub fn ha1(self, public_key: &str, private_key: &str) -> String {
        self.hash(&[public_key, REALM, private_key])
    }

    /// What a [`ha1`](Self::ha1) is sealed for.
    #[must_use]
    pub fn seal_context(self, public_key: &str) -> String {
        match self {
            Self::Md5 => format!("api-key-md5:{public_key}"),
            Self::Sha256 => format!("api-key-sha256:{public_key}"),
        }
    }
}

/// Credentials that are not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the credentials are refused")]
pub struct Refused {
    /// Only the nonce is at fault: the client may answer a new challenge without asking anybody.
    pub stale: bool,
}

/// Challenges clients and checks what they answer.
#[derive(Default)]
pub struct Digest {
    nonces: Nonces,
    /// A key that nobody has: whoever names an unknown one waits as long as whoever names a known one.
    nobody: OnceLock<ApiKey>,
}

impl Digest {
    /// The values of two `WWW-Authenticate` headers. The stronger is first, as RFC 7616 asks for; clients that
    /// read both as one list of parameters and keep the last of each name end with MD5, which they know.
    ///
    /// Only these parameters, in this form: the client behind the original's Terraform provider takes no others.
    #[must_use]
    pub fn challenges(&self, now: Timestamp, stale: bool) -> [HeaderValue; 2] {
        let nonce = self.nonces.issue(now);
        let stale = if stale { ", stale=true" } else { "" };
        [Algorithm::Sha256, Algorithm::Md5].map(|algorithm| {
            let name = algorithm.name();
            let value = format!(
                r#"Digest realm="{REALM}", nonce="{nonce}", algorithm={name}, qop="auth"{stale}"#
            );
            HeaderValue::try_from(value).unwrap_or(HeaderValue::from_static("Digest"))
        })
    }

    /// Whether the sender of a request to `uri` (path and query) holds `key`, the one whose public key the
    /// credentials name; `None` where there is none, which takes as long. A nonce count passes once.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn verify(
        &self,
        credentials: &Credentials,
        method: &str,
        uri: &str,
        key: Option<&ApiKey>,
        sealer: &Sealer,
        now: Timestamp,
    ) -> Result<(), Refused> {
        let nobody = || {
            let project = ProjectId::from_bytes([0; 12]);
            let grant = Grant::new(project, ProjectRole::ReadOnly, now);
            NewApiKey::generate().to_stored(grant, sealer)
        };
        let known = key.unwrap_or_else(|| self.nobody.get_or_init(nobody));
        let sealed = match credentials.algorithm {
            Algorithm::Md5 => &known.ha1_md5,
            Algorithm::Sha256 => &known.ha1_sha256,
        };
        let context = credentials.algorithm.seal_context(&known.program.id);
        let ha1 = sealer.unseal(&context, sealed).map_err(|error| {
            tracing::error!(public_key = known.program.id, %error, "API key unreadable");
            Refused { stale: false }
        })?;
        let expected = credentials.expected_response(&String::from_utf8_lossy(&ha1), method);
        let holds_key: bool = expected.as_bytes().ct_eq(credentials.response.as_bytes()).into();
        if !(holds_key
            && credentials.username == known.program.id
            && credentials.realm == REALM
            && path_and_query(&credentials.uri) == path_and_query(uri))
        {
            return Err(Refused { stale: false });
        }
        if self.nonces.take(&credentials.nonce, credentials.count, now) {
            Ok(())
        } else {
            Err(Refused { stale: true })
        }
    }
}

/// A request's target without scheme and host, which clients of proxies put in front.
fn path_and_query(target: &str) -> &str {
    match target.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '?']) => {
            rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
        }
        _ => target,
    }
}

#[cfg(test)]
mod tests;
