//! How a project encrypts, and attempts to change that.

use leptos::prelude::*;
use wire::console::{Encryption, EncryptionAttempt, NewEncryptionAttempt, Verdict};

use super::{
    Call, Failure,
    follow::{self, Followed},
    projects::own_url,
};

impl Followed for EncryptionAttempt {
    fn is_over(&self) -> bool {
        self.verdict != Verdict::Running
    }
}

/// All there is to know of it.
pub(crate) fn load(project: &str) -> Call<Encryption> {
    Call::get(own_url(project, "/encryption"))
}

/// Turns it off.
pub(crate) fn disable(project: &str) -> Call<()> {
    Call::delete(own_url(project, "/encryption"))
}

/// Tries the key in use again, and answers like [`load`].
pub(crate) fn check(project: &str) -> Call<Encryption> {
    Call::post(own_url(project, "/encryption/check"))
}

/// Begins to check a key, which is used if everything passes.
pub(crate) fn start(project: &str, attempt: &NewEncryptionAttempt) -> Call<EncryptionAttempt> {
    Call::write("POST", own_url(project, "/encryption/attempts"), attempt)
}

/// Stops an attempt.
pub(crate) fn stop(project: &str, attempt: &str) -> Call<()> {
    Call::delete(attempt_url(project, attempt))
}

/// Follows an attempt until it is over or the owner is cleaned up. [`Failure::Offline`] and [`Failure::Timeout`] pass by
/// themselves, another failure is the end.
pub(crate) fn follow(
    project: &str,
    attempt: &str,
    news: Callback<Result<EncryptionAttempt, Failure>>,
) {
    follow::follow(attempt_url(project, attempt), news);
}

fn attempt_url(project: &str, attempt: &str) -> String {
    own_url(project, &["/encryption/attempts/", attempt].concat())
}
