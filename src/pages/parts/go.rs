//! Going to another page by program.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Goes to a path of the console.
#[derive(Clone, Copy)]
pub(crate) struct Go {
    navigate: Callback<(String, NavigateOptions)>,
    guards: StoredValue<Vec<Guard>>,
}

/// A form or a dialog whose content would be lost.
#[derive(Clone, Copy)]
pub(super) struct Guard {
    /// Whether there is anything to lose now.
    pub(super) dirty: Memo<bool>,
    /// Asks the person, who was about to go to this path.
    pub(super) ask: Callback<String>,
}

impl Go {
    /// To another page, if nothing is lost by that or the person agrees.
    pub(crate) fn to(self, path: String) {
        let dirty = |guard: &&Guard| guard.dirty.get_untracked();
        let guard = self.guards.with_value(|guards| guards.iter().rfind(dirty).copied());
        match guard {
            Some(guard) => guard.ask.run(path),
            None => self.leave_to(path),
        }
    }

    /// To another page, whatever is lost by that.
    pub(super) fn leave_to(self, path: String) {
        self.navigate.run((path, NavigateOptions::default()));
    }

    /// To something over or beside what is seen, which stays where it is.
    pub(crate) fn over(self, path: String) {
        self.navigate.run((path, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    }

    /// The same, in place of where one is: Back leads past it.
    pub(crate) fn replace(self, path: String) {
        let options =
            NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        self.navigate.run((path, options));
    }

    /// Those who ask before the page is left; the last of them first.
    pub(super) fn guards(self) -> StoredValue<Vec<Guard>> {
        self.guards
    }
}

fn handle(navigate: Callback<(String, NavigateOptions)>) -> Go {
    Go { navigate, guards: StoredValue::new(Vec::new()) }
}

/// Makes the handle known to everything below the router.
pub(crate) fn provide_go() {
    let navigate = use_navigate();
    provide_context(handle(Callback::new(move |(path, options): (String, NavigateOptions)| {
        navigate(&path, options);
    })));
}

/// The handle of this page; take it while the component is made, use it whenever.
pub(crate) fn use_go() -> Go {
    use_context().unwrap_or_else(|| handle(Callback::new(|_| {})))
}
