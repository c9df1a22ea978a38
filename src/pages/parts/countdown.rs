//! Seconds that are counted down.

use std::time::Duration;

use leptos::{leptos_dom::helpers::set_interval_with_handle, prelude::*};

use crate::reactive::effect;

/// The seconds that are left of a pause, told each second; `pause` is how many there are from when it changes on.
pub(crate) fn countdown(
    pause: impl Fn() -> Option<u64> + Send + Sync + 'static,
) -> Signal<Option<u64>> {
    let over_at = RwSignal::new(None::<f64>);
    let clock = RwSignal::new(js_sys::Date::now());
    effect(move || {
        let pause = pause();
        let now = js_sys::Date::now();
        clock.set(now);
        #[allow(clippy::cast_precision_loss)] // A pause is a few seconds.
        over_at.set(pause.map(|seconds| now + seconds as f64 * 1000.0));
    });
    effect(move || {
        if over_at.read().is_none() {
            return;
        }
        let tick = move || clock.set(js_sys::Date::now());
        let timer = set_interval_with_handle(tick, Duration::from_secs(1)).ok();
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    });
    Signal::derive(move || over_at.get().map(|at| seconds_left(at, clock.get())))
}

/// Whole seconds until a moment, both in milliseconds; never below zero.
fn seconds_left(at: f64, now: f64) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // `max` keeps it in range.
    let seconds = ((at - now) / 1000.0).ceil().max(0.0) as u64;
    seconds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_shows_whole_seconds_and_ends_at_zero() {
        for (at, now, expected) in
            [(5000.0, 0.0, 5), (5000.0, 100.0, 5), (5000.0, 4001.0, 1), (5000.0, 9000.0, 0)]
        {
            assert_eq!(seconds_left(at, now), expected);
        }
    }
}
