//! Choosing one of many, by typing a part of it.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

use super::{
    El, Icon,
    dom::{key, lower_case, place, unique_id},
    el,
    field::{described_by, frame},
    icon, use_notices, words,
};
use crate::reactive::{effect, memo};

/// One entry of a [`Combobox`].
#[derive(Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What is stored.
    pub value: String,
    /// What is read, and what the field shows once it is chosen.
    pub label: String,
    /// A second line: what tells it from others of that name.
    pub detail: String,
}

/// A text field that suggests entries and takes nothing else. The owner narrows `options` to what fits `query`, so that they
/// may come from anywhere.
///
/// The arrow keys go through the entries, Enter takes one (the first that fits, once it is there), Escape leaves everything as
/// it was. When the field is left, what was typed in full is taken, and the one entry that fits.
#[component]
pub fn Combobox(
    /// What to choose; also its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The value of the chosen entry; empty while there is none.
    value: RwSignal<String>,
    /// The label of the chosen entry, which need not be among the options.
    #[prop(into)]
    chosen: Signal<String>,
    /// What was typed to find an entry; empty where all are wanted.
    query: RwSignal<String>,
    /// What fits the query.
    #[prop(into)]
    options: Signal<Vec<Suggestion>>,
    /// Whether what fits the query is still on its way, and `options` are those of another query. None of them is taken by a key then.
    #[prop(optional, into)]
    waiting: Signal<bool>,
    /// What is said where nothing fits, or while it is on its way; empty where something else says why there is nothing.
    #[prop(into)]
    nothing: Signal<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// What helps to choose.
    #[prop(optional, into)]
    hint: Signal<Option<String>>,
    /// Told the new value after each choice of the person.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    #[prop(optional)] required: bool,
    /// An example of what to type.
    #[prop(optional, into)]
    placeholder: String,
) -> impl IntoView {
    let id = unique_id();
    let list_id = id.clone() + "-list";
    let open = RwSignal::new(false);
    let active = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let list = NodeRef::<html::Div>::new();
    // Enter was pressed before there was anything to take.
    let entered = StoredValue::new(false);
    // What was chosen elsewhere, or found out later, is shown at once.
    effect(move || text.set(chosen.get()));

    let choose = move |option: Suggestion| {
        text.set(option.label);
        open.set(false);
        query.set(String::new());
        if *value.read_untracked() != option.value {
            value.set(option.value.clone());
            if let Some(on_change) = on_change {
                on_change.run(option.value);
            }
        }
    };
    let show = move || {
        if !readonly.get_untracked() && !open.get_untracked() {
            let options = options.read_untracked();
            let at = options.iter().position(|option| option.value == *value.read_untracked());
            active.set(at.unwrap_or_default());
            open.set(true);
        }
    };
    // Leaves the field with an entry, or with none where it was emptied.
    let settle = move || {
        let typed = lower_case(text.get_untracked().trim());
        let fits = |option: &&Suggestion| {
            [&option.label, &option.value].into_iter().any(|it| lower_case(it) == typed)
        };
        let narrowed = !query.read_untracked().is_empty() && !waiting.get_untracked();
        let found = match options.read_untracked().as_slice() {
            [only] if narrowed => Some(only.clone()),
            options => options.iter().find(fits).cloned(),
        };
        open.set(false);
        match found {
            Some(option) => choose(option),
            None if typed.is_empty() && !value.read_untracked().is_empty() => {
                choose(Suggestion {
                    value: String::new(),
                    label: String::new(),
                    detail: String::new(),
                });
            }
            None => {
                text.set(chosen.get_untracked());
                query.set(String::new());
            }
        }
    };
    let take = move || {
        let option = options.read_untracked().get(active.get_untracked()).cloned();
        match option {
            Some(option) => choose(option),
            // What fits nothing can still be mended.
            None if !text.read_untracked().trim().is_empty() => {}
            None => settle(),
        }
    };
    effect(move || {
        if !waiting.get() && entered.get_value() {
            entered.set_value(false);
            take();
        }
    });
    // Who does not see the list is told how many fit, once that is known.
    let notices = use_notices();
    let fitting = memo(move |_| {
        let known = open.get() && !waiting.get();
        known.then(|| options.read().len())
    });
    effect(move || match fitting.get() {
        None => {}
        Some(0) if nothing.read_untracked().is_empty() => notices.hush(),
        Some(0) => notices.announce(nothing.get_untracked()),
        Some(count) => notices.announce(words::suggestions(count)),
    });
    let on_input = move |event: Event| {
        let typed = event_target_value(&event);
        entered.set_value(false);
        text.set(typed.clone());
        query.set(typed);
        active.set(0);
        open.set(true);
    };
    let step = move |by: isize| {
        let count = options.read_untracked().len();
        if !open.get_untracked() {
            show();
        } else if count > 0 && !waiting.get_untracked() {
            active.update(|at| *at = at.saturating_add_signed(by).min(count - 1));
        }
    };
    let on_keydown = move |event: Event| match key(&event).as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            step(if key(&event) == "ArrowDown" { 1 } else { -1 });
        }
        "Enter" if open.get_untracked() => {
            // The form is sent by the next one.
            event.prevent_default();
            match waiting.get_untracked() {
                true => entered.set_value(true),
                false => take(),
            }
        }
        "Escape" if open.get_untracked() => {
            // It belongs to the list first and to a dialog around it second.
            event.prevent_default();
            event.stop_propagation();
            entered.set_value(false);
            open.set(false);
            text.set(chosen.get_untracked());
            query.set(String::new());
        }
        _ => {}
    };
    let on_click = move |event: Event| {
        let input = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input.filter(|_| !open.get_untracked()) {
            input.select();
        }
        show();
    };
    let option_id = {
        let id = id.clone();
        move |index: usize| [id.as_str(), "-", &index.to_string()].concat()
    };
    let active_id = {
        let option_id = option_id.clone();
        move || {
            let at = active.get();
            let is_there = open.get() && !waiting.get() && at < options.read().len();
            is_there.then(|| option_id(at))
        }
    };
    let controls = list_id.clone();
    let control = el("input")
        .attr("id", &id)
        .class("input")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("autocapitalize", "none")
        .attr("placeholder", &placeholder)
        .attr("aria-autocomplete", "list")
        .bind("aria-controls", move || open.get().then(|| controls.clone()))
        .attr_if("required", required.then_some(""))
        .bind("readonly", move || readonly.get().then_some(""))
        .bind_bool("aria-expanded", move || open.get() && !options.read().is_empty())
        .bind("aria-activedescendant", active_id)
        .bind("aria-describedby", described_by(&id, error, hint))
        .bind_true("aria-invalid", move || error.read().is_some())
        .prop("value", move || text.get())
        .on("input", on_input)
        .on("keydown", on_keydown)
        .on("click", on_click)
        .on("blur", move |_| {
            entered.set_value(false);
            settle();
        });
    let anchor = control.node();

    let entry = move |(index, option): (usize, Suggestion), option_id: &str| -> El {
        let row = el("div").attr("role", "option").attr("id", option_id);
        let row = row
            .bind_bool("aria-selected", move || active.get() == index && !waiting.get())
            .add(el("span").say(&option.label));
        let row = match option.detail.is_empty() {
            true => row,
            false => row.add(el("span").class("hint").say(&option.detail)),
        };
        let node = row.node_as::<HtmlElement>();
        row.watch(move || {
            if let (true, Some(list)) = (active.get() == index, list.get()) {
                reveal(&node, &list);
            }
        })
        // The field keeps the focus.
        .on("mousedown", |event| event.prevent_default())
        .on("click", move |_| choose(option.clone()))
    };
    let entries = move || {
        let options = options.get();
        if options.is_empty() {
            return el("p").class("hint").text(move || nothing.get()).into_any();
        }
        let rows = options.into_iter().enumerate();
        rows.map(|(index, option)| entry((index, option), &option_id(index)).into_any())
            .collect_view()
            .into_any()
    };
    effect(move || {
        let (true, Some(list)) = (open.get(), list.get()) else { return };
        options.track();
        nothing.track();
        let style = HtmlElement::style(&list);
        let width = anchor.get_bounding_client_rect().width();
        let _ = style.set_property("min-width", &((width as i32).to_string() + "px"));
        if !is_shown(&list) && list.show_popover().is_err() {
            return;
        }
        let put = {
            let anchor = anchor.clone();
            move || {
                place(&anchor, &list, false);
                // Only now it has a height.
                if let Ok(Some(row)) = list.query_selector("[aria-selected=true]") {
                    reveal(row.unchecked_ref(), &list);
                }
            }
        };
        put();
        // Its entries may be put into it after this.
        request_animation_frame(put);
    });
    let any = memo(move |_| !options.read().is_empty() || !nothing.read().is_empty());
    let suggestions = move || {
        (open.get() && any.get()).then(|| {
            el("div")
                .class("menu-list suggestions")
                .attr("id", &list_id)
                .attr("popover", "manual")
                // The browser would make a stop of what scrolls.
                .attr("tabindex", "-1")
                .bind_true("aria-busy", move || waiting.get())
                .bind("role", move || (!options.read().is_empty()).then_some("listbox"))
                .bind("aria-label", move || Some(label.get()))
                .refer(list)
                .show(entries.clone())
        })
    };
    let control =
        el("div").class("combobox").add(control).add(icon(Icon::ChevronDown)).show(suggestions);
    frame(id, label, false, error, hint, control)
}

fn is_shown(popover: &Element) -> bool {
    popover.matches(":popover-open").unwrap_or(false)
}

/// Scrolls the list by as little as it takes to have the entry in sight.
fn reveal(entry: &HtmlElement, list: &HtmlElement) {
    let top = entry.offset_top();
    let bottom = top + entry.offset_height() - list.client_height();
    list.set_scroll_top(list.scroll_top().min(top).max(bottom));
}
