//! Create New Role with the AWS CLI.

use leptos::prelude::*;
use wire::{RoleName, cli};

use super::{
    FormCx,
    existing_role::{arn_form, policy_block},
    step, step_with_link,
};
use crate::{
    links, text,
    ui::{CodeBlock, ExternalLink, Language, TextField, el},
};

/// The steps, with what is to be copied and typed.
pub(super) fn create_role(cx: FormCx) -> AnyView {
    let name = cx.typed.role_name;
    let parsed = Memo::new(move |_| name.read().parse::<RoleName>());
    let fault = move || match (name.read().is_empty(), parsed.get()) {
        (false, Err(error)) => Some(text::sentence_of(&error.to_string())),
        _ => None,
    };
    let not_yet = move || parsed.read().is_err().then(|| text::authorize::NAME_FIRST.to_owned());
    let command = move || command(parsed.get().ok(), cli::create_role);
    let name = view! {
        <TextField
            label=text::authorize::ROLE_NAME
            value=name
            error=Signal::derive(fault)
            hint=Some(text::authorize::ROLE_NAME_RULE.to_owned())
            on_blur=cx.save
            monospace=true
        />
    };
    let install = view! {
        <ExternalLink href=links::INSTALL_AWS_CLI>{text::authorize::INSTALL}</ExternalLink>
    };
    let command = view! {
        <CodeBlock
            code=Signal::derive(command)
            label=text::authorize::COMMAND
            copy_label=text::authorize::COPY_COMMAND
            language=Language::Shell
            disabled_reason=Signal::derive(not_yet)
        />
    };
    el("ol")
        .class("numbered steps")
        .add(step(text::authorize::STEP_SAVE).add(policy_block(cx)))
        .add(step(text::authorize::STEP_NAME).add(name))
        .add(step_with_link(text::authorize::STEP_INSTALL, install.into_any()))
        .add(step(text::authorize::STEP_RUN).add(command))
        .add(step(text::authorize::STEP_ARN).add(arn_form(cx)))
        .into_any()
}

/// A command for the role, with a gap to fill while there is no name.
pub(super) fn command(name: Option<RoleName>, make: fn(&RoleName) -> String) -> String {
    match name {
        Some(name) => make(&name),
        None => match GAP.parse() {
            Ok(gap) => make(&gap).replacen(GAP, text::authorize::ROLE_NAME_PLACEHOLDER, 1),
            Err(_) => String::new(),
        },
    }
}

/// A name that occurs nowhere else in a command.
const GAP: &str = "GAP";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_without_a_name_has_a_gap() {
        assert_eq!(
            command(None, cli::create_role),
            "aws iam create-role --role-name <role-name> --assume-role-policy-document file://role-trust-policy.json"
        );
        assert_eq!(command("a".parse().ok(), cli::get_role), "aws iam get-role --role-name a");
    }
}
