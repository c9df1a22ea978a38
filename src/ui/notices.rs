//! What is said once: announcements for screen readers, and toasts that everybody sees.
//!
//! A modal dialog makes everything around it inert, live regions too. So every dialog brings a host
//! of its own, and only the topmost host speaks and shows.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
};

use super::{Button, El, Icon, IconButton, Keyed, Tone, dynamic, el, icon, keyed, several, words};
use crate::reactive::memo;

const SHOWN_FOR: Duration = Duration::from_secs(8);

/// What a button of a toast does. It outlives the page that made it, as the toast does.
pub type Act = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: usize,
    tone: Tone,
    text: String,
    /// What can be done about it.
    action: Option<(&'static str, Act)>,
    /// When it goes; `None` where it stays until somebody dismisses it.
    end: Option<End>,
}

/// The end of a toast, whichever host shows it.
#[derive(Clone)]
struct End {
    notices: Notices,
    id: usize,
    timer: Arc<Mutex<Option<TimeoutHandle>>>,
}

impl End {
    fn set(&self, timer: Option<TimeoutHandle>) {
        if let Ok(mut old) = self.timer.lock()
            && let Some(old) = std::mem::replace(&mut *old, timer)
        {
            old.clear();
        }
    }

    fn start_if_held(&self) {
        if self.timer.lock().is_ok_and(|timer| timer.is_none()) {
            self.start();
        }
    }

    /// Lets it go 8 s from now.
    fn start(&self) {
        let Self { notices, id, .. } = *self;
        self.set(set_timeout_with_handle(move || notices.dismiss(id), SHOWN_FOR).ok());
    }
}

/// The handle with which any code, also after an `await`, says something.
#[derive(Clone, Copy)]
pub struct Notices {
    spoken: RwSignal<String>,
    toasts: RwSignal<Vec<Toast>>,
    made: StoredValue<usize>,
    /// How often something was said or taken back.
    turn: StoredValue<usize>,
    /// How many dialogs lie on each other; the host of the last one is at work.
    dialogs: RwSignal<usize>,
}

impl Notices {
    fn new() -> Self {
        Self {
            spoken: RwSignal::new(String::new()),
            toasts: RwSignal::new(Vec::new()),
            made: StoredValue::new(0),
            turn: StoredValue::new(0),
            dialogs: RwSignal::new(0),
        }
    }

    /// Says a sentence to screen readers, politely and once, also when it is the same as before.
    pub fn announce(self, text: impl Into<String>) {
        let text = text.into();
        self.hush();
        let turn = self.turn.get_value();
        request_animation_frame(move || {
            if self.turn.try_get_value() == Some(turn) {
                self.spoken.set(text);
            }
        });
    }

    /// Takes back what was said last, as it is not so any more.
    pub fn hush(self) {
        self.turn.update_value(|turn| *turn += 1);
        self.spoken.set(String::new());
    }

    /// Shows and says a sentence. It goes after 8 s, not while it is pointed at or has the focus.
    pub fn toast(self, tone: Tone, text: impl Into<String>) {
        self.push(tone, text.into(), None, false);
    }

