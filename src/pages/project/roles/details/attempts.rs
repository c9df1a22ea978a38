//! Every validation of a role that somebody asked for.

use leptos::prelude::*;
use wire::console::{Attempt, Page, Role, Verdict};

use crate::{
    client::{self, Total, remote::Remote, session::service_name},
    language::Text,
    pages::{
        parts::{announce_page, awaited, cell, letters, paging, row, table, time_ago},
        project::ProjectCx,
    },
    reactive::memo,
    text,
    ui::{Badge, Panel, Tone, el, several},
};

const COLUMNS: [Text; 4] =
    [text::project::WHEN, text::project::WHO, text::roles::ARN, text::project::RESULT];

/// The attempts, a page at a time; they are asked for again whenever the role is.
pub(super) fn attempts(project: ProjectCx, id: String, role: Remote<Role>) -> AnyView {
    let page = RwSignal::new(1_u64);
    let last = memo(move |_| {
        let role = role.value.read();
        let last = role.as_ref()?.last_attempt.as_ref()?;
        Some((last.id.clone(), last.verdict))
    });
    let list = Remote::new(move || {
        // A memo that nobody reads is not computed, and so never changes.
        let _ = last.get();
        client::roles::attempts(&project.id(), &id, page.get())
    });
    let total = memo(move |_| list.value.read().as_ref().map(Total::of).unwrap_or_default());
    let arrived = move || list.value.read().as_ref().map(Total::of);
    announce_page(client::roles::ATTEMPTS_PER_PAGE, arrived, move || page.get());
    let content = several([
        awaited(list, shown),
        paging(
            memo(move |_| page.get()),
            client::roles::ATTEMPTS_PER_PAGE,
            total,
            Callback::new(move |to| page.set(to)),
        ),
    ]);
    view! { <Panel title=text::roles::ATTEMPTS>{content}</Panel> }.into_any()
}

fn shown(page: Page<Attempt>) -> AnyView {
    if page.results.is_empty() {
        return el("p").class("muted").say(text::roles::NOT_VALIDATED).into_any();
    }
    let rows: Vec<AnyView> = page.results.iter().map(attempt).collect();
    table(text::roles::ATTEMPTS, &COLUMNS, None, rows.into_any())
}

fn attempt(attempt: &Attempt) -> AnyView {
    let tone = match attempt.verdict {
        Verdict::Passed => Tone::Good,
        Verdict::Refused => Tone::Bad,
        Verdict::Running | Verdict::Unreachable => Tone::Waiting,
        Verdict::Stopped => Tone::Neutral,
    };
    let badge = view! { <Badge tone=tone text=text::roles::verdict(attempt.verdict) /> };
    let why = attempt.failure.as_ref().map(|failure| {
        let explanation = text::failure::explain(failure.reason, &service_name());
        let why = el("div").add(el("p").class("hint").say(&explanation.title));
        why.add(el("p").class("hint mono").attr("lang", "en").say(&failure.message))
    });
    let cells = vec![
        cell(text::project::WHO).say(&attempt.actor),
        cell(text::roles::ARN).add(letters(attempt.role_arn.clone())),
        cell(text::project::RESULT).add(el("div").add(badge).add_if(why)),
    ];
    row(time_ago(&attempt.started_date), cells)
}
