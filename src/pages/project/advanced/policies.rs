//! What lets a role use a key, ready to copy.

use leptos::prelude::*;
use wire::{KeyAccess, KmsKey, Region, RoleArn, cli, cloudformation, terraform};

use crate::{
    language::Text,
    pages::parts::message,
    paths::encoded,
    reactive::memo,
    text::{self, key_failure::Remedy},
    ui::{CodeBlock, Language, Live, Tab, Tabs, Tone, dynamic, el, several},
};

/// A role, and the key that it shall use.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) role: RoleArn,
    pub(super) key: KmsKey,
    pub(super) region: Region,
}

impl Named {
    /// The same from texts; `None` where one of them names nothing.
    pub(super) fn parse(role: &str, key: &str, region: &str) -> Option<Self> {
        Some(Self {
            role: role.parse().ok()?,
            key: key.parse().ok()?,
            region: region.parse().ok()?,
        })
    }

    fn access(&self) -> KeyAccess {
        KeyAccess::new(&self.role, &self.key, self.region)
    }
}

/// The access policy for what is chosen, in each form that people keep such things in.
pub(super) fn access_policy(named: Memo<Option<Named>>) -> AnyView {
    let known = memo(move |_| named.read().is_some());
    let selected = RwSignal::new(0);
    let by_alias =
        memo(move |_| named.read().as_ref().is_some_and(|named| named.key.alias().is_some()));
    let crosses =
        memo(move |_| named.read().as_ref().is_some_and(|named| named.access().crosses_accounts()));
    dynamic(move || {
        if !known.get() {
            return el("p").class("muted").say(text::encryption::NO_POLICY_YET).into_any();
        }
        let tabs = vec![
            Tab::new(text::encryption::JSON, move || policy_file(named)),
            Tab::new(text::encryption::CLI, move || {
                let command = printed(named, cli::put_key_access);
                let label = (text::encryption::COMMAND, text::encryption::COPY_COMMAND);
                el("div")
                    .class("stack")
                    .add(el("p").say(text::encryption::CLI_TEXT))
                    .add(code(command, label, Language::Shell))
                    .add(download(named))
            }),
            Tab::new(text::encryption::TERRAFORM, move || {
                let label = (text::encryption::TERRAFORM, text::encryption::COPY_TERRAFORM);
                code(printed(named, terraform::key_access), label, Language::Plain)
            }),
            Tab::new(text::encryption::CLOUDFORMATION, move || {
                let label =
                    (text::encryption::CLOUDFORMATION, text::encryption::COPY_CLOUDFORMATION);
                code(printed(named, cloudformation::key_access), label, Language::Plain)
            }),
        ];
        let tabs =
            view! { <Tabs label=text::encryption::ACCESS_POLICY tabs=tabs selected=selected /> };
        several([
            el("p").say(text::encryption::ACCESS_POLICY_TEXT).into_any(),
            tabs.into_any(),
            dynamic(move || {
                let text = text::encryption::BY_ALIAS.to_owned();
                by_alias.get().then(|| message(Tone::Info, Live::Polite, Text::default(), text))
            }),
            dynamic(move || crosses.get().then(|| key_statement(named))),
        ])
    })
}

fn policy_file(named: Memo<Option<Named>>) -> AnyView {
    let label = (text::encryption::ACCESS_POLICY, text::encryption::COPY_POLICY);
    let policy = code(printed(named, KeyAccess::role_policy), label, Language::Json);
    el("div").class("stack").add(policy).add(download(named)).into_any()
}

fn download(named: Memo<Option<Named>>) -> AnyView {
    let policy = printed(named, KeyAccess::role_policy);
    let file = move || Some(["data:application/json,", &encoded(&policy.read())].concat());
    let link = el("a")
        .class("button small")
        .attr("data-variant", "default")
        .bind("href", file)
        .attr("download", cli::KEY_ACCESS_FILE)
        .say(text::encryption::DOWNLOAD);
    el("div").class("actions").add(link).into_any()
}

/// What the policy of a key in another account needs.
fn key_statement(named: Memo<Option<Named>>) -> AnyView {
    let statement = printed(named, KeyAccess::key_policy_statement);
    let label = (text::encryption::KEY_STATEMENT, text::encryption::COPY_KEY_STATEMENT);
    several([
        el("p").say(text::encryption::OTHER_ACCOUNT).into_any(),
        code(statement, label, Language::Json),
    ])
}

fn printed(named: Memo<Option<Named>>, print: fn(&KeyAccess) -> String) -> Signal<String> {
    Signal::derive(move || {
        named.read().as_ref().map(|named| print(&named.access())).unwrap_or_default()
    })
}

fn code(code: Signal<String>, (label, copy_label): (Text, Text), language: Language) -> AnyView {
    view! { <CodeBlock code=code label=label copy_label=copy_label language=language /> }.into_any()
}

/// What mends a key that can't be used.
pub(super) fn remedy(named: &Named, remedy: Remedy) -> AnyView {
    let policy = || {
        let label = (text::encryption::ACCESS_POLICY, text::encryption::COPY_MENDING_POLICY);
        let policy = Signal::stored(named.access().role_policy());
        several([
            code(policy, label, Language::Json),
            el("p").say(text::encryption::CLI_TEXT).into_any(),
            command(cli::put_key_access(&named.access())),
        ])
    };
    let statement = || {
        let label = (text::encryption::KEY_STATEMENT, text::encryption::COPY_MENDING_STATEMENT);
        let statement = Signal::stored(named.access().key_policy_statement());
        code(statement, label, Language::Json)
    };
    let about_key = |name| cli::about_key(name, &named.key, named.region);
    match remedy {
        Remedy::Words => ().into_any(),
        Remedy::Role => match named.role.name().parse() {
            Ok(name) => command(cli::get_role(&name)),
            Err(_) => ().into_any(),
        },
        Remedy::RolePolicy => policy(),
        Remedy::KeyPolicy => several([command(about_key("get-key-policy")), statement()]),
        Remedy::BothPolicies => several([policy(), statement()]),
        Remedy::Key(name) => command(about_key(name)),
        Remedy::Keys(first, second) => command([about_key(first), about_key(second)].join("\n")),
        Remedy::Region(name) => command(cli::about_keys(name, named.region)),
    }
}

fn command(line: String) -> AnyView {
    let label = (text::encryption::COMMAND, text::encryption::COPY_MENDING_COMMAND);
    code(Signal::stored(line), label, Language::Shell)
}
