use proptest::prelude::*;

use super::*;

fn start() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn attempt() -> Attempt {
    Attempt::new(
        "64b000000000000000000002".parse().unwrap(),
        "arn:aws:iam::123456789012:role/atlas-access".parse().unwrap(),
        "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap(),
        "00000000-0000-4000-8000-000000000000".parse().unwrap(),
        Limits::default(),
        start(),
    )
}

/// Drives the attempt with one outcome a call until it is over; gives the seconds that it took.
fn drive(attempt: &mut Attempt, mut answer: impl FnMut(&CloudCall, i64) -> CloudOutcome) -> i64 {
    let mut now = start();
    for _ in 0..100 {
        match attempt.next(now) {
            Step::Call(call) => {
                let outcome = answer(&call, now.duration_since(start()).as_secs());
                attempt.take(outcome, now);
            }
            Step::WaitUntil(at) => now = at,
            Step::Over => return now.duration_since(start()).as_secs(),
        }
    }
    panic!("an attempt has to end");
}

fn refused() -> CloudOutcome {
    CloudOutcome::Refused("AccessDenied".to_owned())
}

/// A role whose trust policy is right.
fn guarded(call: &CloudCall) -> CloudOutcome {
    match call {
        CloudCall::AssumeRole { external_id: ShownExternalId::Own(_), .. }
        | CloudCall::CallerIdentity => CloudOutcome::Done,
        CloudCall::AssumeRole { .. } => refused(),
    }
}

fn states(attempt: &Attempt) -> Vec<CheckState> {
    attempt.checks().into_iter().map(|check| check.state).collect()
}

#[test]
fn a_guarded_role_passes_after_four_calls() {
    let (mut attempt, mut calls) = (attempt(), Vec::new());
    let seconds = drive(&mut attempt, |call, _| {
        calls.push(call.clone());
        guarded(call)
    });
    assert_eq!((attempt.verdict(), seconds), (Verdict::Passed, 0));
    assert!(attempt.passed().is_some());
    assert_eq!(states(&attempt), [CheckState::Passed; 5]);
    let shown: Vec<_> = calls
        .iter()
        .map(|call| match call {
            CloudCall::CallerIdentity => Some("identity"),
            CloudCall::AssumeRole { external_id, .. } => external_id.as_str(),
        })
        .collect();
    assert_eq!(
        shown,
        [
            Some("identity"),
            Some("3f1ebf1a-4e55-4c6e-9203-d48ee82131e3"),
            None,
            Some("00000000-0000-4000-8000-000000000000"),
        ]
    );
}

#[test]
fn a_refusal_is_tried_again_until_the_end_of_the_window() {
    let (mut attempt, mut asked_at) = (attempt(), Vec::new());
    drive(&mut attempt, |call, second| match call {
        CloudCall::CallerIdentity => CloudOutcome::Done,
        CloudCall::AssumeRole { .. } => {
            asked_at.push(second);
            refused()
        }
    });
    assert_eq!(asked_at, [0, 1, 3, 6, 10, 15, 20, 25, 30]);
    assert_eq!(attempt.verdict(), Verdict::Refused);
    assert_eq!(attempt.failure().unwrap().reason, FailureReason::AccessDenied);
    assert_eq!(attempt.failure().unwrap().message, "AccessDenied");
    assert_eq!(attempt.passed(), None);
    use CheckState::{Failed, Passed, Waiting};
    assert_eq!(states(&attempt), [Passed, Passed, Failed, Waiting, Waiting]);
}

#[test]
fn a_change_that_spreads_late_passes() {
    let mut attempt = attempt();
    let seconds = drive(&mut attempt, |call, second| match call {
        CloudCall::AssumeRole { .. } if second < 12 => refused(),
        other => guarded(other),
    });
    assert_eq!((attempt.verdict(), seconds), (Verdict::Passed, 15));
}

