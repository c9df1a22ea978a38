//! Text to be copied as it stands.

use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

use super::{
    Icon, Tooltip, Variant,
    dom::unique_id,
    el, icon,
    json::{self, Piece},
    use_notices, words,
};

/// How a code block is coloured and wrapped.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    Json,
    Shell,
    #[default]
    Plain,
}

/// A block of code with a button that copies it.
#[component]
pub fn CodeBlock(
    /// The text, copied exactly.
    #[prop(into)]
    code: Signal<String>,
    /// Its heading and accessible name, such as "Trust policy".
    #[prop(into)]
    label: String,
    /// The button's accessible name; begins with "Copy".
    #[prop(into)]
    copy_label: String,
    #[prop(optional)] language: Language,
    /// Called when the browser has copied it.
    #[prop(default = None)]
    on_copy: Option<Callback<()>>,
    /// Why there is nothing to copy yet.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id();
    let text = NodeRef::<html::Code>::new();
    let select = move || {
        let (Some(text), Ok(Some(selection))) = (text.get_untracked(), window().get_selection())
        else {
            return;
        };
        let _ = selection.select_all_children(&text);
    };
    let coloured = move || {
        let code = code.read();
        let pieces = match language {
            Language::Json => json::pieces(&code),
            Language::Shell => options(&code),
            Language::Plain => vec![(Piece::Other, code.as_str())],
        };
        let span =
            |(kind, piece): (Piece, &str)| el("span").class(kind.class()).say(piece).into_any();
        pieces.into_iter().map(span).collect_view()
    };
    let copy = view! {
        <CopyButton
            text=code
            label=copy_label
            disabled_reason=disabled_reason
            on_success=on_copy
            on_failure=move |()| select()
        />
    };
    let caption = el("figcaption").add(el("span").attr("id", &id).say(&label)).add(copy);
    let block = el("pre").attr("dir", "ltr").add(el("code").refer(text).show(coloured));
    el("figure").class("code").attr("aria-labelledby", &id).add(caption).add(block)
}

/// The words of a command, its options told apart.
fn options(command: &str) -> Vec<(Piece, &str)> {
    let kind = |word: &str| if word.starts_with("--") { Piece::Key } else { Piece::Other };
    command.split_inclusive(char::is_whitespace).map(|word| (kind(word), word)).collect()
}

/// Copies a text and says so only when the browser has done it.
#[component]
pub fn CopyButton(
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
    /// The accessible name; begins with "Copy", which is what is seen.
    #[prop(into)]
    label: String,
    /// Shows only the icon, for lines and cells.
    #[prop(optional)]
    icon_only: bool,
    /// Called when the browser has copied it.
    #[prop(default = None)]
    on_success: Option<Callback<()>>,
    /// Called when the browser refused, to select the text.
    #[prop(optional, into)]
    on_failure: Option<Callback<()>>,
    /// Why there is nothing to copy yet.
    #[prop(optional, into)]
    disabled_reason: Signal<Option<String>>,
) -> impl IntoView {
    let notices = use_notices();
    let outcome = RwSignal::new(None::<bool>);
    let selects = on_failure.is_some();
    let failed = if selects { words::COPY_FAILED_SELECTED } else { words::COPY_FAILED };
    let copy = move |_| {
        if disabled_reason.read_untracked().is_some() {
            return;
        }
        let text = text.get_untracked();
        spawn_local(async move {
            let done = write(text).await;
            let _ = outcome.try_set(Some(done));
            notices.announce(if done { words::COPIED } else { failed });
            if let Some(told) = if done { on_success } else { on_failure } {
                told.run(());
            }
        });
    };
    let note = move || match outcome.get() {
        None => "",
        Some(true) => words::COPIED.get(),
        Some(false) => failed.get(),
    };
    let shown = move || icon(if outcome.get() == Some(true) { Icon::Check } else { Icon::Copy });
    let note = el("span")
        .class("copy-note")
        .bind("data-failed", move || (outcome.get() == Some(false)).then_some(""))
        .text(note);
    let button = el("button")
        .attr("type", "button")
        .class(if icon_only { "button small icon-button" } else { "button small" })
        .attr("data-variant", Variant::Plain.name())
        .attr("aria-label", &label)
        .bind_true("aria-disabled", move || disabled_reason.read().is_some())
        .attr_if("title", icon_only.then_some(&label))
        .on("click", copy)
        .on("blur", move |_| outcome.set(None))
        .show(shown);
    let button = if icon_only { button } else { button.say(words::COPY) };
    el("span")
        .class("copy")
        .add(note)
        .add(view! { <Tooltip text=disabled_reason>{button}</Tooltip> })
}

async fn write(text: String) -> bool {
    let clipboard = window().navigator().clipboard();
    // The browser has none on a page that is not secure.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(&text)).await.is_ok()
}
