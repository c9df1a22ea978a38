//! Texts of the page, and what stands in them.

use std::{borrow::Cow, ops::Deref};

use leptos::prelude::{IntoRender, Signal};

use super::{CATALOG, catalog::fill, category};

/// A text of the page: in English here, in another language what the catalog has for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text(&'static str);

/// The text that is this in English, with `{0}`, `{1}` … where values stand. A test sees to it that every one of them
/// is in every catalog.
pub(crate) const fn t(english: &'static str) -> Text {
    Text(english)
}

impl Text {
    /// The text in the language of the page.
    #[inline(never)]
    pub(crate) fn get(self) -> &'static str {
        CATALOG.get().and_then(|catalog| catalog.page(self.0)).unwrap_or(self.0)
    }

    /// The text with the values in their places.
    #[inline(never)]
    pub(crate) fn with(self, values: &[&str]) -> String {
        filled(self.get(), values)
    }

    /// The same as [`str::to_owned`].
    #[inline(never)]
    pub(crate) fn to_owned(self) -> String {
        self.get().to_owned()
    }
}

/// The form of a text that goes with a number, with the values in their places. Where a language has more than these
/// two, its catalog has them under the second with the category behind it: `{0} roles|few`.
pub(crate) fn plural(count: u64, one: Text, other: Text, values: &[&str]) -> String {
    let Some(catalog) = CATALOG.get() else {
        return filled(if count == 1 { one.0 } else { other.0 }, values);
    };
    let form = match &*category(count) {
        "one" => one.get(),
        "other" => other.get(),
        category => catalog.page(&[other.0, "|", category].concat()).unwrap_or_else(|| other.get()),
    };
    filled(form, values)
}

fn filled(template: &str, values: &[&str]) -> String {
    fill(template, &|number| values.get(number).copied().unwrap_or_default().to_owned())
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.get()
    }
}

impl From<Text> for &'static str {
    fn from(text: Text) -> Self {
        text.get()
    }
}

impl From<Text> for Cow<'static, str> {
    fn from(text: Text) -> Self {
        Self::Borrowed(text.get())
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.to_owned()
    }
}

impl From<Text> for Signal<String> {
    #[inline(never)]
    fn from(text: Text) -> Self {
        Signal::stored(text.to_owned())
    }
}

/// What stands between the tags of `view!`.
impl IntoRender for Text {
    type Output = &'static str;

    fn into_render(self) -> Self::Output {
        self.get()
    }
}
