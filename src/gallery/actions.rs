//! Buttons, links, menus.

use leptos::prelude::*;

use super::group;
use crate::ui::{
    Button, CopyButton, ExternalLink, Icon, IconButton, LinkButton, Menu, MenuItem, Panel, Tooltip,
    Variant, icon, use_notices,
};

pub(super) fn section() -> AnyView {
    let notices = use_notices();
    let say = Callback::new(move |()| notices.announce("Pressed"));
    let reason = || Some("Only a project owner may do this.".to_owned());
    let row = vec![
        MenuItem::link("View Role Details", "#Data").icon(Icon::Info),
        MenuItem::button("Refresh", say).icon(Icon::Refresh),
        MenuItem::button("Rename", say)
            .icon(Icon::Pencil)
            .disabled(Some("Encryption at rest uses this role.".to_owned())),
        MenuItem::button("Delete", say).icon(Icon::Trash).danger(),
    ];
    let plain = vec![
        MenuItem::button("First", say),
        MenuItem::button("Second", say),
        MenuItem::button("Third", say),
    ];
    group(
        "Actions",
        view! {
            <Panel title="Buttons">
                <div class="cluster">
                    <Button variant=Variant::Primary on_click=say>
                        "Authorize an AWS IAM Role"
                    </Button>
                    <Button on_click=say>"Default"</Button>
                    <Button variant=Variant::Danger on_click=say>
                        "Danger"
                    </Button>
                    <Button variant=Variant::Plain on_click=say>
                        "Plain"
                    </Button>
                    <Button variant=Variant::Default icon=Icon::Plus on_click=say>
                        "With an icon"
                    </Button>
                    <Button small=true on_click=say>
                        "Small"
                    </Button>
                    <LinkButton href="#Data" icon=Icon::Folder>
                        "A link"
                    </LinkButton>
                </div>
                <div class="cluster">
                    <Button variant=Variant::Primary busy=true>
                        "Busy"
                    </Button>
                    <Button busy=true>"Busy"</Button>
                    <Button variant=Variant::Primary disabled_reason=reason()>
                        "With a reason not to"
                    </Button>
                    <Button disabled_reason=reason()>"Not now"</Button>
                    <Button variant=Variant::Plain disabled_reason=reason()>
                        "Not now"
                    </Button>
                </div>
            </Panel>
            <Panel title="Icon buttons, menus, links">
                <div class="cluster">
                    <IconButton label="Delete" icon=Icon::Trash on_click=say />
                    <IconButton
                        label="Delete all"
                        icon=Icon::Trash
                        disabled_reason=reason()
                        on_click=say
                    />
                    <IconButton label="Refreshing" icon=Icon::Refresh busy=true on_click=say />
                    <Menu label="More actions" icon=Icon::Dots icon_only=true items=row />
                    <Menu
                        label="Choose"
                        variant=Variant::Default
                        items=plain
                        align_end=true
                    />
                    <CopyButton text="64b000000000000000000001" label="Copy project ID" />
                    <CopyButton
                        text="64b000000000000000000001"
                        label="Copy role ID"
                        icon_only=true
                    />
                    <Tooltip text=Some("It has been explained.".to_owned())>
                        <a href="#Data">"A link with a tooltip"</a>
                    </Tooltip>
                    <ExternalLink href="https://docs.aws.amazon.com/cli/">
                        "AWS CLI documentation"
                    </ExternalLink>
                </div>
            </Panel>
            <Panel title="Icons" description="A part takes one by its name, as Icon::Activity.">
                <ul class="cluster">
                    {Icon::ALL
                        .iter()
                        .map(|(name, shown)| view! { <li class="cluster">{icon(*shown)} {*name}</li> })
                        .collect_view()}
                </ul>
            </Panel>
        }
        .into_any(),
    )
}
