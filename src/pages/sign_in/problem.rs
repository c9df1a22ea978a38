//! Why an identity provider led back without anybody being signed in.

use leptos::prelude::*;

use crate::{
    client::session,
    language::Text,
    pages::parts::message,
    paths, text,
    ui::{Live, Tone},
};

/// What the query of the sign-in page tells of it.
pub(crate) fn sign_in_problem(search: String) -> AnyView {
    let value = |name| paths::query_value(&search, name).unwrap_or_default();
    let (problem, id) = (value("problem"), value("provider"));
    let provider = session::providers().into_iter().find(|provider| provider.id == id);
    let service = session::service_name();
    let why = |provider: &str| text::session::problem(&problem, provider, &service);
    provider
        .map(|provider| message(Tone::Bad, Live::Alert, Text::default(), why(&provider.name)))
        .unwrap_or_else(|| ().into_any())
}
