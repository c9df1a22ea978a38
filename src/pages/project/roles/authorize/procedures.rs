//! The two ways to give a role its trust policy.

mod create_role;
mod existing_role;

use leptos::{ev, prelude::*};
use wire::{
    Partition, RoleArn, ServicePrincipal,
    console::{Draft, Procedure, Role},
    trust_policy,
};

use self::{create_role::create_role, existing_role::existing_role};
use super::{
    outcome::{PolicyParts, outcome},
    saver::{Ears, Saver, Saving},
    validation::Validation,
};
use crate::{
    client::{self, remote::Remote},
    pages::{
        parts::awaited,
        project::{roles::details::role_missing, use_project},
    },
    paths, text,
    ui::{Banner, Button, Disclosure, LinkButton, Tone},
};

/// Loads the role, and shows the procedures while it is in progress.
#[component]
pub fn Procedures(role: String, saving: RwSignal<Saving>, changed: Callback<()>) -> impl IntoView {
    let project = use_project();
    let asked = role.clone();
    let record = Remote::new(move || {
        let (project, role) = (project.id(), asked.clone());
        async move { client::roles::find(&project, &role).await }
    });
    let over = Callback::new(move |()| {
        record.reload();
        changed.run(());
    });
    let missing = Memo::new(move |_| {
        record.failure.read().as_ref().is_some_and(|failure| failure.status() == 404)
    });
    move || {
        if missing.get() {
            return role_missing(paths::all_roles(&project.id()));
        }
        awaited(record, move |role| match role.draft.is_some() {
            true => form(role, saving, changed, over),
            false => already(&role),
        })
    }
}

fn already(role: &Role) -> AnyView {
    let href = paths::role(&use_project().id(), role.access_role.role_id.as_str());
    view! {
        <Banner tone=Tone::Good title=text::authorize::ALREADY>
            <p>{text::authorize::ALREADY_TEXT}</p>
        </Banner>
        <div class="actions">
            <LinkButton href=href>{text::roles::VIEW_DETAILS}</LinkButton>
        </div>
    }
    .into_any()
}

/// What is typed, as signals.
#[derive(Clone, Copy)]
struct Typed {
    create: RwSignal<bool>,
    existing: RwSignal<bool>,
    role_name: RwSignal<String>,
    role_arn: RwSignal<String>,
}

impl Typed {
    fn new(draft: &Draft) -> Self {
        let it = Self {
            create: RwSignal::new(false),
            existing: RwSignal::new(false),
            role_name: RwSignal::new(String::new()),
            role_arn: RwSignal::new(String::new()),
        };
        it.set(draft);
        // Only one of the two is open at once.
        Effect::new(move || {
            if it.create.get() {
                it.existing.set(false);
            }
        });
        Effect::new(move || {
            if it.existing.get() {
                it.create.set(false);
            }
        });
        it
    }

    fn set(self, draft: &Draft) {
        self.create.set(draft.procedure == Some(Procedure::CreateRole));
        self.existing.set(draft.procedure == Some(Procedure::ExistingRole));
        self.role_name.set(draft.role_name.clone());
        self.role_arn.set(draft.role_arn.clone());
    }

    fn draft(self) -> Draft {
        let procedure = match (self.create.get(), self.existing.get()) {
            (true, _) => Some(Procedure::CreateRole),
            (_, true) => Some(Procedure::ExistingRole),
            _ => None,
        };
        Draft {
            procedure,
            role_name: self.role_name.get(),
            role_arn: self.role_arn.get(),
            revision: 0,
        }
    }
}

/// What both procedures need.
#[derive(Clone, Copy)]
struct FormCx {
    typed: Typed,
    validation: Validation,
    policy: StoredValue<String>,
    partition: Partition,
    save: Callback<()>,
    over: Callback<()>,
}

impl FormCx {
    /// Judges the typed ARN, and says whether it is one of a role that the service can assume.
    fn check_arn(self) -> bool {
        let fault = arn_fault(&self.typed.role_arn.read_untracked(), self.partition);
        let good = fault.is_none();
        self.validation.arn_error.set(fault);
        good
    }
}

/// What is wrong with the ARN, as a sentence.
fn arn_fault(text: &str, partition: Partition) -> Option<String> {
    let checked = text.parse::<RoleArn>().and_then(|arn| arn.check_partition(partition));
    checked.err().map(|error| text::sentence_of(&error.to_string()))
}

