//! Going to another page by program.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// Goes to a path of the console.
#[derive(Clone, Copy)]
pub(crate) struct Go(Callback<(String, NavigateOptions)>);

impl Go {
    /// To another page.
    pub(crate) fn to(self, path: String) {
        self.0.run((path, NavigateOptions::default()));
    }

    /// To something over or beside what is seen, which stays where it is.
    pub(crate) fn over(self, path: String) {
        self.0.run((path, NavigateOptions { scroll: false, ..NavigateOptions::default() }));
    }

    /// The same, in place of where one is: Back leads past it.
    pub(crate) fn replace(self, path: String) {
        let options =
            NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        self.0.run((path, options));
    }
}

/// Makes the handle known to everything below the router.
pub(crate) fn provide_go() {
    let navigate = use_navigate();
    provide_context(Go(Callback::new(move |(path, options): (String, NavigateOptions)| {
        navigate(&path, options);
    })));
}

/// The handle of this page; take it while the component is made, use it whenever.
pub(crate) fn use_go() -> Go {
    use_context().unwrap_or_else(|| Go(Callback::new(|_| {})))
}
