//! Add Trust Relationships to an Existing Role.

use leptos::prelude::*;
use wire::{RoleArn, cli};

use super::{
    FormCx,
    merge::merge,
    shared::{arn_form, command_block, policy_block, step, step_with_link},
};
use crate::{
    links,
    pages::parts::message,
    reactive::memo,
    text,
    ui::{ExternalLink, Live, Tone, el},
};

/// The steps in the AWS console, or the command that does the same; and first, the merge with what is there.
pub(super) fn existing_role(cx: FormCx) -> AnyView {
    let name = memo(move |_| {
        let arn = cx.typed.role_arn.read().parse::<RoleArn>().ok();
        arn.and_then(|arn| arn.name().parse().ok())
    });
    let command = |make, copy| command_block(name, make, copy, text::authorize::ARN_FIRST);
    let get = command(cli::get_trust_policy, text::authorize::COPY_GET_COMMAND);
    let update = command(cli::update_trust_policy, text::authorize::COPY_COMMAND);
    let console = view! {
        <ExternalLink href=links::aws_console_roles(cx.partition)>
            {text::authorize::AWS_CONSOLE}
        </ExternalLink>
    };
    let warning = message(
        Tone::Waiting,
        Live::Off,
        text::authorize::REPLACE_WARNING,
        text::authorize::REPLACE_WARNING_TEXT.to_owned(),
    );
    let replace = step(text::authorize::STEP_REPLACE)
        .add(warning)
        .add(el("p").class("muted").say(text::authorize::OR_CLI))
        .add(update);
    el("ol")
        .class("numbered steps")
        .add(step(text::authorize::STEP_COPY).add(policy_block(cx)))
        .add(step(text::authorize::STEP_MERGE).add(get).add(merge(cx)))
        .add(step_with_link(text::authorize::STEP_ROLES, console.into_any()))
        .add(step(text::authorize::STEP_CLICK))
        .add(step(text::authorize::STEP_TAB))
        .add(replace)
        .add(step(text::authorize::STEP_PASTE).add(arn_form(cx)))
        .into_any()
}
