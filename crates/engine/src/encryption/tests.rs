mod sequences;

use std::collections::BTreeMap;

use wire::console::{EncryptionAttemptKind as Kind, KeyFailureReason as Reason, Verdict};

use super::*;
use crate::{Actor, Context, Limits, ports::Clock, sandbox::SandboxCloud, testing::Foretold};

/// A project, its clusters and the sandbox's keys.
struct World {
    entropy: Foretold,
    cloud: SandboxCloud<Foretold>,
    state: Encryption,
    clusters: BTreeMap<ClusterName, Cluster>,
}

const OWNER: Actor<'static> = Actor { name: "owner@example.com", from: "" };
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn project() -> ProjectId {
    ProjectId::from_bytes([1; 12])
}

fn role(number: u8) -> KeyAccess {
    KeyAccess::Role(RoleId::from_bytes([number; 12]))
}

fn credentials() -> KeyAccess {
    let (access_key_id, sealed_secret) = ("AKIA".to_owned(), "sealed".to_owned());
    KeyAccess::Credentials { access_key_id, sealed_secret }
}

fn identity(access: &KeyAccess) -> Identity {
    match access {
        KeyAccess::Credentials { .. } => {
            let (id, secret) = ("AKIA".to_owned(), String::from("secret").into());
            Identity::Credentials(AccessKey { id, secret })
        }
        KeyAccess::Role(role) => Identity::Role {
            arn: format!("arn:aws:iam::000000000000:role/ok-{role}").parse().unwrap(),
            external_id: "3f1ebf1a-4e55-4c6e-9203-d48ee82131e3".parse().unwrap(),
        },
    }
}

fn target(key: &str, access: KeyAccess) -> Target {
    let identity = identity(&access);
    Target { key: key.parse().unwrap(), region: "us-east-1".parse().unwrap(), access, identity }
}

fn present(master: &MasterKey) -> Present {
    Present { master: master.clone(), identity: identity(&master.access) }
}

fn limits() -> Limits {
    Limits { propagation_window: SignedDuration::ZERO, tries: 1 }
}

impl World {
    fn new() -> Self {
        Self {
            entropy: Foretold::default(),
            cloud: SandboxCloud::new(Foretold::default()),
            state: Encryption::new(project()),
            clusters: BTreeMap::new(),
        }
    }

    fn context(&self) -> Context<'_> {
        Context { actor: OWNER, now: self.entropy.now(), entropy: &self.entropy }
    }

    fn run(&self, mut checks: KeyChecks) -> KeyChecks {
        while let KeyStep::Call(call) = checks.next(NOW) {
            checks.take(self.cloud.answer_for_key(&call), NOW);
        }
        checks
    }

    /// Checks for an attempt upon the present state; `None` where the state has no such present key.
    fn check(&self, kind: Kind, key: &str, access: KeyAccess) -> Option<KeyChecks> {
        let target = target(key, access);
        let master = SecretKey::generate(&self.entropy);
        let current = self.state.settings.as_ref().map(|settings| &settings.current);
        let (project, limits) = (project(), limits());
        Some(self.run(match kind {
            Kind::Enable => KeyChecks::enable(project, target, master, limits, NOW),
            Kind::Rotate => {
                KeyChecks::rotate(project, target, present(current?), master, limits, NOW)
            }
            Kind::Switch => {
                KeyChecks::switch(project, target, current?.clone(), master, limits, NOW)
            }
        }))
    }

    fn open(&self, master: &MasterKey) -> Option<OpenedKey> {
        self.run(KeyChecks::open(project(), present(master), limits(), NOW)).opened()
    }

    fn is_any_encrypted(&self) -> bool {
        self.clusters.values().any(|cluster| cluster.key.is_some())
    }

    fn apply(&mut self, change: &EncryptionChange) {
        for write in change.writes() {
            match write {
                EncryptionWrite::Encryption { state, .. } => {
                    assert_eq!(state.version, self.state.version + 1);
                    self.state = (**state).clone();
                }
                EncryptionWrite::InsertCluster(cluster)
                | EncryptionWrite::SetClusterKey(cluster) => {
                    self.clusters.insert(cluster.name.clone(), cluster.clone());
                }
                EncryptionWrite::DeleteCluster(cluster) => {
                    self.clusters.remove(&cluster.name).unwrap();
                }
                EncryptionWrite::Rewrap { cluster, from } => {
                    let stored = self.clusters.get_mut(&cluster.name).unwrap();
                    assert_eq!(stored.key.as_ref().unwrap().generation, *from);
                    *stored = cluster.clone();
                }
            }
        }
    }

    fn change(
        &mut self,
        decide: impl FnOnce(&Self) -> Result<EncryptionChange, EncryptionRefusal>,
    ) -> Result<(), EncryptionRefusal> {
        let change = decide(self)?;
        self.apply(&change);
        Ok(())
    }

    fn enabled(access: KeyAccess) -> Self {
        let mut world = Self::new();
        world.attempt(Kind::Enable, "ok-1", access).unwrap();
        world
    }

    fn attempt(
        &mut self,
        kind: Kind,
        key: &str,
        access: KeyAccess,
    ) -> Result<(), EncryptionRefusal> {
        let proven = self.check(kind, key, access).unwrap().proven().unwrap();
        self.change(|world| {
            command::use_key(&world.state, &proven, world.is_any_encrypted(), &world.context())
        })
    }

    fn add_encrypted(&mut self, name: &str) {
        let opened = self.open(&self.state.settings.as_ref().unwrap().current).unwrap();
        self.change(|world| {
            let (tier, region) = ("M10".parse().unwrap(), "us-east-1".parse().unwrap());
            let (state, context) = (&world.state, world.context());
            command::create_cluster(
                state,
                name.parse().unwrap(),
                tier,
                region,
                Some(&opened),
                &context,
            )
        })
        .unwrap();
    }
}

