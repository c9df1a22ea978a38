//! A button that opens a list of actions (the menu-button pattern of the ARIA practices).

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, HtmlElement, Node};

use super::{
    El, Icon, Tooltip, Variant,
    dom::{focus, focused, key, lower_case, place, unique_id},
    el, icon,
};
use crate::reactive::effect;

#[derive(Clone)]
enum Action {
    Go(String),
    Do(Callback<()>),
}

/// One entry of a [`Menu`].
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    icon: Option<Icon>,
    action: Action,
    danger: bool,
    current: bool,
    lang: Option<&'static str>,
    disabled_reason: Option<String>,
}

impl MenuItem {
    /// A link; it is a real one, so that a middle click and the router work.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label.into(), Action::Go(href.into()))
    }

    /// A button.
    pub fn button<Marker>(
        label: impl Into<String>,
        on_click: impl IntoReactiveValue<Callback<()>, Marker>,
    ) -> Self {
        Self::new(label.into(), Action::Do(on_click.into_reactive_value()))
    }

    fn new(label: String, action: Action) -> Self {
        Self {
            label,
            icon: None,
            action,
            danger: false,
            current: false,
            lang: None,
            disabled_reason: None,
        }
    }

    /// With an icon before the text.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// It destroys something.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }

    /// Its text is in another language than the page, by its code.
    pub fn lang(mut self, code: &'static str) -> Self {
        self.lang = Some(code);
        self
    }

    /// It is where the person is, or the choice in force.
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// Why it cannot be used now; shown under the text.
    pub fn disabled(mut self, reason: Option<String>) -> Self {
        self.disabled_reason = reason;
        self
    }
}

/// A menu button with its menu. The entries are made when it opens.
#[component]
pub fn Menu(
    /// The button's text, or its name and tooltip where `icon_only`.
    #[prop(into)]
    label: Signal<String>,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Shows only the icon.
    #[prop(optional)]
    icon_only: bool,
    /// How much the button asks for attention.
    #[prop(default = Variant::Plain)]
    variant: Variant,
    /// Lets the menu's end edge meet the button's, for buttons at the end of a line.
    #[prop(optional)]
    align_end: bool,
    /// The entries.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let id = unique_id();
    let open = RwSignal::new(false);
    let from_end = StoredValue::new(false);
    let button = NodeRef::<html::Button>::new();
    let menu = NodeRef::<html::Div>::new();

    effect(move || {
        let (Some(button), Some(menu)) = (button.get(), menu.get()) else { return };
        if menu.show_popover().is_ok() {
            place(&button, &menu, align_end);
            let all = entries(&menu);
            let first = if from_end.get_value() { all.last() } else { all.first() };
            first.map(|entry| focus(entry));
        }
    });

    let show = move |last: bool| {
        from_end.set_value(last);
        open.set(true);
    };
    let hide = move || {
        if let Some(button) = button.get_untracked() {
            focus(&button);
        }
        open.set(false);
    };
    let on_button_key = move |event: Event| match key(&event).as_str() {
        "ArrowDown" | "ArrowUp" => {
            event.prevent_default();
            show(key(&event) == "ArrowUp");
        }
        _ => {}
    };
    let on_menu_key = move |event: Event| {
        let Some(menu) = menu.get_untracked() else { return };
        let all = entries(&menu);
        let at = focused().and_then(|element| all.iter().position(|entry| *entry == element));
        let labels: Vec<String> =
            all.iter().map(|entry| entry.text_content().unwrap_or_default()).collect();
        match key_step(&key(&event), at.unwrap_or(0), &labels) {
            Step::Focus(next) => all.get(next).map(|entry| focus(entry)),
            Step::Press => all.get(at.unwrap_or(0)).map(|entry| {
                entry.click();
                true
            }),
            Step::Close => {
                hide();
                Some(true)
            }
            // The browser moves on by itself, from the button.
            Step::Leave => return hide(),
            Step::Nothing => return,
        };
        event.prevent_default();
        event.stop_propagation();
    };
    let on_leave = move |event: Event| {
        let to = event
            .unchecked_ref::<FocusEvent>()
            .related_target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let inside = menu.get_untracked().is_some_and(|menu| menu.contains(to.as_ref()));
        if !inside {
            open.set(false);
        }
    };

    let entry = move |item: MenuItem| {
        let described = item.disabled_reason.clone();
        let disabled = described.is_some();
        let kind = if item.danger { "danger" } else { "default" };
        let entry = match &item.action {
            Action::Go(href) if !disabled => {
                let link = el("a").attr("href", href).on("click", move |_| hide());
                link.attr_if("aria-current", item.current.then_some("page"))
            }
            _ => {
                let action = item.action.clone();
                let press = move |_| {
                    if let (Action::Do(on_click), false) = (&action, disabled) {
                        hide();
                        on_click.run(());
                    }
                };
                let button = el("button").attr("type", "button").on("click", press);
                button
                    .attr_if("aria-disabled", disabled.then_some("true"))
                    .attr_if("aria-current", item.current.then_some("true"))
            }
        };
        entry
            .attr("role", "menuitem")
            .attr("tabindex", "-1")
            .attr("data-kind", kind)
            .add_if(item.icon.map(icon::icon))
            .add(el("span").attr_if("lang", item.lang).say(&item.label))
            .add_if(described.map(|reason| el("small").say(&reason)))
    };
    let list_id = id.clone() + "-menu";
    let controls = list_id.clone();
    let tip = move || icon_only.then(|| label.get());
    let opener = el("button")
        .class(if icon_only { "button icon-button" } else { "button" })
        .attr("type", "button")
        .attr("id", &id)
        .attr("data-variant", variant.name())
        .attr("aria-haspopup", "menu")
        .bind_bool("aria-expanded", move || open.get())
        .bind("aria-controls", move || open.get().then(|| controls.clone()))
        .bind("aria-label", tip)
        .refer(button)
        // Keeps the focus in an open menu, so that the click closes it and does not open it again.
        .on("mousedown", move |event| {
            if open.get_untracked() {
                event.prevent_default();
            }
        })
        .on("click", move |_| if open.get_untracked() { hide() } else { show(false) })
        .on("keydown", on_button_key)
        .add_if(icon.map(icon::icon));
    let opener = if icon_only {
        opener
    } else {
        opener.add(el("span").text(move || label.get())).add(icon::icon(Icon::ChevronDown))
    };
    let list = move || {
        let list = el("div")
            .class("menu-list")
            .attr("id", &list_id)
            .attr("role", "menu")
            .attr("aria-labelledby", &id)
            .attr("popover", "manual")
            .refer(menu)
            .on("keydown", on_menu_key)
            .on("focusout", on_leave);
        items.get().into_iter().map(entry).fold(list, El::add)
    };
    el("span")
        .class("menu")
        .add(view! { <Tooltip text=tip>{opener}</Tooltip> })
        .show(move || open.get().then(&list))
}

