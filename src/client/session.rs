//! Who is signed in, and where else.
//!
//! A session can end while a person types. Then the call that notices waits here, the page asks the person to sign
//! in again over what is open, and the call is sent again: nobody else needs to know.

use std::{cell::RefCell, sync::LazyLock};

use js_sys::{Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wire::console::{CloudKind, IdentityProvider, List, OwnSession, Session, SignIn};

use super::{Call, Failure, decode, encode, send_once};
use crate::paths::encoded;

const SESSION: &str = "/api/console/v1/session";
const SESSIONS: &str = "/api/console/v1/sessions";
/// What is kept in the tab while its person is at an identity provider.
const NEXT: &str = "next";

static CURRENT: LazyLock<ArcRwSignal<Option<Session>>> = LazyLock::new(ArcRwSignal::default);
static ENDED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);

thread_local! {
    /// What those who wait for a sign-in wait for.
    static RENEWAL: RefCell<Option<(Promise, Function)>> = const { RefCell::new(None) };
}

/// The session as the server last told it; `None` before it did.
pub(crate) fn current() -> ArcReadSignal<Option<Session>> {
    CURRENT.read_only()
}

/// Whether the session of a signed-in person has ended, and a call waits for the next.
pub(crate) fn ended() -> ArcReadSignal<bool> {
    ENDED.read_only()
}

/// The address of the person who is signed in.
pub(crate) fn email() -> Option<String> {
    CURRENT.read().as_ref()?.user.as_ref().map(|user| user.email.clone())
}

/// How the service calls itself. No page is shown before the server has said so, and it does not change.
pub(crate) fn service_name() -> String {
    CURRENT
        .read_untracked()
        .as_ref()
        .map(|session| session.service.name.clone())
        .unwrap_or_default()
}

/// Whether AWS is played, as a strip above each page says.
pub(crate) fn is_sandbox() -> bool {
    let session = CURRENT.read_untracked();
    session.as_ref().is_some_and(|session| session.service.cloud == CloudKind::Sandbox)
}

/// Where the operator keeps the CloudFormation template of an access role in Amazon S3, if anywhere.
pub(crate) fn template_url() -> Option<String> {
    CURRENT.read_untracked().as_ref()?.service.cloud_formation_template_url.clone()
}

/// The identity providers that people sign in by.
pub(crate) fn providers() -> Vec<IdentityProvider> {
    let current = CURRENT.read_untracked();
    current.as_ref().map(|session| session.service.identity_providers.clone()).unwrap_or_default()
}

/// Goes to an identity provider, which leads back to the sign-in page. Where that leads on to stays in this tab: it may have a
/// secret behind its `#`.
pub(crate) fn sign_in_by(provider: &str, next: &str) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(NEXT, next);
    }
    let _ = window().location().assign(&["/api/console/v1/sign-in/", &encoded(provider)].concat());
}

/// Where a person wanted to go who left for an identity provider.
pub(crate) fn next_after_provider() -> Option<String> {
    window().session_storage().ok()??.get_item(NEXT).ok()?
}

/// Asks who is signed in.
pub(crate) fn ask() -> Call<Session> {
    Call::get(SESSION.to_owned())
}

/// Notes what the server told, and lets go on what waited for a sign-in.
pub(crate) fn begin(session: Session) {
    CURRENT.set(Some(session));
    ENDED.set(false);
    if let Some((_, resolve)) = RENEWAL.take() {
        let _ = resolve.call0(&JsValue::NULL);
    }
}

/// Signs in; the answer has to [`begin`]. It does not wait for anybody, as others wait for it.
pub(crate) async fn sign_in(email: String, password: String) -> Result<Session, Failure> {
    let body = encode(&SignIn { email, password });
    send_once("POST", SESSION, &body).await.and_then(decode)
}

/// Signs out, and forgets what was typed in this tab. The page is loaded anew, so that nothing of it stays in memory.
pub(crate) async fn sign_out(next: &str) -> Result<(), Failure> {
    match send_once("DELETE", SESSION, &JsValue::UNDEFINED).await {
        // The session had ended by itself.
        Err(failure) if failure.status() == 401 => {}
        outcome => drop(outcome?),
    }
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.clear();
    }
    let _ = window().location().assign(next);
    Ok(())
}

/// Every session of the person, the last used first.
pub(crate) fn list() -> Call<List<OwnSession>> {
    Call::get(SESSIONS.to_owned())
}

/// Ends one of them.
pub(crate) fn end(id: &str) -> Call<()> {
    Call::delete([SESSIONS, "/", &encoded(id)].concat())
}

/// Ends all of them, this one too.
pub(crate) fn end_all() -> Call<()> {
    Call::delete(SESSIONS.to_owned())
}

/// Waits until the person whose session has ended is signed in again; false where nobody was signed in.
pub(super) async fn renewed() -> bool {
    if CURRENT.read_untracked().as_ref().is_none_or(|session| session.user.is_none()) {
        return false;
    }
    ENDED.set(true);
    let promise = RENEWAL.with_borrow_mut(|renewal| match renewal {
        Some((promise, _)) => promise.clone(),
        None => {
            let mut resolver = None;
            let promise = Promise::new(&mut |resolve, _| resolver = Some(resolve));
            *renewal = resolver.map(|resolve| (promise.clone(), resolve));
            promise
        }
    });
    JsFuture::from(promise).await.is_ok()
}
