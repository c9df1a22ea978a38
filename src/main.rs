//! The console's single-page app: `app` routes to `pages`, which are made of `ui` and speak through `client`.

mod app;
mod client;
mod compiled_once;
#[cfg(feature = "gallery")]
mod gallery;
mod links;
mod pages;
mod paths;
mod text;
mod ui;

fn main() {
    #[cfg(feature = "gallery")]
    if leptos::prelude::window().location().pathname().as_deref() == Ok("/gallery") {
        app::remove_boot_frame();
        return leptos::mount::mount_to_body(gallery::Gallery);
    }
    leptos::mount::mount_to_body(app::App);
}
