//! The one table of routes, and what every request passes through.

use axum::{
    Router,
    http::{HeaderValue, Method},
    middleware,
    response::IntoResponse,
    routing::{any, get},
};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use crate::{
    app::App,
    http::{Problem, assets, header_limit, headers, identify, observe},
    routes::{self, Route, atlas, console, no_route, oauth, operator},
};

/// The base paths of the original's API, below `/api`.
const ATLAS: [&str; 2] = ["/atlas/v2", "/atlas/v1.0"];
/// The base path of the page's API, below `/api`.
const CONSOLE: &str = "/console/v1";
/// The base path of OAuth 2.0, below `/api`.
const OAUTH: &str = "/oauth";

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    let api = ATLAS
        .into_iter()
        .fold(Router::new(), |api, base| api.nest(base, atlas::router()))
        .nest(CONSOLE, console::router())
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
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(page_policy(), headers::add))
        .layer(middleware::from_fn(observe::observe))
        .with_state(app)
}

/// Method and path of each route but the page's files.
#[must_use]
pub fn table() -> Vec<(Method, String)> {
    let below = |base: &str, routes: Vec<Route>| -> Vec<(Method, String)> {
        routes.into_iter().map(|route| (route.method, [base, route.path].concat())).collect()
    };
    let atlas = ATLAS.map(|base| below(&["/api", base].concat(), atlas::routes())).concat();
    let console = below(&["/api", CONSOLE].concat(), console::routes());
    let oauth = below(&["/api", OAUTH].concat(), oauth::routes());
    [atlas, console, oauth, below("", operator::routes())].concat()
}

fn page_policy() -> HeaderValue {
    // Base64 and fixed words, so it is a header value; the strictest policy would keep the page from starting.
    HeaderValue::from_str(&assets::page_policy())
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

fn cross_site() -> Problem {
    Problem::new(
        axum::http::StatusCode::FORBIDDEN,
        "CROSS_SITE_REQUEST",
        "The request comes from another site, so it was refused.",
    )
}
