//! Accepting an invitation: with the account that one is signed in with, or with a new one.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::Event;
use wire::console::{AcceptInvitation, Joined, OpenInvitation};

use super::parts::{Go, awaited, button, focus_fault, refusal, submit, use_go, use_title};
use crate::{
    client::{Failure, members as client, remote::Remote, session},
    paths,
    reactive::memo,
    text,
    ui::{Icon, LinkButton, TextField, Variant, el, icon, several, unique_id, use_notices},
};

/// The page that the link of an invitation opens. Its token stands behind `#`, so no server's log has it.
pub(crate) fn join() -> AnyView {
    let go = use_go();
    let hash = use_location().hash.get_untracked();
    let token = StoredValue::new(hash.trim_start_matches('#').to_owned());
    let invitation = Remote::new(move || client::read(token.get_value()));
    let service = session::service_name();
    let title = move || match invitation.value.read().as_ref() {
        Some(it) => text::join::title(it.project_name.as_deref(), &session::service_name()),
        None if invitation.is_missing() => text::join::MISSING.to_owned(),
        None => text::LOADING.to_owned(),
    };
    use_title(Signal::derive(title));
    let missing = memo(move |_| invitation.is_missing());
    let content = move || match missing.get() {
        true => el("p").class("muted").say(text::join::MISSING_TEXT).into_any(),
        false => awaited(invitation, move |it| accept(&it, token, go)),
    };
    el("main")
        .class("centered")
        .attr("id", "main")
        .attr("tabindex", "-1")
        .add(el("span").class("brand").add(icon(Icon::Shield)).say(&service))
        .add(el("h1").attr("tabindex", "-1").text(title))
        .show(content)
        .into_any()
}

fn accept(invitation: &OpenInvitation, token: StoredValue<String>, go: Go) -> AnyView {
    let project = invitation.project_name.as_deref();
    let intro = el("p").class("muted").say(text::join::intro(project, invitation.role));
    let email = invitation.email.clone();
    let form = match (untrack(session::email), email) {
        (Some(own), _) => as_oneself(&own, token, go),
        (None, Some(email)) if invitation.has_account => {
            let sign_in = paths::sign_in(&paths::join(&token.get_value()));
            let link = view! {
                <LinkButton href=sign_in variant=Variant::Primary>
                    {text::join::SIGN_IN}
                </LinkButton>
            };
            several([
                el("p").say(&text::join::has_account(&email)).into_any(),
                el("div").class("actions").add(link).into_any(),
            ])
        }
        (None, email) => with_new_account(email, token, go),
    };
    el("div").class("stack").add(intro).add(form).into_any()
}

/// One button for whoever is signed in.
fn as_oneself(own: &str, token: StoredValue<String>, go: Go) -> AnyView {
    let failed = RwSignal::new(None::<String>);
    let join = move || {
        failed.set(None);
        let invitation = AcceptInvitation { token: token.get_value(), email: None, password: None };
        client::accept(&invitation).then(move |outcome| match outcome {
            Ok(joined) => arrive(joined, go),
            Err(failure) => failed.set(Some(text::failure::sentence(&failure))),
        });
    };
    several([
        el("p").say(&text::join::signed_in_as(own)).into_any(),
        refusal(failed),
        el("div").class("actions").add(button(text::join::JOIN, Variant::Primary, join)).into_any(),
        el("p").class("hint").say(text::join::OTHER).into_any(),
    ])
}

/// The form for whoever has no account. `known` is the address that was invited, if one was.
fn with_new_account(known: Option<String>, token: StoredValue<String>, go: Go) -> AnyView {
    let intro = known.as_deref().map(|email| el("p").say(&text::join::account_of(email)));
    let asked = known.is_none();
    let email = RwSignal::new(known.unwrap_or_default());
    let password = RwSignal::new(String::new());
    let email_fault = RwSignal::new(None::<String>);
    let password_fault = RwSignal::new(None::<String>);
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let (id, notices) = (StoredValue::new(unique_id()), use_notices());
    let refused = move |failure: &Failure| {
        let fault = |field| failure.field(field).map(|what| text::sentence_of(&what));
        let (at_email, at_password) = (fault("email"), fault("password"));
        let elsewhere = at_email.is_none() && at_password.is_none();
        email_fault.set(at_email);
        password_fault.set(at_password);
        if elsewhere {
            failed.set(Some(text::failure::sentence(failure)));
        } else {
            focus_fault(id, notices);
        }
    };
    let on_submit = move |event: Event| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        failed.set(None);
        busy.set(true);
        let invitation = AcceptInvitation {
            token: token.get_value(),
            email: asked.then(|| email.get_untracked()),
            password: Some(password.get_untracked()),
        };
        client::accept(&invitation).then(move |outcome| {
            busy.set(false);
            match outcome {
                Ok(joined) => arrive(joined, go),
                Err(failure) => refused(&failure),
            }
        });
    };
    let address = view! {
        <TextField
            label=text::join::EMAIL
            value=email
            error=email_fault
            hint=asked.then(|| text::join::EMAIL_HINT.to_owned())
            on_input=move |_| email_fault.set(None)
            input_type="email"
            name="email"
            autocomplete="username"
            readonly=!asked
            required=true
        />
    };
    let secret = view! {
        <TextField
            label=text::join::PASSWORD
            value=password
            error=password_fault
            hint=Some(text::join::PASSWORD_HINT.to_owned())
            on_input=move |_| password_fault.set(None)
            input_type="password"
            name="password"
            autocomplete="new-password"
            required=true
        />
    };
    let form = el("form").class("stack").attr("id", &id.get_value()).attr("novalidate", "");
    form.on("submit", on_submit)
        .add(refusal(failed))
        .add_if(intro)
        .add(address)
        .add(secret)
        .add(submit(text::join::CREATE, None, busy.into()))
        .into_any()
}

fn arrive(joined: Joined, go: Go) {
    session::begin(joined.session);
    go.replace(match joined.project_id {
        Some(project) => paths::integrations(project.as_str()),
        None => paths::PROJECTS.to_owned(),
    });
}
