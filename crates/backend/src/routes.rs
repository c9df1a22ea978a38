//! The handlers: each reads as its own recipe.

pub mod atlas;
pub mod console;
pub mod description;
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
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;
use wire::{KmsKey, Region, RegionError, RoleId};

use crate::{
    app::App,
    http::{Answer, Problem},
};

/// The query of a list that has pages.
const PAGE: &[(&str, &str)] = &[("pageNum", "integer"), ("itemsPerPage", "integer")];
/// The query of a list whose items may be counted.
const COUNT: &[(&str, &str)] = &[("includeCount", "boolean")];

/// A row of the table of routes, of which the router is made.
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path below its base, with parameters in braces.
    pub path: &'static str,
    /// What is told of it in the description of the API.
    pub about: About,
    /// Whether an answer may be given again while nothing in the database has changed.
    pub is_recalled: bool,
    handler: MethodRouter<App>,
}

impl Route {
    fn new<H: Handler<T, App>, T: 'static>(
        (method, filter): (Method, MethodFilter),
        path: &'static str,
        handler: H,
    ) -> Self {
        Self {
            method,
            path,
            about: About::default(),
            is_recalled: false,
            handler: on(filter, handler),
        }
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

/// What a route does, takes and answers.
impl Route {
    /// Says that its answers depend on nothing but the request, who asks, and the database: on no clock, and on nothing that is
    /// going on. They may be given again while nothing has changed there ([`crate::http::recall`]).
    #[must_use]
    pub fn recalled(mut self) -> Self {
        self.is_recalled = true;
        self
    }

    /// What it does, in one sentence.
    #[must_use]
    pub fn does(mut self, summary: &'static str) -> Self {
        self.about.summary = summary;
        self
    }

    /// Parameters of the query.
    #[must_use]
    pub fn query(mut self, parameters: &'static [(&'static str, &'static str)]) -> Self {
        self.about.query.extend(parameters);
        self
    }

    /// A body of JSON in the shape of `T`.
    #[must_use]
    pub fn takes<T: JsonSchema>(mut self) -> Self {
        self.about.body = Some(|generator| generator.root_schema_for::<T>().to_value());
        self
    }

    /// A body of JSON that has no type here.
    #[must_use]
    pub fn takes_fields(mut self, schema: fn() -> Value) -> Self {
        self.about.fields = Some(schema);
        self
    }

    /// An answer of JSON in the shape of `T`.
    #[must_use]
    pub fn gives<T: JsonSchema>(mut self, status: u16) -> Self {
        let schema: Schema = |generator| generator.subschema_for::<T>().to_value();
        self.about.answers.push((status, Some(("application/json", schema))));
        self
    }

    /// An answer of another media type.
    #[must_use]
    pub fn gives_text(mut self, status: u16, media_type: &'static str) -> Self {
        let schema: Schema = |generator| generator.subschema_for::<String>().to_value();
        self.about.answers.push((status, Some((media_type, schema))));
        self
    }

    /// An answer without a body.
    #[must_use]
    pub fn gives_nothing(mut self, status: u16) -> Self {
        self.about.answers.push((status, None));
        self
    }

    /// Errors that not every route has.
    #[must_use]
    pub fn fails(mut self, statuses: &[u16]) -> Self {
        self.about.errors.extend(statuses);
        self
    }
}

/// Makes the schema of a type.
pub type Schema = fn(&mut SchemaGenerator) -> Value;

/// What the description of the API tells of a route.
#[derive(Default)]
pub struct About {
    /// One sentence.
    pub summary: &'static str,
    /// The parameters of its query, with their types.
    pub query: Vec<(&'static str, &'static str)>,
    /// Its body.
    pub body: Option<Schema>,
    /// Its body where it has no type.
    pub fields: Option<fn() -> Value>,
    /// Its answers: status, and media type and schema where there is a body.
    pub answers: Vec<(u16, Option<(&'static str, Schema)>)>,
    /// Statuses of errors that not every route has.
    pub errors: Vec<u16>,
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
