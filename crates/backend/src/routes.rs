//! The handlers: each reads as its own recipe.

pub mod atlas;
pub mod console;
pub mod oauth;
pub mod operator;

use axum::{
    Router,
    extract::OriginalUri,
    handler::Handler,
    http::{Method, StatusCode},
    routing::{MethodFilter, MethodRouter, on},
};
use engine::{DeletedRole, Error};
use wire::{KmsKey, Region, RegionError, RoleId};

use crate::{
    app::App,
    http::{Answer, Problem},
};

/// A row of the table of routes, of which the router is made.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path below its base, with parameters in braces.
    pub path: &'static str,
    handler: MethodRouter<App>,
}

impl Route {
    fn new<H: Handler<T, App>, T: 'static>(
        (method, filter): (Method, MethodFilter),
        path: &'static str,
        handler: H,
    ) -> Self {
        Self { method, path, handler: on(filter, handler) }
    }

    /// `GET path`, and with it `HEAD`.
    pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new((Method::GET, MethodFilter::GET), path, handler)
    }

    /// `POST path`.
    pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new((Method::POST, MethodFilter::POST), path, handler)
    }

    /// `PUT path`.
    pub fn put<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new((Method::PUT, MethodFilter::PUT), path, handler)
    }

    /// `PATCH path`.
    pub fn patch<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new((Method::PATCH, MethodFilter::PATCH), path, handler)
    }

    /// `DELETE path`.
    pub fn delete<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new((Method::DELETE, MethodFilter::DELETE), path, handler)
    }
}

/// A router of these rows.
pub fn router(routes: Vec<Route>) -> Router<App> {
    let add = |router: Router<App>, route: Route| router.route(route.path, route.handler);
    routes.into_iter().fold(Router::new(), add)
}

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

/// The region that somebody typed: one with AWS KMS, in the service's partition.
fn parse_region(app: &App, text: &str) -> Answer<Region> {
    let region: Region = text.parse().map_err(|error: RegionError| Problem::no_region(&error))?;
    region
        .check_partition(app.principal.partition())
        .map_err(|error| Problem::no_region(&error))?;
    Ok(region)
}

/// The key that somebody typed into `field`, if it may be in that region.
fn parse_key(field: &str, key: KmsKey, region: Region) -> Answer<KmsKey> {
    key.check_region(region).map_err(|error| Problem::no_key(field, &error))?;
    Ok(key)
}

/// The answer where an attempt ended without a result.
fn stopped() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "ATTEMPT_STOPPED",
        "The checks were stopped before they were over, or something else was changed meanwhile. Nothing of yours was stored.",
    )
}
