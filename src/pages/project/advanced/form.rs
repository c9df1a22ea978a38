//! The form that turns encryption at rest on, or changes how the project encrypts.

mod key_fields;
mod role_field;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::Event;
use wire::{
    KmsKey, Partition, Region,
    console::{EncryptionAttemptKind as Kind, KeyAccess, NewEncryptionAttempt, Role},
};

use self::{key_fields::key_fields, role_field::role_field};
use super::{
    PageCx,
    attempt_result::attempt_result,
    kept::{self, Typed},
    policies::{Named, access_policy},
};
use crate::{
    client::Failure,
    language::Text,
    pages::parts::{button, fact, facts, focus_fault, letters, submit},
    paths,
    reactive::{effect, memo},
    text,
    ui::{Button, ConfirmDialog, El, Variant, dynamic, el, focus_selector, several, unique_id},
};

/// What is chosen and typed, and what is wrong with it.
#[derive(Clone, Copy)]
struct FormCx {
    page: PageCx,
    kind: Kind,
    /// The form's ID in the page.
    id: StoredValue<String>,
    /// The ID of the chosen access role; empty while there is none.
    role_id: RwSignal<String>,
    /// The chosen access role, once it is known.
    role: RwSignal<Option<Role>>,
    role_fault: RwSignal<Option<String>>,
    /// The partition of the service, as a role of it tells.
    partition: RwSignal<Option<Partition>>,
    /// The text that should name the key.
    key: RwSignal<String>,
    key_fault: RwSignal<Option<String>>,
    /// The code of the chosen region; empty while there is none.
    region: RwSignal<String>,
    region_fault: RwSignal<Option<String>>,
}

impl FormCx {
    /// Begins with what this tab kept, else with what is in use now. A role that was just authorized is chosen.
    fn new(page: PageCx, kind: Kind) -> Self {
        let project = page.project.id();
        let present = untrack(|| present(page));
        let mut typed = match kind {
            Kind::Switch => present,
            Kind::Enable | Kind::Rotate => kept::load(&project).unwrap_or(present),
        };
        let search = use_location().search.get_untracked();
        if let Some(role) = paths::query_value(&search, "role") {
            typed.role = role;
        }
        Self {
            page,
            kind,
            id: StoredValue::new(unique_id()),
            role_id: RwSignal::new(typed.role),
            role: RwSignal::new(None),
            role_fault: RwSignal::new(None),
            partition: RwSignal::new(None),
            key: RwSignal::new(typed.key),
            key_fault: RwSignal::new(None),
            region: RwSignal::new(typed.region),
            region_fault: RwSignal::new(None),
        }
    }

    fn typed(self) -> Typed {
        Typed { role: self.role_id.get(), key: self.key.get(), region: self.region.get() }
    }

    /// The role, the key and its region, as far as they make sense.
    fn named(self) -> Option<Named> {
        let role = self.role.read();
        let role = role.as_ref()?.access_role.iam_assumed_role_arn.as_ref()?;
        let named = Named::parse(role.as_str(), &self.key.read(), &self.region.read())?;
        named.key.check_region(named.region).ok()?;
        Some(named)
    }

    /// Judges what is typed, and says whether it can be sent.
    fn check(self) -> bool {
        let role_missing = self.role_id.read_untracked().is_empty();
        self.role_fault.set(role_missing.then(|| text::encryption::ROLE_MISSING.to_owned()));
        self.check_key();
        let region = self.region.read_untracked().parse::<Region>();
        self.region_fault.set(region.is_err().then(|| text::encryption::REGION_MISSING.to_owned()));
        let faults = [self.role_fault, self.key_fault, self.region_fault];
        faults.iter().all(|fault| fault.read_untracked().is_none())
    }

    fn check_key(self) {
        let region = self.region.read_untracked().parse::<Region>().ok();
        self.key_fault.set(key_fault(&self.key.read_untracked(), region));
    }

    /// Shows why the server did not begin, at the field if it is about one.
    fn refused(self, failure: &Failure) {
        let fields =
            [("roleId", self.role_fault), ("keyId", self.key_fault), ("region", self.region_fault)];
        let mut faults = fields.into_iter().filter_map(|(name, fault)| {
            failure.field(name).map(|what| (fault, text::sentence_of(&what)))
        });
        let sentence = || text::failure::sentence(failure);
        let found = faults.next().or_else(|| match failure.code() {
            "INVALID_REGION" | "AWS_KMS_REGION_NOT_SUPPORTED" => {
                Some((self.region_fault, sentence()))
            }
            "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED" | "RESOURCE_NOT_FOUND" => {
                Some((self.role_fault, sentence()))
            }
            _ => None,
        });
        match found {
            Some((fault, what)) => {
                fault.set(Some(what));
                focus_fault(self.id, self.page.saving.notices);
            }
            None => self.page.saving.failed.set(Some(sentence())),
        }
        if failure.status() == 409 {
            // Somebody else was quicker: that is shown.
            self.page.reload();
        }
    }

    fn wanted(self, project_name: Option<String>) -> Option<NewEncryptionAttempt> {
        Some(NewEncryptionAttempt {
            kind: self.kind,
            key_id: self.key.read_untracked().trim().to_owned(),
            region: self.region.get_untracked(),
            role_id: self.role_id.read_untracked().parse().ok()?,
            project_name,
        })
    }
}

/// What is in use now, as it would be typed.
fn present(page: PageCx) -> Typed {
    let now = page.with(|it| {
        let key = &it.settings.as_ref()?.key;
        let role = match &key.access {
            KeyAccess::Role { role_id, .. } => role_id.to_string(),
            KeyAccess::Credentials { .. } => String::new(),
        };
        let region = key.region.parse::<Region>().map(|region| region.code().to_owned());
        Some(Typed { role, key: key.key_id.clone(), region: region.unwrap_or_default() })
    });
    now.unwrap_or_default()
}

