//! A short status in one or two words.

use leptos::prelude::*;

use super::{Icon, el};

/// What a colour means; the text beside it always says so too.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Good,
    Waiting,
    Bad,
    Info,
}

impl Tone {
    pub(super) fn name(self) -> &'static str {
        match self {
            Tone::Neutral => "neutral",
            Tone::Good => "good",
            Tone::Waiting => "waiting",
            Tone::Bad => "bad",
            Tone::Info => "info",
        }
    }

    pub(super) fn icon(self) -> Icon {
        match self {
            Tone::Neutral | Tone::Info => Icon::Info,
            Tone::Good => Icon::Check,
            Tone::Waiting | Tone::Bad => Icon::Warning,
        }
    }
}

/// A status: a dot and a word.
#[component]
pub fn Badge(
    /// Its meaning.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The word, as it is read.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    el("span")
        .class("badge")
        .bind("data-tone", move || Some(tone.get().name()))
        .text(move || text.get())
}
