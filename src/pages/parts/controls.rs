//! The most frequent parts of `ui`, made by functions: a component with its properties is compiled for each place
//! that it stands in.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::{
    language::Text,
    ui::{
        Banner, Button, EmptyState, Icon, Live, Tone, Variant, bring_into_sight, dynamic, el, icon,
    },
};

/// A button with a text.
pub(crate) fn button(
    text: impl Into<Cow<'static, str>>,
    variant: Variant,
    on_click: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    callback_button(text.into(), variant, Callback::new(move |()| on_click()))
}

fn callback_button(text: Cow<'static, str>, variant: Variant, on_click: Callback<()>) -> AnyView {
    view! {
        <Button variant=variant on_click=on_click>
            {text}
        </Button>
    }
    .into_any()
}

/// The button that sends the form of this id, or the form that it stands in.
pub(crate) fn submit(text: Text, form: Option<String>, busy: Signal<bool>) -> AnyView {
    match form {
        Some(form) => view! {
            <Button variant=Variant::Primary button_type="submit" form=form busy=busy>
                {text}
            </Button>
        }
        .into_any(),
        None => view! {
            <Button variant=Variant::Primary button_type="submit" busy=busy>
                {text}
            </Button>
        }
        .into_any(),
    }
}

/// Why something was refused, while it is. It comes into sight, wherever what was refused stands.
pub(crate) fn refusal(why: RwSignal<Option<String>>) -> AnyView {
    dynamic(move || {
        let why = why.get()?;
        let place = el("div").add(message(Tone::Bad, Live::Alert, Text::default(), why));
        bring_into_sight(place.node());
        Some(place)
    })
}

/// A message of one sentence, under a title if it has one.
pub(crate) fn message(tone: Tone, live: Live, title: Text, text: String) -> AnyView {
    let text = el("p").say(&text);
    view! {
        <Banner tone=tone live=live title=title>
            {text}
        </Banner>
    }
    .into_any()
}

/// What stands in place of a button that the person may not use.
pub(crate) fn reason(text: Text) -> AnyView {
    el("p").class("reason").add(icon(Icon::Lock)).say(text).into_any()
}

/// What stands where there is nothing.
pub(crate) fn empty(title: Text, shown: Icon, text: String, action: AnyView) -> AnyView {
    let text = el("p").say(&text);
    view! {
        <EmptyState title=title icon=shown action=move || action>
            {text}
        </EmptyState>
    }
    .into_any()
}
