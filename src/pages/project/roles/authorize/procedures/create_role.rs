//! Create New Role with the AWS CLI, or in one of two other ways.

mod cloudformation;

use leptos::prelude::*;
use wire::{RoleName, cli, terraform};

use self::cloudformation::cloudformation;
use super::{
    FormCx,
    shared::{arn_form, command_block, download, policy_block, sentence_with_link, step, with_gap},
};
use crate::{
    language::Text,
    links,
    reactive::memo,
    text,
    ui::{CodeBlock, El, ExternalLink, Tab, Tabs, TextField, el, several},
};

/// The steps, with what is to be copied and typed.
pub(super) fn create_role(cx: FormCx) -> AnyView {
    let typed = cx.typed.role_name;
    let fault = move || {
        let text = typed.read();
        let error = text.parse::<RoleName>().err().filter(|_| !text.is_empty())?;
        Some(text::sentence_of(&error.to_string()))
    };
    let name = memo(move |_| typed.read().parse::<RoleName>().ok());
    let field = view! {
        <TextField
            label=text::authorize::ROLE_NAME
            value=typed
            error=Signal::derive(fault)
            hint=Some(text::authorize::ROLE_NAME_RULE.to_owned())
            on_blur=cx.save
            monospace=true
        />
    };
    let way = RwSignal::new(0);
    let ways = view! {
        <Tabs
            label=text::authorize::WAYS
            selected=way
            tabs=vec![
                Tab::new(text::authorize::AWS_CLI, move || aws_cli(name)),
                Tab::new(text::authorize::TERRAFORM, move || terraform(cx, name)),
                Tab::new(text::authorize::CLOUDFORMATION, move || cloudformation(cx, name)),
            ]
        />
    };
    el("ol")
        .class("numbered steps")
        .add(step_of(way, text::authorize::STEP_SAVE).add(policy_block(cx)))
        .add(step(text::authorize::STEP_NAME).add(field))
        .add(step(text::authorize::STEP_CREATE).add(ways))
        .add(step_of(way, text::authorize::STEP_ARN).add(arn_form(cx)))
        .into_any()
}

/// A step that reads otherwise in each of the ways.
fn step_of(way: RwSignal<usize>, texts: [Text; 3]) -> El {
    let text = move || texts.get(way.get()).copied().unwrap_or_default();
    el("li").add(el("p").text(text))
}

fn aws_cli(name: Memo<Option<RoleName>>) -> AnyView {
    let install = view! {
        <ExternalLink href=links::INSTALL_AWS_CLI>{text::authorize::INSTALL}</ExternalLink>
    };
    let command = command_block(
        name,
        cli::create_role,
        text::authorize::COPY_COMMAND,
        text::authorize::NAME_FIRST,
    );
    stacked([
        sentence_with_link(text::authorize::STEP_INSTALL, install.into_any()).into_any(),
        el("p").say(text::authorize::STEP_RUN).into_any(),
        command,
    ])
}

fn terraform(cx: FormCx, name: Memo<Option<RoleName>>) -> AnyView {
    let make = move |name: &RoleName| {
        cx.parts.with_value(|it| terraform::access_role(name, &it.principal, &it.external_id))
    };
    let not_yet = move || name.read().is_none().then(|| text::authorize::NAME_FIRST.to_owned());
    let code = view! {
        <CodeBlock
            code=Signal::derive(move || with_gap(name.get(), &make))
            label=text::authorize::TERRAFORM_CODE
            copy_label=text::authorize::COPY_TERRAFORM
            disabled_reason=Signal::derive(not_yet)
        />
    };
    let text = move || name.get().map(|name| make(&name));
    stacked([
        el("p").say(text::authorize::TERRAFORM_TEXT).into_any(),
        code.into_any(),
        download(text::authorize::DOWNLOAD_TERRAFORM, terraform::ACCESS_ROLE_FILE, text),
    ])
}

/// What is in a tab, one under the other.
fn stacked<const N: usize>(parts: [AnyView; N]) -> AnyView {
    el("div").class("stack").add(several(parts)).into_any()
}
