//! A message that belongs to the place where it stands and stays there.

use leptos::prelude::*;

use super::{Icon, IconButton, Tone, Variant, el, icon, words};

/// A message with an icon. It is spoken when it appears while the page is open.
#[component]
pub fn Banner(
    /// Its meaning: colour and icon.
    #[prop(optional)]
    tone: Tone,
    /// The one thing to know, in bold.
    #[prop(optional, into)]
    title: String,
    /// Whether it interrupts (`role="alert"`, for failures); otherwise it is a polite
    /// `role="status"`.
    #[prop(optional)]
    alert: bool,
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
    let text = el("div")
        .class("banner-text")
        .add_if((!title.is_empty()).then(|| el("strong").say(&title)))
        .add_if(children.map(|children| children()));
    el("div")
        .class("banner")
        .attr("data-tone", tone.name())
        .attr("role", if alert { "alert" } else { "status" })
        .add(icon(tone.icon()))
        .add(text)
        .add_if(dismiss)
}
