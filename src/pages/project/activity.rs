//! The activity log of a project.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::console::{Activity as Entry, Page};

use super::{ProjectCx, use_project};
use crate::{
    client::{activity, remote::Remote, session::service_name},
    pages::parts::{PageHead, awaited, time_ago, use_go},
    paths, text,
    ui::{Badge, Column, EmptyState, Icon, Pager, Table, Tone},
};

/// The log, a page at a time.
#[component]
pub fn Activity() -> impl IntoView {
    let project = use_project();
    let go = use_go();
    let search = use_location().search;
    let page = Memo::new(move |_| paths::page_of(&search.read()));
    let log = Remote::new(move || {
        let (id, page) = (project.id(), page.get());
        async move { activity::list(&id, page).await }
    });
    let total = move || log.value.read().as_ref().map_or(0, |page| page.total_count);
    let turn = move |page: u64| go.to(paths::activity(&project.id(), page));
    let pager = move || {
        (total() > activity::PER_PAGE).then(|| {
            view! {
                <Pager
                    summary=move || text::seen(page.get(), activity::PER_PAGE, total())
                    no_previous=move || (page.get() == 1).then(|| text::FIRST_PAGE.to_owned())
                    no_next=move || {
                        (page.get() * activity::PER_PAGE >= total()).then(|| text::LAST_PAGE.to_owned())
                    }
                    on_previous=move |()| turn(page.get_untracked() - 1)
                    on_next=move |()| turn(page.get_untracked() + 1)
                />
            }
        })
    };
    view! {
        <PageHead
            title=text::project::ACTIVITY
            crumbs=project.crumbs(&[])
            intro=text::project::ACTIVITY_INTRO
        />
        {awaited(log, move |log| table(log, project))}
        {pager}
    }
}

fn table(log: Page<Entry>, project: ProjectCx) -> AnyView {
    if log.results.is_empty() {
        return view! {
            <EmptyState title=text::project::NO_ACTIVITY icon=Icon::Activity>
                <p>{text::project::NO_ACTIVITY_TEXT}</p>
            </EmptyState>
        }
        .into_any();
    }
    let columns = [
        text::project::WHEN,
        text::project::WHO,
        text::project::WHAT,
        text::project::ROLE,
        text::project::RESULT,
    ];
    view! {
        <Table label=text::project::ACTIVITY columns=columns.map(Column::new).to_vec()>
            {log.results.into_iter().map(|entry| row(entry, project)).collect_view()}
        </Table>
    }
    .into_any()
}

fn row(entry: Entry, project: ProjectCx) -> impl IntoView {
    let (result, tone) = match entry.failure {
        None => (text::project::DONE.to_owned(), Tone::Good),
        Some(reason) => (text::failure::explain(reason, &service_name()).title, Tone::Bad),
    };
    let about =
        if entry.role_arn.is_empty() { text::roles::id(&entry.role_id) } else { entry.role_arn };
    view! {
        <tr>
            <td data-label=text::project::WHEN>{time_ago(&entry.date)}</td>
            <td data-label=text::project::WHO>{entry.actor}</td>
            <td data-label=text::project::WHAT>{text::project::action(entry.action)}</td>
            <td data-label=text::project::ROLE>
                <a class="mono" href=paths::role(&project.id(), &entry.role_id)>
                    {about}
                </a>
            </td>
            <td data-label=text::project::RESULT>
                <Badge tone=tone text=result />
            </td>
        </tr>
    }
}
