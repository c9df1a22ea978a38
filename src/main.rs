//! The console's single-page app: `app` routes to `pages`, which are made of `ui` and speak through `client`; `on_demand`
//! says which of them are loaded when they are first opened.

mod app;
mod client;
#[cfg(feature = "gallery")]
mod gallery;
mod language;
mod links;
mod on_demand;
mod pages;
mod paths;
mod reactive;
mod text;
mod ui;

fn main() {
    #[cfg(feature = "gallery")]
    if leptos::prelude::window().location().pathname().as_deref() == Ok("/gallery") {
        app::remove_boot_frame();
        return leptos::mount::mount_to_body(gallery::Gallery);
    }
    language::begin(|| leptos::mount::mount_to_body(app::App));
}
