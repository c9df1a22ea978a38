//! API keys and service accounts: made, restricted and revoked, by a person or on the command line.

use engine::{
    ActivityEntry, Actor,
    ports::{Clock, Entropy, StoreError},
    rfc3339,
};
use jiff::{SignedDuration, Timestamp};
use wire::{
    Label, ProjectId, ProjectRole, RoleId,
    console::{self, ActivityAction, ProgramKind},
};

use crate::{
    auth::{
        api_key::NewApiKey, ip_access_list::IpAccessList, seal::Sealer,
        service_account::NewServiceAccount,
    },
    store::{Grant, Program, SqlStore},
    surroundings::System,
};

/// The most days after which a program ends: ten years.
pub const MOST_DAYS: u32 = 3650;

/// What somebody asks for who makes a program.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What it may do.
    pub role: ProjectRole,
    /// What to call it.
    pub label: Label,
    /// From where it may be used.
    pub access_list: IpAccessList,
    /// After how many days it ends, at most [`MOST_DAYS`]; `None` for never.
    pub expires_in_days: Option<u32>,
}

/// Makes a program, and gives its secret, which is kept nowhere.
///
/// # Errors
/// [`StoreError`].
pub async fn create(
    store: &SqlStore,
    sealer: &Sealer,
    project: &ProjectId,
    kind: ProgramKind,
    wish: Wish,
    actor: Actor<'_>,
) -> Result<(Program, String), StoreError> {
    let now = System.now();
    let Wish { role, label, access_list, expires_in_days } = wish;
    let expires = expires_in_days
        .and_then(|days| now.checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok());
    let (project, created_by) = (project.clone(), actor.name.to_owned());
    let grant = Grant { project, role, label, access_list, created: now, created_by, expires };
    let told = |program: &Program| entry(program, ActivityAction::ProgramCreated, actor, now);
    match kind {
        ProgramKind::ApiKey => {
            let new = NewApiKey::generate();
            let key = new.to_stored(grant, sealer);
            store.add_api_key(&key, &told(&key.program)).await?;
            Ok((key.program, new.private_key))
        }
        ProgramKind::ServiceAccount => {
            let new = NewServiceAccount::generate();
            let account = new.to_stored(grant);
            store.add_service_account(&account, &told(&account.program)).await?;
            Ok((account.program, new.client_secret))
        }
    }
}

/// Says anew from where a program may be used; whether there is one.
///
/// # Errors
/// [`StoreError`].
pub async fn restrict(
    store: &SqlStore,
    program: &Program,
    access_list: &IpAccessList,
    actor: Actor<'_>,
) -> Result<bool, StoreError> {
    let entry = entry(program, ActivityAction::ProgramRestricted, actor, System.now());
    store.set_access_list(&program.id, access_list, &entry).await
}

/// Ends a program, from the next request on; whether there was one.
///
/// # Errors
/// [`StoreError`].
pub async fn revoke(
    store: &SqlStore,
    program: &Program,
    actor: Actor<'_>,
) -> Result<bool, StoreError> {
    let entry = entry(program, ActivityAction::ProgramRevoked, actor, System.now());
    store.remove_program(&program.id, &entry).await
}

fn entry(
    program: &Program,
    action: ActivityAction,
    actor: Actor<'_>,
    now: Timestamp,
) -> ActivityEntry {
    ActivityEntry {
        id: RoleId::from_bytes(System.id_bytes(now)).to_string(),
        project: program.grant.project.clone(),
        at: now,
        actor: actor.name.to_owned(),
        from: actor.from.to_owned(),
        action,
        role: None,
        arn: None,
        subject: program.id.clone(),
        failure: None,
        key_failure: None,
    }
}

/// The program as its owners see it.
#[must_use]
pub fn view(program: &Program) -> console::Program {
    let Program { id, kind, grant, last_used } = program;
    console::Program {
        id: id.clone(),
        kind: *kind,
        role: grant.role,
        label: grant.label.as_str().to_owned(),
        created_date: rfc3339(grant.created),
        created_by: grant.created_by.clone(),
        last_used_date: last_used.map(rfc3339),
        expires_date: grant.expires.map(rfc3339),
        access_list: grant.access_list.to_texts(),
    }
}
