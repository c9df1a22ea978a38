//! The two ways to give a role its trust policy.

mod create_role;
mod existing_role;
mod merge;
mod shared;

use leptos::{ev, prelude::*};
use wire::{
    Partition, RoleArn, ServicePrincipal,
    console::{Draft, Procedure, Role, SavedDraft},
};

pub(crate) use self::merge::pasted_policy;
use self::{create_role::create_role, existing_role::existing_role};
use super::{
    outcome::{PolicyParts, outcome},
    saver::{Ears, Saver, Saving},
    validation::Validation,
};
use crate::{
    client::{self, remote::Remote},
    language::Text,
    pages::{
        parts::{awaited, message},
        project::{
            ProjectCx,
            roles::{details::role_missing, last_saved},
        },
    },
    paths,
    reactive::{effect, memo},
    text,
    ui::{Banner, Button, Disclosure, LinkButton, Live, Tone, dynamic, el, several},
};

/// Loads the role, and shows the procedures while it is in progress.
pub(crate) fn procedures(
    project: ProjectCx,
    role: String,
    saving: RwSignal<Saving>,
    changed: Callback<()>,
) -> AnyView {
    let record = Remote::new(move || client::roles::find(&project.id(), &role));
    let over = Callback::new(move |()| {
        record.reload();
        changed.run(());
    });
    let missing = memo(move |_| record.is_missing());
    dynamic(move || match missing.get() {
        true => {
            saving.set(Saving::Ended);
            role_missing(project)
        }
        false => awaited(record, move |role| match role.draft.is_some() {
            true => form(project, role, saving, changed, over),
            false => {
                // Perhaps authorized by somebody else.
                pasted_policy(role.access_role.role_id.as_str()).forget();
                saving.set(Saving::Ended);
                already(project, &role)
            }
        }),
    })
}

fn already(project: ProjectCx, role: &Role) -> AnyView {
    let href = paths::role(&project.id(), role.access_role.role_id.as_str());
    let text = text::authorize::ALREADY_TEXT.to_owned();
    let details = view! { <LinkButton href=href>{text::roles::VIEW_DETAILS}</LinkButton> };
    several([
        message(Tone::Good, Live::Off, text::authorize::ALREADY, text),
        el("div").class("actions").add(details).into_any(),
    ])
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
        effect(move || {
            if it.create.get() {
                it.existing.set(false);
            }
        });
        effect(move || {
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
    project: ProjectCx,
    role: StoredValue<String>,
    typed: Typed,
    validation: Validation,
    parts: StoredValue<PolicyParts>,
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
    project: ProjectCx,
    role: Role,
    saving: RwSignal<Saving>,
    changed: Callback<()>,
    over: Callback<()>,
) -> AnyView {
    let access = role.access_role;
    let id = access.role_id.to_string();
    let newer = RwSignal::new(None::<SavedDraft>);
    let validating = StoredValue::new(None::<Validation>);
    // A save that comes too late finds an authorized role; the validation that made it so tells of that itself.
    let gone = Callback::new(move |()| {
        let own = validating.get_value().is_some_and(|it| untrack(|| it.is_running()));
        if !own {
            over.run(());
        }
    });
    let ears = Ears { saving, newer, changed, over: gone };
    let server = role.draft.unwrap_or_default();
    let saver = Saver::open(project.id(), id.clone(), &server, ears);
    let typed = Typed::new(&saver.wanted());
    let saver = StoredValue::new_local(saver);
    effect(move || {
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
    let parts = StoredValue::new(PolicyParts { principal, external_id });
    let role_id = StoredValue::new(id.clone());
    let validation = Validation::new(project, id, role.last_attempt, changed, over);
    validating.set_value(Some(validation));
    let cx = FormCx { project, role: role_id, typed, validation, parts, partition, save, over };
    // The outcome stands under the button that asked for it.
    let outcome_if = move |here: Signal<bool>| {
        dynamic(move || here.get().then(|| outcome(validation, parts.get_value())))
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
    several([
        dynamic(move || newer.get().map(|draft| conflict(&draft, choose))),
        el("p").say(text::authorize::CHOOSE).into_any(),
        view! {
            <Disclosure title=text::authorize::CREATE_ROLE open=typed.create>
                {several([create_role(cx), outcome_if(typed.create.into())])}
            </Disclosure>
        }
        .into_any(),
        view! {
            <Disclosure title=text::authorize::EXISTING_ROLE open=typed.existing>
                {several([existing_role(cx), outcome_if(typed.existing.into())])}
            </Disclosure>
        }
        .into_any(),
        outcome_if(neither),
    ])
}

/// Two browsers typed upon the same draft: neither text is lost before a person has seen both.
fn conflict(newer: &SavedDraft, choose: Callback<bool>) -> AnyView {
    let shown = |name: Text, text: &str| {
        let text = if text.is_empty() { text::authorize::EMPTY_TEXT.get() } else { text };
        el("p").say(name).say(": ").add(el("span").class("mono").say(text)).into_any()
    };
    let button = |label: Text, mine: bool| {
        view! {
            <Button small=true on_click=move |()| choose.run(mine)>
                {label}
            </Button>
        }
    };
    let buttons = el("div")
        .class("actions")
        .add(button(text::authorize::USE_NEWER, false))
        .add(button(text::authorize::KEEP_MINE, true));
    let both = several([
        el("p").say(text::authorize::NEWER_TEXT).into_any(),
        shown(text::authorize::ROLE_NAME, &newer.role_name),
        shown(text::roles::ARN, &newer.role_arn),
        last_saved(newer)
            .map(|saved| el("p").say(text::roles::LAST_SAVED).say(": ").add(saved))
            .into_any(),
        buttons.into_any(),
    ]);
    view! {
        <Banner tone=Tone::Waiting live=Live::Alert title=text::authorize::NEWER>
            {both}
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
