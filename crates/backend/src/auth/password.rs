//! Passwords: Argon2id, on a thread of its own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use tokio::sync::oneshot;

/// Hashes and checks passwords, one after the other, so that signing in never takes all processors. All is done by one
/// thread in the same 19 MiB: glibc does not find a freed block of that alignment again, and would take new ones each time.
#[derive(Clone)]
pub struct Passwords {
    work: mpsc::Sender<Work>,
}

type Work = Box<dyn FnOnce(&mut Vec<Block>) + Send>;

impl Default for Passwords {
    fn default() -> Self {
        let (work, todo) = mpsc::channel::<Work>();
        let worker = thread::Builder::new().name("passwords".to_owned()).spawn(move || {
            let mut memory = Vec::new();
            for work in todo {
                // Whoever waits for it is told by the end of the channel.
                let _ = catch_unwind(AssertUnwindSafe(|| work(&mut memory)));
            }
        });
        if let Err(error) = worker {
            tracing::error!(%error, "nobody can sign in: there is no thread for passwords");
        }
        Self { work }
    }
}

/// What is wrong with a password that somebody chose, if anything.
///
/// # Errors
/// A sentence that says what a password may be.
pub fn check(password: &str) -> Result<(), &'static str> {
    if password.contains(['\n', '\r']) {
        return Err("a password is one line; this has more");
    }
    match password.chars().count() {
        0..8 => Err("a password has at least 8 characters"),
        8..=1024 => Ok(()),
        _ => Err("a password has at most 1024 characters"),
    }
}

/// A password that can't be hashed, or a thread that died doing so; for the log.
#[derive(Debug, thiserror::Error)]
#[error("the password can't be hashed: {0}")]
pub struct HashError(String);

/// The hash of a password that nobody has, with the parameters of all others: whoever names an unknown address
/// waits as long as whoever names a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm90IGEgcmVhbCBzYWx0$7OU5S4nQ0cQq1bVhGVpWc0XH0QHvuQmPzmDn1JSbCXk";

impl Passwords {
    /// The hash to keep, in the PHC string format, with the parameters that OWASP recommends.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn hash(&self, password: String) -> Result<String, HashError> {
        self.run(move |memory| {
            let argon2 = Argon2::default();
            let salt = Salt::generate();
            let hash = PasswordHash {
                algorithm: Algorithm::Argon2id.ident(),
                version: Some(Version::V0x13.into()),
                params: ParamsString::try_from(argon2.params()).map_err(hash_error)?,
                salt: Some(salt),
                hash: Some(digest(&argon2, &password, &salt, memory)?),
            };
            Ok(hash.to_string())
        })
        .await?
    }

    /// Whether `password` is that of `hash`; without a hash it takes as long and is wrong.
    ///
    /// # Errors
    /// [`HashError`] where the kept hash can't be read.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, HashError> {
        self.run(move |memory| {
            let known = hash.is_some();
            let hash = PasswordHash::new(hash.as_deref().unwrap_or(NOBODY)).map_err(hash_error)?;
            let params = Params::try_from(&hash).map_err(hash_error)?;
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let salt = hash.salt.ok_or_else(|| HashError("it has no salt".to_owned()))?;
            let computed = digest(&argon2, &password, &salt, memory)?;
            // Outputs are compared in a time that does not depend on them.
            Ok(hash.hash.is_some_and(|kept| kept == computed) && known)
        })
        .await?
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let (tell, told) = oneshot::channel();
        let work: Work = Box::new(move |memory| drop(tell.send(work(memory))));
        self.work.send(work).map_err(hash_error)?;
        told.await.map_err(hash_error)
    }
}

fn digest(
    argon2: &Argon2,
    password: &str,
    salt: &[u8],
    memory: &mut Vec<Block>,
) -> Result<Output, HashError> {
    memory.resize(argon2.params().block_count(), Block::default());
    let mut digest = [0; Params::DEFAULT_OUTPUT_LEN];
    argon2
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut digest, memory)
        .map_err(hash_error)?;
    Output::new(&digest).map_err(hash_error)
}

fn hash_error(error: impl std::fmt::Display) -> HashError {
    HashError(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_one_line_of_8_to_1024_characters() {
        assert_eq!(check("eight ch"), Ok(()));
        assert_eq!(check(&"ü".repeat(1024)), Ok(()));
        for text in ["", "seven c", "eight ch\neight", &"x".repeat(1025)] {
            assert!(check(text).is_err(), "{text}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_of_a_known_person_fits() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct hors".into(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("correct horse".into(), None).await.unwrap());
    }
}
