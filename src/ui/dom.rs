//! Focus, ids and positions: what the parts ask of the document.

use std::sync::atomic::{AtomicUsize, Ordering};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// An id that no other element has, for `aria-labelledby` and its like.
pub fn unique_id() -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    let mut id = String::from("ui-");
    id.push_str(&NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    id
}

/// Scrolls to an element, once it stands on the page, by as little as it takes.
pub fn bring_into_sight(element: Element) {
    request_animation_frame(move || {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    });
}

/// A text in lower case, as the browser knows it: the program would carry 14 KB of tables for that.
#[cfg(target_arch = "wasm32")]
pub fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// The same for tests, which have no browser.
#[cfg(not(target_arch = "wasm32"))]
pub fn lower_case(text: &str) -> String {
    text.to_lowercase()
}

/// Focuses the first element that matches; says whether there was one.
pub fn focus_selector(selector: &str) -> bool {
    document().query_selector(selector).ok().flatten().is_some_and(|found| focus(&found))
}

/// Hands the focus to the page's title, for when the focused element has gone (a deleted row) or
/// the page changed.
pub fn focus_page_title() {
    let _ = focus_selector("main h1") || focus_selector("main");
}

/// Focuses the first field with an error inside the element with this id. Where it has the focus already, a screen reader would not
/// come to its error: gives that, to be announced.
pub fn focus_first_invalid(id: &str) -> Option<String> {
    let root = document().get_element_by_id(id)?;
    let field = root.query_selector("[aria-invalid=true]").ok()??;
    if document().active_element().as_ref() != Some(&field) {
        focus(&field);
        return None;
    }
    let error = [&field.id(), "-error"].concat();
    document().get_element_by_id(&error)?.text_content()
}

/// The key of a keyboard event; empty for any other.
pub(super) fn key(event: &Event) -> String {
    event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default()
}

pub(super) fn focus(element: &Element) -> bool {
    element.dyn_ref::<HtmlElement>().is_some_and(|element| element.focus().is_ok())
}

pub(super) fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Whether nothing in particular has the focus, as after the focused element was removed.
pub(super) fn focus_is_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Puts an open popover under its anchor (over it where there is no room), inside the window and
/// scrolling with the page; where it has room on neither side, it is as low as the larger one and
/// scrolls. Through the object model, since the security policy forbids style attributes.
pub(super) fn place(anchor: &Element, popover: &HtmlElement, align_end: bool) {
    const GAP: f64 = 4.0;
    /// In less than that, nothing could be chosen: then the page scrolls.
    const LOWEST: f64 = 120.0;
    let root = document().document_element();
    let Some(root) = root else { return };
    // What is kept free for a scrollbar is not part of it.
    let width = root.get_bounding_client_rect().width();
    let height = f64::from(root.client_height());
    let style = popover.style();
    // Its size is what it is where it has the whole width, not where it was before.
    let _ = style.set_property("left", "0");
    let _ = style.remove_property("max-height");
    let (anchor, size) = (anchor.get_bounding_client_rect(), popover.get_bounding_client_rect());
    let rtl = root.get_attribute("dir").as_deref() == Some("rtl");

    let left = if align_end != rtl { anchor.right() - size.width() } else { anchor.left() };
    let left = left.min(width - size.width() - GAP).max(GAP);
    let under = anchor.bottom() + GAP;
    let (room_under, room_over) = (height - under, anchor.top() - GAP);
    let room = room_under.max(room_over - GAP);
    let fits = size.height() <= room || room < LOWEST;
    let high = if fits { size.height() } else { room };
    if !fits {
        let _ = style.set_property("max-height", &pixels(room));
    }
    let top =
        if high > room_under && high <= room_over { anchor.top() - GAP - high } else { under };

    let scroll = (window().scroll_x().unwrap_or(0.0), window().scroll_y().unwrap_or(0.0));
    let _ = style.set_property("left", &pixels(left + scroll.0));
    let _ = style.set_property("top", &pixels(top + scroll.1));
}

fn pixels(length: f64) -> String {
    let mut text = (length.round() as i32).to_string();
    text.push_str("px");
    text
}
