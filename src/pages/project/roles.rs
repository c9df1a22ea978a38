//! The access roles of a project: the list, and over it the modal that authorizes one.

mod authorize;
mod delete;
mod details;
mod filter;
mod row;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::{RoleArn, console::Role};

pub(crate) use self::details::RoleDetails;
use self::{
    authorize::Authorize,
    delete::DeleteRole,
    filter::Filter,
    row::{RowCx, row},
};
use super::{ProjectCx, use_project};
use crate::{
    client::{self, remote::Remote, session::service_name},
    pages::parts::{PageHead, failed, use_go},
    paths::{self, RoleQuery, Step},
    text,
    ui::{
        Button, Column, EmptyState, Icon, Pager, SkeletonRows, Table, Variant, focus_page_title,
        icon, use_notices,
    },
};

/// The list, whatever lies over it.
#[component]
pub fn Roles() -> impl IntoView {
    let project = use_project();
    let go = use_go();
    let notices = use_notices();
    let location = use_location();
    let query = Memo::new(move |_| RoleQuery::parse(&location.search.read()));
    let step = Memo::new(move |_| Step::of(&location.pathname.read()));
    let fresh = Memo::new(move |_| paths::query_value(&location.search.read(), "authorized"));
    let list = Remote::new(move || {
        let (id, query) = (project.id(), query.get());
        async move { client::roles::list(&id, &query).await }
    });
    let changed = Callback::new(move |()| {
        list.reload();
        project.reload();
    });
    announce_found(list, query, step);
    follow_running(list);

    let deleting = RwSignal::new(None::<Role>);
    let deleted = move |said: String| {
        changed.run(());
        notices.toast(crate::ui::Tone::Good, said);
        // The row goes, and the focus must not go with it.
        request_animation_frame(focus_page_title);
    };
    let over = StoredValue::new(false);
    let open = Callback::new(move |href: String| {
        over.set_value(true);
        go.over(href);
    });
    let authorize = move || {
        open.run(paths::authorize_new(&project.id(), &query.read_untracked()));
    };
    let action = move || match project.may_write() {
        Some(true) => view! {
            <Button variant=Variant::Primary on_click=move |()| authorize()>
                {text::roles::AUTHORIZE}
            </Button>
        }
        .into_any(),
        Some(false) => view! {
            <p class="reason">
                {icon(Icon::Lock)}
                {text::roles::READ_ONLY}
            </p>
        }
        .into_any(),
        None => ().into_any(),
    };
    let cx = RowCx { project, query, fresh, deleting, open };
    let trouble = move || Some(failed(&list.failure.get()?, list));
    let content = move || {
        let page = list.value.get();
        let narrowed = query.read().narrows();
        match page {
            Some(page) if page.results.is_empty() => empty(narrowed, project),
            None if list.failure.read().is_some() => ().into_any(),
            page => {
                let columns = vec![
                    Column::new(text::roles::ROLE),
                    Column::new(text::roles::STATUS),
                    Column::new(text::roles::CREATED),
                    Column::new(text::roles::SERVICES),
                    Column::hidden(text::roles::ACTIONS),
                ];
                let rows = match page {
                    Some(page) => {
                        page.results.into_iter().map(|role| row(role, cx)).collect_view().into_any()
                    }
                    None => view! { <SkeletonRows rows=5 columns=columns.len() /> }.into_any(),
                };
                view! {
                    <Table label=text::roles::TITLE columns=columns>
                        {rows}
                    </Table>
                }
                .into_any()
            }
        }
    };
    view! {
        <PageHead
            title=text::roles::TITLE
            crumbs=project.crumbs(&[(text::project::INTEGRATIONS, paths::integrations)])
            intro=text::roles::intro(&service_name())
            actions=move || action
        />
        <Filter query=query />
        {trouble}
        <div aria-busy=move || list.loading.get().to_string()>{content}</div>
        <Pages list=list query=query />
        <DeleteRole target=deleting done=deleted />
        <Authorize step=step query=query over=over changed=changed />
    }
}

