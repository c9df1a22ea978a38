mod ui;

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <ui::Button>"Console"</ui::Button> });
}
