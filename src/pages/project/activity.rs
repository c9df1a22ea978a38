//! The activity log of a project.

mod filter;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::console::{Activity as Entry, Page};

use self::filter::filter;
use super::ProjectCx;
use crate::{
    client::{Total, activity as client, remote::Remote, session::service_name},
    language::Text,
    pages::parts::{
        announce_found, awaited, button, cell, empty, keep_within, page_head, paging, table,
        time_ago, use_go, waiting,
    },
    paths::{self, ActivityQuery},
    reactive::memo,
    text,
    ui::{Badge, Icon, Tone, Variant, el, several},
};

const COLUMNS: [Text; 5] = [
    text::project::WHEN,
    text::project::WHO,
    text::project::WHAT,
    text::project::ABOUT,
    text::project::RESULT,
];

/// The log, a page at a time.
pub(crate) fn activity(project: ProjectCx) -> AnyView {
    let go = use_go();
    let search = use_location().search;
    let query = memo(move |_| ActivityQuery::parse(&search.read()));
    let page = memo(move |_| query.read().page);
    let log = Remote::new(move || client::list(&project.id(), &query.read()));
    let total = memo(move |_| log.value.read().as_ref().map(Total::of).unwrap_or_default());
    let arrived = move || log.value.read().as_ref().map(Total::of);
    let asked = move || (query.read().page, ActivityQuery { page: 1, ..query.get() });
    announce_found(client::PER_PAGE, arrived, asked, text::project::entries_found);
    let turn = Callback::new(move |page| {
        go.to(paths::activity(&project.id(), &ActivityQuery { page, ..query.get_untracked() }));
    });
    keep_within(client::PER_PAGE, total, move |page| {
        go.replace(paths::activity(
            &project.id(),
            &ActivityQuery { page, ..query.get_untracked() },
        ));
    });
    let title = Signal::stored(text::project::ACTIVITY.to_owned());
    let intro = text::project::ACTIVITY_INTRO.to_owned();
    // It leads to a file, which is not for the router.
    let download = el("a")
        .class("button")
        .attr("data-variant", "default")
        .attr("download", "")
        .attr("rel", "external")
        .bind("href", move || Some(client::export_url(&project.id(), &query.read())))
        .say(text::project::DOWNLOAD);
    several([
        page_head(title, Some(project.crumbs(&[])), intro, download.into_any()),
        filter(project, query),
        awaited(log, move |log| shown(log, project, query)),
        paging(page, client::PER_PAGE, total, turn),
    ])
}

fn shown(log: Page<Entry>, project: ProjectCx, query: Memo<ActivityQuery>) -> AnyView {
    if Total::of(&log).is_beyond {
        return waiting(true);
    }
    if log.results.is_empty() && query.read_untracked().narrows() {
        let go = use_go();
        let all = button(text::project::SHOW_ALL_ACTIVITY, Variant::Default, move || {
            go.replace(paths::all_activity(&project.id()));
        });
        let explanation = text::project::NO_ACTIVITY_MATCHES_TEXT.to_owned();
        return empty(text::project::NO_ACTIVITY_MATCHES, Icon::Search, explanation, all);
    }
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
    let about = match (entry.role_id.is_empty(), entry.subject.is_empty()) {
        (false, _) => {
            let name = match entry.role_arn.is_empty() {
                true => text::roles::id(&entry.role_id),
                false => entry.role_arn,
            };
            let href = paths::role(&project.id(), &entry.role_id);
            el("a").class("mono").attr("href", &href).say(&name)
        }
        (true, false) => el("span").class("mono").say(&entry.subject),
        (true, true) => el("span").say(text::NONE),
    };
    let who = match entry.actor.as_str() {
        // The service itself, as the API calls it.
        "console" => service_name(),
        actor => actor.to_owned(),
    };
    let from = (!entry.from.is_empty())
        .then(|| el("p").class("hint").say(&text::project::from_address(&entry.from)));
    el("tr")
        .add(cell(text::project::WHEN).add(time_ago(&entry.date)))
        .add(cell(text::project::WHO).add(el("div").say(&who).add_if(from)))
        .add(cell(text::project::WHAT).say(text::project::action(entry.action)))
        .add(cell(text::project::ABOUT).add(about))
        .add(cell(text::project::RESULT).add(result))
        .into_any()
}

fn badge(tone: Tone, text: Text) -> AnyView {
    view! { <Badge tone=tone text=text /> }.into_any()
}
