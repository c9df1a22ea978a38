//! Why a sign-in by a provider did not come about.

/// Why nobody is signed in. The page has the sentence for each name; what a provider or the network said goes to the log.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The provider did not let the person, or the person did not let the provider.
    #[error("the provider says access_denied")]
    Denied,
    /// The provider answers with another error.
    #[error("the provider says {0}")]
    Provider(String),
    /// The provider gives no answer, or none that OpenID Connect knows.
    #[error("{0}")]
    Unreachable(String),
    /// What comes back does not belong to a sign-in that this browser began.
    #[error("the state is not that of a sign-in of this browser")]
    State,
    /// The person took too long.
    #[error("the sign-in was begun more than ten minutes ago")]
    Expired,
    /// The provider does not take the code.
    #[error("{0}")]
    Code(String),
    /// What the provider sent can't be trusted.
    #[error("{0}")]
    Untrusted(String),
    /// The provider did not tell an address.
    #[error("there is no claim email")]
    NoEmail,
    /// The provider does not say that it verified the address.
    #[error("email_verified is not true")]
    UnverifiedEmail,
    /// No group of the person gives anything, and neither does the address.
    #[error("no group of the person is mapped")]
    NoGroup,
    /// An account with a password has the address.
    #[error("an account with a password has the address")]
    AccountExists,
    /// An account that somebody else is vouched for by has the address.
    #[error("an account of another identity has the address")]
    AccountTaken,
}

impl Refused {
    /// Its name in the address of the sign-in page, and in the log.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied => "access-denied",
            Self::Provider(_) => "provider-error",
            Self::Unreachable(_) => "unreachable",
            Self::State => "wrong-state",
            Self::Expired => "expired",
            Self::Code(_) => "wrong-code",
            Self::Untrusted(_) => "untrusted",
            Self::NoEmail => "no-email",
            Self::UnverifiedEmail => "unverified-email",
            Self::NoGroup => "no-group",
            Self::AccountExists => "account-exists",
            Self::AccountTaken => "account-taken",
        }
    }
}