/// What is wrong with a text that should name a key in a region, as a sentence.
fn key_fault(text: &str, region: Option<Region>) -> Option<String> {
    let checked = text.parse::<KmsKey>().and_then(|key| match region {
        Some(region) => key.check_region(region),
        None => Ok(()),
    });
    checked.err().map(|error| text::sentence_of(&error.to_string()))
}

/// The form.
pub(super) fn form(page: PageCx, kind: Kind) -> AnyView {
    let cx = FormCx::new(page, kind);
    let (saving, project) = (page.saving, page.project);
    if kind != Kind::Switch {
        effect(move || kept::keep(&project.id(), &cx.typed()));
    }
    let confirming = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let answered = Callback::new(move |failure: Option<Failure>| match failure {
        None => confirming.set(false),
        Some(failure) if confirming.get_untracked() => {
            refused.set(Some(text::failure::sentence(&failure)));
        }
        Some(failure) => cx.refused(&failure),
    });
    let begin = move |project_name: Option<String>| {
        refused.set(None);
        if let Some(wanted) = cx.wanted(project_name) {
            saving.start(&wanted, answered);
        }
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        if untrack(|| saving.is_running()) {
            return;
        }
        if !cx.check() {
            focus_fault(cx.id, saving.notices);
            return;
        }
        match kind {
            Kind::Switch => confirming.set(true),
            Kind::Enable | Kind::Rotate => begin(None),
        }
    };
    let title = el("h3").attr("tabindex", "-1").say(text::encryption::form_title(kind));
    // A switch that was flipped keeps the focus; a button that opened the form has gone.
    request_animation_frame(|| {
        if document().active_element().is_none_or(|it| it.tag_name() == "BODY") {
            focus_selector(".key-form h3");
        }
    });
    let role = Signal::derive(move || cx.role.get());
    let named = memo(move |_| cx.named());
    let (step_key, key) = match kind {
        Kind::Switch => (text::encryption::STEP_SAME_KEY, present_key(cx)),
        Kind::Enable | Kind::Rotate => (text::encryption::STEP_KEY, key_fields(cx)),
    };
    let steps = el("ol")
        .class("numbered steps")
        .add(step(text::encryption::STEP_ROLE).add(role_field(cx)))
        .add(step(step_key).add(key))
        .add(step(text::encryption::STEP_ACCESS).add(access_policy(named)))
        .add(step(text::encryption::STEP_SAVE).add(buttons(cx)));
    let form = el("form")
        .class("stack key-form")
        .attr("id", &cx.id.get_value())
        .attr("novalidate", "")
        .on("submit", on_submit)
        .add(title)
        .add(steps)
        .add(attempt_result(page, role));
    let confirm = (kind == Kind::Switch).then(|| {
        let busy = saving.starting;
        let name = Signal::derive(move || Some(project.name()));
        let consequences = || {
            several([
                el("p").say(text::encryption::SWITCH_TEXT).into_any(),
                el("p").say(text::encryption::SWITCH_SAFE).into_any(),
            ])
        };
        view! {
            <ConfirmDialog
                open=confirming
                title=text::encryption::SWITCH_TITLE
                confirm_label=text::encryption::SWITCH
                danger=true
                busy=busy
                error=refused
                typed=name
                on_confirm=move |()| begin(Some(project.name()))
                on_cancel=move |()| confirming.set(false)
            >
                {consequences()}
            </ConfirmDialog>
        }
        .into_any()
    });
    several([form.into_any(), confirm.into_any()])
}

/// The key of a switch, which stays.
fn present_key(cx: FormCx) -> AnyView {
    let region = cx.region.read_untracked().parse::<Region>();
    let region = region.map_or(String::new(), |it| text::encryption::region(it.name(), it.code()));
    several([
        el("p").say(text::encryption::SAME_KEY).into_any(),
        facts(vec![
            fact(text::encryption::KEY, letters(cx.key.get_untracked())),
            fact(text::encryption::REGION, region),
        ]),
    ])
}

/// Save, Stop while it runs, Cancel.
fn buttons(cx: FormCx) -> El {
    let saving = cx.page.saving;
    let cancel = move || {
        kept::forget(&cx.page.project.id());
        saving.forget();
        cx.page.close_form();
        request_animation_frame(|| {
            focus_selector("main [role=switch]");
        });
    };
    let running = Signal::derive(move || saving.is_running());
    el("div")
        .class("actions")
        .add(submit(text::encryption::SAVE, None, running))
        .add(stop(saving))
        .add(button(text::CANCEL, Variant::Default, cancel))
}

/// Ends the attempt that is running, if one is.
pub(super) fn stop(saving: super::Saving) -> AnyView {
    let can_stop = memo(move |_| saving.running().is_some());
    dynamic(move || {
        can_stop.get().then(|| {
            view! {
                <Button busy=saving.stopping on_click=move |()| saving.stop()>
                    {text::encryption::STOP}
                </Button>
            }
        })
    })
}

/// A step; what it is done with is added under its text.
fn step(text: Text) -> El {
    el("li").add(el("p").say(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_another_region_is_refused_before_anything_is_sent() {
        let arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        let region = |code: &str| code.parse().ok();
        assert_eq!(key_fault(arn, region("eu-west-1")), None);
        assert_eq!(key_fault(arn, None), None);
        let fault = key_fault(arn, region("us-east-1")).unwrap();
        assert!(fault.starts_with("The key's ARN is of the region eu-west-1"), "{fault}");
        assert!(key_fault("", None).unwrap().starts_with("Enter the key's ID"));
    }
}