fn entries(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(list) = menu.query_selector_all("[role=menuitem]") else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// What a key does in an open menu.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Focus(usize),
    Press,
    Close,
    Leave,
    Nothing,
}

/// The keys of the ARIA practices: arrows go round, Home and End to the ends, a letter to the next
/// entry that begins with it, Space presses (Enter does so by itself), Escape closes, Tab leaves.
fn key_step(key: &str, at: usize, labels: &[String]) -> Step {
    let count = labels.len();
    if count == 0 {
        return if key == "Escape" { Step::Close } else { Step::Nothing };
    }
    match key {
        "ArrowDown" => Step::Focus((at + 1) % count),
        "ArrowUp" => Step::Focus((at + count - 1) % count),
        "Home" => Step::Focus(0),
        "End" => Step::Focus(count - 1),
        "Escape" => Step::Close,
        "Tab" => Step::Leave,
        " " => Step::Press,
        _ => {
            let mut letters = key.chars();
            let (Some(_), None) = (letters.next(), letters.next()) else {
                return Step::Nothing;
            };
            let letter = lower_case(key);
            let begins = |label: &String| lower_case(label.trim_start()).starts_with(&letter);
            (1..=count)
                .map(|step| (at + step) % count)
                .find(|&next| labels.get(next).is_some_and(begins))
                .map_or(Step::Nothing, Step::Focus)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["Integrations", "Clusters", "Advanced", "Activity"].map(String::from).to_vec()
    }

    #[test]
    fn arrows_go_round_at_both_ends() {
        assert_eq!(key_step("ArrowDown", 3, &labels()), Step::Focus(0));
        assert_eq!(key_step("ArrowUp", 0, &labels()), Step::Focus(3));
        assert_eq!(key_step("ArrowDown", 1, &labels()), Step::Focus(2));
    }

    #[test]
    fn home_and_end_go_to_the_ends() {
        assert_eq!(key_step("Home", 2, &labels()), Step::Focus(0));
        assert_eq!(key_step("End", 0, &labels()), Step::Focus(3));
    }

    #[test]
    fn a_letter_goes_to_the_next_entry_that_begins_with_it_and_round() {
        assert_eq!(key_step("a", 0, &labels()), Step::Focus(2));
        assert_eq!(key_step("A", 2, &labels()), Step::Focus(3));
        assert_eq!(key_step("a", 3, &labels()), Step::Focus(2));
        assert_eq!(key_step("x", 3, &labels()), Step::Nothing);
    }

    #[test]
    fn other_keys_are_left_to_the_browser() {
        assert_eq!(key_step("Enter", 0, &labels()), Step::Nothing);
        assert_eq!(key_step("F5", 0, &labels()), Step::Nothing);
        assert_eq!(key_step("Tab", 0, &labels()), Step::Leave);
    }

    #[test]
    fn an_empty_menu_only_closes() {
        assert_eq!(key_step("ArrowDown", 0, &[]), Step::Nothing);
        assert_eq!(key_step("Escape", 0, &[]), Step::Close);
    }
}
