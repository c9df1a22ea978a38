//! Two versions of a text, line by line.

use leptos::prelude::*;

use super::{El, dom::unique_id, el, words};

/// Where a line of a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In both versions.
    Same,
    /// Only in the new one.
    Added,
    /// Only in the old one.
    Removed,
}

/// The lines of both versions in order; a sign and, to screen readers, a word say which are new and which are gone.
#[component]
pub fn Diff(
    /// What the texts are; its heading and accessible name.
    #[prop(into)]
    label: String,
    /// Each line, without its end.
    lines: Vec<(Change, String)>,
) -> impl IntoView {
    let id = unique_id();
    let line = |(change, text): (Change, String)| {
        let (name, sign, word) = match change {
            Change::Same => ("same", " ", None),
            Change::Added => ("added", "+", Some(words::LINE_ADDED)),
            Change::Removed => ("removed", "−", Some(words::LINE_REMOVED)),
        };
        let word = word.map(|word| el("span").class("visually-hidden").say(word).say(": "));
        el("li")
            .attr("data-change", name)
            .add(el("span").class("diff-sign").attr("aria-hidden", "true").say(sign))
            .add(el("code").add_if(word).say(&text))
    };
    let lines = lines.into_iter().map(line).fold(el("ol").attr("dir", "ltr"), El::add);
    let caption = el("figcaption").add(el("span").attr("id", &id).say(&label));
    el("figure").class("code diff").attr("aria-labelledby", &id).add(caption).add(lines)
}
