#[cfg(feature = "gallery")]
mod gallery;
mod ui;

fn main() {
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    #[cfg(feature = "gallery")]
    leptos::mount::mount_to_body(gallery::Gallery);
}
