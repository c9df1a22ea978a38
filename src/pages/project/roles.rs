//! The access roles of a project: the list, and over it the modal that authorizes one.

pub(crate) mod authorize;
mod delete;
mod deleted;
mod details;
mod filter;
mod list_row;
mod stale;

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::{
    RoleArn,
    console::{Page, Role, SavedDraft, Verdict},
};

use self::{
    authorize::authorize,
    filter::filter,
    list_row::{RowCx, list_row},
};
pub(crate) use self::{
    delete::delete_role, deleted::deleted_roles, details::role_details, stale::stale_roles,
};
use super::ProjectCx;
use crate::{
    client::{self, Total, remote::Remote, roles::ListedRole, session::service_name},
    language::Text,
    on_demand::{self, once_wanted},
    pages::parts::{
        announce_found, button, empty, failed, keep_within, page_head, paging, reason, table_of,
        time_ago, use_go,
    },
    paths::{self, RoleQuery, RoleSort, Step},
    reactive::{effect, memo},
    text,
    ui::{
        Column, El, Icon, Keyed, Menu, MenuItem, SkeletonRows, Sort, SortDirection, Variant,
        contained, dynamic, el, focus_page_title, keyed, several,
    },
};

/// The headings, and what those that sort sort by.
const COLUMNS: [(Text, Option<RoleSort>); 4] = [
    (text::roles::ROLE, Some(RoleSort::Arn)),
    (text::roles::STATUS, Some(RoleSort::Authorized)),
    (text::roles::CREATED, Some(RoleSort::Created)),
    (text::roles::SERVICES, None),
];

/// How often the list is asked for again while a role of it is being validated.
const FOLLOW: Duration = Duration::from_secs(3);

