//! The few words that the parts themselves say; everything else comes in as a property.

pub(super) const BREADCRUMBS: &str = "Breadcrumbs";
pub(super) const CANCEL: &str = "Cancel";
pub(super) const CLOSE: &str = "Close";
pub(super) const COPIED: &str = "Copied";
pub(super) const COPY: &str = "Copy";
pub(super) const COPY_FAILED: &str = "Not copied. The text is selected, copy it with the keyboard.";
pub(super) const DISMISS: &str = "Dismiss";
pub(super) const LINE_ADDED: &str = "Added";
pub(super) const LINE_REMOVED: &str = "Removed";
pub(super) const NEXT_PAGE: &str = "Next page";
pub(super) const NEW_TAB: &str = "(opens in a new tab)";
pub(super) const NOTIFICATIONS: &str = "Notifications";
pub(super) const PAGINATION: &str = "Pagination";
pub(super) const PREVIOUS_PAGE: &str = "Previous page";
pub(super) const STATE_FAILED: &str = "failed";
pub(super) const STATE_PASSED: &str = "passed";
pub(super) const STATE_RUNNING: &str = "in progress";
pub(super) const STATE_SKIPPED: &str = "skipped";
pub(super) const STATE_WAITING: &str = "waiting";
pub(super) const THEME: &str = "Appearance";
pub(super) const THEME_DARK: &str = "Dark";
pub(super) const THEME_LIGHT: &str = "Light";
pub(super) const THEME_SYSTEM: &str = "System";

/// What to type before an action that many people would miss.
pub(super) fn type_to_confirm(text: &str) -> String {
    ["Type “", text, "” to confirm"].concat()
}
