//! Lists of facts.

use leptos::prelude::*;

use crate::{
    language::Text,
    ui::{CopyButton, El, Fact, Facts, el},
};

/// What is known of one thing.
pub(crate) fn facts(facts: Vec<AnyView>) -> AnyView {
    view! { <Facts>{facts}</Facts> }.into_any()
}

/// A name and its value.
pub(crate) fn fact(name: impl Into<&'static str>, value: impl IntoAny) -> AnyView {
    line(name.into(), value.into_any())
}

fn line(name: &'static str, value: AnyView) -> AnyView {
    view! { <Fact name=name>{value}</Fact> }.into_any()
}

/// What is read letter by letter.
pub(crate) fn letters(value: String) -> El {
    el("span").class("mono").say(&value)
}

/// What is read letter by letter, with a button that copies it.
pub(crate) fn copyable(value: String, label: Text) -> El {
    let whole = letters(value.clone());
    let copy = view! { <CopyButton text=value label=label icon_only=true /> };
    el("span").class("arn").add(whole).add(copy)
}
