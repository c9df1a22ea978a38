//! The parts of the interface. They know no domain and no router; `/gallery` shows each in its
//! states.
//!
//! Rules of the house: concrete property types (`Signal<String>`, `Callback<()>`) so that a part is
//! compiled once; no inline styles (the Content-Security-Policy forbids them); native elements
//! first.

// A part that no page uses yet is dropped by the linker, and the gallery still shows it.
#![allow(dead_code, unused_imports)]
// What `#[component]` makes of a `pub(crate)` function is `pub` all the same.
#![allow(unreachable_pub)]

mod badge;
mod banner;
mod boundary;
mod breadcrumbs;
mod button;
mod checkbox;
mod checklist;
mod code;
mod combobox;
mod confirm;
mod dialog;
mod diff;
mod disclosure;
mod dom;
mod element;
mod empty;
mod facts;
mod field;
mod focus;
mod icon;
mod json;
mod link;
mod menu;
mod notices;
mod pager;
mod panel;
mod progress;
mod select;
mod skeleton;
mod table;
mod tabs;
mod theme;
mod toggle;
mod tooltip;
mod words;

pub use badge::{Badge, Tone};
pub use banner::{Banner, Live};
pub use boundary::{contained, contained_or};
pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::{Button, IconButton, Variant};
pub use checkbox::Checkbox;
pub use checklist::{CheckItem, CheckList, CheckState};
pub use code::{CodeBlock, CopyButton, Language};
pub use combobox::{Combobox, Suggestion};
pub use confirm::ConfirmDialog;
pub use dialog::{Dialog, DialogSize};
pub use diff::{Change, Diff};
pub use disclosure::Disclosure;
pub use dom::{
    bring_into_sight, focus_first_invalid, focus_page_title, focus_selector, lower_case, unique_id,
};
pub use element::{El, Keyed, dynamic, el, keyed, several, svg};
pub use empty::EmptyState;
pub use facts::{Fact, Facts};
pub use field::TextField;
pub use focus::keep_focus;
pub use icon::{Icon, icon};
pub use link::{ExternalLink, LinkButton};
pub use menu::{Menu, MenuItem};
pub use notices::{Act, Notices, NoticesHost, provide_notices, use_notices};
pub use pager::Pager;
pub use panel::Panel;
pub use progress::{Progress, Spinner};
pub use select::{Choice, Select};
pub use skeleton::{Skeleton, SkeletonRows};
pub use table::{Column, Sort, SortDirection, Table};
pub use tabs::{Tab, Tabs};
pub use theme::{Theme, ThemeChooser};
pub use toggle::Toggle;
pub use tooltip::Tooltip;
