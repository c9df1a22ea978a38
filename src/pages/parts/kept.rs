//! What is kept in this tab for the person who is signed in: reload, Back and Forward do not lose it, signing out does.

use leptos::prelude::*;
use web_sys::Storage;

use crate::client::session;

/// The name of a text that is kept.
#[derive(Clone)]
pub(crate) struct Kept(String);

impl Kept {
    /// A text of this kind that belongs to the project or role of this ID.
    pub(crate) fn new(kind: &str, id: &str) -> Self {
        // Another person who signs in in this tab must not meet it.
        let person = untrack(session::email).unwrap_or_default();
        Self([kind, ":", &person, ":", id].concat())
    }

    /// What is kept.
    pub(crate) fn load(&self) -> Option<String> {
        storage()?.get_item(&self.0).ok()?
    }

    /// Keeps a text in place of what was kept.
    pub(crate) fn keep(&self, text: &str) {
        storage().map(|it| it.set_item(&self.0, text));
    }

    /// Forgets it.
    pub(crate) fn forget(&self) {
        storage().map(|it| it.remove_item(&self.0));
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
