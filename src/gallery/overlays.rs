//! Dialogs.

use std::time::Duration;

use leptos::prelude::*;

use super::group;
use crate::ui::{
    Button, ConfirmDialog, Dialog, Disclosure, Panel, TextField, Tone, Variant, use_notices,
};

pub(super) fn section() -> AnyView {
    let (large, confirm, typed) =
        (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let notices = use_notices();
    // Fails, as an action may: the dialog stays and says why.
    let fail = move |()| {
        busy.set(true);
        let done = move || {
            busy.set(false);
            error
                .set(Some("The role is in use by encryption at rest. Remove it there.".to_owned()));
        };
        set_timeout(done, Duration::from_millis(800));
    };
    let close = move || {
        confirm.set(false);
        error.set(None);
    };
    let done = move |()| {
        typed.set(false);
        notices.toast(Tone::Good, "Switched to the role.");
    };
    let no_error = Signal::stored(None::<String>);
    let first = RwSignal::new(true);
    let second = RwSignal::new(false);
    let arn = RwSignal::new(String::new());
    let footer = move || {
        view! {
            <Button on_click=move |()| large.set(false)>"Cancel"</Button>
            <Button variant=Variant::Primary on_click=move |()| large.set(false)>
                "Next"
            </Button>
        }
    };
    group(
        "Overlays",
        view! {
            <Panel title="Dialogs">
                <div class="cluster">
                    <Button on_click=move |()| large.set(true)>"Open a dialog"</Button>
                    <Button on_click=move |()| confirm.set(true)>"Ask before deleting"</Button>
                    <Button on_click=move |()| typed.set(true)>"Ask for a typed answer"</Button>
                </div>
            </Panel>
            <Dialog
                open=large
                title="Authorize an AWS IAM Role"
                on_close=move |()| large.set(false)
                footer=footer
            >
                <p>"An IAM role in your AWS account lets the service reach your resources."</p>
                <Disclosure title="Create New Role with the AWS CLI" open=first>
                    <TextField label="Enter the Role ARN" value=arn monospace=true />
                </Disclosure>
                <Disclosure title="Add Trust Relationships to an Existing Role" open=second>
                    <p>"Open the role in the AWS console."</p>
                </Disclosure>
                <Button on_click=move |()| {
                    notices.toast(Tone::Info, "Said inside the dialog.")
                }>"Show a toast here"</Button>
            </Dialog>
            <ConfirmDialog
                open=confirm
                title="Delete this role?"
                confirm_label="Delete"
                danger=true
                busy=busy
                error=error
                on_confirm=fail
                on_cancel=move |()| close()
            >
                <p>"The service can no longer assume it. The role in your AWS account stays."</p>
            </ConfirmDialog>
            <ConfirmDialog
                open=typed
                title="Switch to role-based access?"
                confirm_label="Switch for good"
                busy=false
                error=no_error
                typed=Some("Getting started".to_owned())
                on_confirm=done
                on_cancel=move |()| typed.set(false)
            >
                <p>"This cannot be undone: credentials are refused from then on."</p>
            </ConfirmDialog>
        }
        .into_any(),
    )
}
