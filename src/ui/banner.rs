//! A message that belongs to the place where it stands and stays there.

use leptos::prelude::*;

use super::{Icon, IconButton, Tone, Variant, el, icon, words};

/// How a banner is spoken when it appears while the page is open.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Live {
    /// Not at all: it stands there from the beginning, and is read where it stands.
    Off,
    /// As `role="status"`, when nothing else is spoken.
    #[default]
    Polite,
    /// As `role="alert"`, for failures: it interrupts.
    Alert,
}

/// A message with an icon.
#[component]
pub fn Banner(
    /// Its meaning: colour and icon.
    #[prop(optional)]
    tone: Tone,
    /// The one thing to know, in bold.
    #[prop(optional, into)]
    title: String,
    /// How it is spoken.
    #[prop(optional)]
    live: Live,
    /// When given, a button dismisses the banner.
    #[prop(optional, into)]
    on_dismiss: Option<Callback<()>>,
    /// Details, and what to do next.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let dismiss = on_dismiss.map(|on_dismiss| {
        view! {
            <IconButton
                label=words::DISMISS
                icon=Icon::Cross
                variant=Variant::Plain
                on_click=on_dismiss
            />
        }
    });
    let role = match live {
        Live::Off => None,
        Live::Polite => Some("status"),
        Live::Alert => Some("alert"),
    };
    let text = el("div")
        .class("banner-text")
        .add_if((!title.is_empty()).then(|| el("strong").say(&title)))
        .add_if(children.map(|children| children()));
    el("div")
        .class("banner")
        .attr("data-tone", tone.name())
        .attr_if("role", role)
        .add(icon(tone.icon()))
        .add(text)
        .add_if(dismiss)
}
