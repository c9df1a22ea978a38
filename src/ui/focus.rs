//! Where the focus goes when what has it is removed.
//!
//! A browser gives it to nobody then: with the keyboard one begins again at the top of the page, and a screen reader
//! falls silent. So one observer looks after all pages and dialogs, whoever removes what.

use std::iter::successors;

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, MutationObserver, MutationObserverInit, NodeList};

use super::dom::{focus, focus_is_lost, focus_selector};

/// What holds rows.
const LISTS: &str = "tbody, ul, ol";
/// What can have the focus in a row.
const CONTROLS: &str = "a[href], button, input, select, textarea";

/// Where the focus was.
struct Place {
    element: Element,
    /// The panel, dialog or page around it.
    part: Option<Element>,
    row: Option<Row>,
}

/// A row of a table, or an item of a list, by its number: a list that comes anew is another element.
struct Row {
    /// The dialog or page around it.
    root: Element,
    /// Which of the lists in there it is in.
    nth_list: usize,
    /// How many rows stand before it.
    index: usize,
}

/// Looks after the focus from now on; call once.
pub fn keep_focus() {
    let last = StoredValue::new_local(None::<Place>);
    // They live as long as the page.
    let _ = window_event_listener(ev::focusin, move |event| {
        let element = event.target().and_then(|target| target.dyn_into().ok());
        last.set_value(element.map(Place::of));
    });
    // A click beside everything takes the focus away on purpose.
    let _ = window_event_listener(ev::pointerdown, move |_| last.set_value(None));
    let is_gone = |place: &mut Place| !place.element.is_connected();
    let restore = move || {
        let gone = last.try_update_value(|last| last.take_if(is_gone)).flatten();
        if let Some(place) = gone
            && focus_is_lost()
        {
            place.restore();
        }
    };
    let changed = Closure::<dyn Fn()>::new(move || {
        let gone = last.try_update_value(|last| last.as_mut().is_some_and(is_gone));
        if gone == Some(true) {
            // Whoever removed it may have a better place for the focus.
            request_animation_frame(restore);
        }
    });
    let observer = MutationObserver::new(changed.as_ref().unchecked_ref());
    if let (Ok(observer), Some(body)) = (observer, document().body()) {
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        let _ = observer.observe_with_options(&body, &options);
    }
    changed.forget();
}

impl Place {
    fn of(element: Element) -> Self {
        let part = closest(&element, "section, dialog, main");
        let row = closest(&element, "tr").or_else(|| closest(&element, "li"));
        Self { part, row: row.and_then(|row| Row::of(&row)), element }
    }

    /// To what took its place, else to the heading of what it stood in.
    fn restore(self) {
        if let Some(control) = self.row.and_then(|row| row.control(&self.element)) {
            focus(&control);
            return;
        }
        let part = self.part.filter(|part| part.is_connected());
        match part.and_then(|part| part.query_selector("h1, h2").ok().flatten()) {
            Some(heading) => {
                let _ = heading.set_attribute("tabindex", "-1");
                focus(&heading);
            }
            None => {
                let _ = focus_selector("dialog[open] h2") || focus_selector("main h1");
            }
        }
    }
}

impl Row {
    fn of(row: &Element) -> Option<Self> {
        let (root, list) = (closest(row, "dialog, main")?, row.parent_element()?);
        let nth_list = all(&root, LISTS).position(|other| other == list)?;
        let before = |row: &Element| row.previous_element_sibling();
        let index = successors(before(row), before).count();
        Some(Self { root, nth_list, index })
    }

    /// What stands for `gone`: the same control made anew, else the first of the row that took this one's place; else
    /// of the next row that has any, else of the one before.
    fn control(&self, gone: &Element) -> Option<Element> {
        let list = all(&self.root, LISTS).nth(self.nth_list)?;
        let name = gone.get_attribute("aria-label");
        let control = |row: Element| {
            let same = |it: &Element| name.is_some() && it.get_attribute("aria-label") == name;
            all(&row, CONTROLS).find(same).or_else(|| all(&row, CONTROLS).next())
        };
        let rows = || successors(list.first_element_child(), Element::next_element_sibling);
        let before = || rows().take(self.index).filter_map(control).last();
        rows().skip(self.index).find_map(control).or_else(before)
    }
}

fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

fn all(root: &Element, selector: &str) -> impl Iterator<Item = Element> + use<> {
    let found = root.query_selector_all(selector).ok();
    let length = found.as_ref().map_or(0, NodeList::length);
    (0..length).filter_map(move |nth| found.as_ref()?.item(nth)?.dyn_into().ok())
}
