//! Validations of a role, followed as they happen.

use leptos::prelude::*;
use wire::console::{Attempt, NewAttempt, Verdict};

use super::{
    Call, Failure,
    follow::{self, Followed},
    roles::role_url,
};

impl Followed for Attempt {
    fn is_over(&self) -> bool {
        self.verdict != Verdict::Running
    }
}

/// Begins a validation of the ARN, or answers with the one that is already going on for it.
pub(crate) fn start(project: &str, role: &str, role_arn: String) -> Call<Attempt> {
    Call::write("POST", role_url(project, role, "/attempts"), &NewAttempt { role_arn })
}

/// Stops a validation.
pub(crate) fn stop(project: &str, role: &str, attempt: &str) -> Call<()> {
    Call::delete(attempt_url(project, role, attempt))
}

/// Follows a validation until it is over or the owner is cleaned up. [`Failure::Offline`] and [`Failure::Timeout`] pass by
/// themselves, another failure is the end.
pub(crate) fn follow(
    project: &str,
    role: &str,
    attempt: &str,
    news: Callback<Result<Attempt, Failure>>,
) {
    follow::follow(attempt_url(project, role, attempt), news);
}

fn attempt_url(project: &str, role: &str, attempt: &str) -> String {
    role_url(project, role, &["/attempts/", attempt].concat())
}
