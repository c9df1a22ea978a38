//! That the key can't be used, on every page of the project.

use leptos::prelude::*;

use crate::{
    pages::{parts::time_ago, project::ProjectCx},
    paths, text,
    ui::{Banner, Tone, el, several},
};

/// The banner, for somebody who can do something about it. `since` is when it was found.
pub(crate) fn key_banner(project: ProjectCx, since: String) -> AnyView {
    let link = el("a").attr("href", &paths::advanced(&project.id()));
    let content = several([
        el("p").say(text::encryption::SINCE_LONG).say(" ").add(time_ago(&since)).into_any(),
        el("p").add(link.say(text::encryption::SEE_ENCRYPTION)).into_any(),
    ]);
    view! {
        <Banner tone=Tone::Bad title=text::encryption::INVALID>
            {content}
        </Banner>
    }
    .into_any()
}
