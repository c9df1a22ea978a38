//! Everything that is known of one role.

use leptos::prelude::*;
use wire::{
    cli,
    console::{Attempt, Role},
    trust_policy,
};

use super::{
    ProjectCx, arn_of, delete_role, list_row::status, name_of, services_of, why_not_delete,
};
use crate::{
    client::{self, remote::Remote, session::service_name},
    pages::parts::{
        awaited, button, copyable, empty, fact, facts, letters, page_head, reason, time_ago, use_go,
    },
    paths::{self, RoleQuery},
    text,
    ui::{
        Button, CodeBlock, Icon, Language, LinkButton, Panel, Tone, Variant, dynamic, el, several,
        use_notices,
    },
};

/// What leads to the page.
const WAY: &[crate::pages::project::Step] =
    &[(text::project::INTEGRATIONS, paths::integrations), (text::roles::TITLE, paths::all_roles)];

/// The page of one role.
pub(crate) fn role_details(project: ProjectCx, id: String) -> AnyView {
    let go = use_go();
    let notices = use_notices();
    let role = Remote::new(move || client::roles::find(&project.id(), &id));
    let missing = Memo::new(move |_| role.is_missing());
    let title = Signal::derive(move || {
        let name = role.value.read().as_ref().map(name_of).unwrap_or_default();
        if name.is_empty() { text::roles::DETAILS.to_owned() } else { name }
    });
    let deleting = RwSignal::new(None::<Role>);
    let deleted = Callback::new(move |said: String| {
        project.reload();
        notices.toast(Tone::Good, said);
        go.replace(paths::all_roles(&project.id()));
    });
    let actions = dynamic(move || {
        let role = role.value.get()?;
        Some(match project.may_write()? {
            true => buttons(project, role, deleting),
            false => reason(text::roles::READ_ONLY),
        })
    });
    let content = dynamic(move || match missing.get() {
        true => role_missing(project),
        false => awaited(role, shown),
    });
    several([
        page_head(title, Some(project.crumbs(WAY)), String::new(), actions),
        content,
        delete_role(project, deleting, deleted),
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

fn buttons(project: ProjectCx, role: Role, deleting: RwSignal<Option<Role>>) -> AnyView {
    let go = use_go();
    let resume = role.access_role.authorized_date.is_none().then(|| {
        let id = role.access_role.role_id.to_string();
        button(text::roles::RESUME, Variant::Primary, move || {
            go.to(paths::authorize(&project.id(), &id, &RoleQuery::default()));
        })
    });
    let reason = why_not_delete(&role);
    let delete = move |()| deleting.set(Some(role.clone()));
    let delete = view! {
        <Button icon=Icon::Trash disabled_reason=reason on_click=delete>
            {text::DELETE}
        </Button>
    };
    several([resume.into_any(), delete.into_any()])
}

fn shown(role: Role) -> AnyView {
    let access = &role.access_role;
    let mut lines = vec![fact(text::roles::STATUS, status(&role))];
    if let Some(arn) = arn_of(&role) {
        let known = access.iam_assumed_role_arn.is_some();
        let name = if known { text::roles::ARN } else { text::roles::TYPED_ARN };
        lines.push(fact(name, copyable(arn.to_string(), text::COPY_ARN)));
        lines.push(fact(text::roles::ACCOUNT, letters(arn.account().to_string())));
    }
    if let Some(draft) = &role.draft
        && !draft.role_name.is_empty()
    {
        lines.push(fact(text::roles::TYPED_NAME, letters(draft.role_name.clone())));
    }
    lines.push(fact(text::roles::SERVICES, services_of(&role)));
    lines.push(fact(text::roles::LAST_VALIDATION, last_validation(role.last_attempt.as_ref())));
    lines.push(fact(text::roles::CREATED, time_ago(&access.created_date)));
    lines.push(fact(text::roles::CREATED_BY, role.created_by.clone()));
    if let Some(date) = &access.authorized_date {
        lines.push(fact(text::roles::AUTHORIZED_DATE, time_ago(date)));
    }
    lines.push(fact(text::roles::ROLE_ID, letters(access.role_id.to_string())));
    let principal = access.atlas_aws_account_arn.clone();
    let external_id = &access.atlas_assumed_role_external_id;
    let policy = trust_policy(&principal, external_id);
    lines.push(fact(text::roles::SERVICE_ACCOUNT, letters(principal)));
    let external_id = copyable(external_id.to_string(), text::roles::COPY_EXTERNAL_ID);
    lines.push(fact(text::roles::EXTERNAL_ID, external_id));
    let policy = view! {
        <Panel title=text::authorize::TRUST_POLICY description=text::roles::TRUST_POLICY_INTRO>
            <CodeBlock
                code=policy
                label=cli::TRUST_POLICY_FILE
                copy_label=text::authorize::COPY_TRUST_POLICY
                language=Language::Json
            />
        </Panel>
    };
    several([facts(lines), policy.into_any()])
}

fn last_validation(last: Option<&Attempt>) -> AnyView {
    let Some(last) = last else { return text::roles::NOT_VALIDATED.into_any() };
    let why = last.failure.as_ref().map(|failure| {
        let title = text::failure::explain(failure.reason, &service_name()).title;
        several([
            el("p").say(title.as_ref()).into_any(),
            el("p").class("hint mono").say(&failure.message).into_any(),
        ])
    });
    several([
        text::roles::verdict(last.verdict).into_any(),
        ", ".into_any(),
        time_ago(&last.started_date).into_any(),
        why.into_any(),
    ])
}
