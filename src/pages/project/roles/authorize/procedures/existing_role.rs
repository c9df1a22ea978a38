//! Add Trust Relationships to an Existing Role, and what it shares with the other procedure.

use leptos::{ev::SubmitEvent, prelude::*};
use wire::{RoleArn, cli};

use super::{FormCx, create_role::command};
use crate::{
    links,
    pages::parts::focus_fault,
    paths::encoded,
    text,
    ui::{Banner, Button, CodeBlock, ExternalLink, Language, TextField, Tone, Variant, unique_id},
};

/// The steps in the AWS console, or the command that does the same.
pub(super) fn existing_role(cx: FormCx) -> AnyView {
    let name = Memo::new(move |_| {
        let arn = cx.typed.role_arn.read().parse::<RoleArn>().ok();
        arn.and_then(|arn| arn.name().parse().ok())
    });
    let not_yet = move || name.read().is_none().then(|| text::authorize::ARN_FIRST.to_owned());
    let command = move || command(name.get(), cli::update_trust_policy);
    view! {
        <ol class="numbered steps">
            <li>
                <p>{text::authorize::STEP_COPY}</p>
                {policy_block(cx)}
            </li>
            <li>
                <p>
                    {text::authorize::STEP_ROLES} " "
                    <ExternalLink href=links::aws_console_roles(cx.partition)>
                        {text::authorize::AWS_CONSOLE}
                    </ExternalLink>
                </p>
            </li>
            <li>
                <p>{text::authorize::STEP_CLICK}</p>
            </li>
            <li>
                <p>{text::authorize::STEP_TAB}</p>
            </li>
            <li>
                <p>{text::authorize::STEP_REPLACE}</p>
                <Banner tone=Tone::Waiting title=text::authorize::REPLACE_WARNING>
                    <p>{text::authorize::REPLACE_WARNING_TEXT}</p>
                </Banner>
            </li>
            <li>
                <p>{text::authorize::STEP_PASTE}</p>
                {arn_form(cx)}
            </li>
        </ol>
        <p class="muted">{text::authorize::OR_CLI}</p>
        <CodeBlock
            code=Signal::derive(command)
            label=text::authorize::COMMAND
            copy_label=text::authorize::COPY_COMMAND
            language=Language::Shell
            disabled_reason=Signal::derive(not_yet)
        />
    }
    .into_any()
}

/// The trust policy, to be copied or saved as a file.
pub(super) fn policy_block(cx: FormCx) -> AnyView {
    let policy = cx.policy.get_value();
    let file = ["data:application/json,", &encoded(&policy)].concat();
    view! {
        <CodeBlock
            code=policy
            label=text::authorize::TRUST_POLICY
            copy_label=text::authorize::COPY_TRUST_POLICY
            language=Language::Json
        />
        <div class="actions">
            <a class="button small" data-variant="default" href=file download=cli::TRUST_POLICY_FILE>
                {text::authorize::DOWNLOAD}
            </a>
        </div>
    }
    .into_any()
}

/// The ARN, and the button that validates it. Both procedures share the typed text.
pub(super) fn arn_form(cx: FormCx) -> AnyView {
    let id = StoredValue::new(unique_id());
    let validation = cx.validation;
    let submit = move |event: SubmitEvent| {
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
    let stop = move || {
        can_stop.get().then(|| {
            view! {
                <Button busy=validation.stopping on_click=move |()| validation.stop()>
                    {text::authorize::STOP}
                </Button>
            }
        })
    };
    view! {
        <form class="stack" id=id.get_value() novalidate on:submit=submit>
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
            <div class="actions">
                <Button variant=Variant::Primary button_type="submit" busy=running>
                    {text::authorize::VALIDATE}
                </Button>
                {stop}
            </div>
        </form>
    }
    .into_any()
}
