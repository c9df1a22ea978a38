//! Validations of a role, followed as they happen.

use std::time::Duration;

use js_sys::{JSON, Promise};
use leptos::{leptos_dom::helpers::set_timeout, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventSource, MessageEvent};
use wire::console::{Attempt, NewAttempt, Verdict};

use super::{Call, Failure, decode, roles::role_url};
use crate::compiled_once::{effect, task};

/// How long the stream of events may take for its first one before the attempt is asked for instead.
const FIRST_EVENT: Duration = Duration::from_secs(5);
/// How often an attempt is asked for where there is no stream.
const POLL: Duration = Duration::from_secs(2);

/// Begins a validation of the ARN, or answers with the one that is already going on for it.
pub(crate) fn start(project: &str, role: &str, role_arn: String) -> Call<Attempt> {
    Call::write("POST", role_url(project, role, "/attempts"), &NewAttempt { role_arn })
}

/// Stops a validation.
pub(crate) fn stop(project: &str, role: &str, attempt: &str) -> Call<()> {
    Call::delete(attempt_url(project, role, attempt, ""))
}

/// Follows a validation until it is over or the owner is cleaned up: by the stream of its events, or by asking again
/// and again where the stream breaks. Tells each news; [`Failure::Offline`] and [`Failure::Timeout`] are told
/// too and pass by themselves, another failure is the end.
pub(crate) fn follow(
    project: &str,
    role: &str,
    attempt: &str,
    news: Callback<Result<Attempt, Failure>>,
) {
    let broken = RwSignal::new(false);
    let heard = StoredValue::new(false);
    listen(&attempt_url(project, role, attempt, "/events"), broken, heard, news);
    set_timeout(
        move || {
            if heard.try_get_value() == Some(false) {
                broken.set(true);
            }
        },
        FIRST_EVENT,
    );
    let url = attempt_url(project, role, attempt, "");
    effect(move || {
        if broken.get() {
            task(poll(url.clone(), news));
        }
    });
}

fn listen(
    url: &str,
    broken: RwSignal<bool>,
    heard: StoredValue<bool>,
    news: Callback<Result<Attempt, Failure>>,
) {
    let Ok(source) = EventSource::new(url) else { return broken.set(true) };
    let on_message = {
        let source = source.clone();
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            let attempt =
                JSON::parse(&text).map_err(|_| Failure::Decode).and_then(decode::<Attempt>);
            heard.set_value(true);
            if attempt.as_ref().map_or(true, |attempt| attempt.verdict != Verdict::Running) {
                // The browser would open it again.
                source.close();
            }
            news.run(attempt);
        })
    };
    let on_error = {
        let source = source.clone();
        Closure::<dyn Fn()>::new(move || {
            source.close();
            broken.set(true);
        })
    };
    source.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    source.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let alive = StoredValue::new_local((source, on_message, on_error));
    on_cleanup(move || {
        let _ = alive.try_with_value(|(source, ..)| source.close());
    });
}

async fn poll(url: String, news: Callback<Result<Attempt, Failure>>) {
    loop {
        let answer = Call::<Attempt>::get(url.clone()).send().await;
        let over = match &answer {
            Ok(attempt) => attempt.verdict != Verdict::Running,
            Err(failure) => !matches!(failure, Failure::Offline | Failure::Timeout),
        };
        news.run(answer);
        if over {
            return;
        }
        sleep(POLL).await;
    }
}

async fn sleep(duration: Duration) {
    let promise = Promise::new(&mut |resolve, _| {
        set_timeout(move || drop(resolve.call0(&JsValue::NULL)), duration);
    });
    let _ = JsFuture::from(promise).await;
}

fn attempt_url(project: &str, role: &str, attempt: &str, rest: &str) -> String {
    role_url(project, role, &["/attempts/", attempt, rest].concat())
}
