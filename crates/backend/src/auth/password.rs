//! Passwords: Argon2id, on a thread of its own.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
    thread,
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::oneshot;

/// Hashes and checks passwords, one after the other, so that signing in never takes all processors. All is done by one
/// thread: each that Argon2 ran on would keep its 19 MiB from the others.
#[derive(Clone)]
pub struct Passwords {
    work: mpsc::Sender<Work>,
}

type Work = Box<dyn FnOnce() + Send>;

impl Default for Passwords {
    fn default() -> Self {
        let (work, todo) = mpsc::channel::<Work>();
        let worker = thread::Builder::new().name("passwords".to_owned()).spawn(move || {
            for work in todo {
                // Whoever waits for it is told by the end of the channel.
                let _ = catch_unwind(AssertUnwindSafe(work));
            }
        });
        if let Err(error) = worker {
            tracing::error!(%error, "nobody can sign in: there is no thread for passwords");
        }
        Self { work }
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
        self.run(move || {
            let hash = Argon2::default().hash_password(password.as_bytes());
            hash.map(|hash| hash.to_string()).map_err(|error| HashError(error.to_string()))
        })
        .await?
    }

    /// Whether `password` is that of `hash`; without a hash it takes as long and is wrong.
    ///
    /// # Errors
    /// [`HashError`] where the kept hash can't be read.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, HashError> {
        self.run(move || {
            let known = hash.is_some();
            let hash = hash.as_deref().unwrap_or(NOBODY);
            let hash = PasswordHash::new(hash).map_err(|error| HashError(error.to_string()))?;
            let fits = Argon2::default().verify_password(password.as_bytes(), &hash).is_ok();
            Ok(fits && known)
        })
        .await?
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashError> {
        let (tell, told) = oneshot::channel();
        let work: Work = Box::new(move || drop(tell.send(work())));
        self.work.send(work).map_err(|error| HashError(error.to_string()))?;
        told.await.map_err(|error| HashError(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
