//! A framed part of a page with a title of its own.

use leptos::prelude::*;

use super::{Icon, dom::unique_id, icon};

/// A region named by its heading.
#[component]
pub fn Panel(
    /// Its heading (h2) and accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// Shown beside the heading.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// One sentence under the heading.
    #[prop(optional, into)]
    description: Option<String>,
    /// Badges and buttons, at the end of the heading's line.
    #[prop(optional, into)]
    actions: ViewFnOnce,
    /// What it holds.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = unique_id();
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <header class="panel-head">
                {icon.map(|shown| view! { <span class="panel-icon">{icon::icon(shown)}</span> })}
                <div class="panel-title">
                    <h2 id=id.clone()>{title}</h2>
                    {description.map(|text| view! { <p class="muted">{text}</p> })}
                </div>
                <div class="actions">{actions.run()}</div>
            </header>
            {children.map(|children| view! { <div class="panel-body">{children()}</div> })}
        </section>
    }
    .into_any()
}
