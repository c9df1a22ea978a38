//! What the operator does on the command line: projects, owners, people, API keys, service accounts. Each answer is one JSON object.

use engine::{
    Actor, Context, Project,
    ports::{Clock, Entropy, StoreError},
};
use serde_json::{Value, json};
use wire::{
    ProjectId, ProjectRole,
    console::{OrganizationAction, ProgramKind},
};

use crate::{
    auth::{
        password::{self, HashError, Passwords},
        seal::Sealer,
    },
    programs::{self, Wish},
    routes::console::ORGANIZATION,
    store::{OrganizationEntry, OwnerChange, Person, SqlStore},
    surroundings::{System, random_hex},
};

/// Who the activity log says it was: whoever may run this command.
const OPERATOR: Actor<'_> = Actor { name: "operator", from: "" };

/// Why nothing was added, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// A name that no project can have.
    #[error("{0}")]
    ProjectName(&'static str),
    /// A text that is no address.
    #[error("{0}")]
    Email(&'static str),
    /// A password that nobody may have.
    #[error("{0}")]
    Password(&'static str),
    /// Somebody has that address already, with another password.
    #[error(
        "{0} has an account with another password; to add the person to this project, give the password of that account"
    )]
    OtherPassword(String),
    /// There is no such project.
    #[error("there is no project {0} in this database; `admin project add NAME` makes one")]
    NoProject(ProjectId),
    /// Nobody has that address.
    #[error("nobody here has the address {0}; `admin user add` makes an account")]
    NoPerson(String),
    /// Without owners, everybody might make projects.
    #[error("{0} is the last owner of the organization; add another one first")]
    LastOwner(String),
    /// What an identity provider says is changed there.
    #[error("a group at the identity provider makes {0} an owner; take them out of it there")]
    OwnerByGroup(String),
    /// There is no such API key or service account.
    #[error("there is no {0} in this database; `list` with --project tells those of a project")]
    NoProgram(String),
    /// Somebody was faster.
    #[error("the same was just added by somebody else; run the command again")]
    Busy,
    /// The database.
    #[error(transparent)]
    Store(StoreError),
    /// The password can't be hashed or compared.
    #[error(transparent)]
    Hash(#[from] HashError),
}

impl From<StoreError> for AdminError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Busy,
            StoreError::Failed(_) => Self::Store(error),
        }
    }
}

/// Adds a project that nobody is in yet.
///
/// # Errors
/// [`AdminError`].
pub async fn add_project(store: &SqlStore, name: &str) -> Result<Value, AdminError> {
    let now = System.now();
    let project = Project {
        id: ProjectId::from_bytes(System.id_bytes(now)),
        name: Project::parse_name(name).map_err(AdminError::ProjectName)?,
        org_id: ORGANIZATION.to_owned(),
        created: now,
        cluster_count: 0,
    };
    store.add_project(&project, None).await?;
    Ok(json!({ "id": project.id }))
}

/// Adds a person to a project, or changes what the person may do there. The account is made where there is none;
/// otherwise `password` has to be that of the account, so that a slip in an address gives nobody access.
///
/// # Errors
/// [`AdminError`].
pub async fn add_user(
    store: &SqlStore,
    passwords: &Passwords,
    email: &str,
    project: &ProjectId,
    role: ProjectRole,
    password: String,
) -> Result<Value, AdminError> {
    let email = parse_email(email).map_err(AdminError::Email)?;
    find_project(store, project, role).await?;
    let person = match store.person_by_email(&email).await? {
        Some((person, hash)) => {
            if !passwords.verify(password, hash).await? {
                return Err(AdminError::OtherPassword(email));
            }
            person
        }
        None => {
            if password.is_empty() {
                return Err(AdminError::Password("give the password on standard input, one line"));
            }
            password::check(&password).map_err(AdminError::Password)?;
            let hash = passwords.hash(password).await?;
            let person = Person { id: random_hex::<12>(), email };
            store.add_person(&person.id, &person.email, &hash, System.now()).await?;
            person
        }
    };
    store.set_member(project, &person, role).await?;
    Ok(json!({ "id": person.id }))
}

