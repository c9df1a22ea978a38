//! What the service can be connected with: a grid of panels.

use leptos::prelude::*;

use super::ProjectCx;
use crate::{
    client::session::service_name,
    language::Text,
    pages::parts::{page_head, time_since, use_go},
    paths::{self, RoleQuery, RoleStatus},
    reactive::memo,
    text,
    ui::{Banner, Button, El, Icon, Live, Panel, Skeleton, Tone, Variant, dynamic, el, several},
};

/// One integration. A further one is one more entry of [`INTEGRATIONS`].
struct Integration {
    title: Text,
    icon: Icon,
    intro: fn(service: &str) -> String,
    /// How many are configured, once the server has told it.
    count: fn(ProjectCx) -> Option<u64>,
    /// How many, in words.
    counted: fn(u64) -> String,
    href: fn(project: &str) -> String,
    /// What is wrong with some of them, with a link to those.
    trouble: fn(ProjectCx) -> Option<AnyView>,
}

const INTEGRATIONS: [Integration; 1] = [Integration {
    title: text::roles::TITLE,
    icon: Icon::Role,
    intro: text::project::panel_intro,
    count: ProjectCx::role_count,
    counted: text::project::role_count,
    href: paths::all_roles,
    trouble: refused_roles,
}];

/// That AWS refuses roles that are authorized, and since when.
fn refused_roles(project: ProjectCx) -> Option<AnyView> {
    let (count, since) = project.refused_roles()?;
    let refused = RoleQuery { status: Some(RoleStatus::Refused), ..RoleQuery::default() };
    let link = el("a").attr("href", &paths::roles(&project.id(), &refused));
    let text = el("p").add(link.say(&text::roles::refused(count))).say(" ").add(time_since(&since));
    Some(view! { <Banner tone=Tone::Bad live=Live::Off>{text}</Banner> }.into_any())
}

/// The grid.
pub(crate) fn integrations(project: ProjectCx) -> AnyView {
    if untrack(|| project.role_count()).is_some() {
        // It was counted for an earlier page.
        project.reload();
    }
    let title = Signal::stored(text::project::INTEGRATIONS.to_owned());
    let head = page_head(title, Some(project.crumbs(&[])), String::new(), ().into_any());
    let panels = INTEGRATIONS.iter().map(|it| panel(it, project));
    several([head, panels.fold(el("div").class("grid"), El::add).into_any()])
}

fn panel(integration: &'static Integration, project: ProjectCx) -> AnyView {
    let go = use_go();
    let open = move |()| go.to((integration.href)(&project.id()));
    let count = move || (integration.count)(project);
    let label = move || match count() {
        Some(0) => text::project::CONFIGURE,
        _ => text::project::EDIT,
    };
    // The button stays when it is counted anew: it may have the focus.
    let known = memo(move |_| count().is_some());
    let content = dynamic(move || {
        if !known.get() {
            // Why it can't be counted stands above all panels.
            let waits = project.record.failure.read().is_none();
            return waits.then(|| view! { <Skeleton lines=1 /> }).into_any();
        }
        let button = view! {
            <Button variant=Variant::Primary on_click=open>
                {dynamic(move || label().get())}
            </Button>
        };
        let counted = move || count().map(integration.counted).unwrap_or_default();
        let counted = el("span").class("muted").text(counted);
        el("div").class("cluster").add(button).add(counted).into_any()
    });
    // As said before, while it is counted anew.
    let trouble = dynamic(move || (integration.trouble)(project));
    view! {
        <Panel
            title=integration.title
            icon=integration.icon
            description=(integration.intro)(&service_name())
        >
            {several([trouble, content])}
        </Panel>
    }
    .into_any()
}
