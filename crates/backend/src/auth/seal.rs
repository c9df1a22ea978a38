//! Sealing: what the database keeps secret is readable only with the operator's key, which is kept elsewhere.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use engine::ports::Entropy;
use wire::ProjectId;

use crate::surroundings::{System, hex, random_hex, unhex};

/// What a sealed text begins with, so that another way of sealing can be told from this one.
const VERSION: &str = "v1.";

/// The bytes of an XChaCha20 nonce: so many that random ones never meet.
const NONCE: usize = 24;

/// Why something can't be sealed or unsealed; for the operator, never for a client.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The key's file can't be read.
    #[error("the secret key {path} can't be read: {cause}", path = .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The key's file can't be made.
    #[error("the secret key {path} can't be written: {cause}", path = .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Others than the file's owner may read or change it.
    #[error(
        "others can read the secret key {path} (mode {mode:03o}); run: chmod 600 {path}",
        path = .path.display()
    )]
    Exposed {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The file does not hold a key.
    #[error(
        "{path} holds no secret key; that is 64 hexadecimal digits, as `openssl rand -hex 32` prints",
        path = .path.display()
    )]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// It was sealed with another key or for another purpose, or was changed since.
    #[error(
        "a sealed value can't be opened; was the database used with another secret key before?"
    )]
    Closed,
}

/// Seals and unseals with the operator's key.
pub struct Sealer {
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    /// A sealer with a new key that is kept nowhere.
    #[must_use]
    pub fn generate() -> Self {
        let mut key = [0; 32];
        System.fill(&mut key);
        Self::new(key)
    }

    /// The sealer whose key is in the file `path`.
    ///
    /// # Errors
    /// Any [`SealError`] about the file.
    pub fn load(path: &Path) -> Result<Self, SealError> {
        let read = |cause| SealError::Read { path: path.to_owned(), cause };
        let file = File::open(path).map_err(read)?;
        refuse_exposed(&file, path)?;
        let text = io::read_to_string(file).map_err(read)?;
        let key = unhex(text.trim()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        key.map(Self::new).ok_or_else(|| SealError::NoKey { path: path.to_owned() })
    }

    /// The sealer whose key is in the file `path`, which is made where there is none.
    ///
    /// # Errors
    /// Any [`SealError`] about the file.
    pub fn load_or_create(path: &Path) -> Result<Self, SealError> {
        match Self::load(path) {
            Err(SealError::Read { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {
                let write = |cause| SealError::Write { path: path.to_owned(), cause };
                create_key(path).map_err(write)?;
                Self::load(path)
            }
            loaded => loaded,
        }
    }

    /// Seals `plain` for one purpose: only the same `context` opens it again, so that a sealed value is worth
    /// nothing in another row.
    #[must_use]
    pub fn seal(&self, context: &str, plain: &[u8]) -> String {
        let mut nonce = [0; NONCE];
        System.fill(&mut nonce);
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        let Ok(sealed) = self.cipher.encrypt(&XNonce::from(nonce), payload) else {
            unreachable!("the cipher refuses nothing below 256 GiB")
        };
        [VERSION, &hex(&nonce), &hex(&sealed)].concat()
    }

    /// What was sealed for `context`.
    ///
    /// # Errors
    /// [`SealError::Closed`].
    pub fn unseal(&self, context: &str, sealed: &str) -> Result<Vec<u8>, SealError> {
        let bytes = sealed.strip_prefix(VERSION).and_then(unhex).ok_or(SealError::Closed)?;
        let (nonce, msg) = bytes.split_first_chunk::<NONCE>().ok_or(SealError::Closed)?;
        let payload = Payload { msg, aad: context.as_bytes() };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| SealError::Closed)
    }

    fn new(key: [u8; 32]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&key.into()) }
    }
}

/// The context of the secret access key that a project's encryption at rest uses.
#[must_use]
pub fn secret_access_key_context(project: &ProjectId) -> String {
    format!("secret-access-key:{project}")
}

/// Writes a new key under another name first: whoever looks meanwhile, or was faster, has a whole key.
fn create_key(path: &Path) -> io::Result<()> {
    let mut draft = path.as_os_str().to_owned();
    draft.push(format!(".{}", random_hex::<8>()));
    let draft = PathBuf::from(draft);
    let linked = write_private(&draft, &format!("{}\n", random_hex::<32>()))
        .and_then(|()| fs::hard_link(&draft, path));
    let removed = fs::remove_file(&draft);
    match linked {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => removed,
        Err(error) => Err(error),
        Ok(()) => removed,
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(unix)]
fn refuse_exposed(file: &File, path: &Path) -> Result<(), SealError> {
    let read = |cause| SealError::Read { path: path.to_owned(), cause };
    let permissions = file.metadata().map_err(read)?.permissions();
    let mode = std::os::unix::fs::PermissionsExt::mode(&permissions) & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(SealError::Exposed { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn refuse_exposed(_: &File, _: &Path) -> Result<(), SealError> {
    Ok(())
}

#[cfg(test)]
mod tests;
