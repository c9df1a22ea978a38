//! The program is killed in the middle of rotations. Wherever that is, each cluster's key still opens, and the next
//! start goes on.

use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

use console_backend::{
    auth::{password::Passwords, seal::Sealer},
    scenario::{Scenario, fill},
    store::{DatabaseUrl, SqlStore},
    surroundings::{System, random_hex},
};
use engine::{
    Actor, Context,
    encryption::{Settings, command},
    ports::{Clock, Entropy, Store},
};
use tokio::{task::yield_now, time::Instant};
use wire::ProjectId;

use crate::support::{
    PROJECT, databases,
    keys::{opened, proven_next},
};

const KEYS: u64 = 1000;

/// How many rotations are killed; `cargo xtask test --long` says 50.
fn rounds() -> u32 {
    std::env::var("CONSOLE_TEST_KILLS").map_or(3, |kills| kills.parse().unwrap())
}

/// The program, killed when dropped.
struct Program(Child);

impl Program {
    fn start(url: &DatabaseUrl, key_file: &str) -> Self {
        let url = match url {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let program = env!("CARGO_BIN_EXE_console-backend");
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--database", &url]);
        command.args(["--secret-key-file", key_file, "--key-recheck-interval", "0"]);
        command.args(["--recheck-interval", "0"]);
        Self(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// `kill -9`.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn context() -> Context<'static> {
    Context { actor: Actor::CONSOLE, now: System.now(), entropy: &System }
}

fn project() -> ProjectId {
    PROJECT.parse().unwrap()
}

async fn settings(store: &SqlStore) -> Settings {
    store.encryption(&project()).await.unwrap().settings.unwrap()
}

async fn add_clusters(store: &SqlStore) {
    let master = opened(&project(), &settings(store).await.current);
    let present = store.encrypted_clusters(&project()).await.unwrap().len();
    for number in u64::try_from(present).unwrap()..KEYS {
        let encryption = store.encryption(&project()).await.unwrap();
        let name = format!("Cluster-{number}").parse().unwrap();
        let (tier, region) = ("M10".parse().unwrap(), "us-east-1".parse().unwrap());
        let change =
            command::create_cluster(&encryption, name, tier, region, Some(&master), &context());
        store.apply_encryption(&change.unwrap(), None).await.unwrap();
    }
}

/// Changes the key, and leaves the wrapping to the program.
async fn change_key(store: &SqlStore, round: u32) {
    let encryption = store.encryption(&project()).await.unwrap();
    let current = &encryption.settings.as_ref().unwrap().current;
    let id = current.access.role().unwrap();
    let role = store.role(&project(), id).await.unwrap().unwrap();
    let proven = proven_next(&role, current, &format!("ok-{round}"));
    let change = command::use_key(&encryption, &proven, true, &context()).unwrap();
    store.apply_encryption(&change, None).await.unwrap();
}

async fn waiting(store: &SqlStore) -> u64 {
    let generation = settings(store).await.current.generation;
    store.cluster_summary(&project(), generation).await.unwrap().waiting
}

/// Until no more than `most` keys wait to be wrapped anew, or the rotation is over.
async fn until_waiting(store: &SqlStore, most: u64) {
    let since = Instant::now();
    while waiting(store).await > most && !settings(store).await.old.is_empty() {
        assert!(since.elapsed() < Duration::from_secs(60), "the rotation does not go on");
        yield_now().await;
    }
}

async fn every_key_opens(store: &SqlStore) {
    let masters: Vec<_> =
        settings(store).await.masters().map(|master| opened(&project(), master)).collect();
    let clusters = store.clusters(&project(), 0, 2 * KEYS).await.unwrap().items;
    let mut open = 0;
    for cluster in &clusters {
        let Some(key) = &cluster.key else { continue };
        let master = masters.iter().find(|master| master.generation() == key.generation);
        let master = master.unwrap_or_else(|| panic!("{}: its master key is gone", cluster.name));
        assert!(master.opens(&key.wrapped, cluster.name.as_str()), "{} is lost", cluster.name);
        open += 1;
    }
    assert_eq!(open, KEYS);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_moment_of_a_rotation_loses_no_key() {
    for url in databases().await {
        let store = SqlStore::open(&url).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let key_file = folder.path().join(random_hex::<4>()).to_str().unwrap().to_owned();
        let sealer = Sealer::generate();
        fill(Scenario::RoleEncryption, &store, &sealer, &Passwords::default(), System.now())
            .await
            .unwrap();
        add_clusters(&store).await;
        for round in 0..rounds() {
            change_key(&store, round).await;
            let mut random = [0; 2];
            System.fill(&mut random);
            let moment = u64::from(u16::from_le_bytes(random)) % KEYS;
            let program = Program::start(&url, &key_file);
            until_waiting(&store, moment).await;
            program.kill();
            every_key_opens(&store).await;

            let program = Program::start(&url, &key_file);
            until_waiting(&store, 0).await;
            while !settings(&store).await.old.is_empty() {
                yield_now().await;
            }
            program.kill();
            every_key_opens(&store).await;
        }
        store.close().await;
    }
}
