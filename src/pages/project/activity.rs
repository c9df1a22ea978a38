//! The activity log of a project.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::console::{Activity as Entry, Page};

use super::ProjectCx;
use crate::{
    client::{activity as client, remote::Remote, session::service_name},
    pages::parts::{awaited, cell, empty, page_head, paging, table, time_ago, use_go},
    paths, text,
    ui::{Badge, Icon, Tone, el, several},
};

const COLUMNS: [&str; 5] = [
    text::project::WHEN,
    text::project::WHO,
    text::project::WHAT,
    text::project::ROLE,
    text::project::RESULT,
];

/// The log, a page at a time.
pub(crate) fn activity(project: ProjectCx) -> AnyView {
    let go = use_go();
    let search = use_location().search;
    let page = Memo::new(move |_| paths::page_of(&search.read()));
    let log = Remote::new(move || client::list(&project.id(), page.get()));
    let total = Memo::new(move |_| log.value.read().as_ref().map_or(0, |page| page.total_count));
    let turn = Callback::new(move |page| go.to(paths::activity(&project.id(), page)));
    let title = Signal::stored(text::project::ACTIVITY.to_owned());
    let intro = text::project::ACTIVITY_INTRO.to_owned();
    several([
        page_head(title, Some(project.crumbs(&[])), intro, ().into_any()),
        awaited(log, move |log| shown(log, project)),
        paging(page, client::PER_PAGE, total, turn),
    ])
}

fn shown(log: Page<Entry>, project: ProjectCx) -> AnyView {
    if log.results.is_empty() {
        let explanation = text::project::NO_ACTIVITY_TEXT.to_owned();
        return empty(text::project::NO_ACTIVITY, Icon::Activity, explanation, ().into_any());
    }
    let rows: Vec<AnyView> = log.results.into_iter().map(|entry| row(entry, project)).collect();
    table(text::project::ACTIVITY, &COLUMNS, None, rows.into_any())
}

fn row(entry: Entry, project: ProjectCx) -> AnyView {
    let result = match entry.failure {
        None => badge(Tone::Good, text::project::DONE),
        Some(reason) => {
            let why = text::failure::explain(reason, &service_name()).title;
            let why = el("p").class("hint").say(&why);
            el("div").add(badge(Tone::Bad, text::project::FAILED)).add(why).into_any()
        }
    };
    let role = el("a").class("mono").attr("href", &paths::role(&project.id(), &entry.role_id));
    let about =
        if entry.role_arn.is_empty() { text::roles::id(&entry.role_id) } else { entry.role_arn };
    el("tr")
        .add(cell(text::project::WHEN).add(time_ago(&entry.date)))
        .add(cell(text::project::WHO).say(&entry.actor))
        .add(cell(text::project::WHAT).say(text::project::action(entry.action)))
        .add(cell(text::project::ROLE).add(role.say(&about)))
        .add(cell(text::project::RESULT).add(result))
        .into_any()
}

fn badge(tone: Tone, text: &'static str) -> AnyView {
    view! { <Badge tone=tone text=text /> }.into_any()
}