/// Adds an API key or a service account to a project. Its secret is in the answer and nowhere else.
///
/// # Errors
/// [`AdminError`].
pub async fn add_program(
    store: &SqlStore,
    sealer: &Sealer,
    kind: ProgramKind,
    project: &ProjectId,
    wish: Wish,
) -> Result<Value, AdminError> {
    find_project(store, project, wish.role).await?;
    let (program, secret) = programs::create(store, sealer, project, kind, wish, OPERATOR).await?;
    Ok(match kind {
        ProgramKind::ApiKey => json!({ "publicKey": program.id, "privateKey": secret }),
        ProgramKind::ServiceAccount => json!({ "clientId": program.id, "clientSecret": secret }),
    })
}

/// The API keys or the service accounts of a project, without their secrets.
///
/// # Errors
/// [`AdminError`].
pub async fn list_programs(
    store: &SqlStore,
    kind: ProgramKind,
    project: &ProjectId,
) -> Result<Value, AdminError> {
    find_project(store, project, ProjectRole::ReadOnly).await?;
    let programs = store.programs(project).await?;
    let programs = programs.iter().filter(|program| program.kind == kind);
    Ok(json!({ "results": programs.map(programs::view).collect::<Vec<_>>() }))
}

/// Ends an API key or a service account, from the next request on.
///
/// # Errors
/// [`AdminError`].
pub async fn revoke_program(
    store: &SqlStore,
    kind: ProgramKind,
    id: &str,
) -> Result<Value, AdminError> {
    let found = store.program(id).await?.filter(|program| program.kind == kind);
    let none = || AdminError::NoProgram(id.to_owned());
    let program = found.ok_or_else(none)?;
    if programs::revoke(store, &program, OPERATOR).await? {
        Ok(json!({ "id": id }))
    } else {
        Err(none())
    }
}

/// Who owns the organization, and who of them by a group alone.
///
/// # Errors
/// [`AdminError`].
pub async fn list_owners(store: &SqlStore) -> Result<Value, AdminError> {
    let owners = store.organization_owners(ORGANIZATION).await?;
    let view = |(person, by_group): &(Person, bool)| json!({ "id": person.id, "email": person.email, "byGroup": by_group });
    Ok(json!({ "results": owners.iter().map(view).collect::<Vec<_>>() }))
}

/// Lets somebody who has an account own the organization, or not any more.
///
/// # Errors
/// [`AdminError`].
pub async fn set_owner(store: &SqlStore, email: &str, owns: bool) -> Result<Value, AdminError> {
    let email = parse_email(email).map_err(AdminError::Email)?;
    let Some((person, _)) = store.person_by_email(&email).await? else {
        return Err(AdminError::NoPerson(email));
    };
    let context = Context { actor: OPERATOR, now: System.now(), entropy: &System };
    let action =
        if owns { OrganizationAction::OwnerAdded } else { OrganizationAction::OwnerRemoved };
    let entry = OrganizationEntry::new(action, email.clone(), &context);
    match store.set_organization_owner(ORGANIZATION, &person, owns, &entry).await? {
        OwnerChange::Done | OwnerChange::Nothing => Ok(json!({ "id": person.id })),
        OwnerChange::LastOwner => Err(AdminError::LastOwner(email)),
        OwnerChange::ByGroup => Err(AdminError::OwnerByGroup(email)),
    }
}

/// The address as it is kept, in lower case.
///
/// # Errors
/// A sentence that says what an address looks like.
pub fn parse_email(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let is_address = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if !is_address || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("an address looks like somebody@example.com");
    }
    if text.len() > 254 {
        return Err("an address has at most 254 characters");
    }
    Ok(text.to_lowercase())
}

async fn find_project(
    store: &SqlStore,
    project: &ProjectId,
    role: ProjectRole,
) -> Result<(), AdminError> {
    let found = store.project(project, role).await?;
    found.map(drop).ok_or_else(|| AdminError::NoProject(project.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_sign_and_is_kept_in_lower_case() {
        assert_eq!(parse_email(" Owner@Example.com\n"), Ok("owner@example.com".to_owned()));
        let long = format!("{}@example.com", "x".repeat(243));
        for text in ["", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", "ab", &long] {
            assert!(parse_email(text).is_err(), "{text}");
        }
    }
}