#[test]
fn each_failure_is_told_and_leaves_nothing_proven() {
    for (key, reason, step) in [
        ("disabled-1", Reason::KeyDisabled, 1),
        ("pending-deletion-1", Reason::KeyPendingDeletion, 1),
        ("alias/asymmetric-1", Reason::NotSymmetric, 1),
        ("missing-1", Reason::KeyNotInAccount, 1),
        ("arn:aws:kms:us-east-1:000000000000:key/missing-1", Reason::KeyNotFound, 1),
        ("arn:aws:kms:us-east-1:123456789012:key/ok-1", Reason::KeyPolicyOrMissing, 1),
        ("no-encrypt-1", Reason::RolePolicy, 2),
        ("no-decrypt-1", Reason::KeyPolicy, 3),
        ("unreachable-1", Reason::Unreachable, 1),
    ] {
        let checks = World::new().check(Kind::Enable, key, role(1)).unwrap();
        let failure = checks.failure().unwrap();
        assert_eq!((failure.reason, failure.check), (reason, checks.checks()[step].kind), "{key}");
        assert!(checks.proven().is_none() && checks.opened().is_none());
        let expected =
            if reason == Reason::Unreachable { Verdict::Unreachable } else { Verdict::Refused };
        assert_eq!(checks.verdict(), expected);
    }
    let denied = World::new().check(Kind::Enable, "no-encrypt-1", role(1)).unwrap();
    assert_eq!(denied.failure().unwrap().action, "kms:Encrypt");
}

#[test]
fn a_policy_may_take_a_while_to_spread_but_a_disabled_key_is_disabled() {
    let limits = Limits { propagation_window: SignedDuration::from_secs(30), tries: 3 };
    let begin = |key| {
        let master = SecretKey::generate(&Foretold::default());
        let mut checks = KeyChecks::enable(project(), target(key, role(1)), master, limits, NOW);
        checks.take(KmsOutcome::SessionOpened, NOW);
        checks
    };
    let denied =
        || KmsOutcome::Failed { reason: Reason::RolePolicy, message: "AccessDenied".into() };
    let mut checks = begin("ok-1");
    checks.take(denied(), NOW);
    assert_eq!(checks.retry_in_seconds(NOW), Some(1));
    assert!(matches!(checks.next(NOW), KeyStep::WaitUntil(_)));
    let late = NOW.checked_add(SignedDuration::from_secs(30)).unwrap();
    assert!(matches!(checks.next(late), KeyStep::Call(_)));
    checks.take(denied(), late);
    assert_eq!(checks.verdict(), Verdict::Refused);

    let mut checks = begin("ok-1");
    checks.stop();
    assert_eq!(checks.verdict(), Verdict::Stopped);
    let cloud = SandboxCloud::new(Foretold::default());
    let mut checks = begin("disabled-1");
    let KeyStep::Call(call) = checks.next(NOW) else { panic!("{checks:?}") };
    checks.take(cloud.answer_for_key(&call), NOW);
    assert_eq!(checks.verdict(), Verdict::Refused);
}

