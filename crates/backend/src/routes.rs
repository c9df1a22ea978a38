//! The handlers: each reads as its own recipe.

pub mod atlas;
pub mod console;
pub mod operator;

use axum::{
    extract::OriginalUri,
    http::{Method, StatusCode},
};
use engine::{DeletedRole, Error};
use wire::RoleId;

use crate::{
    app::App,
    http::{Answer, Problem},
};

/// The answer to a path of the API that there is not.
pub async fn no_route(OriginalUri(uri): OriginalUri) -> Problem {
    Problem::no_route(uri.path())
}

/// The answer to a method that the path does not take.
pub async fn wrong_method(method: Method, OriginalUri(uri): OriginalUri) -> Problem {
    let detail = format!("{} does not take {method}.", uri.path());
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", detail)
        .with_parameters([method.as_str()])
}

/// Deletes an access role by `delete`, and stops its validation.
async fn delete_role(
    app: &App,
    id: &RoleId,
    delete: impl Future<Output = Result<DeletedRole, Error>>,
) -> Answer<()> {
    let deleted = delete.await.map_err(about_role(id))?;
    app.attempts.stop_of(&deleted);
    Ok(())
}

/// What the engine refused to do to an access role, as the client is told.
fn about_role(id: &RoleId) -> impl Fn(Error) -> Problem {
    move |error| match error {
        Error::NotFound => Problem::not_found("access role", id.as_str()),
        Error::Refused(refusal) => refusal.into(),
        Error::Store(error) => error.into(),
    }
}
