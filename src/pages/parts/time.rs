//! Points in time, as pages show them.

use std::sync::LazyLock;

use leptos::prelude::*;

use crate::{
    text,
    ui::{El, el},
};

static NOW: LazyLock<ArcRwSignal<f64>> = LazyLock::new(ArcRwSignal::default);

/// Sets the clock that [`now`] reads.
pub(crate) fn tell_time() {
    NOW.set(js_sys::Date::now());
}

/// The time in milliseconds since 1970, a few seconds late.
pub(crate) fn now() -> f64 {
    NOW.get()
}

/// How long ago a date of the API is; the exact time on hover, and read with it.
pub(crate) fn time_ago(date: &str) -> El {
    time(date, text::time::relative)
}

/// For how long something has been so; the exact time since when on hover, and read with it.
pub(crate) fn time_since(date: &str) -> El {
    time(date, |date, now| text::waiting(&text::time::waiting(date, now)))
}

fn time(date: &str, say: fn(&str, f64) -> String) -> El {
    let exact = text::time::exact(date);
    let time = el("time").attr("datetime", date).attr("title", &exact);
    let date = date.to_owned();
    time.text(move || say(&date, now()))
        .add(el("span").class("visually-hidden").say(", ").say(&exact))
}
