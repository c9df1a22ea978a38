//! The checks of one attempt, as they come in.

use leptos::prelude::*;

use super::{Icon, el, icon, progress::ring, words};

/// How far one check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum CheckState {
    #[default]
    Waiting,
    Running,
    Passed,
    Failed,
    /// Whoever was asked did not answer.
    Unanswered,
    Skipped,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    pub state: CheckState,
    /// What is checked.
    pub title: String,
    /// What came out, or what it waits for.
    pub detail: Option<String>,
}

/// A list of checks in the order in which they run.
#[component]
pub fn CheckList(
    /// What the checks are of; the list's accessible name.
    #[prop(into)]
    label: String,
    #[prop(into)] items: Signal<Vec<CheckItem>>,
) -> impl IntoView {
    let row = |item: CheckItem| {
        let (shown, name, word) = match item.state {
            CheckState::Waiting => (icon(Icon::Circle), "waiting", words::STATE_WAITING),
            CheckState::Running => (ring(), "running", words::STATE_RUNNING),
            CheckState::Passed => (icon(Icon::Check), "passed", words::STATE_PASSED),
            CheckState::Failed => (icon(Icon::Cross), "failed", words::STATE_FAILED),
            CheckState::Unanswered => (icon(Icon::Warning), "unanswered", words::STATE_UNANSWERED),
            CheckState::Skipped => (icon(Icon::Minus), "skipped", words::STATE_SKIPPED),
        };
        let hidden = el("span").class("visually-hidden").say(": ").say(word);
        let detail = item.detail.map(|detail| el("p").class("hint").say(&detail));
        let text = el("div").say(&item.title).add(hidden).add_if(detail);
        el("li").attr("data-state", name).add(shown).add(text).into_any()
    };
    el("ol")
        .class("checks")
        .attr("aria-label", &label)
        .show(move || items.get().into_iter().map(row).collect_view())
}
