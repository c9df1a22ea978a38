//! Everything that is known of one role.

use leptos::prelude::*;
use wire::{
    cli,
    console::{Attempt, Role},
    trust_policy,
};

use super::{DeleteRole, arn_of, name_of, row::status, services_of, why_not_delete};
use crate::{
    client::{self, remote::Remote, session::service_name},
    pages::{
        parts::{PageHead, awaited, copyable, fact, letters, time_ago, use_go},
        project::use_project,
    },
    paths::{self, RoleQuery},
    text,
    ui::{
        Button, CodeBlock, EmptyState, Facts, Icon, Language, LinkButton, Panel, Tone, Variant,
        icon, use_notices,
    },
};

/// The page of one role.
#[component]
pub fn RoleDetails(role: String) -> impl IntoView {
    let project = use_project();
    let go = use_go();
    let notices = use_notices();
    let asked = role;
    let role = Remote::new(move || {
        let (project, id) = (project.id(), asked.clone());
        async move { client::roles::find(&project, &id).await }
    });
    let missing = Memo::new(move |_| {
        role.failure.read().as_ref().is_some_and(|failure| failure.status() == 404)
    });
    let title = Signal::derive(move || {
        let name = role.value.read().as_ref().map(name_of).unwrap_or_default();
        if name.is_empty() { text::roles::DETAILS.to_owned() } else { name }
    });
    let list = move || paths::all_roles(&project.id());
    let deleting = RwSignal::new(None::<Role>);
    let deleted = move |said: String| {
        project.reload();
        notices.toast(Tone::Good, said);
        go.replace(list());
    };
    let actions = move || {
        let role = role.value.get()?;
        match project.may_write()? {
            true => Some(buttons(role, deleting)),
            false => Some(
                view! {
                    <p class="reason">
                        {icon(Icon::Lock)}
                        {text::roles::READ_ONLY}
                    </p>
                }
                .into_any(),
            ),
        }
    };
    const WAY: &[(&str, fn(&str) -> String)] = &[
        (text::project::INTEGRATIONS, paths::integrations),
        (text::roles::TITLE, paths::all_roles),
    ];
    let content = move || {
        if missing.get() { role_missing(list()) } else { awaited(role, facts) }
    };
    view! {
        <PageHead title=title crumbs=project.crumbs(WAY) actions=move || actions />
        {content}
        <DeleteRole target=deleting done=deleted />
    }
}

/// Says that a role is gone, and leads back to the others.
pub(super) fn role_missing(list: String) -> AnyView {
    let back = move || {
        view! {
            <LinkButton href=list variant=Variant::Primary>
                {text::roles::TO_LIST}
            </LinkButton>
        }
    };
    view! {
        <EmptyState title=text::roles::MISSING icon=Icon::Role action=back>
            <p>{text::roles::MISSING_TEXT}</p>
        </EmptyState>
    }
    .into_any()
}

fn buttons(role: Role, deleting: RwSignal<Option<Role>>) -> AnyView {
    let project = use_project();
    let go = use_go();
    let resume = role.access_role.authorized_date.is_none().then(|| {
        let id = role.access_role.role_id.to_string();
        let resume = move |()| {
            go.to(paths::authorize(&project.id(), &id, &RoleQuery::default()));
        };
        view! {
            <Button variant=Variant::Primary on_click=resume>
                {text::roles::RESUME}
            </Button>
        }
    });
    let reason = why_not_delete(&role);
    let delete = move |()| deleting.set(Some(role.clone()));
    view! {
        {resume}
        <Button icon=Icon::Trash disabled_reason=reason on_click=delete>
            {text::DELETE}
        </Button>
    }
    .into_any()
}

fn facts(role: Role) -> AnyView {
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
    let services = services_of(&role);
    let services = if services.is_empty() { text::NONE.to_owned() } else { services.join(", ") };
    lines.push(fact(text::roles::SERVICES, services));
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
    view! {
        <Facts>{lines}</Facts>
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

fn last_validation(last: Option<&Attempt>) -> AnyView {
    let Some(last) = last else { return text::roles::NOT_VALIDATED.into_any() };
    let why = last.failure.as_ref().map(|failure| {
        let title = text::failure::explain(failure.reason, &service_name()).title;
        let message = failure.message.clone();
        view! {
            <p>{title}</p>
            <p class="hint mono">{message}</p>
        }
    });
    view! {
        {text::roles::verdict(last.verdict)}
        ", "
        {time_ago(&last.started_date)}
        {why}
    }
    .into_any()
}
