//! The console's HTTP API, as the page uses it: one way to [send](Call), one file per resource.

pub(crate) mod activity;
pub(crate) mod attempts;
pub(crate) mod clusters;
mod early;
pub(crate) mod encryption;
mod follow;
mod json;
pub(crate) mod members;
pub(crate) mod programs;
pub(crate) mod projects;
pub(crate) mod remote;
pub(crate) mod roles;
pub(crate) mod session;
pub(crate) mod trust_policy;

use std::{cell::Cell, future::Future, marker::PhantomData, pin::Pin, rc::Rc, time::Duration};

use gloo_net::http::Request;
use js_sys::{JSON, Reflect};
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    task::spawn_local,
};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit};
use wire::{
    atlas::{ApiError, FieldFault},
    console::Page,
};

use crate::language;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a call has no answer to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The server was not reached.
    Offline,
    /// The server took longer than [`PATIENCE`].
    Timeout,
    /// The answer is not what this build of the page understands.
    Decode,
    /// The server said no.
    Api {
        /// The HTTP status.
        status: u16,
        /// The name of the error; empty where something between here and the server answered.
        code: String,
        /// A sentence for a person; empty like `code`.
        detail: String,
        /// What the sentence speaks of.
        parameters: Vec<String>,
        /// Which fields of the body are wrong.
        fields: Vec<FieldFault>,
    },
}

impl Failure {
    /// The HTTP status, where there was an answer.
    pub(crate) fn status(&self) -> u16 {
        if let Self::Api { status, .. } = self { *status } else { 0 }
    }

    /// The name of the error, where the server gave one.
    pub(crate) fn code(&self) -> &str {
        if let Self::Api { code, .. } = self { code } else { "" }
    }

    /// What is wrong with a field of the body, in the language of the page.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let Self::Api { fields, .. } = self else { return None };
        let fault = fields.iter().find(|fault| fault.field == name)?;
        Some(language::of_server(&fault.description))
    }
}

/// How many match on all pages, as far as the server counted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Total {
    pub(crate) count: u64,
    /// Whether the count stopped there.
    pub(crate) at_least: bool,
    /// Whether this page has none of them: it is past the last one.
    pub(crate) is_beyond: bool,
}

impl Total {
    /// The total that came with a page.
    pub(crate) fn of<T>(page: &Page<T>) -> Self {
        Self {
            count: page.total_count,
            at_least: page.total_is_at_least,
            is_beyond: page.results.is_empty() && page.total_count > 0,
        }
    }
}

/// A call to the API that is not sent yet. Its answer is a `T`; what sends it does not know that, and so is compiled once.
pub(crate) struct Call<T> {
    request: Unsent,
    answer: PhantomData<fn() -> T>,
}

/// The request of a [`Call`].
struct Unsent {
    method: &'static str,
    url: String,
    body: JsValue,
}

impl<T: DeserializeOwned + 'static> Call<T> {
    fn get(url: String) -> Self {
        Self::new("GET", url, JsValue::UNDEFINED)
    }

    fn delete(url: String) -> Self {
        Self::new("DELETE", url, JsValue::UNDEFINED)
    }

    fn post(url: String) -> Self {
        Self::new("POST", url, JsValue::UNDEFINED)
    }

    fn write(method: &'static str, url: String, body: &impl Serialize) -> Self {
        Self::new(method, url, encode(body))
    }

    fn new(method: &'static str, url: String, body: JsValue) -> Self {
        Self { request: Unsent { method, url, body }, answer: PhantomData }
    }

    /// Sends it.
    pub(crate) async fn send(self) -> Result<T, Failure> {
        self.request.send().await.and_then(decode)
    }

    /// Sends it, whatever becomes of the page, and hands on the answer.
    pub(crate) fn then(self, done: impl FnOnce(Result<T, Failure>) + 'static) {
        self.request.then(Box::new(move |answer| done(answer.and_then(decode))));
    }
}

/// What becomes of the answer to a [`Call`].
type Done = Box<dyn FnOnce(Result<JsValue, Failure>)>;