/// The list, whatever lies over it.
pub(crate) fn roles(project: ProjectCx) -> AnyView {
    let go = use_go();
    let location = use_location();
    let query = memo(move |_| RoleQuery::parse(&location.search.read()));
    let step = memo(move |_| Step::of(&location.pathname.read()));
    let fresh = memo(move |_| paths::query_value(&location.search.read(), "authorized"));
    let list = Remote::new(move || {
        project.track_reloads();
        client::roles::list(&project.id(), &query.read())
    });
    let changed = Callback::new(move |()| project.reload());
    // Not while the modal is open: it says things of its own.
    let arrived = move || {
        let total = list.value.read().as_ref().map(Total::of);
        total.filter(|_| step.read_untracked() == Step::Closed)
    };
    let asked = move || (query.read().page, RoleQuery { page: 1, ..query.get() });
    announce_found(client::roles::PER_PAGE, arrived, asked, text::roles::found);
    follow_running(list);

    let deleting = RwSignal::new(None::<Role>);
    let deleted = Callback::new(move |()| {
        changed.run(());
        // The row goes, and the focus must not go with it.
        request_animation_frame(focus_page_title);
    });
    let choosing_stale = RwSignal::new(false);
    let showing_deleted = RwSignal::new(false);
    let over = StoredValue::new(false);
    let open = Callback::new(move |href: String| {
        over.set_value(true);
        go.over(href);
    });
    let may_write = memo(move |_| project.may_write());
    on_demand::fetch_dialogs_of_roles(may_write);
    let action = dynamic(move || match may_write.get() {
        Some(true) => several([
            clean_up(choosing_stale, showing_deleted),
            button(text::roles::AUTHORIZE, Variant::Primary, move || {
                open.run(paths::authorize_new(&project.id(), &query.read_untracked()));
            }),
        ]),
        Some(false) => reason(text::roles::READ_ONLY),
        None => ().into_any(),
    });
    let cx = RowCx { project, may_write, query, fresh, deleting, open };
    // The button that tries again keeps the focus when it was in vain.
    let failure = memo(move |_| list.failure.get());
    let trouble = move || failure.get().map(|failure| failed(&failure, list));
    // A table that is there stays there, so that its rows can.
    let shown = memo(move |_| match list.value.read().as_ref() {
        Some(page) if Total::of(page).is_beyond => Shown::Waiting,
        Some(page) if page.results.is_empty() => Shown::Nothing(query.read().narrows()),
        Some(_) => Shown::Rows,
        None if failure.read().is_some() => Shown::Trouble,
        None => Shown::Waiting,
    });
    let content = move || {
        let rows = match shown.get() {
            Shown::Nothing(narrowed) => return nothing(narrowed, project),
            Shown::Trouble => return ().into_any(),
            Shown::Rows => rows(list, cx),
            Shown::Waiting => view! { <SkeletonRows rows=5 columns=5 /> }.into_any(),
        };
        let sorted = Callback::new(move |sort: RoleSort| {
            go.replace(paths::roles(&project.id(), &query.read_untracked().sorted_by(sort)));
        });
        let mut columns = COLUMNS.map(|(label, sort)| column(label, sort, query, sorted)).to_vec();
        columns.push(Column::hidden(text::roles::ACTIONS));
        table_of(text::roles::TITLE, columns, rows)
    };
    let content = contained(content);
    let content = el("div").bind_bool("aria-busy", move || list.loading.get()).add(content);
    let page = memo(move |_| query.read().page);
    let total = memo(move |_| list.value.read().as_ref().map(Total::of).unwrap_or_default());
    let turn = Callback::new(move |page: u64| {
        go.to(paths::roles(&project.id(), &RoleQuery { page, ..query.get_untracked() }));
    });
    keep_within(client::roles::PER_PAGE, total, move |page| {
        go.replace(paths::roles(&project.id(), &RoleQuery { page, ..query.get_untracked() }));
    });
    let title = Signal::stored(text::roles::TITLE.to_owned());
    let way = project.crumbs(&[(text::project::INTEGRATIONS, paths::integrations)]);
    several([
        page_head(title, Some(way), text::roles::intro(&service_name()), action),
        filter(project, query),
        dynamic(trouble),
        content.into_any(),
        paging(page, client::roles::PER_PAGE, total, turn),
        once_wanted(
            move || deleting.read().is_some(),
            move || deleting.set(None),
            move || on_demand::delete_role(project, deleting, deleted, changed),
        ),
        once_wanted(
            move || choosing_stale.get(),
            move || choosing_stale.set(false),
            move || on_demand::stale_roles(project, choosing_stale, deleted),
        ),
        once_wanted(
            move || showing_deleted.get(),
            move || showing_deleted.set(false),
            move || on_demand::deleted_roles(project, showing_deleted),
        ),
        authorize(project, step, query, over, changed),
    ])
}

/// What stands under the filter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Waiting,
    Trouble,
    /// No role; whether the filter is why.
    Nothing(bool),
    Rows,
}

/// The rows. The one of a role stays when the list comes anew, with the focus and an open menu in it.
fn rows(list: Remote<Page<ListedRole>>, cx: RowCx) -> AnyView {
    let room = rows_at_first();
    let each = move || {
        let page = list.value.get();
        page.into_iter().flat_map(|page| page.results).take(room.get())
    };
    let live = move |first: ListedRole| {
        let role = memo(move |_| {
            let list = list.value.read();
            let id = &first.access_role.role_id;
            let mut results = list.iter().flat_map(|page| &page.results);
            let now = results.find(|role| role.access_role.role_id == *id).unwrap_or(&first);
            // Of a validation a row shows only how it came out; one that goes on changes all the time.
            now.clone().without_attempt()
        });
        let verdict = memo(move |_| {
            let list = list.value.read();
            let mut results = list.iter().flat_map(|page| &page.results);
            let now =
                results.find(|it| it.access_role.role_id == role.read().access_role.role_id)?;
            Some(now.last_attempt.as_ref()?.verdict)
        });
        list_row(role, verdict, cx)
    };
    keyed(move || {
        let row = |role: ListedRole| {
            Keyed::new(role.access_role.role_id.to_string(), move || live(role).into_any())
        };
        each().map(row).collect()
    })
}