#[test]
fn while_it_waits_it_says_for_how_long() {
    let mut attempt = attempt();
    attempt.take(CloudOutcome::Done, start());
    attempt.take(refused(), start());
    assert_eq!(attempt.retry_in_seconds(start()), Some(1));
    assert_eq!(states(&attempt)[2], CheckState::Retrying);
    attempt.stop();
    assert_eq!(attempt.verdict(), Verdict::Stopped);
    assert_eq!(attempt.next(start()), Step::Over);
}

#[test]
fn a_role_that_opens_without_the_external_id_is_refused_at_once() {
    let mut open = attempt();
    drive(&mut open, |_, _| CloudOutcome::Done);
    assert_eq!(open.failure().unwrap().reason, FailureReason::OpenWithoutExternalId);

    let mut any = attempt();
    drive(&mut any, |call, _| match call {
        CloudCall::AssumeRole { external_id: ShownExternalId::None, .. } => refused(),
        _ => CloudOutcome::Done,
    });
    assert_eq!(any.failure().unwrap().reason, FailureReason::OpenToAnyExternalId);
    assert_eq!((open.verdict(), any.verdict()), (Verdict::Refused, Verdict::Refused));
}

#[test]
fn no_answer_is_no_refusal() {
    for (outcome, reason) in [
        (CloudOutcome::Throttled("slow down".into()), FailureReason::Throttled),
        (CloudOutcome::Unreachable("timed out".into()), FailureReason::Unreachable),
        (CloudOutcome::BadCredentials("expired".into()), FailureReason::ServiceIdentity),
    ] {
        let mut attempt = attempt();
        drive(&mut attempt, |call, _| match call {
            CloudCall::CallerIdentity => CloudOutcome::Done,
            CloudCall::AssumeRole { .. } => outcome.clone(),
        });
        assert_eq!(attempt.verdict(), Verdict::Unreachable, "{outcome:?}");
        assert_eq!(attempt.failure().unwrap().reason, reason);
    }
}

#[test]
fn a_throttled_probe_is_tried_again_and_does_not_count_as_refused() {
    let (mut attempt, mut throttled) = (attempt(), 0);
    drive(&mut attempt, |call, _| match call {
        CloudCall::AssumeRole { external_id: ShownExternalId::Another(_), .. } if throttled < 2 => {
            throttled += 1;
            CloudOutcome::Throttled("slow down".into())
        }
        other => guarded(other),
    });
    assert_eq!((attempt.verdict(), throttled), (Verdict::Passed, 2));
}

fn outcomes() -> impl Strategy<Value = CloudOutcome> {
    prop_oneof![
        3 => Just(CloudOutcome::Done),
        3 => Just(refused()),
        1 => Just(CloudOutcome::Throttled(String::new())),
        1 => Just(CloudOutcome::Unreachable(String::new())),
        1 => Just(CloudOutcome::BadCredentials(String::new())),
    ]
}

proptest! {
    /// Whatever the cloud answers: it ends in bounded time, and passes only if the last answers were "yes" with
    /// the own external ID, and "no" without and with another.
    #[test]
    fn only_a_guarded_role_passes(answers in prop::collection::vec(outcomes(), 60)) {
        let mut attempt = attempt();
        let mut answers = answers.into_iter().cycle();
        let (mut own, mut none, mut another) = (None, None, None);
        let seconds = drive(&mut attempt, |call, _| {
            let outcome = answers.next().unwrap();
            if let CloudCall::AssumeRole { external_id, .. } = call {
                match external_id {
                    ShownExternalId::Own(_) => own = Some(outcome.clone()),
                    ShownExternalId::None => none = Some(outcome.clone()),
                    ShownExternalId::Another(_) => another = Some(outcome.clone()),
                }
            }
            outcome
        });
        prop_assert!(seconds <= 60, "{seconds} s");
        let guarded = own == Some(CloudOutcome::Done)
            && matches!(none, Some(CloudOutcome::Refused(_)))
            && matches!(another, Some(CloudOutcome::Refused(_)));
        prop_assert_eq!(attempt.verdict() == Verdict::Passed, guarded);
        prop_assert_eq!(attempt.passed().is_some(), guarded);
        prop_assert_eq!(attempt.failure().is_some(), !guarded);
    }
}
