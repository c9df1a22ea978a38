//! The one table of routes, and what every request passes through.

use axum::{
    Router,
    http::HeaderValue,
    middleware,
    response::IntoResponse,
    routing::{any, get},
};
use tower_http::{catch_panic::CatchPanicLayer, csrf::CsrfLayer};

use crate::{
    app::App,
    http::{Problem, assets, headers, identify, observe},
    routes::{atlas, console, no_route, operator},
};

/// Everything that the server answers.
pub fn router(app: App) -> Router {
    let api = Router::new()
        .nest("/atlas/v2", atlas::router())
        .nest("/atlas/v1.0", atlas::router())
        .nest("/console/v1", console::router())
        .fallback(no_route)
        .layer(CsrfLayer::new().with_rejection_response(|_| cross_site().into_response()))
        .layer(middleware::from_fn_with_state(app.clone(), identify::identify));
    Router::new()
        .nest("/api", api)
        // Nesting leaves this one path out.
        .route("/api/", any(no_route))
        .route("/healthz", get(operator::healthz))
        .route("/readyz", get(operator::readyz))
        .route("/metrics", get(operator::metrics))
        .fallback(get(assets::serve))
        .layer(middleware::from_fn(observe::measure))
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(middleware::from_fn_with_state(page_policy(), headers::add))
        .layer(middleware::from_fn(observe::observe))
        .with_state(app)
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
