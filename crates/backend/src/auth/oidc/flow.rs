//! What has to be remembered of a sign-in by an identity provider while the person is there: sealed in a cookie, so that
//! nothing is kept for whoever only clicks on a button.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::auth::seal::Sealer;

/// How long a person may take at the provider, and until the password that links an account.
const VALID_FOR: SignedDuration = SignedDuration::from_mins(10);

/// What only this console can have written, with when it did.
#[derive(Serialize, Deserialize)]
struct Dated<T> {
    /// Milliseconds since 1970.
    at: i64,
    value: T,
}

/// A sign-in that goes on at the provider.
#[derive(Debug, Serialize, Deserialize)]
pub struct Flow {
    /// The provider.
    pub provider: String,
    /// What it has to send back.
    pub state: String,
    /// What the ID token has to have in it.
    pub nonce: String,
    /// What shows that whoever trades the code in is who asked for it (RFC 7636).
    pub verifier: String,
    /// Where the provider was asked to lead back to.
    pub redirect_url: String,
}

/// Somebody whom a provider vouched for, but whose address belongs to an account with a password.
#[derive(Debug, Serialize, Deserialize)]
pub struct Link {
    /// The account.
    pub person: String,
    /// The issuer.
    pub issuer: String,
    /// What the issuer calls the person.
    pub subject: String,
}

/// Something that a browser keeps sealed for a few minutes.
pub trait Kept: Serialize + DeserializeOwned {
    /// What it is sealed for, so that one can't be shown for the other.
    const CONTEXT: &'static str;
}

impl Kept for Flow {
    const CONTEXT: &'static str = "sign-in";
}

impl Kept for Link {
    const CONTEXT: &'static str = "sign-in-link";
}

/// Why what the browser kept can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// It is none of ours.
    Foreign,
    /// It is too old.
    Expired,
}

/// Seals it for the browser.
pub fn seal<T: Kept>(sealer: &Sealer, value: T, now: Timestamp) -> String {
    let dated = Dated { at: now.as_millisecond(), value };
    // Texts and a number, which JSON always takes.
    let json = serde_json::to_vec(&dated).unwrap_or_default();
    sealer.seal(T::CONTEXT, &json)
}

/// Opens what the browser sent back.
///
/// # Errors
/// [`NotKept`].
pub fn unseal<T: Kept>(sealer: &Sealer, sealed: &str, now: Timestamp) -> Result<T, NotKept> {
    let json = sealer.unseal(T::CONTEXT, sealed).map_err(|_| NotKept::Foreign)?;
    let Dated { at, value } = serde_json::from_slice(&json).map_err(|_| NotKept::Foreign)?;
    let at = Timestamp::from_millisecond(at).map_err(|_| NotKept::Foreign)?;
    if now.duration_since(at) > VALID_FOR { Err(NotKept::Expired) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_for_ten_minutes_for_what_it_is_and_by_the_same_key() {
        let (sealer, began) = (Sealer::generate(), Timestamp::UNIX_EPOCH);
        let text = |text: &str| text.to_owned();
        let link = Link { person: text("p"), issuer: text("i"), subject: text("s") };
        let sealed = seal(&sealer, link, began);
        let at = |minutes| began + SignedDuration::from_mins(minutes);
        let opened = unseal::<Link>(&sealer, &sealed, at(10)).unwrap();
        assert_eq!((&*opened.person, &*opened.issuer, &*opened.subject), ("p", "i", "s"));
        assert_eq!(unseal::<Link>(&sealer, &sealed, at(11)).unwrap_err(), NotKept::Expired);
        assert_eq!(unseal::<Flow>(&sealer, &sealed, at(1)).unwrap_err(), NotKept::Foreign);
        let other = Sealer::generate();
        assert_eq!(unseal::<Link>(&other, &sealed, at(1)).unwrap_err(), NotKept::Foreign);
    }
}
