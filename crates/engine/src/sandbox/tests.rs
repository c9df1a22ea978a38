use std::sync::Mutex;

use super::*;

struct SetClock(Mutex<Timestamp>);

impl Clock for &SetClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

fn ask(cloud: &SandboxCloud<&SetClock>, name: &str, shown: &ShownExternalId) -> CloudOutcome {
    let arn = format!("arn:aws:iam::{CUSTOMER_ACCOUNT}:role/{name}").parse().unwrap();
    cloud.answer(&CloudCall::AssumeRole { arn, external_id: shown.clone() })
}

#[test]
fn each_role_does_what_its_name_says() {
    let clock = SetClock(Mutex::new(Timestamp::UNIX_EPOCH));
    let cloud = SandboxCloud::new(&clock);
    let own = ShownExternalId::Own("3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap());
    let other = ShownExternalId::Another("1f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap());
    let letter = |outcome| match outcome {
        CloudOutcome::Done => 'D',
        CloudOutcome::Refused(_) => 'R',
        CloudOutcome::Throttled(_) => 'T',
        CloudOutcome::Unreachable(_) => 'U',
        CloudOutcome::BadCredentials(_) => 'B',
    };
    for (name, expected) in [
        ("ok-a", "DRR"),
        ("anything", "DRR"),
        ("denied-a", "RRR"),
        ("slow-a", "RRR"),
        ("revoked-a", "DRR"),
        ("open-a", "DDD"),
        ("wrong-external-id-a", "RRR"),
        ("throttled-a", "TTT"),
        ("unreachable-a", "UUU"),
    ] {
        let asked =
            [&own, &ShownExternalId::None, &other].map(|shown| letter(ask(&cloud, name, shown)));
        assert_eq!(asked.iter().collect::<String>(), expected, "{name}");
    }
}

#[test]
fn a_slow_role_passes_after_12_seconds() {
    let clock = SetClock(Mutex::new(Timestamp::UNIX_EPOCH));
    let cloud = SandboxCloud::new(&clock);
    let own = ShownExternalId::Own("3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap());
    let at = |seconds| {
        *clock.0.lock().unwrap() = Timestamp::from_second(seconds).unwrap();
        ask(&cloud, "slow-a", &own)
    };
    assert!(matches!(at(100), CloudOutcome::Refused(_)));
    assert!(matches!(at(111), CloudOutcome::Refused(_)));
    assert_eq!(at(112), CloudOutcome::Done);
}

#[test]
fn a_revoked_role_passes_for_30_seconds() {
    let clock = SetClock(Mutex::new(Timestamp::UNIX_EPOCH));
    let cloud = SandboxCloud::new(&clock);
    let own = ShownExternalId::Own("3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap());
    let at = |seconds| {
        *clock.0.lock().unwrap() = Timestamp::from_second(seconds).unwrap();
        ask(&cloud, "revoked-a", &own)
    };
    assert_eq!((at(100), at(129)), (CloudOutcome::Done, CloudOutcome::Done));
    assert!(matches!(at(130), CloudOutcome::Refused(_)));
}

#[test]
fn roles_of_other_accounts_are_unknown_to_the_sandbox() {
    let clock = SetClock(Mutex::new(Timestamp::UNIX_EPOCH));
    let cloud = SandboxCloud::new(&clock);
    let arn = "arn:aws:iam::123456789012:role/ok-a".parse().unwrap();
    let call = CloudCall::AssumeRole { arn, external_id: ShownExternalId::None };
    assert!(matches!(cloud.answer(&call), CloudOutcome::Refused(_)));
}