/// How many rows are shown: at first no more than the window has room for, so that a person does not wait for those
/// below it; after that frame all.
fn rows_at_first() -> RwSignal<usize> {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    // A row has at least two lines of text, and space around them. frame/first-rows.js has the same number.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let room = RwSignal::new(height.map_or(usize::MAX, |height| (height / 64.0) as usize));
    let show_all = move || {
        let _ = room.try_set(usize::MAX);
    };
    // The callback comes before the frame is painted, its time-out after that.
    request_animation_frame(move || set_timeout(show_all, Duration::ZERO));
    room
}

/// What stands in place of the rows.
fn nothing(narrowed: bool, project: ProjectCx) -> AnyView {
    if !narrowed {
        let explanation = text::roles::empty(&service_name());
        return empty(text::roles::EMPTY, Icon::Role, explanation, ().into_any());
    }
    let go = use_go();
    let all = button(text::roles::SHOW_ALL, Variant::Default, move || {
        go.replace(paths::all_roles(&project.id()));
    });
    empty(text::roles::NO_MATCH, Icon::Search, text::roles::NO_MATCH_TEXT.to_owned(), all)
}

/// Asks for the list again while a role of it is being validated, so that the outcome appears.
fn follow_running(list: Remote<Page<ListedRole>>) {
    effect(move || {
        let running = |role: &ListedRole| {
            role.last_attempt.as_ref().is_some_and(|last| last.verdict == Verdict::Running)
        };
        if !list.value.read().as_ref().is_some_and(|page| page.results.iter().any(running)) {
            return;
        }
        let timer = set_timeout_with_handle(move || list.reload(), FOLLOW).ok();
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

/// When a draft was last saved, and by whom.
fn last_saved(draft: &SavedDraft) -> Option<El> {
    let (by, date) = (draft.saved_by.as_deref()?, draft.saved_date.as_deref()?);
    Some(el("span").add(time_ago(date)).say(" ").say(&text::roles::by(by)))
}

/// What uses a role, with a link to where that can be changed.
fn services_of(role: &Role, project: &str) -> El {
    let usages = &role.access_role.feature_usages;
    if usages.is_empty() {
        return el("span").say(text::NONE);
    }
    usages.iter().fold(el("ul").class("plain"), |services, usage| {
        let name = text::roles::feature(&usage.feature_type);
        services.add(match usage.feature_type.as_str() {
            "ENCRYPTION_AT_REST" => {
                let link = el("a").attr("href", &paths::advanced(project)).say(&name);
                el("li").add(link)
            }
            _ => el("li").say(&name),
        })
    })
}

/// Why a role can't be deleted now; `None` where it can.
fn why_not_delete(role: &Role) -> Option<String> {
    let usages = &role.access_role.feature_usages;
    (!usages.is_empty()).then(|| in_use(usages.iter().map(|usage| usage.feature_type.as_str())))
}

/// Why a role that features of these types use can't be deleted.
fn in_use<'a>(feature_types: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = feature_types.map(text::roles::feature).collect();
    text::roles::in_use(&text::listed(&names))
}

/// A heading, which sorts where there is something to sort by.
fn column(
    label: Text,
    sort: Option<RoleSort>,
    query: Memo<RoleQuery>,
    sorted: Callback<RoleSort>,
) -> Column {
    let Some(sort) = sort else { return Column::new(label) };
    let direction = move || {
        let query = query.read();
        (query.sort == sort).then_some(match query.ascending {
            true => SortDirection::Ascending,
            false => SortDirection::Descending,
        })
    };
    let on_sort = Callback::new(move |()| sorted.run(sort));
    Column::new(label).sortable(Sort { direction: Signal::derive(direction), on_sort })
}

/// What is done to many roles, or was done to some.
fn clean_up(choosing_stale: RwSignal<bool>, showing_deleted: RwSignal<bool>) -> AnyView {
    let items = move || {
        vec![
            MenuItem::button(text::roles::DELETE_STALE, move |()| choosing_stale.set(true))
                .icon(Icon::Trash),
            MenuItem::button(text::roles::RECENTLY_DELETED, move |()| showing_deleted.set(true))
                .icon(Icon::Activity),
        ]
    };
    view! { <Menu label=text::roles::CLEAN_UP items=Signal::derive(items) align_end=true /> }
        .into_any()
}
