//! What says how things stand.

use leptos::prelude::*;

use super::group;
use crate::ui::{
    Badge, Banner, Button, CheckItem, CheckList, CheckState, EmptyState, Icon, Live, Panel,
    Progress, Skeleton, Spinner, Tone, Variant, contained, use_notices,
};

pub(super) fn section() -> AnyView {
    let notices = use_notices();
    let kept = RwSignal::new(true);
    let toast = move |()| notices.toast(Tone::Good, "The role was authorized.");
    let offered = move |()| {
        let undo = move || notices.toast(Tone::Good, "The role is back.");
        notices.toast_with(Tone::Good, "The role was deleted.".to_owned(), "Undo", undo);
    };
    let staying = move |()| {
        notices.toast_to_stay(Tone::Bad, "What should open here could not be shown.", None);
    };
    let breaks = RwSignal::new(false);
    let part = contained(move || {
        if breaks.get() {
            breaks.update_untracked(|breaks| *breaks = false);
            // As a browser does that refuses something.
            wasm_bindgen::throw_str("the example breaks down once");
        }
        view! { <p>"It is all there."</p> }.into_any()
    });
    let failed = move |()| {
        notices.toast(Tone::Bad, "The role was not deleted: encryption at rest still uses it.");
    };
    group(
        "Feedback",
        view! {
            <div class="stack">
                <Banner tone=Tone::Info title="Sandbox">
                    <p>"No AWS account is contacted."</p>
                </Banner>
                <Banner tone=Tone::Good title="Authorized">
                    <p>"The role can be used from now on."</p>
                </Banner>
                <Show when=move || kept.get()>
                    <Banner
                        tone=Tone::Waiting
                        title="Keep the old key"
                        on_dismiss=move |()| kept.set(false)
                    >
                        <p>
                            "Do not disable or delete the old key until the change has been deployed. "
                            <a href="#Data">"Watch the deployment"</a>
                        </p>
                    </Banner>
                </Show>
                <Banner tone=Tone::Bad title="AWS refused to let us assume this role" live=Live::Alert>
                    <p>"Check that its trust policy names the external ID shown above."</p>
                </Banner>
                <Banner title="You can read this project only." />
            </div>
            <div class="grid">
                <Panel title="Small signs">
                    <div class="cluster">
                        <Badge tone=Tone::Good text="authorized" />
                        <Badge tone=Tone::Waiting text="in progress" />
                        <Badge tone=Tone::Bad text="failing" />
                        <Badge tone=Tone::Info text="new" />
                        <Badge tone=Tone::Neutral text="none" />
                    </div>
                    <Spinner label="Asking AWS" />
                    <Progress label="Rotating keys" value=0.4 />
                    <div class="cluster">
                        <Button on_click=toast>"Show a toast"</Button>
                        <Button on_click=failed>"Show a failure"</Button>
                        <Button on_click=offered>"Show a way back"</Button>
                        <Button on_click=staying>"Show what stays"</Button>
                    </div>
                </Panel>
                <Panel title="Checks" description="Of one attempt, as they come in.">
                    <CheckList label="Checks of the role" items=checks() />
                </Panel>
                <Panel title="Loading">
                    <Skeleton lines=4 />
                </Panel>
                <Panel title="A part that breaks down" description="The rest of the page goes on.">
                    {part}
                    <div class="cluster">
                        <Button on_click=move |()| breaks.set(true)>"Let it break down"</Button>
                    </div>
                </Panel>
            </div>
            <EmptyState
                title="No roles yet"
                icon=Icon::Role
                action=move || {
                    view! {
                        <Button variant=Variant::Primary on_click=toast>
                            "Authorize an AWS IAM Role"
                        </Button>
                    }
                }
            >
                <p>"Authorize an IAM role so that the service can reach what is in your account."</p>
            </EmptyState>
        }
        .into_any(),
    )
}

fn checks() -> Vec<CheckItem> {
    let check = |state, title: &str, detail: Option<&str>| CheckItem {
        state,
        title: title.to_owned(),
        detail: detail.map(str::to_owned),
    };
    vec![
        check(CheckState::Passed, "The role exists and trusts us", None),
        check(
            CheckState::Failed,
            "The role refuses a wrong external ID",
            Some("It let us in: anybody who knows the ARN could use it."),
        ),
        check(
            CheckState::Running,
            "The role refuses to do without an external ID",
            Some("Attempt 3, next in 4 s"),
        ),
        check(CheckState::Unanswered, "The key is in this region", Some("AWS was not reached.")),
        check(CheckState::Waiting, "The key can be described", None),
        check(CheckState::Skipped, "The key can decrypt", Some("There is no key yet.")),
    ]
}
