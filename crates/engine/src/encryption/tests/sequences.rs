use proptest::prelude::*;

use super::*;

/// What people, the cloud and the server may do to a project, in any order.
#[derive(Clone, Debug)]
enum Deed {
    /// Check a key, and keep the proof for later.
    Prove(Kind, &'static str, Option<u8>),
    /// Use the key of the last proof.
    UseProven,
    Disable,
    AddCluster(u8, &'static str),
    Encrypt(u8),
    Decrypt(u8),
    /// Open a master key, and keep it for later.
    Open,
    Rewrap(usize),
    FinishRotation,
    Recheck(Option<Reason>),
}

fn deeds() -> impl Strategy<Value = Deed> {
    let kinds = prop_oneof![Just(Kind::Enable), Just(Kind::Rotate), Just(Kind::Switch)];
    let keys = prop_oneof![Just("ok-1"), Just("ok-2"), Just("disabled-1"), Just("no-decrypt-1")];
    let proofs = (kinds, keys, prop::option::of(0..2_u8))
        .prop_map(|(kind, key, by)| Deed::Prove(kind, key, by));
    let tiers = prop_oneof![Just("M5"), Just("M10")];
    let reasons = prop_oneof![Just(Reason::KeyDisabled), Just(Reason::Unreachable)];
    prop_oneof![
        3 => proofs,
        3 => Just(Deed::UseProven),
        1 => Just(Deed::Disable),
        1 => (0..3_u8, tiers).prop_map(|(name, tier)| Deed::AddCluster(name, tier)),
        3 => (0..3_u8).prop_map(Deed::Encrypt),
        2 => (0..3_u8).prop_map(Deed::Decrypt),
        2 => Just(Deed::Open),
        2 => (1..3_usize).prop_map(Deed::Rewrap),
        2 => Just(Deed::FinishRotation),
        1 => prop::option::of(reasons).prop_map(Deed::Recheck),
    ]
}

/// A project that never had encryption at rest, or one with an encrypted cluster and that access to its key.
fn starts() -> impl Strategy<Value = Option<KeyAccess>> {
    prop_oneof![Just(None), Just(Some(credentials())), Just(Some(role(0)))]
}

fn name(number: u8) -> ClusterName {
    format!("cluster-{number}").parse().unwrap()
}

/// A sixteenth of the usual number, and at least 256: each case encrypts some hundred times.
fn cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: (usual.cases / 16).max(256), ..usual }
}

proptest! {
    #![proptest_config(cases())]

    /// No sequence of deeds leads from roles back to credentials, or leaves a cluster encrypted without a wrapped key
    /// that opens; disabling is refused exactly while a cluster is encrypted.
    #[test]
    fn no_sequence_of_deeds_loses_a_key_or_goes_back(
        start in starts(), deeds in prop::collection::vec(deeds(), 1..50),
    ) {
        let mut world = match start {
            Some(access) => World::enabled(access),
            None => World::new(),
        };
        if world.state.settings.is_some() {
            world.add_encrypted(name(0).as_str());
        }
        let mut proof = None;
        let mut opened: Option<OpenedKey> = None;
        for deed in deeds {
            let before = world.state.clone();
            match deed {
                Deed::Prove(kind, key, by) => {
                    let access = by.map_or_else(credentials, role);
                    proof = world.check(kind, key, access).and_then(|checks| checks.proven()).or(proof);
                }
                Deed::UseProven => if let Some(proof) = &proof {
                    let used = world.change(|world| {
                        command::use_key(&world.state, proof, world.is_any_encrypted(), &world.context())
                    });
                    if used.is_ok() {
                        prop_assert!(world.change(|world| {
                            command::use_key(&world.state, proof, true, &world.context())
                        }).is_err(), "a proof is good for one use");
                    }
                },
                Deed::Disable => {
                    let encrypted: Vec<_> = world.clusters.values().filter(|it| it.key.is_some())
                        .map(|it| it.name.to_string()).collect();
                    let done = world.change(|world| {
                        command::disable(&world.state, &encrypted, &world.context())
                    });
                    prop_assert_eq!(done.is_ok(), before.settings.is_some() && encrypted.is_empty());
                }
                Deed::AddCluster(number, tier) => if !world.clusters.contains_key(&name(number)) {
                    let (tier, region) = (tier.parse().unwrap(), "us-east-1".parse().unwrap());
                    world.change(|world| {
                        command::create_cluster(&world.state, name(number), tier, region, None, &world.context())
                    }).unwrap();
                },
                Deed::Encrypt(number) => if let (Some(cluster), Some(opened)) =
                    (world.clusters.get(&name(number)).cloned(), &opened)
                {
                    let change = command::encrypt_cluster(&world.state, &cluster, opened, &world.context());
                    if let Ok(Some(change)) = change {
                        prop_assert!(cluster.tier.can_be_encrypted() && before.settings.is_some());
                        world.apply(&change);
                    }
                },
                Deed::Decrypt(number) => if let (Some(cluster), Some(opened)) =
                    (world.clusters.get(&name(number)).cloned(), &opened)
                {
                    let change = command::decrypt_cluster(&world.state, &cluster, opened, &world.context());
                    if let Ok(Some(change)) = change {
                        prop_assert!(!before.stops_clusters(), "a stopped cluster is not changed");
                        world.apply(&change);
                    }
                },
                Deed::Open => if let Some(settings) = &world.state.settings {
                    opened = world.open(&settings.current);
                },
                Deed::Rewrap(count) => if let Some(settings) = &world.state.settings
                    && let Some(old) = settings.old.first()
                {
                    let (old, new) = (world.open(old).unwrap(), world.open(&settings.current).unwrap());
                    let clusters: Vec<_> = world.clusters.values().take(count).cloned().collect();
                    let change = command::rewrap(&clusters, &old, &new, &world.context()).unwrap();
                    world.apply(&change);
                },
                Deed::FinishRotation => {
                    let current = world.state.settings.as_ref().map(|settings| settings.current.generation);
                    let waiting = world.clusters.values().filter_map(|cluster| cluster.key.as_ref())
                        .filter(|key| Some(key.generation) != current).count();
                    let waiting = waiting.try_into().unwrap();
                    if let Some(change) = command::finish_rotation(&world.state, waiting, &world.context()) {
                        world.apply(&change);
                    }
                }
                Deed::Recheck(reason) => if let Some(settings) = &world.state.settings {
                    let current = settings.current.clone();
                    let mut checks = KeyChecks::recheck(project(), present(&current), limits(), NOW);
                    if let Some(reason) = reason {
                        checks.take(KmsOutcome::Failed { reason, message: String::new() }, NOW);
                    }
                    let checks = world.run(checks);
                    let change = command::keep_check(
                        &world.state, current.generation, &checks, None, None, &world.context(),
                    ).unwrap();
                    world.apply(&change);
                },
            }
            if before.roles_only_since.is_some() {
                prop_assert_eq!(world.state.roles_only_since, before.roles_only_since);
                prop_assert!(world.state.settings.iter().flat_map(Settings::masters)
                    .all(|master| master.access.role().is_some()), "credentials are back");
            }
            for cluster in world.clusters.values() {
                let Some(key) = &cluster.key else { continue };
                let settings = world.state.settings.as_ref().expect("encrypted while it is off");
                let master = settings.masters().find(|it| it.generation == key.generation);
                let opened = world.open(master.expect("its master key is gone")).expect("no master key");
                prop_assert!(opened.opens(&key.wrapped, cluster.name.as_str()), "{} is lost", cluster.name);
            }
        }
    }
}
