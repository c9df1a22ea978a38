//! Deleting several roles in progress, of which nobody knows any more what they were for.

use leptos::prelude::*;
use wire::{
    RoleId,
    console::{Deletion, Page, Role},
};

use super::name_of;
use crate::{
    client::{self, remote::Remote, roles::stale},
    pages::{
        parts::{awaited, message, refusal, time_since},
        project::ProjectCx,
    },
    text,
    ui::{Button, Dialog, El, Live, Tone, Variant, dynamic, el, several, unique_id, use_notices},
};

/// The dialog with the roles in progress, the oldest first, each of which can be chosen. `changed` is told when some
/// were deleted.
pub(crate) fn stale_roles(
    project: ProjectCx,
    open: RwSignal<bool>,
    changed: Callback<()>,
) -> AnyView {
    let notices = use_notices();
    let chosen = RwSignal::new(Vec::<RoleId>::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let kept = RwSignal::new(Vec::<Deletion>::new());
    let again = RwSignal::new(0_u32);
    let none = RwSignal::new(false);
    let close = move |()| {
        open.set(false);
        chosen.set(Vec::new());
        kept.set(Vec::new());
        error.set(None);
    };
    let delete = move |()| {
        busy.set(true);
        error.set(None);
        client::roles::remove_all(&project.id(), chosen.get_untracked()).then(move |outcome| {
            busy.set(false);
            let results = match outcome {
                Ok(list) => list.results,
                Err(failure) => return error.set(Some(text::failure::sentence(&failure))),
            };
            let count = results.iter().filter(|result| result.deleted).count();
            let not_deleted: Vec<_> = results.into_iter().filter(|it| !it.deleted).collect();
            changed.run(());
            notices.toast(Tone::Good, text::roles::deleted_stale(count));
            if not_deleted.is_empty() {
                return close(());
            }
            chosen.set(Vec::new());
            kept.set(not_deleted);
            again.update(|again| *again += 1);
        });
    };
    let nothing = Signal::derive(move || {
        chosen.read().is_empty().then(|| text::roles::CHOOSE_FIRST.to_owned())
    });
    let footer = move || {
        let leave = move || if none.get() { text::CLOSE } else { text::CANCEL }.to_owned();
        let leave = view! { <Button on_click=close>{dynamic(leave)}</Button> };
        let button = move || {
            view! {
                <Button variant=Variant::Danger busy=busy disabled_reason=nothing on_click=delete>
                    {dynamic(move || text::roles::delete_chosen(chosen.read().len()))}
                </Button>
            }
        };
        several([leave.into_any(), dynamic(move || (!none.get()).then(button))])
    };
    let body = move || {
        let list = Remote::new(move || {
            again.track();
            stale(&project.id())
        });
        several([
            el("p").say(text::roles::STALE_INTRO).into_any(),
            refusal(error),
            dynamic(move || not_deleted(&kept.read())),
            awaited(list, move |page| {
                none.set(page.results.is_empty());
                shown(page, chosen)
            }),
        ])
    };
    view! {
        <Dialog open=open title=text::roles::DELETE_STALE on_close=close footer=footer>
            {body()}
        </Dialog>
    }
    .into_any()
}

fn shown(page: Page<Role>, chosen: RwSignal<Vec<RoleId>>) -> AnyView {
    if page.results.is_empty() {
        return el("p").class("muted").say(text::roles::NOTHING_STALE).into_any();
    }
    let first = page.total_count > page.results.len() as u64;
    let first =
        first.then(|| el("p").class("hint").say(&text::roles::first_stale(page.total_count)));
    let rows = page.results.into_iter().map(|role| choice(&role, chosen));
    let rows = rows.fold(el("ul").class("plain choices"), El::add);
    several([rows.into_any(), first.into_any()])
}

/// A role that can be chosen: who began it, and how long ago.
fn choice(role: &Role, chosen: RwSignal<Vec<RoleId>>) -> El {
    let role_id = role.access_role.role_id.clone();
    let (name, id) = (name_of(role), unique_id());
    let shown = [role.label.as_str(), &name].into_iter().find(|name| !name.is_empty());
    let shown = shown.map_or_else(|| text::roles::id(role_id.as_str()), str::to_owned);
    let own = role_id.clone();
    let input = el("input")
        .attr("type", "checkbox")
        .attr("id", &id)
        .attr("aria-describedby", &[&id, "-age"].concat())
        .prop("checked", move || chosen.read().contains(&own))
        .on("change", move |event| {
            let wanted = event_target_checked(&event);
            chosen.update(|chosen| {
                chosen.retain(|other| *other != role_id);
                if wanted {
                    chosen.push(role_id.clone());
                }
            });
        });
    let age = el("p").class("hint").attr("id", &[&id, "-age"].concat());
    let age = age.say(text::roles::IN_PROGRESS).say(" ");
    let age = age.add(time_since(&role.access_role.created_date)).say(", ");
    let label = el("label").attr("for", &id).say(&shown);
    let words = el("div").add(label).add(age.say(&text::roles::begun_by(&role.created_by)));
    el("li").class("checkbox").add(input).add(words)
}

/// What was chosen and is still there, and why.
fn not_deleted(kept: &[Deletion]) -> Option<AnyView> {
    let first = kept.first()?;
    let why = first.detail.clone().unwrap_or_default();
    Some(message(
        Tone::Bad,
        Live::Alert,
        text::roles::NOT_ALL_DELETED,
        text::roles::not_deleted(kept.len(), &why),
    ))
}
