//! Making a project.

use leptos::prelude::*;

use crate::{
    client::projects,
    language::Text,
    pages::parts::{FormDialog, FormText, use_go},
    paths, text,
    ui::TextField,
};

/// Asks for a name, and goes to the new project.
pub(super) fn create_project(open: RwSignal<bool>) -> AnyView {
    let go = use_go();
    let name = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<String>);
    let dialog = FormDialog::new(open, move || {
        name.set(String::new());
        fault.set(None);
    });
    let show_fault = move |what: String| {
        fault.set(Some(what));
        dialog.focus_fault();
    };
    let send = move || {
        let typed = name.read_untracked().trim().to_owned();
        if let Some(what) = name_fault(&typed) {
            return show_fault(what.to_owned());
        }
        dialog.begin();
        projects::create(typed).then(move |outcome| {
            dialog.end();
            match outcome {
                Ok(project) => {
                    dialog.close();
                    go.to(paths::integrations(project.id.as_str()));
                }
                Err(failure) => match failure.field("name") {
                    Some(what) => show_fault(what),
                    None => dialog.fail(text::failure::sentence(&failure)),
                },
            }
        });
    };
    let field = move || {
        view! {
            <TextField
                label=text::project::NAME_FIELD
                value=name
                error=fault
                hint=Some(text::project::NAME_HINT.to_owned())
                on_input=move |_| fault.set(None)
                autofocus=true
                required=true
            />
        }
        .into_any()
    };
    let words = FormText {
        title: Signal::stored(text::project::NEW_PROJECT.to_owned()),
        send: text::project::CREATE_PROJECT,
    };
    dialog.view(words, send, field, || ().into_any())
}

fn name_fault(name: &str) -> Option<Text> {
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