fn form(
    role: Role,
    saving: RwSignal<Saving>,
    changed: Callback<()>,
    over: Callback<()>,
) -> AnyView {
    let access = role.access_role;
    let id = access.role_id.to_string();
    let newer = RwSignal::new(None::<Draft>);
    let ears = Ears { saving, newer, changed, over };
    let server = role.draft.unwrap_or_default();
    let saver = Saver::open(use_project().id(), id.clone(), &server, ears);
    let typed = Typed::new(&saver.wanted());
    let saver = StoredValue::new_local(saver);
    Effect::new(move || {
        let draft = typed.draft();
        saver.with_value(|saver| saver.want(&draft));
    });
    let save = Callback::new(move |()| {
        let _ = saver.try_with_value(Saver::save);
    });
    // The tab may be gone in a moment, or the connection is back.
    let hidden = window_event_listener(ev::pagehide, move |_| save.run(()));
    let online = window_event_listener(ev::online, move |_| save.run(()));
    on_cleanup(move || {
        hidden.remove();
        online.remove();
        let _ = saver.try_with_value(Saver::close);
    });

    let principal = access.atlas_aws_account_arn;
    let partition = ServicePrincipal::of_caller(&principal)
        .map_or(Partition::Aws, |principal| principal.partition());
    let external_id = access.atlas_assumed_role_external_id;
    let policy = trust_policy(&principal, &external_id);
    let parts = PolicyParts { principal, external_id };
    let validation = Validation::new(id, role.last_attempt, changed, over);
    let cx = FormCx { typed, validation, policy: StoredValue::new(policy), partition, save, over };
    // The outcome stands under the button that asked for it.
    let parts = StoredValue::new(parts);
    let outcome_if = move |here: Signal<bool>| {
        move || here.get().then(|| outcome(validation, parts.get_value()))
    };
    let neither = Signal::derive(move || !typed.create.get() && !typed.existing.get());
    let choose = Callback::new(move |mine: bool| {
        newer.set(None);
        if mine {
            saver.with_value(Saver::keep_mine);
        } else if let Some(draft) = saver.with_value(Saver::use_newer) {
            typed.set(&draft);
        }
    });
    view! {
        {move || newer.get().map(|draft| conflict(&draft, choose))}
        <p>{text::authorize::CHOOSE}</p>
        <Disclosure title=text::authorize::CREATE_ROLE open=typed.create>
            {create_role(cx)}
            {outcome_if(typed.create.into())}
        </Disclosure>
        <Disclosure title=text::authorize::EXISTING_ROLE open=typed.existing>
            {existing_role(cx)}
            {outcome_if(typed.existing.into())}
        </Disclosure>
        {outcome_if(neither)}
    }
    .into_any()
}

/// Two browsers typed upon the same draft: neither text is lost before a person has seen both.
fn conflict(newer: &Draft, choose: Callback<bool>) -> AnyView {
    let shown = |text: &str| match text {
        "" => text::authorize::EMPTY_TEXT.to_owned(),
        text => text.to_owned(),
    };
    let (name, arn) = (shown(&newer.role_name), shown(&newer.role_arn));
    view! {
        <Banner tone=Tone::Waiting alert=true title=text::authorize::NEWER>
            <p>{text::authorize::NEWER_TEXT}</p>
            <p>
                {text::authorize::ROLE_NAME}": "
                <span class="mono">{name}</span>
            </p>
            <p>{text::roles::ARN}": "<span class="mono">{arn}</span></p>
            <div class="actions">
                <Button small=true on_click=move |()| choose.run(false)>
                    {text::authorize::USE_NEWER}
                </Button>
                <Button small=true on_click=move |()| choose.run(true)>
                    {text::authorize::KEEP_MINE}
                </Button>
            </div>
        </Banner>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_of_another_partition_is_refused_before_anything_is_sent() {
        let arn = "arn:aws-cn:iam::123456789012:role/a-role";
        assert_eq!(arn_fault(arn, Partition::AwsCn), None);
        let fault = arn_fault(arn, Partition::Aws).unwrap();
        assert!(fault.starts_with("The role is in the partition aws-cn"), "{fault}");
    }
}
