//! Projects that encrypt by a key of the sandbox, as the engine's own rules make them.

use engine::{
    Context, Limits,
    encryption::{
        AccessKey, Encryption, Identity, KeyAccess, KeyChecks, KeyStep, KmsCall, KmsOutcome,
        OpenedKey, Present, SecretKey, Target, command,
    },
    ports::Store,
    sandbox::{self, SandboxCloud},
};
use jiff::Timestamp;
use wire::ProjectId;

use super::{
    OWNER, ScenarioError, authorized,
    script::{Script, by},
};
use crate::{
    auth::seal::{Sealer, secret_access_key_context},
    store::SqlStore,
    surroundings::System,
};

/// The access key of AWS's own documentation, which opens nothing.
const ACCESS_KEY_ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET_ACCESS_KEY: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// Encryption at rest by access key.
pub(super) async fn by_credentials(
    store: &SqlStore,
    sealer: &Sealer,
    project: &ProjectId,
    at: Timestamp,
) -> Result<(), ScenarioError> {
    let context = secret_access_key_context(project);
    let access = KeyAccess::Credentials {
        access_key_id: ACCESS_KEY_ID.to_owned(),
        sealed_secret: sealer.seal(&context, SECRET_ACCESS_KEY.as_bytes()),
    };
    let (id, secret) = (ACCESS_KEY_ID.to_owned(), SECRET_ACCESS_KEY.to_owned().into());
    let identity = Identity::Credentials(AccessKey { id, secret });
    enable(store, project, super::KEY, (access, identity), at).await
}

/// Encryption at rest by the access role `ok-encryption`.
pub(super) async fn by_role(
    store: &SqlStore,
    project: &ProjectId,
    key: &str,
    at: Timestamp,
) -> Result<(), ScenarioError> {
    let mut script = Script::new(project);
    let role = authorized(&mut script, "ok-encryption", at)?;
    store.apply_all(&script.take_changes()).await?;
    let Some((arn, since)) = role.authorized() else {
        return Err(ScenarioError::Value(format!("{} is not authorized", role.id)));
    };
    let identity = Identity::Role { arn: arn.clone(), external_id: role.external_id.clone() };
    enable(store, project, key, (KeyAccess::Role(role.id.clone()), identity), since).await
}

/// The key in use was found to be disabled.
pub(super) async fn found_disabled(
    store: &SqlStore,
    project: &ProjectId,
    at: Timestamp,
) -> Result<(), ScenarioError> {
    let encryption = store.encryption(project).await?;
    let present = present_of(store, &encryption).await?;
    let generation = present.master.generation;
    let checks = KeyChecks::recheck(project.clone(), present, Limits::default(), at);
    let cloud = SandboxCloud::new(System);
    let checks = drive(checks, at, |call| cloud.answer_for_key(call));
    let change = command::keep_check(&encryption, generation, &checks, None, None, &context(at));
    match change {
        Some(change) => Ok(store.apply_encryption(&change, None).await?),
        None => Err(ScenarioError::Value("the check is not over".to_owned())),
    }
}

/// Another key was taken into use while the present one was disabled too early, so that a cluster still needs it.
pub(super) async fn rotated(
    store: &SqlStore,
    project: &ProjectId,
    key: &str,
    at: Timestamp,
) -> Result<(), ScenarioError> {
    let encryption = store.encryption(project).await?;
    let present = present_of(store, &encryption).await?;
    let target = Target {
        key: value(key.parse())?,
        region: present.master.region,
        access: present.master.access.clone(),
        identity: present.identity.clone(),
    };
    let (limits, master) = (Limits::default(), SecretKey::generate(&System));
    let checks = KeyChecks::rotate(project.clone(), target, present, master, limits, at);
    let proven = drive(checks, at, sandbox::usable).proven();
    let proven = proven.ok_or_else(|| ScenarioError::Value("the key does not work".to_owned()))?;
    let change = command::use_key(&encryption, &proven, true, &context(at))?;
    Ok(store.apply_encryption(&change, None).await?)
}

/// The key in use, and who reaches it.
async fn present_of(store: &SqlStore, encryption: &Encryption) -> Result<Present, ScenarioError> {
    let Some(settings) = &encryption.settings else {
        return Err(ScenarioError::Value("encryption at rest is off".to_owned()));
    };
    let master = settings.current.clone();
    let identity = identity_of(store, &encryption.project, &master.access).await?;
    Ok(Present { master, identity })
}

async fn identity_of(
    store: &SqlStore,
    project: &ProjectId,
    access: &KeyAccess,
) -> Result<Identity, ScenarioError> {
    let missing = || ScenarioError::Value("the key is reached by no role".to_owned());
    let id = access.role().ok_or_else(missing)?;
    let role = store.role(project, id).await?.ok_or_else(missing)?;
    let (arn, _) = role.authorized().ok_or_else(missing)?;
    Ok(Identity::Role { arn: arn.clone(), external_id: role.external_id.clone() })
}

/// Turns encryption at rest on, and adds a cluster that is encrypted and one that is not.
async fn enable(
    store: &SqlStore,
    project: &ProjectId,
    key: &str,
    (access, identity): (KeyAccess, Identity),
    at: Timestamp,
) -> Result<(), ScenarioError> {
    let (key, region) = (value(key.parse())?, value("us-east-1".parse())?);
    let target = Target { key, region, access, identity: identity.clone() };
    let (limits, master) = (Limits::default(), SecretKey::generate(&System));
    let checks = KeyChecks::enable(project.clone(), target, master, limits, at);
    let checks = drive(checks, at, sandbox::usable);
    let proven = checks.proven();
    let proven = proven.ok_or_else(|| ScenarioError::Value("the key does not work".to_owned()))?;
    let encryption = store.encryption(project).await?;
    let change = command::use_key(&encryption, &proven, false, &context(at))?;
    store.apply_encryption(&change, None).await?;

    let opened = open(store, project, identity, at).await?;
    for (name, tier, opened) in [("Cluster0", "M10", Some(&opened)), ("Analytics", "M30", None)] {
        let encryption = store.encryption(project).await?;
        let (name, tier) = (value(name.parse())?, value(tier.parse())?);
        let change =
            command::create_cluster(&encryption, name, tier, region, opened, &context(at))?;
        store.apply_encryption(&change, None).await?;
    }
    Ok(())
}

async fn open(
    store: &SqlStore,
    project: &ProjectId,
    identity: Identity,
    at: Timestamp,
) -> Result<OpenedKey, ScenarioError> {
    let closed = || ScenarioError::Value("the master key does not open".to_owned());
    let encryption = store.encryption(project).await?;
    let master = encryption.settings.ok_or_else(closed)?.current;
    let present = Present { master, identity };
    let checks = KeyChecks::open(project.clone(), present, Limits::default(), at);
    drive(checks, at, sandbox::usable).opened().ok_or_else(closed)
}

fn drive(
    mut checks: KeyChecks,
    at: Timestamp,
    answer: impl Fn(&KmsCall) -> KmsOutcome,
) -> KeyChecks {
    while let KeyStep::Call(call) = checks.next(at) {
        checks.take(answer(&call), at);
    }
    checks
}

fn context(now: Timestamp) -> Context<'static> {
    Context { actor: by(OWNER), now, entropy: &System }
}

fn value<T, E: std::fmt::Display>(parsed: Result<T, E>) -> Result<T, ScenarioError> {
    parsed.map_err(|error| ScenarioError::Value(error.to_string()))
}