    /// The same, until somebody dismisses it; with a button, if there is something to do.
    pub fn toast_to_stay(
        self,
        tone: Tone,
        text: impl Into<String>,
        action: Option<(&'static str, Act)>,
    ) {
        self.push(tone, text.into(), action, true);
    }

    /// The same, with a button. What it does has to be possible elsewhere too, for whom 8 s are not enough.
    pub fn toast_with(
        self,
        tone: Tone,
        text: String,
        label: impl Into<&'static str>,
        act: impl Fn() + Send + Sync + 'static,
    ) {
        self.push(tone, text, Some((label.into(), Arc::new(act))), false);
    }

    fn push(self, tone: Tone, text: String, action: Option<(&'static str, Act)>, stays: bool) {
        let id = self.made.get_value();
        self.made.set_value(id + 1);
        self.announce(text.clone());
        let end = (!stays).then(|| End { notices: self, id, timer: Arc::default() });
        if let Some(end) = &end {
            end.start();
        }
        self.toasts.update(|toasts| toasts.push(Toast { id, tone, text, action, end }));
    }

    fn dismiss(self, id: usize) {
        let _ = self.toasts.try_update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Makes the handle known to everything below; call once at the top.
pub fn provide_notices() -> Notices {
    let notices = Notices::new();
    provide_context(notices);
    notices
}

/// The handle of this page; take it while the component is made, use it whenever.
pub fn use_notices() -> Notices {
    use_context().unwrap_or_else(Notices::new)
}

/// Where announcements are spoken and toasts stand. Once, at the end of the page.
#[component]
pub fn NoticesHost() -> impl IntoView {
    host(use_notices(), 0, 0)
}

/// The host that a dialog brings; at work while no other dialog lies on it. It shows what comes while the dialog is there: what
/// was there before is not about it, and would lie on its buttons.
pub(super) fn dialog_host() -> AnyView {
    let notices = use_notices();
    let level = notices.dialogs.get_untracked() + 1;
    // What was spoken before is not said again by the host whose turn it is now.
    let take_turn = move |level| {
        let _ = notices.spoken.try_set(String::new());
        let _ = notices.dialogs.try_set(level);
    };
    take_turn(level);
    on_cleanup(move || take_turn(level - 1));
    host(notices, level, notices.made.get_value())
}

/// The host of that level, for toasts from that one on.
fn host(notices: Notices, level: usize, from: usize) -> AnyView {
    let at_work = move || notices.dialogs.get() == level;
    let toasts = move || {
        let mut toasts = if at_work() { notices.toasts.get() } else { Vec::new() };
        toasts.retain(|toast| toast.id >= from);
        toasts
    };
    // An empty region would be a landmark for nothing.
    let any = memo(move |_| !toasts().is_empty());
    let spoken = move || if at_work() { notices.spoken.get() } else { String::new() };
    let status = el("div").class("visually-hidden").attr("role", "status").text(spoken);
    let cards = move || {
        any.get().then(|| {
            let cards = keyed(move || {
                let card = |toast: Toast| {
                    Keyed::new(toast.id.to_string(), move || card(notices, toast).into_any())
                };
                toasts().into_iter().map(card).collect()
            });
            el("section").class("toasts").attr("aria-label", words::NOTIFICATIONS).add(cards)
        })
    };
    several([status.into_any(), dynamic(cards)])
}

fn card(notices: Notices, toast: Toast) -> El {
    let id = toast.id;
    // These outlive the card: the browser says that the focus has left it when it is gone.
    let hold = {
        let end = toast.end.clone();
        move || end.iter().for_each(|end| end.set(None))
    };
    let go_on = {
        let end = toast.end.clone();
        move || end.iter().for_each(End::start)
    };
    let go_on_if_held = {
        let end = toast.end.clone();
        move || end.iter().for_each(End::start_if_held)
    };
    // It may have been pointed at when its host went.
    on_cleanup(go_on_if_held);
    let dismiss = view! {
        <IconButton
            label=words::DISMISS
            icon=Icon::Cross
            on_click=move |()| notices.dismiss(id)
        />
    };
    let act = toast.action.map(|(label, act)| {
        let act = move |()| {
            notices.dismiss(id);
            act();
        };
        view! {
            <Button small=true on_click=act>
                {label}
            </Button>
        }
    });
    el("div")
        .class("toast")
        .attr("data-tone", toast.tone.name())
        .on("pointerenter", {
            let hold = hold.clone();
            move |_| hold()
        })
        .on("pointerleave", {
            let go_on = go_on.clone();
            move |_| go_on()
        })
        .on("focusin", move |_| hold())
        .on("focusout", move |_| go_on())
        .add(icon(toast.tone.icon()))
        .add(el("p").say(&toast.text))
        .add_if(act)
        .add(dismiss)
}
