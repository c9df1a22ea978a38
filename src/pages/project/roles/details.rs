//! Everything that is known of one role.

mod attempts;
mod health;
mod label;

use leptos::prelude::*;
use wire::{cli, console::Role, trust_policy};

use self::{attempts::attempts, health::health, label::label_form};
use super::{
    ProjectCx, arn_of, delete_role, last_saved, list_row::status, name_of, services_of,
    why_not_delete,
};
use crate::{
    client::{self, remote::Remote},
    pages::parts::{
        awaited, button, copyable, empty, fact, facts, letters, page_head, reason, time_ago, use_go,
    },
    paths::{self, RoleQuery},
    reactive::memo,
    text,
    ui::{Button, CodeBlock, Icon, Language, LinkButton, Panel, Variant, dynamic, several},
};

/// What leads to the page.
const WAY: &[crate::pages::project::Step] =
    &[(text::project::INTEGRATIONS, paths::integrations), (text::roles::TITLE, paths::all_roles)];

/// The page of one role.
pub(crate) fn role_details(project: ProjectCx, id: String) -> AnyView {
    let go = use_go();
    let asked = id.clone();
    let role = Remote::new(move || client::roles::find(&project.id(), &asked));
    let missing = memo(move |_| role.is_missing());
    let title = Signal::derive(move || {
        let role = role.value.read();
        let names = role.as_ref().map(|role| [role.label.clone(), name_of(role)]);
        let name = names.into_iter().flatten().find(|name| !name.is_empty());
        name.unwrap_or_else(|| text::roles::DETAILS.to_owned())
    });
    let deleting = RwSignal::new(None::<Role>);
    let deleted = Callback::new(move |()| {
        project.reload();
        go.replace(paths::all_roles(&project.id()));
    });
    let changed = Callback::new(move |()| {
        role.reload();
        project.reload();
    });
    // The buttons stay while nothing changes that they depend on: one of them may have the focus.
    let state = memo(move |_| {
        let role = role.value.read();
        let role = role.as_ref()?;
        Some((role.access_role.authorized_date.is_some(), why_not_delete(role)))
    });
    let actions = dynamic(move || {
        let (authorized, why_not) = state.get()?;
        Some(match project.may_write()? {
            true => buttons(project, role, authorized, why_not, deleting),
            false => reason(text::roles::READ_ONLY),
        })
    });
    let id = StoredValue::new(id);
    let authorized = memo(move |_| state.read().as_ref().is_some_and(|(it, _)| *it));
    let owner = memo(move |_| project.may_write() == Some(true));
    let there = memo(move |_| role.value.read().is_some());
    let content = dynamic(move || match missing.get() {
        true => role_missing(project),
        false => several([
            awaited(role, move |role| facts_of(&role, project)),
            dynamic(move || there.get().then(|| label_form(project, role, owner))),
            dynamic(move || authorized.get().then(|| health(project, role, owner, changed))),
            dynamic(move || role.value.get().map(policy)),
            dynamic(move || there.get().then(|| attempts(project, id.get_value(), role))),
        ]),
    });
    several([
        page_head(title, Some(project.crumbs(WAY)), String::new(), actions),
        content,
        delete_role(project, deleting, deleted, changed),
    ])
}

/// Says that a role is gone, and leads back to the others.
pub(super) fn role_missing(project: ProjectCx) -> AnyView {
    let back = view! {
        <LinkButton href=paths::all_roles(&project.id()) variant=Variant::Primary>
            {text::roles::TO_LIST}
        </LinkButton>
    };
    let explanation = text::roles::MISSING_TEXT.to_owned();
    empty(text::roles::MISSING, Icon::Role, explanation, back.into_any())
}

fn buttons(
    project: ProjectCx,
    role: Remote<Role>,
    authorized: bool,
    why_not: Option<String>,
    deleting: RwSignal<Option<Role>>,
) -> AnyView {
    let go = use_go();
    let resume = (!authorized).then(|| {
        button(text::roles::RESUME, Variant::Primary, move || {
            let Some(role) = role.value.get_untracked() else { return };
            let id = role.access_role.role_id;
            go.to(paths::authorize(&project.id(), id.as_str(), &RoleQuery::default()));
        })
    });
    let delete = move |()| deleting.set(role.value.get_untracked());
    let delete = view! {
        <Button icon=Icon::Trash disabled_reason=why_not on_click=delete>
            {text::DELETE}
        </Button>
    };
    several([resume.into_any(), delete.into_any()])
}

/// What the project's list shows of a role, and what is read letter by letter.
fn facts_of(role: &Role, project: ProjectCx) -> AnyView {
    let access = &role.access_role;
    let mut lines = vec![fact(text::roles::STATUS, status(role))];
    if let Some(arn) = arn_of(role) {
        let known = access.iam_assumed_role_arn.is_some();
        let name = if known { text::roles::ARN } else { text::roles::TYPED_ARN };
        lines.push(fact(name, copyable(arn.to_string(), text::COPY_ARN)));
        lines.push(fact(text::roles::ACCOUNT, letters(arn.account().to_string())));
    }
    if let Some(draft) = &role.draft {
        if !draft.role_name.is_empty() {
            lines.push(fact(text::roles::TYPED_NAME, letters(draft.role_name.clone())));
        }
        lines.extend(last_saved(draft).map(|saved| fact(text::roles::LAST_SAVED, saved)));
    }
    lines.push(fact(text::roles::SERVICES, services_of(role, &project.id())));
    lines.push(fact(text::roles::CREATED, time_ago(&access.created_date)));
    lines.push(fact(text::roles::CREATED_BY, role.created_by.clone()));
    if let Some(date) = &access.authorized_date {
        lines.push(fact(text::roles::AUTHORIZED_DATE, time_ago(date)));
    }
    lines.push(fact(text::roles::ROLE_ID, letters(access.role_id.to_string())));
    let principal = access.atlas_aws_account_arn.clone();
    lines.push(fact(text::roles::SERVICE_ACCOUNT, letters(principal)));
    let external_id = access.atlas_assumed_role_external_id.to_string();
    lines
        .push(fact(text::roles::EXTERNAL_ID, copyable(external_id, text::roles::COPY_EXTERNAL_ID)));
    facts(lines)
}

/// The trust policy that the role needs.
fn policy(role: Role) -> AnyView {
    let access = &role.access_role;
    let policy =
        trust_policy(&access.atlas_aws_account_arn, &access.atlas_assumed_role_external_id);
    view! {
        <Panel title=text::authorize::TRUST_POLICY description=text::roles::TRUST_POLICY_INTRO>
            <CodeBlock
                code=policy
                label=cli::TRUST_POLICY_FILE
                copy_label=text::authorize::COPY_TRUST_POLICY
                language=Language::Json
            />
        </Panel>
    }
    .into_any()
}
