//! Scenarios: what a sandbox begins with, so that a prototype or a test is where it wants to be in a second.

mod encryption;
mod many_roles;
mod script;
mod unhealthy;

use std::str::FromStr;

use engine::{
    AccessRole, Draft, Project, Refusal, encryption::EncryptionRefusal, ports::StoreError,
    sandbox::CUSTOMER_ACCOUNT,
};
use jiff::{SignedDuration, Timestamp};
use wire::{ArnError, LabelError, ProjectId, ProjectRole, RoleArn, console::Procedure};

use self::script::{Script, trusting};
use crate::{
    auth::{
        password::{HashError, Passwords},
        seal::Sealer,
    },
    routes::console::ORGANIZATION,
    store::{Person, SqlStore},
    surroundings::random_hex,
};

/// The scenarios' names, and what is in each. The same are in docs/SANDBOX.md.
pub const SCENARIOS: [(&str, &str); 9] = [
    ("getting-started", "a project without access roles"),
    ("in-progress", "one access role in progress with what was typed, one authorized"),
    (
        "unhealthy",
        "authorized roles that pass, are refused and can't be asked for; stale ones in progress",
    ),
    ("many-roles", "10,000 access roles of two years"),
    ("credentials-encryption", "encryption at rest by access key, to switch from; two clusters"),
    ("role-encryption", "encryption at rest by access role; two clusters"),
    ("disabled-key", "encryption at rest by a key that was disabled: one cluster is stopped"),
    ("rotation-due", "encryption at rest by a key that was not changed for 100 days"),
    (
        "rotation-stuck",
        "encryption at rest by a new key; the old one was disabled while a cluster still needs it",
    ),
];

/// What a sandbox begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    /// A project without access roles.
    GettingStarted,
    /// One access role in progress, one authorized.
    InProgress,
    /// Authorized roles in good and bad health, and stale ones in progress.
    Unhealthy,
    /// So many access roles.
    ManyRoles(u32),
    /// Encryption at rest by access key.
    CredentialsEncryption,
    /// Encryption at rest by access role.
    RoleEncryption,
    /// Encryption at rest by a key that was disabled.
    DisabledKey,
    /// Encryption at rest by a key that was not changed for 100 days.
    RotationDue,
    /// Encryption at rest by a new key, while a cluster still needs the old one, which was disabled.
    RotationStuck,
}

impl FromStr for Scenario {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "getting-started" => Ok(Self::GettingStarted),
            "in-progress" => Ok(Self::InProgress),
            "unhealthy" => Ok(Self::Unhealthy),
            "many-roles" => Ok(Self::ManyRoles(many_roles::ROLES)),
            "credentials-encryption" => Ok(Self::CredentialsEncryption),
            "role-encryption" => Ok(Self::RoleEncryption),
            "disabled-key" => Ok(Self::DisabledKey),
            "rotation-due" => Ok(Self::RotationDue),
            "rotation-stuck" => Ok(Self::RotationStuck),
            _ => {
                let roles = name.strip_prefix("many-roles=").and_then(|number| number.parse().ok());
                let roles = roles.filter(|number| (1..=many_roles::MOST_ROLES).contains(number));
                roles.map(Self::ManyRoles).ok_or_else(|| {
                    let names = SCENARIOS.map(|(name, _)| name).join(", ");
                    format!("a scenario is {names}, or many-roles=NUMBER")
                })
            }
        }
    }
}

