//! Add Trust Relationships to an Existing Role, and what it shares with the other procedure.

use leptos::prelude::*;
use web_sys::Event;
use wire::{RoleArn, cli};

use super::{FormCx, create_role::command, step, step_with_link};
use crate::{
    links,
    pages::parts::{focus_fault, message, submit},
    paths::encoded,
    text,
    ui::{
        Button, CodeBlock, ExternalLink, Language, TextField, Tone, dynamic, el, several, unique_id,
    },
};

/// The steps in the AWS console, or the command that does the same.
pub(super) fn existing_role(cx: FormCx) -> AnyView {
    let name = Memo::new(move |_| {
        let arn = cx.typed.role_arn.read().parse::<RoleArn>().ok();
        arn.and_then(|arn| arn.name().parse().ok())
    });
    let not_yet = move || name.read().is_none().then(|| text::authorize::ARN_FIRST.to_owned());
    let command = move || command(name.get(), cli::update_trust_policy);
    let console = view! {
        <ExternalLink href=links::aws_console_roles(cx.partition)>
            {text::authorize::AWS_CONSOLE}
        </ExternalLink>
    };
    let warning = message(
        Tone::Waiting,
        false,
        text::authorize::REPLACE_WARNING,
        text::authorize::REPLACE_WARNING_TEXT.to_owned(),
    );
    let steps = el("ol")
        .class("numbered steps")
        .add(step(text::authorize::STEP_COPY).add(policy_block(cx)))
        .add(step_with_link(text::authorize::STEP_ROLES, console.into_any()))
        .add(step(text::authorize::STEP_CLICK))
        .add(step(text::authorize::STEP_TAB))
        .add(step(text::authorize::STEP_REPLACE).add(warning))
        .add(step(text::authorize::STEP_PASTE).add(arn_form(cx)));
    let command = view! {
        <CodeBlock
            code=Signal::derive(command)
            label=text::authorize::COMMAND
            copy_label=text::authorize::COPY_COMMAND
            language=Language::Shell
            disabled_reason=Signal::derive(not_yet)
        />
    };
    several([
        steps.into_any(),
        el("p").class("muted").say(text::authorize::OR_CLI).into_any(),
        command.into_any(),
    ])
}

/// The trust policy, to be copied or saved as a file.
pub(super) fn policy_block(cx: FormCx) -> AnyView {
    let policy = cx.policy.get_value();
    let file = ["data:application/json,", &encoded(&policy)].concat();
    let block = view! {
        <CodeBlock
            code=policy
            label=text::authorize::TRUST_POLICY
            copy_label=text::authorize::COPY_TRUST_POLICY
            language=Language::Json
        />
    };
    let download = el("a")
        .class("button small")
        .attr("data-variant", "default")
        .attr("href", &file)
        .attr("download", cli::TRUST_POLICY_FILE)
        .say(text::authorize::DOWNLOAD);
    several([block.into_any(), el("div").class("actions").add(download).into_any()])
}

/// The ARN, and the button that validates it. Both procedures share the typed text.
pub(super) fn arn_form(cx: FormCx) -> AnyView {
    let id = StoredValue::new(unique_id());
    let validation = cx.validation;
    let on_submit = move |event: Event| {
        event.prevent_default();
        if untrack(|| validation.is_running()) {
            return;
        }
        if !cx.check_arn() {
            focus_fault(id);
            return;
        }
        cx.save.run(());
        let arn = cx.typed.role_arn.read_untracked().trim().to_owned();
        validation.start(arn, cx.over);
    };
    let typed = move |_| {
        // What was judged is judged again as it is mended.
        if validation.arn_error.read_untracked().is_some() {
            cx.check_arn();
        }
    };
    let running = Signal::derive(move || validation.is_running());
    let can_stop = Memo::new(move |_| validation.running().is_some());
    let stop = dynamic(move || {
        can_stop.get().then(|| {
            view! {
                <Button busy=validation.stopping on_click=move |()| validation.stop()>
                    {text::authorize::STOP}
                </Button>
            }
        })
    });
    let arn = view! {
        <TextField
            label=text::authorize::ROLE_ARN
            value=cx.typed.role_arn
            error=validation.arn_error
            hint=Some(text::authorize::ROLE_ARN_HINT.to_owned())
            on_input=typed
            // Not judged here: a fault would push the button away from under the click.
            on_blur=cx.save
            readonly=running
            monospace=true
            required=true
        />
    };
    el("form")
        .class("stack")
        .attr("id", &id.get_value())
        .attr("novalidate", "")
        .on("submit", on_submit)
        .add(arn)
        .add(
            el("div")
                .class("actions")
                .add(submit(text::authorize::VALIDATE, None, running))
                .add(stop),
        )
        .into_any()
}
