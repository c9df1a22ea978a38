//! The few words that the parts themselves say; everything else comes in as a property.

use crate::language::{Text, plural, t};

pub(super) const BREADCRUMBS: Text = t("Breadcrumbs");
pub(super) const BROKEN: Text = t("Something went wrong here");
pub(super) const BROKEN_TEXT: Text = t(
    "This part of the page could not be shown. All the rest of it works, and what you typed into a draft is saved.",
);
pub(super) const CANCEL: Text = t("Cancel");
pub(super) const CLOSE: Text = t("Close");
pub(super) const COPIED: Text = t("Copied");
pub(super) const COPY: Text = t("Copy");
pub(super) const COPY_FAILED: Text = t("Not copied. Select the text and copy it yourself.");
pub(super) const COPY_FAILED_SELECTED: Text =
    t("Not copied. The text is selected, copy it with the keyboard.");
pub(super) const DISMISS: Text = t("Dismiss");
pub(super) const LINE_ADDED: Text = t("Added");
pub(super) const LINE_REMOVED: Text = t("Removed");
pub(super) const NEXT_PAGE: Text = t("Next page");
pub(super) const NEW_TAB: Text = t("(opens in a new tab)");
pub(super) const NOTIFICATIONS: Text = t("Notifications");
pub(super) const PAGINATION: Text = t("Pagination");
pub(super) const PREVIOUS_PAGE: Text = t("Previous page");
pub(super) const STATE_FAILED: Text = t("failed");
pub(super) const STATE_PASSED: Text = t("passed");
pub(super) const STATE_RUNNING: Text = t("in progress");
pub(super) const STATE_SKIPPED: Text = t("skipped");
pub(super) const STATE_UNANSWERED: Text = t("no answer");
pub(super) const STATE_WAITING: Text = t("waiting");
pub(super) const THEME: Text = t("Appearance");
pub(super) const THEME_DARK: Text = t("Dark");
pub(super) const THEME_LIGHT: Text = t("Light");
pub(super) const THEME_SYSTEM: Text = t("System");
pub(super) const TRY_AGAIN: Text = t("Try again");

/// What to type before an action that many people would miss.
pub(super) fn type_to_confirm(text: &str) -> String {
    t("Type “{0}” to confirm").with(&[text])
}

/// How many entries fit what was typed.
pub(super) fn suggestions(count: usize) -> String {
    let number = count.to_string();
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    plural(count, t("{0} suggestion"), t("{0} suggestions"), &[&number])
}
