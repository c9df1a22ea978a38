//! One member.

use leptos::prelude::*;
use wire::{ProjectRole, console::Member, exceeds_group, keeps_an_owner};

use super::{ListCx, NewRole};
use crate::{
    client::session,
    pages::parts::{cell, row},
    reactive::{effect, memo},
    text,
    ui::{Badge, Button, Choice, El, Select, Tone, el},
};

/// Why a member can't be changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WhyNot {
    ReadOnly,
    Organization,
    Group,
    LastOwner,
}

pub(super) fn member_row(member: Memo<Member>, cx: ListCx) -> AnyView {
    let first = member.get_untracked();
    let own = untrack(session::email).is_some_and(|email| email == first.email);
    let why_not = memo(move |_| why_not(&member.read(), cx));
    let you = own.then(|| {
        let badge = view! { <Badge tone=Tone::Info text=text::members::YOU /> };
        el("p").class("hint").add(badge)
    });
    let address = el("div").say(&first.email).add_if(you);
    let role = move || match why_not.get() {
        None => role_field(member, own, cx),
        Some(why_not) => {
            let hint = match why_not {
                WhyNot::ReadOnly => None,
                WhyNot::Organization => Some(text::members::BY_ORGANIZATION),
                WhyNot::Group => Some(text::members::BY_GROUP),
                WhyNot::LastOwner => Some(text::members::LAST_OWNER),
            };
            let hint = hint.map(|hint| el("p").class("hint").say(hint));
            let role = el("div").text(move || text::members::role(member.read().role));
            role.add_if(hint).into_any()
        }
    };
    let remove = move || {
        // Whoever may change nothing here may still leave.
        let may = why_not.get().is_none() || (own && why_not.get() == Some(WhyNot::ReadOnly));
        let may = may && exceeds_group(member.read().group_role, None);
        may.then(|| remove_button(member, own, cx))
    };
    let cells =
        vec![cell(text::members::ROLE).show(role), el("td").class("row-actions").show(remove)];
    row(address, cells)
}

fn why_not(member: &Member, cx: ListCx) -> Option<WhyNot> {
    if cx.may_write.get() != Some(true) {
        return Some(WhyNot::ReadOnly);
    }
    if member.organization_owner {
        return Some(WhyNot::Organization);
    }
    if !exceeds_group(member.group_role, Some(ProjectRole::ReadOnly)) {
        return Some(WhyNot::Group);
    }
    let list = cx.list.value.read();
    let all = list.iter().flat_map(|list| &list.members);
    let others = all.filter(|it| it.role == ProjectRole::Owner && it.id != member.id).count();
    let others = u64::try_from(others).unwrap_or(u64::MAX);
    (!keeps_an_owner(member.role, None, others)).then_some(WhyNot::LastOwner)
}

/// The choice of what a member may do.
fn role_field(member: Memo<Member>, own: bool, cx: ListCx) -> AnyView {
    let value = RwSignal::new(String::new());
    // Also once another was chosen and not wanted after all.
    effect(move || {
        if cx.changing.read().is_none() {
            value.set(member.read().role.as_str().to_owned());
        }
    });
    let label = text::members::role_of(&member.read_untracked().email);
    let change = move |chosen: String| {
        let Some(role) = ProjectRole::from_name(&chosen) else { return };
        cx.changing.set(Some(NewRole { member: member.get_untracked(), role, own }));
    };
    let options = vec![
        Choice::new(ProjectRole::Owner.as_str(), text::members::OWNER),
        Choice::new(ProjectRole::ReadOnly.as_str(), text::members::VIEWER),
    ];
    view! { <Select label=label value=value options=options on_change=change hide_label=true /> }
        .into_any()
}

fn remove_button(member: Memo<Member>, own: bool, cx: ListCx) -> El {
    let text = if own { text::members::LEAVE } else { text::members::REMOVE };
    let label = text::members::about(text, &member.read_untracked().email);
    let ask = move |()| cx.removing.set(Some(member.get_untracked()));
    let button = view! {
        <Button small=true label=label on_click=ask>
            {text}
        </Button>
    };
    el("span").add(button)
}
