//! Where the focus goes after something was refused.

use leptos::prelude::*;

use crate::ui::{Notices, focus_first_invalid};

/// Focuses the first field with an error in the form of this id, once the error is on the page; says the error where the field has the
/// focus already.
pub(crate) fn focus_fault(form: StoredValue<String>, notices: Notices) {
    request_animation_frame(move || {
        if let Some(Some(error)) = form.try_with_value(|id| focus_first_invalid(id)) {
            notices.announce(error);
        }
    });
}