impl Unsent {
    /// Waits for a sign-in where the session has ended, so that a caller never sees that happen.
    fn send(self) -> Pin<Box<dyn Future<Output = Result<JsValue, Failure>>>> {
        Box::pin(async move {
            loop {
                match send_once(self.method, &self.url, &self.body).await {
                    Err(failure) if failure.status() == 401 && session::renewed().await => {}
                    outcome => return outcome,
                }
            }
        })
    }

    fn then(self, done: Done) {
        spawn_local(async move { done(self.send().await) });
    }
}

/// Calls the API. Dropping the future aborts the call.
async fn send_once(method: &str, url: &str, body: &JsValue) -> Result<JsValue, Failure> {
    if method == "GET"
        && let Some(json) = early::take(url).await
    {
        return Ok(json);
    }
    let deadline = Deadline::start().ok_or(Failure::Offline)?;
    let init = RequestInit::new();
    init.set_method(method);
    init.set_signal(Some(&deadline.controller.signal()));
    if method != "GET" {
        // What is saved while the tab closes still reaches the server.
        let _ = Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
    }
    if !body.is_undefined() {
        init.set_body(body);
    }
    let request =
        web_sys::Request::new_with_str_and_init(url, &init).map_err(|_| Failure::Offline)?;
    let _ = request.headers().set("accept", "application/json");
    if !body.is_undefined() {
        let _ = request.headers().set("content-type", "application/json");
    }
    let unanswered =
        |passed: &Cell<bool>| if passed.get() { Failure::Timeout } else { Failure::Offline };
    let sent = Request::from(request).send().await;
    let response = web_sys::Response::from(sent.map_err(|_| unanswered(&deadline.passed))?);
    let (ok, status) = (response.ok(), response.status());
    if status == 204 {
        return Ok(JsValue::UNDEFINED);
    }
    let json = match response.json() {
        Ok(promise) => JsFuture::from(promise).await.ok(),
        Err(_) => None,
    };
    match json {
        _ if deadline.passed.get() => Err(Failure::Timeout),
        Some(json) if ok => Ok(json),
        None if ok => Err(Failure::Decode),
        json => Err(refusal(status, json)),
    }
}

fn refusal(status: u16, json: Option<JsValue>) -> Failure {
    match json.and_then(|json| decode::<ApiError>(json).ok()) {
        Some(error) => Failure::Api {
            status,
            code: error.error_code,
            detail: error.detail,
            parameters: error.parameters,
            fields: error.bad_request_detail.map(|detail| detail.fields).unwrap_or_default(),
        },
        None => Failure::Api {
            status,
            code: String::new(),
            detail: String::new(),
            parameters: Vec::new(),
            fields: Vec::new(),
        },
    }
}

/// Aborts a call after [`PATIENCE`], or as soon as nobody waits for it.
struct Deadline {
    controller: AbortController,
    passed: Rc<Cell<bool>>,
    timer: Option<TimeoutHandle>,
}

impl Deadline {
    fn start() -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let passed = Rc::new(Cell::new(false));
        let pass = {
            let (controller, passed) = (controller.clone(), Rc::clone(&passed));
            move || {
                passed.set(true);
                controller.abort();
            }
        };
        let timer = set_timeout_with_handle(pass, PATIENCE).ok();
        Some(Self { controller, passed, timer })
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            timer.clear();
        }
        self.controller.abort();
    }
}

/// Reads what the browser's own JSON parser made.
fn decode<T: DeserializeOwned>(json: JsValue) -> Result<T, Failure> {
    T::deserialize(json::Value(json)).map_err(|_| Failure::Decode)
}

/// Writes a body by the browser's own JSON writer. A body that could not be written, which none of ours is, would be
/// refused by the server.
fn encode(body: &impl Serialize) -> JsValue {
    let value = body.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
    match value.map(|value| JSON::stringify(&value)) {
        Ok(Ok(text)) => text.into(),
        _ => JsValue::NULL,
    }
}