#[test]
fn a_switch_cannot_be_undone_and_leaves_no_secret() {
    let mut world = World::enabled(credentials());
    world.add_encrypted("a");
    assert_eq!(world.state.roles_only_since, None);
    let refused = command::may_attempt(&world.state, Kind::Rotate, &role(1));
    assert_eq!(refused, Err(EncryptionRefusal::UsesCredentials));
    world.attempt(Kind::Switch, "ok-1", role(1)).unwrap();
    assert!(world.state.settings.as_ref().unwrap().masters().all(|it| it.access == role(1)));
    // While the keys of clusters are wrapped anew, too.
    let by_role = |kind| command::may_attempt(&world.state, kind, &role(1));
    assert_eq!(by_role(Kind::Rotate), Err(EncryptionRefusal::RotationRunning));
    assert_eq!(by_role(Kind::Switch), Err(EncryptionRefusal::RolesOnly));

    let refused = |state: &Encryption, kind| command::may_attempt(state, kind, &credentials());
    assert_eq!(refused(&world.state, Kind::Rotate), Err(EncryptionRefusal::RolesOnly));
    world.clusters.clear();
    world.change(|world| command::disable(&world.state, &[], &world.context())).unwrap();
    assert_eq!(refused(&world.state, Kind::Enable), Err(EncryptionRefusal::RolesOnly));
}

#[test]
fn a_check_finds_an_invalid_key_once_and_its_recovery() {
    let mut world = World::enabled(role(1));
    let generation = world.state.settings.as_ref().unwrap().current.generation;
    let mut keep = |reason: Option<Reason>| {
        let current = &world.state.settings.as_ref().unwrap().current;
        let mut checks = KeyChecks::recheck(project(), present(current), limits(), NOW);
        if let Some(reason) = reason {
            checks.take(KmsOutcome::Failed { reason, message: String::new() }, NOW);
        }
        let checks = world.run(checks);
        let context = world.context();
        let state = &world.state;
        let change = command::keep_check(state, generation, &checks, None, None, &context).unwrap();
        let actions: Vec<_> = change.activity().iter().map(|entry| entry.action).collect();
        world.apply(&change);
        let health = &world.state.settings.as_ref().unwrap().health;
        (actions, health.failure.is_none(), health.reached == health.checked)
    };
    use wire::console::ActivityAction::{KeyInvalid, KeyRecovered};
    assert_eq!(keep(None), (vec![], true, true));
    assert_eq!(keep(Some(Reason::Unreachable)), (vec![], true, false));
    assert_eq!(keep(Some(Reason::KeyDisabled)), (vec![KeyInvalid], false, true));
    assert_eq!(keep(Some(Reason::AccessDenied)), (vec![], false, true));
    assert_eq!(keep(Some(Reason::Unreachable)), (vec![], false, false));
    assert_eq!(keep(None), (vec![KeyRecovered], true, true));
}

#[test]
fn another_way_to_the_same_key_does_not_make_it_younger() {
    let mut world = World::new();
    world.attempt(Kind::Enable, "ok-1", credentials()).unwrap();
    let settings = world.state.settings.as_mut().unwrap();
    settings.current.since = NOW - SignedDuration::from_hours(24 * 100);
    settings.reminded = true;
    let since = |world: &World| {
        let settings = world.state.settings.as_ref().unwrap();
        (settings.current.since, settings.reminded)
    };
    let old = since(&world);
    world.attempt(Kind::Switch, "ok-1", role(1)).unwrap();
    assert_eq!(since(&world), old);
    world.attempt(Kind::Rotate, "ok-1", role(2)).unwrap();
    assert_eq!(since(&world), old);
    world.attempt(Kind::Rotate, "ok-2", role(2)).unwrap();
    let (now, reminded) = since(&world);
    assert!(now > old.0 && !reminded);
}

#[test]
fn a_key_is_due_after_90_days_unless_aws_rotates_it() {
    let world = World::enabled(role(1));
    let mut settings = world.state.settings.clone().unwrap();
    let after = |days: i64| {
        settings.current.since.checked_add(SignedDuration::from_hours(24 * days)).unwrap()
    };
    let (before, then) = (after(89), after(90));
    assert!(!settings.is_rotation_due(before) && settings.is_rotation_due(then));
    settings.automatic_rotation = Some(true);
    assert!(!settings.is_rotation_due(then));

    let generation = settings.current.generation;
    let checks =
        world.run(KeyChecks::recheck(project(), present(&settings.current), limits(), NOW));
    let context = Context { now: then, ..world.context() };
    let keep = |state: &Encryption| {
        let change = command::keep_check(state, generation, &checks, None, None, &context).unwrap();
        let [EncryptionWrite::Encryption { state, .. }] = change.writes() else { panic!() };
        (change.activity().len(), (**state).clone())
    };
    let (first, state) = keep(&world.state);
    assert_eq!((first, keep(&state).0), (1, 0));
}
