//! What stands where there is nothing yet.

use leptos::prelude::*;

use super::{Icon, icon};

/// Says what would be here and how it comes here.
#[component]
pub fn EmptyState(
    /// What there is none of.
    #[prop(into)]
    title: String,
    #[prop(default = Icon::Folder)] icon: Icon,
    /// The one way to change that.
    #[prop(optional, into)]
    action: ViewFnOnce,
    /// What it is good for.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon::icon(icon)}
            <h2>{title}</h2>
            <div class="muted">{children()}</div>
            {action.run()}
        </div>
    }
    .into_any()
}
