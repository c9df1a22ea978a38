//! The one table of routes, and what every request passes through.

use axum::{
    Router, middleware,
    response::IntoResponse,
    routing::{any, get},
};
use tower::Layer;
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use crate::{
    app::App,
    http::{Problem, assets, header_limit, headers, identify, observe, peer, recall},
    routes::{self, Route, atlas, console, description, no_route, oauth, operator},
};

/// The base path of the page's API, below `/api`.
const CONSOLE: &str = "/console/v1";
/// The base path of OAuth 2.0, below `/api`.
const OAUTH: &str = "/oauth";

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    around(&app, routes(app.clone()))
}

/// What every request passes through, whatever it asks for.
pub fn around(app: &App, routes: Router) -> Router {
    // Around all of it once: what is around each route is made anew for each request.
    let around = (
        middleware::from_fn_with_state(app.reach.clone(), peer::find),
        middleware::from_fn_with_state(app.clone(), recall::recall),
        middleware::from_fn(observe::observe),
        middleware::from_fn_with_state(assets::page_policy(), headers::add),
        CatchPanicLayer::custom(observe::panicked),
    );
    Router::new().fallback_service(around.layer(routes))
}

fn routes(app: App) -> Router {
    let atlas = atlas::BASES.into_iter().map(|base| base.trim_start_matches("/api"));
    let api = atlas
        .fold(Router::new(), |api, base| api.nest(base, atlas::router()))
        .nest(CONSOLE, console::router())
        .merge(routes::router(description::routes()))
        .fallback(no_route)
        .layer(CsrfLayer::new().with_rejection_response(|_| cross_site().into_response()))
        .layer(middleware::from_fn_with_state(app.clone(), identify::identify));
    // Its clients say who they are in a way of their own.
    let oauth =
        oauth::router().layer(middleware::from_fn_with_state(app.clone(), identify::count_address));
    routes::router(operator::routes())
        .nest(&["/api", OAUTH].concat(), oauth)
        .nest("/api", api)
        // Nesting leaves this one path out.
        .route("/api/", any(no_route))
        .fallback(get(assets::serve))
        .layer(middleware::from_fn(header_limit::limit))
        .layer(middleware::from_fn(observe::measure))
        .with_state(app)
}

/// Each route but the page's files, with its whole path.
#[must_use]
pub fn table() -> Vec<(String, Route)> {
    let below = |base: &str, routes: Vec<Route>| -> Vec<(String, Route)> {
        routes.into_iter().map(|route| ([base, route.path].concat(), route)).collect()
    };
    let mut table = Vec::new();
    for base in atlas::BASES {
        table.extend(below(base, atlas::routes()));
    }
    table.extend(below(&["/api", CONSOLE].concat(), console::routes()));
    table.extend(below(&["/api", OAUTH].concat(), oauth::routes()));
    table.extend(below("/api", description::routes()));
    table.extend(below("", operator::routes()));
    table
}

/// The whole paths of the routes whose answers may be given again.
#[must_use]
pub fn recalled() -> Vec<String> {
    let recalled = table().into_iter().filter(|(_, route)| route.is_recalled);
    recalled.map(|(path, _)| path).collect()
}

fn cross_site() -> Problem {
    Problem::new(
        axum::http::StatusCode::FORBIDDEN,
        "CROSS_SITE_REQUEST",
        "The request comes from another site, so it was refused.",
    )
}
