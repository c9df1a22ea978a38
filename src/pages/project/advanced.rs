//! The settings of a project that few people change: encryption at rest.

mod attempt;
mod attempt_result;
mod form;
mod grant;
mod kept;
mod key_banner;
mod policies;
mod rotation;
mod state;
mod turn_off;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::console::{Encryption, EncryptionAttemptKind as Kind, KeyAccess};

pub(crate) use self::key_banner::key_banner;
use self::{
    attempt::Saving, attempt_result::attempt_result, form::form, grant::grant, rotation::rotation,
    state::state, turn_off::TurnOff,
};
use super::ProjectCx;
use crate::{
    client::{encryption, remote::Remote, session::service_name},
    pages::parts::{Go, page_head, trouble, use_go, waiting},
    paths,
    reactive::memo,
    text,
    ui::{Icon, Panel, Toggle, contained, dynamic, el, several},
};

/// How a project encrypts now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Now {
    Off,
    ByCredentials,
    ByRole,
}

impl Now {
    fn of(encryption: &Encryption) -> Self {
        match encryption.settings.as_ref().map(|settings| &settings.key.access) {
            None => Self::Off,
            Some(KeyAccess::Credentials { .. }) => Self::ByCredentials,
            Some(KeyAccess::Role { .. }) => Self::ByRole,
        }
    }

    /// What the form is for.
    fn kind(self) -> Kind {
        match self {
            Self::Off => Kind::Enable,
            Self::ByCredentials => Kind::Switch,
            Self::ByRole => Kind::Rotate,
        }
    }
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct PageCx {
    project: ProjectCx,
    encryption: Remote<Encryption>,
    now: Memo<Option<Now>>,
    may_write: Memo<Option<bool>>,
    /// Whether the form is open: the address says so.
    editing: Memo<bool>,
    saving: Saving,
    go: Go,
}

impl PageCx {
    /// What of the settings a part shows.
    fn with<T>(self, read: impl Fn(&Encryption) -> Option<T>) -> Option<T> {
        self.encryption.value.read().as_ref().and_then(read)
    }

    /// Shows the form.
    fn open_form(self) {
        self.go.over(paths::advanced_form(&self.project.id(), ""));
    }

    /// Shows the page without the form.
    fn close_form(self) {
        self.go.replace(paths::advanced(&self.project.id()));
    }

    /// Asks the server anew, after something was changed.
    fn reload(self) {
        self.encryption.reload();
        self.project.reload();
    }
}

/// How the project encrypts, and how to change that.
pub(crate) fn advanced(project: ProjectCx) -> AnyView {
    let location = use_location();
    let encryption = Remote::new(move || encryption::load(&project.id()));
    let now = memo(move |_| encryption.value.read().as_ref().map(Now::of));
    let may_write = memo(move |_| project.may_write());
    let editing = memo(move |_| {
        may_write.get() == Some(true)
            && paths::query_value(&location.search.read(), "form").is_some()
    });
    let saving = Saving::new(project, encryption);
    let cx = PageCx { project, encryption, now, may_write, editing, saving, go: use_go() };
    saving.on_passed(cx);

    let title = Signal::stored(text::project::ADVANCED.to_owned());
    let head = page_head(title, Some(project.crumbs(&[])), String::new(), ().into_any());
    let known = memo(move |_| now.get().is_some());
    let content = contained(move || match known.get() {
        true => several([
            rotation(cx),
            state(cx),
            form_if(cx, |now| now != Now::ByCredentials),
            outside_form(cx),
        ]),
        false => waiting(encryption.failure.read().is_none()),
    });
    let off = TurnOff::new();
    let panel = view! {
        <Panel
            title=text::encryption::TITLE
            icon=Icon::Lock
            description=text::encryption::intro(&service_name())
            actions=move || dynamic(move || known.get().then(|| switch(cx, off)))
        >
            {content}
        </Panel>
    };
    let grant = dynamic(move || (now.get() == Some(Now::ByCredentials)).then(|| grant(cx)));
    several([head, trouble(encryption), panel.into_any(), grant, off.dialog(cx)])
}

/// The switch, once it is known how it is, and that in words.
fn switch(cx: PageCx, off: TurnOff) -> AnyView {
    let on = move || cx.now.get().is_some_and(|now| now != Now::Off);
    let checked = Signal::derive(move || on() || cx.editing.get());
    let word = move || match (cx.now.get(), checked.get()) {
        (Some(Now::Off), true) => text::encryption::NOT_SAVED,
        (_, true) => text::encryption::ON,
        (_, false) => text::encryption::OFF,
    };
    let flip = move |_| {
        if untrack(on) {
            off.ask();
        } else if cx.editing.get_untracked() {
            cx.close_form();
        } else {
            cx.open_form();
        }
    };
    let switch = view! {
        <Toggle
            label=text::encryption::TITLE
            checked=checked
            on_change=flip
            disabled_reason=Signal::derive(move || off.why_not(cx))
            hide_label=true
        />
    };
    el("div").class("cluster").add(el("span").class("muted").text(word)).add(switch).into_any()
}

/// The form while it is open, for a project that encrypts in a way that `fits`.
fn form_if(cx: PageCx, fits: fn(Now) -> bool) -> AnyView {
    let kind = memo(move |_| {
        let now = cx.now.get().filter(|now| fits(*now))?;
        cx.editing.get().then(|| now.kind())
    });
    dynamic(move || kind.get().map(|kind| form(cx, kind)))
}

/// An attempt that goes on while the form is closed: begun on another browser, perhaps.
fn outside_form(cx: PageCx) -> AnyView {
    let shown =
        memo(move |_| !cx.editing.get() && (cx.saving.is_running() || cx.saving.watched.get()));
    let may_write = memo(move |_| cx.may_write.get() == Some(true));
    dynamic(move || {
        shown.get().then(|| {
            let stop = may_write.get().then(|| form::stop(cx.saving));
            let actions = el("div").class("actions").add_if(stop);
            several([attempt_result(cx, Signal::stored(None)), actions.into_any()])
        })
    })
}
