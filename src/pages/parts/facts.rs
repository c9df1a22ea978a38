//! Lines of a list of facts, made by functions: a component for each line would be compiled for each.

use leptos::prelude::*;

use crate::ui::{CopyButton, Fact};

/// A name and its value.
pub(crate) fn fact(name: &'static str, value: impl IntoAny) -> AnyView {
    line(name, value.into_any())
}

fn line(name: &'static str, value: AnyView) -> AnyView {
    view! { <Fact name=name>{value}</Fact> }.into_any()
}

/// What is read letter by letter.
pub(crate) fn letters(value: String) -> AnyView {
    view! { <span class="mono">{value}</span> }.into_any()
}

/// What is read letter by letter, with a button that copies it.
pub(crate) fn copyable(value: String, label: &'static str) -> AnyView {
    view! {
        <span class="arn">
            <span class="mono">{value.clone()}</span>
            <CopyButton text=value label=label icon_only=true />
        </span>
    }
    .into_any()
}
