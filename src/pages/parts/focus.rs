//! Where the focus goes after something was refused.

use leptos::prelude::*;

use crate::ui::focus_first_invalid;

/// Focuses the first field with an error in the form of this id, once the error is on the page.
pub(crate) fn focus_fault(form: StoredValue<String>) {
    request_animation_frame(move || {
        let _ = form.try_with_value(|id| focus_first_invalid(id));
    });
}
