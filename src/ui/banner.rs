//! A message that belongs to the place where it stands and stays there.

use leptos::prelude::*;

use super::{Icon, IconButton, Tone, Variant, icon, words};

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
    view! {
        <div class="banner" data-tone=tone.name() role=if alert { "alert" } else { "status" }>
            {icon(tone.icon())}
            <div class="banner-text">
                {(!title.is_empty()).then(|| view! { <strong>{title}</strong> })}
                {children.map(|children| children())}
            </div>
            {on_dismiss
                .map(|on_dismiss| {
                    view! {
                        <IconButton
                            label=words::DISMISS
                            icon=Icon::Cross
                            variant=Variant::Plain
                            on_click=on_dismiss
                        />
                    }
                })}
        </div>
    }
    .into_any()
}
