//! Making a project.

use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};

use crate::{
    client::projects,
    pages::parts::{focus_fault, use_go},
    paths, text,
    ui::{Banner, Button, Dialog, DialogSize, TextField, Tone, Variant, unique_id},
};

/// Asks for a name, and goes to the new project.
#[component]
pub fn CreateProject(open: RwSignal<bool>) -> impl IntoView {
    let go = use_go();
    let name = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let id = StoredValue::new(unique_id());
    Effect::new(move || {
        if open.get() {
            name.set(String::new());
            fault.set(None);
            failed.set(None);
        }
    });
    let show_fault = move |what: Option<String>| {
        fault.set(what);
        focus_fault(id);
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        failed.set(None);
        let typed = name.read_untracked().trim().to_owned();
        if let Some(what) = name_fault(&typed) {
            return show_fault(Some(what.to_owned()));
        }
        busy.set(true);
        spawn_local(async move {
            let outcome = projects::create(typed).await;
            busy.set(false);
            match outcome {
                Ok(project) => {
                    open.set(false);
                    go.to(paths::integrations(project.id.as_str()));
                }
                Err(failure) => match failure.field("name") {
                    Some(what) => show_fault(Some(what)),
                    None => failed.set(Some(text::failure::sentence(&failure))),
                },
            }
        });
    };
    let close = move |()| {
        if !busy.get_untracked() {
            open.set(false);
        }
    };
    let footer = move || {
        view! {
            <Button on_click=close>{text::CANCEL}</Button>
            <Button
                variant=Variant::Primary
                button_type="submit"
                form=id.get_value()
                busy=busy
            >
                {text::project::CREATE_PROJECT}
            </Button>
        }
    };
    let why = move || {
        failed.get().map(|why| {
            view! {
                <Banner tone=Tone::Bad alert=true>
                    <p>{why}</p>
                </Banner>
            }
        })
    };
    view! {
        <Dialog
            open=open
            title=text::project::NEW_PROJECT
            size=DialogSize::Small
            on_close=close
            footer=footer
        >
            <form class="stack" id=id.get_value() novalidate on:submit=submit>
                <TextField
                    label=text::project::NAME_FIELD
                    value=name
                    error=fault
                    hint=Some(text::project::NAME_HINT.to_owned())
                    on_input=move |_| fault.set(None)
                    autofocus=true
                    required=true
                />
                {why}
            </form>
        </Dialog>
    }
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