/// What stands in place of the rows.
fn empty(narrowed: bool, project: ProjectCx) -> AnyView {
    if narrowed {
        let go = use_go();
        let all = move |()| go.replace(paths::all_roles(&project.id()));
        let show_all = move || view! { <Button on_click=all>{text::roles::SHOW_ALL}</Button> };
        return view! {
            <EmptyState title=text::roles::NO_MATCH icon=Icon::Search action=show_all>
                <p>{text::roles::NO_MATCH_TEXT}</p>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState title=text::roles::EMPTY icon=Icon::Role>
            <p>{text::roles::empty(&service_name())}</p>
        </EmptyState>
    }
    .into_any()
}

/// The way through the pages of the list.
#[component]
fn Pages(list: Remote<wire::console::Page<Role>>, query: Memo<RoleQuery>) -> impl IntoView {
    let project = use_project();
    let go = use_go();
    let per_page = client::roles::PER_PAGE;
    let total = Memo::new(move |_| list.value.read().as_ref().map_or(0, |page| page.total_count));
    let page = Memo::new(move |_| query.read().page);
    let turn = move |page: u64| {
        let query = RoleQuery { page, ..query.get_untracked() };
        go.to(paths::roles(&project.id(), &query));
    };
    move || {
        (total.get() > per_page).then(|| {
            view! {
                <Pager
                    summary=move || text::seen(page.get(), per_page, total.get())
                    no_previous=move || (page.get() == 1).then(|| text::FIRST_PAGE.to_owned())
                    no_next=move || {
                        (page.get() * per_page >= total.get()).then(|| text::LAST_PAGE.to_owned())
                    }
                    on_previous=move |()| turn(page.get_untracked() - 1)
                    on_next=move |()| turn(page.get_untracked() + 1)
                />
            }
        })
    }
}

/// Says how many were found, once for each search.
fn announce_found(
    list: Remote<wire::console::Page<Role>>,
    query: Memo<RoleQuery>,
    step: Memo<Step>,
) {
    let notices = use_notices();
    let said = StoredValue::new(query.get_untracked());
    Effect::new(move || {
        let Some(total) = list.value.read().as_ref().map(|page| page.total_count) else { return };
        let asked = query.get_untracked();
        if step.read_untracked() == Step::Closed && said.with_value(|said| *said != asked) {
            said.set_value(asked);
            notices.announce(text::roles::found(total));
        }
    });
}

/// Asks for the list again while a role of it is being validated, so that the outcome appears.
fn follow_running(list: Remote<wire::console::Page<Role>>) {
    use std::time::Duration;
    use wire::console::Verdict;

    Effect::new(move || {
        let running = |role: &Role| {
            role.last_attempt.as_ref().is_some_and(|last| last.verdict == Verdict::Running)
        };
        if !list.value.read().as_ref().is_some_and(|page| page.results.iter().any(running)) {
            return;
        }
        let timer = set_timeout_with_handle(move || list.reload(), Duration::from_secs(3)).ok();
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    });
}

/// The ARN of a role: the authorized one, or what was typed if it is one.
fn arn_of(role: &Role) -> Option<RoleArn> {
    let typed = || role.draft.as_ref()?.role_arn.parse().ok();
    role.access_role.iam_assumed_role_arn.clone().or_else(typed)
}

/// What a person would call a role: the name in AWS, or the typed one; empty where there is neither.
fn name_of(role: &Role) -> String {
    match arn_of(role) {
        Some(arn) => arn.name().to_owned(),
        None => role.draft.as_ref().map(|draft| draft.role_name.clone()).unwrap_or_default(),
    }
}

/// What uses a role, in words.
fn services_of(role: &Role) -> Vec<String> {
    let usages = &role.access_role.feature_usages;
    usages.iter().map(|usage| text::roles::feature(&usage.feature_type)).collect()
}

/// Why a role can't be deleted now; `None` where it can.
fn why_not_delete(role: &Role) -> Option<String> {
    let services = services_of(role);
    (!services.is_empty()).then(|| text::roles::in_use(&services.join(", ")))
}
