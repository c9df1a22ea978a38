//! What the asker may do in the project that the path names.

use std::collections::HashMap;

use axum::{
    extract::{FromRef, FromRequestParts, Path},
    http::request::Parts,
};
use engine::Actor;
use wire::{Action, ProjectId};

use super::{Problem, identify::Identity, peer::client_address};
use crate::{
    app::App,
    store::{Membership, Person},
};

/// Somebody who may read the project of the path.
pub struct Reader(pub Access);

/// Somebody who may change the project of the path.
pub struct Writer(pub Access);

/// A project, and who is asking about it.
pub struct Access {
    /// The project, and what the asker is in it.
    pub membership: Membership,
    /// Who is asking.
    pub identity: Identity,
    /// The IP address that the request comes from; empty where it is not known.
    pub from: String,
}

impl Access {
    /// The project's ID.
    #[must_use]
    pub fn project(&self) -> &ProjectId {
        &self.membership.project.id
    }

    /// The person who asks; what programs sign in by is not theirs to change.
    ///
    /// # Errors
    /// 403.
    pub fn person(&self) -> Result<&Person, Problem> {
        match &self.identity {
            Identity::Person(person) => Ok(person),
            Identity::Nobody | Identity::Program(_) => Err(Problem::new(
                axum::http::StatusCode::FORBIDDEN,
                "USER_UNAUTHORIZED",
                "API keys and service accounts can't change who may sign in. Sign in as a person, or use the admin command.",
            )),
        }
    }

    /// The asker, as the activity log has it.
    #[must_use]
    pub fn actor(&self) -> Actor<'_> {
        Actor { name: self.identity.actor(), from: &self.from }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Reader
where
    App: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        access(parts, state, Action::Read).await.map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Writer
where
    App: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        access(parts, state, Action::Write).await.map(Self)
    }
}

async fn access<S>(parts: &mut Parts, state: &S, action: Action) -> Result<Access, Problem>
where
    S: Send + Sync,
    App: FromRef<S>,
{
    let identity = identity(parts)?;
    let text = path_parameter(parts, state, "groupId").await;
    let id: ProjectId = text.parse().map_err(|error: wire::IdError| {
        Problem::new(
            axum::http::StatusCode::NOT_FOUND,
            "INVALID_GROUP_ID",
            format!("{text} is no group ID: {error}."),
        )
        .with_parameters([text.as_str()])
    })?;
    let store = App::from_ref(state);
    let store = store.roles.store();
    let membership = match &identity {
        Identity::Nobody => return Err(Problem::unauthorized()),
        Identity::Person(person) => store.membership(&person.id, &id).await?,
        Identity::Program(program) if program.grant.project == id => {
            store.project(&id, program.grant.role).await?
        }
        Identity::Program(_) => None,
    };
    let membership = membership.ok_or_else(|| Problem::no_project(&id))?;
    if !membership.role.may(action) {
        return Err(Problem::read_only());
    }
    let from = client_address(parts).map(|address| address.to_string()).unwrap_or_default();
    Ok(Access { membership, identity, from })
}

/// Somebody that we know, in no project in particular.
pub struct Known(pub Identity);

impl<S: Sync> FromRequestParts<S> for Known {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        identity(parts).map(Self)
    }
}

impl Known {
    /// The projects of the asker: all of a person, the one of a program.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn projects(
        &self,
        app: &App,
        offset: u64,
        limit: u64,
    ) -> Result<engine::ports::Page<Membership>, Problem> {
        let store = app.roles.store();
        Ok(match &self.0 {
            Identity::Nobody => return Err(Problem::unauthorized()),
            Identity::Person(person) => store.memberships(&person.id, offset, limit).await?,
            Identity::Program(program) => {
                let grant = &program.grant;
                let project = store.project(&grant.project, grant.role).await?;
                let total = u64::from(project.is_some());
                let items = project.into_iter().filter(|_| offset == 0).collect();
                engine::ports::Page { items, total, total_is_at_least: false }
            }
        })
    }

    /// The person who asks; a program has no account.
    ///
    /// # Errors
    /// 403.
    pub fn person(&self) -> Result<&Person, Problem> {
        match &self.0 {
            Identity::Person(person) => Ok(person),
            Identity::Nobody | Identity::Program(_) => Err(Problem::new(
                axum::http::StatusCode::FORBIDDEN,
                "USER_UNAUTHORIZED",
                "An API key or a service account opens one project and has no account. Sign in for this, or use the admin command.",
            )),
        }
    }
}

fn identity(parts: &Parts) -> Result<Identity, Problem> {
    match parts.extensions.get::<Identity>() {
        None | Some(Identity::Nobody) => Err(Problem::unauthorized()),
        Some(identity) => Ok(identity.clone()),
    }
}

/// A parameter of the path, or nothing where the route has none of that name.
async fn path_parameter<S: Send + Sync>(parts: &mut Parts, state: &S, name: &str) -> String {
    let parameters = Path::<HashMap<String, String>>::from_request_parts(parts, state).await;
    parameters.ok().and_then(|Path(mut all)| all.remove(name)).unwrap_or_default()
}

/// A parameter of the path that names something in the project.
pub fn parse_id<T: std::str::FromStr<Err = wire::IdError>>(
    name: &str,
    text: &str,
) -> Result<T, Problem> {
    text.parse().map_err(|error| {
        Problem::bad_request("INVALID_PATH_PARAMETER", format!("{text} is no {name}: {error}."))
            .with_parameters([name])
    })
}