/// Why a database was not filled.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// There is something in it.
    #[error(
        "a scenario fills an empty database, and this one is not; leave out --scenario to go on with it, or name another by --database"
    )]
    NotEmpty,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The password can't be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The scenario has a label that is none.
    #[error("the scenario has a wrong label: {0}")]
    Label(#[from] LabelError),
    /// The scenario does what the engine's rules forbid.
    #[error("the scenario breaks a rule: {0}")]
    Rule(#[from] Refusal),
    /// The scenario does what the engine's rules of encryption forbid.
    #[error("the scenario breaks a rule: {0}")]
    EncryptionRule(#[from] EncryptionRefusal),
    /// A text of the scenario is not what it should be.
    #[error("the scenario has a wrong value: {0}")]
    Value(String),
}

impl From<ArnError> for ScenarioError {
    fn from(error: ArnError) -> Self {
        Self::Rule(error.into())
    }
}

/// The project that every scenario makes.
const PROJECT: [u8; 12] = [0x64, 0xb0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
const OWNER: &str = "owner@example.com";
const VIEWER: &str = "viewer@example.com";
const PASSWORD: &str = "sandbox";

const KEY: &str = "ok-4f1c9f0e";
const DISABLED_KEY: &str = "disabled-4f1c9f0e";

/// Fills an empty database, with what there is `now`.
///
/// # Errors
/// [`ScenarioError`].
pub async fn fill(
    scenario: Scenario,
    store: &SqlStore,
    sealer: &Sealer,
    passwords: &Passwords,
    now: Timestamp,
) -> Result<(), ScenarioError> {
    if !store.is_empty().await? {
        return Err(ScenarioError::NotEmpty);
    }
    let project = ProjectId::from_bytes(PROJECT);
    add_project(store, passwords, &project, now).await?;
    match scenario {
        Scenario::GettingStarted => Ok(()),
        Scenario::InProgress => in_progress(store, &project, now).await,
        Scenario::Unhealthy => unhealthy::fill(store, &project, now).await,
        Scenario::ManyRoles(roles) => many_roles::fill(store, &project, now, roles).await,
        Scenario::CredentialsEncryption => {
            encryption::by_credentials(store, sealer, &project, ago(now, 20)).await
        }
        Scenario::RoleEncryption => encryption::by_role(store, &project, KEY, ago(now, 12)).await,
        Scenario::DisabledKey => {
            encryption::by_role(store, &project, DISABLED_KEY, ago(now, 12)).await?;
            encryption::found_disabled(store, &project, ago(now, 1)).await
        }
        Scenario::RotationDue => encryption::by_role(store, &project, KEY, ago(now, 100)).await,
        Scenario::RotationStuck => {
            encryption::by_role(store, &project, DISABLED_KEY, ago(now, 12)).await?;
            encryption::rotated(store, &project, KEY, ago(now, 1)).await
        }
    }
}

async fn add_project(
    store: &SqlStore,
    passwords: &Passwords,
    id: &ProjectId,
    now: Timestamp,
) -> Result<(), ScenarioError> {
    let created = ago(now, 30);
    let hash = || passwords.hash(PASSWORD.to_owned());
    let (of_owner, of_viewer) = tokio::try_join!(hash(), hash())?;
    let [owner, viewer] =
        [OWNER, VIEWER].map(|email| Person { id: random_hex::<12>(), email: email.to_owned() });
    store.add_person(&owner.id, &owner.email, &of_owner, created).await?;
    store.add_person(&viewer.id, &viewer.email, &of_viewer, created).await?;
    let project = Project {
        id: id.clone(),
        name: "Getting started".to_owned(),
        org_id: ORGANIZATION.to_owned(),
        created,
        cluster_count: 0,
    };
    store.add_project(&project, Some(&owner)).await?;
    store.set_member(id, &viewer, ProjectRole::ReadOnly).await?;
    Ok(())
}

async fn in_progress(
    store: &SqlStore,
    project: &ProjectId,
    now: Timestamp,
) -> Result<(), ScenarioError> {
    let mut script = Script::new(project);
    authorized(&mut script, "ok-data-lake", ago(now, 12))?;
    let mut role = script.create(OWNER, ago(now, 3));
    let draft = Draft {
        procedure: Some(Procedure::CreateRole),
        role_name: "ok-reporting".to_owned(),
        role_arn: format!("arn:aws:iam::{CUSTOMER_ACCOUNT}:role/ok-rep"),
        ..Draft::default()
    };
    script.save_draft(&mut role, &draft)?;
    Ok(store.apply_all(&script.take_changes()).await?)
}

/// An access role of the owner's, made at `at` and authorized two minutes later.
fn authorized(script: &mut Script, name: &str, at: Timestamp) -> Result<AccessRole, ScenarioError> {
    let arn: RoleArn = format!("arn:aws:iam::{CUSTOMER_ACCOUNT}:role/{name}").parse()?;
    let mut role = script.create(OWNER, at);
    script.validate(&mut role, &arn, trusting, OWNER, later(at, SignedDuration::from_mins(2)))?;
    Ok(role)
}

fn ago(now: Timestamp, days: i64) -> Timestamp {
    later(now, SignedDuration::from_hours(-24 * days))
}

fn later(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_add(by).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_name_is_a_scenario_and_no_other() {
        let scenarios = SCENARIOS.map(|(name, _)| name.parse::<Scenario>().unwrap());
        for (at, scenario) in scenarios.iter().enumerate() {
            assert!(!scenarios[..at].contains(scenario), "{scenario:?} has two names");
        }
        assert_eq!("many-roles=7".parse(), Ok(Scenario::ManyRoles(7)));
        for name in ["many-roles=", "many-roles=0", "many-roles=1000001", "many-roles=-1"] {
            assert!(name.parse::<Scenario>().is_err(), "{name}");
        }
        let error = "none".parse::<Scenario>().unwrap_err();
        assert!(error.starts_with("a scenario is getting-started, in-progress, "), "{error}");
    }
}
