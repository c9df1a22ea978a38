//! Points in time, said relative to now.

use js_sys::{Date, Function, Intl, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::format::{formatter, options, said};
use crate::language::locales;

/// A span in the largest unit that fills it: `-3`, `minute` is three minutes ago.
fn span(seconds: f64) -> (f64, &'static str) {
    let units =
        [(60.0, "second"), (60.0, "minute"), (24.0, "hour"), (30.4, "day"), (12.0, "month")];
    let mut amount = seconds;
    for (next, unit) in units {
        if amount.round().abs() < next {
            return (amount.round(), unit);
        }
        amount /= next;
    }
    (amount.round(), "year")
}

/// A date as the API writes it, in milliseconds since 1970; not a number where it is none.
fn millis(date: &str) -> f64 {
    Date::parse(date)
}

/// "3 minutes ago".
pub(crate) fn relative(date: &str, now: f64) -> String {
    let (amount, unit) = span(((millis(date) - now) / 1000.0).min(0.0));
    let format = formatter("relative", || {
        let format = Intl::RelativeTimeFormat::new(&locales(), &options(&[("numeric", "auto")]));
        let say = Reflect::get(&format, &"format".into()).unwrap_or_default();
        say.unchecked_into::<Function>().bind0(&format)
    });
    if amount.is_finite() {
        said(format.call2(&JsValue::UNDEFINED, &amount.into(), &unit.into()))
    } else {
        date.to_owned()
    }
}

/// Whether it has come.
pub(crate) fn is_over(date: &str, now: f64) -> bool {
    millis(date) <= now
}

/// "3 minutes", of what is left until then.
pub(crate) fn until(date: &str, now: f64) -> String {
    length(millis(date) - now)
}

/// "3 minutes", of what has gone on since.
pub(crate) fn waiting(date: &str, now: f64) -> String {
    length(now - millis(date))
}

fn length(millis: f64) -> String {
    let (amount, unit) = span((millis / 1000.0).max(0.0));
    if !amount.is_finite() {
        return String::new();
    }
    let format = formatter(unit, || {
        let options = options(&[("style", "unit"), ("unit", unit), ("unitDisplay", "long")]);
        Intl::NumberFormat::new(&locales(), &options).format()
    });
    said(format.call1(&JsValue::UNDEFINED, &amount.into()))
}

/// The whole date in the person's own time zone, to the second.
pub(crate) fn exact(date: &str) -> String {
    formatted(date, "exact", &[("dateStyle", "long"), ("timeStyle", "long")])
}

/// The date without the time.
pub(crate) fn exact_day(date: &str) -> String {
    formatted(date, "date", &[("dateStyle", "long")])
}

fn formatted(date: &str, name: &'static str, style: &[(&str, &str)]) -> String {
    if !millis(date).is_finite() {
        return date.to_owned();
    }
    let format =
        formatter(name, || Intl::DateTimeFormat::new(&locales(), &options(style)).format());
    said(format.call1(&JsValue::UNDEFINED, &Date::new(&date.into()).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_said_in_the_largest_unit_that_it_fills() {
        for (seconds, expected) in [
            (0.0, (0.0, "second")),
            (-59.0, (-59.0, "second")),
            (-60.0, (-1.0, "minute")),
            (-3599.0, (-1.0, "hour")),
            (-3600.0, (-1.0, "hour")),
            (-86_400.0 * 3.0, (-3.0, "day")),
            (-86_400.0 * 45.0, (-1.0, "month")),
            (-86_400.0 * 800.0, (-2.0, "year")),
            (7200.0, (2.0, "hour")),
        ] {
            assert_eq!(span(seconds), expected, "{seconds}");
        }
    }
}
