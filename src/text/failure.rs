//! What went wrong, why, and what to do.

use wire::console::FailureReason;

use crate::{
    client::Failure,
    language::{self, Text, t},
};

/// One sentence on a call that has no answer to show.
pub(crate) fn sentence(failure: &Failure) -> String {
    match failure {
        Failure::Offline => t("The server can't be reached. Check your connection, then try again.").to_owned(),
        Failure::Timeout => t("The server did not answer within 20 seconds. Try again.").to_owned(),
        Failure::Decode => t("The server gave an answer that this page does not understand. Load the page again: it may be older than the server.").to_owned(),
        Failure::Api { detail, .. } if !detail.is_empty() => language::of_server(detail),
        Failure::Api { status, .. } => {
            t("The server answered with the status {0} and no explanation. Try again in a minute.").with(&[&status.to_string()])
        }
    }
}

/// Why a validation did not pass, for a person who can mend it.
pub(crate) struct Explanation {
    /// The one thing to know.
    pub(crate) title: String,
    /// Why that is dangerous, where it is.
    pub(crate) danger: Option<String>,
    /// Where it may come from, the likeliest first.
    pub(crate) causes: Vec<Text>,
    /// What to do next.
    pub(crate) next: String,
    /// Whether looking at the role in AWS helps.
    pub(crate) look_at_role: bool,
    /// Whether the trust policy of the role has to become ours.
    pub(crate) show_policy: bool,
}

/// Explains a failure of a validation.
pub(crate) fn explain(reason: FailureReason, service: &str) -> Explanation {
    let confused_deputy = t("Every customer of {0} who learns the ARN could make {0} use your role: the confused-deputy attack. So the role was not authorized.").with(&[service]);
    let mend = t("Give the role this trust policy, then validate again:").to_owned();
    let explain = |title: &str, causes: Vec<Text>, next: &str| Explanation {
        title: title.to_owned(),
        danger: None,
        causes,
        next: next.to_owned(),
        look_at_role: false,
        show_policy: false,
    };
    match reason {
        FailureReason::InvalidArn => explain(
            &t("This is not the ARN of a role that can be assumed"),
            vec![t("The ARN is mistyped, or belongs to something else than a role, or to another partition of AWS.")],
            &t("Copy the ARN again from the answer of the AWS CLI or from the role's page in the AWS console."),
        ),
        FailureReason::ServiceIdentity => explain(
            &t("{0} itself can't sign in to AWS").with(&[service]),
            vec![t("AWS does not accept the credentials of the service. Nothing is wrong with your role.")],
            &t("Tell whoever operates {0}. What you typed is kept: validate again once it is mended.").with(&[service]),
        ),
        FailureReason::AccessDenied => Explanation {
            look_at_role: true,
            ..explain(
                &t("AWS refused to let the role be assumed"),
                vec![
                    t("The role does not exist: its name or its account differs from the ARN. AWS says the same in that case."),
                    t("Its trust policy names another principal, or another external ID than the one shown here."),
                    t("The trust policy was saved less than a minute ago, and AWS has not spread it yet."),
                    t("A service control policy of your organization forbids it."),
                ],
                &t("Look at the role and compare its AssumeRolePolicyDocument with the trust policy shown here:"),
            )
        },
        FailureReason::OpenWithoutExternalId => Explanation {
            show_policy: true,
            danger: Some(confused_deputy),
            ..explain(
                &t("The role can be assumed without an external ID"),
                vec![t("Its trust policy has no condition on sts:ExternalId, or a second statement without one.")],
                &mend,
            )
        },
        FailureReason::OpenToAnyExternalId => Explanation {
            show_policy: true,
            danger: Some(confused_deputy),
            ..explain(
                &t("The role can be assumed with any external ID"),
                vec![t("The condition on sts:ExternalId in its trust policy takes more than the one value: a wildcard, or StringLike.")],
                &mend,
            )
        },
        FailureReason::Throttled => explain(
            &t("AWS asked to slow down"),
            vec![t("Too many calls were made in a short time. This says nothing about your role.")],
            &t("Wait a minute, then validate again."),
        ),
        FailureReason::Unreachable => explain(
            &t("AWS could not be reached"),
            vec![t("The service got no answer from AWS. This says nothing about your role.")],
            &t("Validate again in a few minutes. If it stays like this, look at the AWS Health Dashboard."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REASONS: [FailureReason; 7] = [
        FailureReason::InvalidArn,
        FailureReason::ServiceIdentity,
        FailureReason::AccessDenied,
        FailureReason::OpenWithoutExternalId,
        FailureReason::OpenToAnyExternalId,
        FailureReason::Throttled,
        FailureReason::Unreachable,
    ];

    #[test]
    fn every_reason_says_what_why_and_what_next() {
        for reason in REASONS {
            let it = explain(reason, "Atlas");
            assert!(!it.title.is_empty() && !it.next.is_empty(), "{reason:?}");
            assert!(
                !it.causes.is_empty() && it.causes.iter().all(|it| !it.is_empty()),
                "{reason:?}"
            );
        }
    }

    #[test]
    fn a_role_that_is_open_gets_the_danger_and_the_policy() {
        for reason in [FailureReason::OpenWithoutExternalId, FailureReason::OpenToAnyExternalId] {
            let it = explain(reason, "Atlas");
            assert!(it.show_policy && it.danger.is_some_and(|it| it.contains("confused-deputy")));
        }
    }

    #[test]
    fn every_failure_has_a_sentence() {
        let status = |status, detail: &str| Failure::Api {
            status,
            code: String::new(),
            detail: detail.to_owned(),
            parameters: Vec::new(),
            fields: Vec::new(),
        };
        for failure in [Failure::Offline, Failure::Timeout, Failure::Decode, status(502, "")] {
            assert!(!sentence(&failure).is_empty());
        }
        assert_eq!(sentence(&status(404, "No group.")), "No group.");
    }
}
