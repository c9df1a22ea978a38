//! Light, dark, or as the system says. `index.html` applies a kept choice before the first paint.

use leptos::prelude::*;

use crate::language::Text;

use super::{El, dom::unique_id, el, words};

const KEY: &str = "theme";

/// The person's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn label(self) -> Text {
        match self {
            Theme::System => words::THEME_SYSTEM,
            Theme::Light => words::THEME_LIGHT,
            Theme::Dark => words::THEME_DARK,
        }
    }

    /// The choice in force.
    pub fn current() -> Self {
        let name = document().document_element().and_then(|root| root.get_attribute("data-theme"));
        match name.as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// Applies the choice and keeps it for the next visit, where the browser lets us.
    pub fn choose(self) {
        let storage = window().local_storage().ok().flatten();
        let root = document().document_element();
        if let Some(root) = root {
            let _ = match self {
                Theme::System => root.remove_attribute("data-theme"),
                _ => root.set_attribute("data-theme", self.name()),
            };
        }
        if let Some(storage) = storage {
            let _ = match self {
                Theme::System => storage.remove_item(KEY),
                _ => storage.set_item(KEY, self.name()),
            };
        }
    }
}

/// The three choices side by side.
#[component]
pub fn ThemeChooser() -> impl IntoView {
    let group = unique_id();
    let current = Theme::current();
    let choice = |theme: Theme| {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", &group)
            .attr_if("checked", (theme == current).then_some(""))
            .on("change", move |_| theme.choose());
        el("label").add(input).add(el("span").say(theme.label()))
    };
    let choices = el("fieldset")
        .class("segments")
        .add(el("legend").class("visually-hidden").say(words::THEME));
    Theme::ALL.into_iter().map(choice).fold(choices, El::add)
}
