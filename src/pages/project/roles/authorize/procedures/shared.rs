//! What stands in both procedures.

use leptos::prelude::*;
use web_sys::Event;
use wire::{RoleName, cli, trust_policy};

use super::FormCx;
use crate::{
    client::session,
    language::Text,
    pages::parts::{focus_fault, submit},
    paths::encoded,
    reactive::memo,
    text,
    ui::{
        Button, CodeBlock, El, Language, TextField, dynamic, el, several, unique_id, use_notices,
    },
};

/// A step of a procedure; what it is done with is added under its text.
pub(super) fn step(text: Text) -> El {
    el("li").add(el("p").say(text))
}

/// A step whose text ends with a link.
pub(super) fn step_with_link(text: Text, link: AnyView) -> El {
    el("li").add(sentence_with_link(text, link))
}

/// A text that ends with a link.
pub(super) fn sentence_with_link(text: Text, link: AnyView) -> El {
    el("p").say(text).say(" ").add(link)
}

/// A command for a role, to be copied once the role has a name; until then it has a gap.
pub(super) fn command_block(
    name: Memo<Option<RoleName>>,
    make: fn(&RoleName) -> String,
    copy_label: Text,
    not_yet: Text,
) -> AnyView {
    let code = move || with_gap(name.get(), &make);
    let not_yet = move || name.read().is_none().then(|| not_yet.to_owned());
    view! {
        <CodeBlock
            code=Signal::derive(code)
            label=text::authorize::COMMAND
            copy_label=copy_label
            language=Language::Shell
            disabled_reason=Signal::derive(not_yet)
        />
    }
    .into_any()
}

/// A text that names the role, with a gap to fill while there is no name.
pub(super) fn with_gap(name: Option<RoleName>, make: &dyn Fn(&RoleName) -> String) -> String {
    match name {
        Some(name) => make(&name),
        None => match GAP.parse() {
            Ok(gap) => make(&gap).replacen(GAP, &text::authorize::ROLE_NAME_PLACEHOLDER, 1),
            Err(_) => String::new(),
        },
    }
}

/// A name that occurs nowhere else in these texts.
const GAP: &str = "GAP";

/// The trust policy, to be copied or saved as a file.
pub(super) fn policy_block(cx: FormCx) -> AnyView {
    let policy = cx.parts.with_value(|it| trust_policy(&it.principal, &it.external_id));
    let block = view! {
        <CodeBlock
            code=policy.clone()
            label=text::authorize::TRUST_POLICY
            copy_label=text::authorize::COPY_TRUST_POLICY
            language=Language::Json
        />
    };
    let download =
        download(text::authorize::DOWNLOAD, cli::TRUST_POLICY_FILE, move || Some(policy.clone()));
    several([block.into_any(), download])
}

/// A link that saves a text as a file of this name, once there is a text.
pub(super) fn download(
    label: Text,
    file: &'static str,
    text: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> AnyView {
    // No type of its own: a browser may give a file the ending of its type.
    let href = memo(move |_| {
        text().map(|text| ["data:application/octet-stream,", &encoded(&text)].concat())
    });
    let link = el("a")
        .class("button small")
        .attr("data-variant", "default")
        // Without an address it would be no link to assistive technology.
        .attr("role", "link")
        .attr("download", file)
        .bind("href", move || href.get())
        .bind_true("aria-disabled", move || href.read().is_none())
        .say(label);
    el("div").class("actions").add(link).into_any()
}

/// The ARN, and the button that validates it. Both procedures share the typed text.
pub(super) fn arn_form(cx: FormCx) -> AnyView {
    let (id, notices) = (StoredValue::new(unique_id()), use_notices());
    let validation = cx.validation;
    let on_submit = move |event: Event| {
        event.prevent_default();
        if untrack(|| validation.is_running()) {
            return;
        }
        if !cx.check_arn() {
            focus_fault(id, notices);
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
    let can_stop = memo(move |_| validation.running().is_some());
    let stop = dynamic(move || {
        can_stop.get().then(|| {
            view! {
                <Button busy=validation.stopping on_click=move |()| validation.stop()>
                    {text::authorize::STOP}
                </Button>
            }
        })
    });
    let example = if session::is_sandbox() {
        text::authorize::SANDBOX_ROLE_ARN_HINT
    } else {
        text::authorize::ROLE_ARN_HINT
    };
    let arn = view! {
        <TextField
            label=text::authorize::ROLE_ARN
            value=cx.typed.role_arn
            error=validation.arn_error
            hint=Some(example.get().to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_without_a_name_has_a_gap() {
        assert_eq!(
            with_gap(None, &cli::create_role),
            "aws iam create-role --role-name <role-name> --assume-role-policy-document file://role-trust-policy.json"
        );
        assert_eq!(with_gap("a".parse().ok(), &cli::get_role), "aws iam get-role --role-name a");
    }
}
