//! The icons: strokes on a 16 pixel grid, in the colour of the text beside them.

use leptos::prelude::*;

use super::svg;

macro_rules! icons {
    ($($name:ident: $path:literal,)*) => {
        /// What an icon shows.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub enum Icon {
            $($name,)*
        }

        impl Icon {
            /// Every icon by its name, for the gallery.
            pub const ALL: &[(&str, Self)] = &[$((stringify!($name), Self::$name),)*];

            fn path(self) -> &'static str {
                match self {
                    $(Self::$name => $path,)*
                }
            }
        }
    };
}

icons! {
    Activity: "M1.5 8h3l2-5 3 10 2-5h3",
    Check: "m3 8.5 3.5 3.5L13 4.5",
    ChevronDown: "m4 6 4 4 4-4",
    ChevronLeft: "m10 4-4 4 4 4",
    ChevronRight: "m6 4 4 4-4 4",
    Circle: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z",
    Copy: "M6.5 5.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2",
    Cross: "m4 4 8 8M12 4l-8 8",
    Database: "M2.5 4c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2-2.5 2-5.5 2-5.5-.9-5.5-2v8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2",
    Dots: "M3 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM8 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1zM13 7.5a.5.5 0 1 0 0 1 .5.5 0 0 0 0-1z",
    External: "M9.5 2.5h4v4M13.5 2.5 7.5 8.5M6.5 3.5h-3a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-3",
    Folder: "M2 12V4a1 1 0 0 1 1-1h3l1.5 2H13a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z",
    Globe: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM2 8h12M8 2c-3.5 3.5-3.5 8.5 0 12 3.5-3.5 3.5-8.5 0-12",
    Info: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 7.5V11M8 5h.01",
    Key: "M10.5 2.5a3 3 0 1 1-2.1 5.1L3 13H2v-2l1-1h1.5V8.5L6.4 6.6a3 3 0 0 1 4.1-4.1zM11 5h.01",
    Lock: "M4 7h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5 7V5a3 3 0 0 1 6 0v2",
    Minus: "M4 8h8",
    Moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
    Pencil: "m10.5 3 2.5 2.5L5.5 13l-3 .5.5-3z",
    Plug: "M5.5 2v3M10.5 2v3M3.5 5h9v2.5a4.5 4.5 0 0 1-9 0zM8 12v2.5",
    Plus: "M8 3v10M3 8h10",
    Refresh: "M13.5 8a5.5 5.5 0 1 1-1.6-3.9l1.6 1.6M13.5 2.5v3.2h-3.2",
    Role: "M8 1.5 13.5 4v4c0 3.2-2.3 5.5-5.5 6.5C4.8 13.5 2.5 11.2 2.5 8V4zM8 5.2a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM5.5 11c.4-1.3 1.3-1.9 2.5-1.9s2.1.6 2.5 1.9",
    Search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2",
    Shield: "M8 1.5 13.5 4v4c0 3.2-2.3 5.5-5.5 6.5C4.8 13.5 2.5 11.2 2.5 8V4zM5.5 8l2 2 3-3.5",
    SignOut: "M6 2.5H3.5a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1H6M6.5 8h7M10.5 5l3 3-3 3",
    Sliders: "M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M10.7 2.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM5.2 9.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z",
    Sun: "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7",
    System: "M2.5 3h11a.5.5 0 0 1 .5.5v7a.5.5 0 0 1-.5.5h-11a.5.5 0 0 1-.5-.5v-7a.5.5 0 0 1 .5-.5zM6 13.5h4M8 11v2.5",
    Trash: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4",
    User: "M8 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM2.5 14c.5-2.6 2.6-4 5.5-4s5 1.4 5.5 4",
    Warning: "M8 2.2 14.5 13.5h-13zM8 6.5v3M8 11.5h.01",
}

impl Icon {
    /// Whether it points along the line, so that it is turned round where that runs from right to left.
    fn is_directional(self) -> bool {
        matches!(self, Icon::ChevronLeft | Icon::ChevronRight | Icon::External | Icon::SignOut)
    }
}

/// The icon as inline SVG, hidden from assistive technology: the control around it carries the
/// name.
pub fn icon(icon: Icon) -> AnyView {
    svg("svg")
        .class(if icon.is_directional() { "icon directional" } else { "icon" })
        .attr("viewBox", "0 0 16 16")
        .attr("aria-hidden", "true")
        .add(svg("path").attr("d", icon.path()))
        .into_any()
}
