//! Making a project.

use leptos::prelude::*;
use web_sys::Event;

use crate::{
    client::projects,
    compiled_once::effect,
    pages::parts::{button, focus_fault, refusal, submit, use_go},
    paths, text,
    ui::{Dialog, DialogSize, TextField, Variant, el, several, unique_id},
};

/// Asks for a name, and goes to the new project.
pub(super) fn create_project(open: RwSignal<bool>) -> AnyView {
    let go = use_go();
    let name = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let id = StoredValue::new(unique_id());
    effect(move || {
        if open.get() {
            name.set(String::new());
            fault.set(None);
            failed.set(None);
        }
    });
    let show_fault = move |what: String| {
        fault.set(Some(what));
        focus_fault(id);
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        failed.set(None);
        let typed = name.read_untracked().trim().to_owned();
        if let Some(what) = name_fault(&typed) {
            return show_fault(what.to_owned());
        }
        busy.set(true);
        projects::create(typed).then(move |outcome| {
            busy.set(false);
            match outcome {
                Ok(project) => {
                    open.set(false);
                    go.to(paths::integrations(project.id.as_str()));
                }
                Err(failure) => match failure.field("name") {
                    Some(what) => show_fault(what),
                    None => failed.set(Some(text::failure::sentence(&failure))),
                },
            }
        });
    };
    let close = move || {
        if !busy.get_untracked() {
            open.set(false);
        }
    };
    let footer = move || {
        several([
            button(text::CANCEL, Variant::Default, close),
            submit(text::project::CREATE_PROJECT, Some(id.get_value()), busy.into()),
        ])
    };
    let form = move || {
        let field = view! {
            <TextField
                label=text::project::NAME_FIELD
                value=name
                error=fault
                hint=Some(text::project::NAME_HINT.to_owned())
                on_input=move |_| fault.set(None)
                autofocus=true
                required=true
            />
        };
        let form = el("form").class("stack").attr("id", &id.get_value()).attr("novalidate", "");
        form.on("submit", on_submit).add(field).add(refusal(failed))
    };
    view! {
        <Dialog
            open=open
            title=text::project::NEW_PROJECT
            size=DialogSize::Small
            on_close=move |()| close()
            footer=footer
        >
            {form()}
        </Dialog>
    }
    .into_any()
}

fn name_fault(name: &str) -> Option<&'static str> {
    match name.chars().count() {
        0 => Some(text::project::NAME_MISSING),
        65.. => Some(text::project::NAME_LONG),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_1_to_64_characters() {
        assert_eq!(name_fault(""), Some(text::project::NAME_MISSING));
        assert_eq!(name_fault(&"ü".repeat(64)), None);
        assert_eq!(name_fault(&"ü".repeat(65)), Some(text::project::NAME_LONG));
    }
}
