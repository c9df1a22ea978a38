//! Points in time, as pages show them.

use std::sync::LazyLock;

use leptos::prelude::*;

use crate::text;

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
pub(crate) fn time_ago(date: &str) -> AnyView {
    let (machine, date) = (date.to_owned(), date.to_owned());
    let exact = text::time::exact(&date);
    let title = exact.clone();
    view! {
        <time datetime=machine title=title>
            {move || text::time::relative(&date, now())}
            <span class="visually-hidden">{", "}{exact}</span>
        </time>
    }
    .into_any()
}
