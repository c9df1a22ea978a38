//! Address and password, for the sign-in page and for when a session has ended.

use leptos::{prelude::*, task::spawn_local};
use web_sys::Event;

use crate::{
    client::{Failure, session},
    language::Text,
    pages::parts::{focus_fault, refusal, submit},
    text,
    ui::{TextField, el, focus_selector, unique_id, use_notices},
};

/// The form. `known_email` is the address of the person who has to sign in again, which can't be changed then, and
/// empty for everybody else; `done` is called when the session is there.
pub(crate) fn sign_in_form(known_email: String, done: Callback<()>) -> AnyView {
    let known = !known_email.is_empty();
    let email = RwSignal::new(known_email);
    let password = RwSignal::new(String::new());
    let email_error = RwSignal::new(None::<String>);
    let password_error = RwSignal::new(None::<String>);
    let refused = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (id, notices) = (StoredValue::new(unique_id()), use_notices());

    let on_submit = move |event: Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        refused.set(None);
        email_error.set(email_fault(&email.read_untracked()).map(Text::to_owned));
        let missing = password.read_untracked().is_empty();
        password_error.set(missing.then(|| text::session::PASSWORD_MISSING.to_owned()));
        if email_error.read_untracked().is_some() || missing {
            focus_fault(id, notices);
            return;
        }
        busy.set(true);
        let (address, secret) = (email.get_untracked().trim().to_owned(), password.get_untracked());
        spawn_local(async move {
            let outcome = session::sign_in(address, secret).await;
            busy.set(false);
            match outcome {
                Ok(session) => {
                    session::begin(session);
                    done.run(());
                }
                Err(failure) => {
                    email_error.set(failure.field("email"));
                    password_error.set(failure.field("password"));
                    refused.set(Some(why(&failure)));
                    request_animation_frame(|| {
                        let _ = focus_selector("[type=password]");
                    });
                }
            }
        });
    };
    let email = view! {
        <TextField
            label=text::session::EMAIL
            value=email
            error=email_error
            input_type="email"
            name="email"
            autocomplete="username"
            readonly=known
            required=true
        />
    };
    let password = view! {
        <TextField
            label=text::session::PASSWORD
            value=password
            error=password_error
            input_type="password"
            name="password"
            autocomplete="current-password"
            autofocus=true
            required=true
        />
    };
    el("form")
        .class("stack")
        .attr("id", &id.get_value())
        .attr("novalidate", "")
        .on("submit", on_submit)
        .add(refusal(refused))
        .add(email)
        .add(password)
        .add(submit(text::session::SUBMIT, None, busy.into()))
        .into_any()
}

fn why(failure: &Failure) -> String {
    match failure.status() {
        401 => text::session::REFUSED.to_owned(),
        _ => text::failure::sentence(failure),
    }
}

/// What is wrong with an address, so far as one can see without sending anything.
fn email_fault(email: &str) -> Option<Text> {
    match email.trim().split_once('@') {
        None if email.trim().is_empty() => Some(text::session::EMAIL_MISSING),
        Some((name, host)) if !name.is_empty() && !host.is_empty() => None,
        _ => Some(text::session::EMAIL_FORM),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_something_on_both_sides_of_its_at() {
        assert_eq!(email_fault(" owner@example.com "), None);
        assert_eq!(email_fault(" "), Some(text::session::EMAIL_MISSING));
        for wrong in ["owner", "@example.com", "owner@"] {
            assert_eq!(email_fault(wrong), Some(text::session::EMAIL_FORM), "{wrong}");
        }
    }
}
