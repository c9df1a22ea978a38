//! The parts of the page that a browser loads when a person first opens them.
//!
//! `cargo xtask build` turns on the feature `split` and cuts the program where [`part!`] says so: each name in front of
//! a function is a file. Without the feature (`trunk build`, `cargo xtask dev`) everything is in one.

// The attribute of the split declares a function that is elsewhere, and exports one.
#![cfg_attr(feature = "split", allow(unsafe_code))]

#[cfg(feature = "split")]
use std::rc::Rc;

use leptos::prelude::*;
use wire::console::Role;

use crate::{
    language::Text,
    pages::{
        self,
        project::{
            self, ProjectCx,
            roles::{self, authorize},
        },
    },
    reactive::{effect, memo},
    text,
    ui::{Act, Notices, Tone, contained, contained_or, dynamic, use_notices},
};

/// `part!(file: name(arguments) = function)`: a function of that name that shows what the other makes, from that file.
/// Before the name, `dialog` says that nothing is seen of it where it stands: that it is on its way is told in the foot of the
/// window, and that it can't be shown over everything else. `page` says that it is a page of the project, with its title, and
/// `whole` that it is all that the window shows.
#[cfg(not(feature = "split"))]
macro_rules! part {
    ($file:ident: dialog $($part:tt)*) => {
        part!(Place::Over, $file: $($part)*);
    };
    ($file:ident: page $($part:tt)*) => {
        part!(Place::Page, $file: $($part)*);
    };
    ($file:ident: whole $($part:tt)*) => {
        part!(Place::Whole, $file: $($part)*);
    };
    ($file:ident: $($part:tt)*) => {
        part!(Place::Here, $file: $($part)*);
    };
    ($place:path, $file:ident: $name:ident($($arg:ident: $kind:ty),*) = $make:path) => {
        pub(crate) fn $name($($arg: $kind),*) -> AnyView {
            $place.contained(move || $make($($arg.clone()),*))
        }
    };
}

#[cfg(feature = "split")]
macro_rules! part {
    ($file:ident: dialog $($part:tt)*) => {
        part!(Place::Over, $file: $($part)*);
    };
    ($file:ident: page $($part:tt)*) => {
        part!(Place::Page, $file: $($part)*);
    };
    ($file:ident: whole $($part:tt)*) => {
        part!(Place::Whole, $file: $($part)*);
    };
    ($file:ident: $($part:tt)*) => {
        part!(Place::Here, $file: $($part)*);
    };
    ($place:path, $file:ident: $name:ident($($arg:ident: $kind:ty),*) = $make:path) => {
        mod $name {
            use super::*;

            #[wasm_split_helpers::wasm_split($file, fallible, preload(load))]
            pub(super) fn part($($arg: $kind),*) -> loading::Made {
                Ok($make($($arg),*))
            }
        }

        pub(crate) fn $name($($arg: $kind),*) -> AnyView {
            let make =
                move || loading::at_once($name::part($($arg.clone()),*)).and_then(Result::ok);
            loading::part(|| Box::pin($name::load()), Rc::new(make), $place)
        }
    };
}

part!(authorize: overview() = authorize::overview);
part!(authorize: procedures(
    project: ProjectCx,
    role: String,
    saving: RwSignal<authorize::Saving>,
    changed: Callback<()>
) = authorize::procedures);
part!(project: page role_details(project: ProjectCx, id: String) = roles::role_details);
part!(project: dialog delete_role(
    project: ProjectCx,
    target: RwSignal<Option<Role>>,
    done: Callback<()>,
    changed: Callback<()>
) = roles::delete_role);
part!(project: dialog stale_roles(
    project: ProjectCx,
    open: RwSignal<bool>,
    changed: Callback<()>
) = roles::stale_roles);
part!(project: dialog deleted_roles(
    project: ProjectCx,
    open: RwSignal<bool>
) = roles::deleted_roles);
part!(account: whole sign_in() = pages::sign_in);
part!(account: dialog session_ended() = pages::session_ended);
part!(people: page members(project: ProjectCx) = project::members);
part!(people: page access_keys(project: ProjectCx) = project::access_keys);
part!(people: whole join() = pages::join);
part!(people: sign_in_problem(search: String) = pages::sign_in_problem);
part!(people: whole sessions() = pages::sessions);
part!(people: whole not_found() = pages::not_found);
part!(project: whole projects() = pages::projects);
part!(project: dialog project_switcher(
    here: ProjectCx,
    open: RwSignal<bool>
) = pages::project_switcher);
part!(project: page integrations(project: ProjectCx) = project::integrations);
part!(project: page activity(project: ProjectCx) = project::activity);
part!(encryption: page advanced(project: ProjectCx) = project::advanced);
part!(encryption: key_banner(project: ProjectCx, since: String) = project::key_banner);
part!(encryption: page clusters(project: ProjectCx) = project::clusters);

/// Where a part is seen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Where it stands.
    Here,
    /// As a page of the project, with its title.
    Page,
    /// As all that the window shows.
    Whole,
    /// Over the page, in a dialog that [`once_wanted`] opens.
    Over,
}

impl Place {
    /// What `make` gives, unless it breaks down.
    fn contained(self, make: impl Fn() -> AnyView + Send + 'static) -> AnyView {
        if self != Self::Over {
            return contained(make);
        }
        let dialog = use_dialog();
        contained_or(move || dialog.given_up(text::DIALOG_BROKEN, None), make)
    }
}

/// A dialog that is not there yet.
#[derive(Clone, Copy)]
struct DialogCx {
    notices: Notices,
    give_up: Callback<()>,
}

impl DialogCx {
    /// Says why it can't be shown; whoever wants it again tries again.
    fn given_up(self, why: Text, action: Option<(&'static str, Act)>) -> AnyView {
        self.notices.toast_to_stay(Tone::Bad, why, action);
        self.give_up.run(());
        ().into_any()
    }
}

fn use_dialog() -> DialogCx {
    let unknown = || DialogCx { notices: use_notices(), give_up: Callback::new(|()| {}) };
    use_context().unwrap_or_else(unknown)
}

/// Shows what `make` gives from the first time on that `wanted` says so: a dialog that few people open. Where it can't be
/// shown, `close` says that it is not wanted any more, and it is made anew once it is.
pub(crate) fn once_wanted(
    wanted: impl Fn() -> bool + 'static,
    close: impl Fn() + Send + Sync + 'static,
    make: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    once_wanted_boxed(Box::new(wanted), Box::new(close), Box::new(make))
}

fn once_wanted_boxed(
    wanted: Box<dyn Fn() -> bool>,
    close: Box<dyn Fn() + Send + Sync>,
    make: Box<dyn Fn() -> AnyView + Send>,
) -> AnyView {
    let known = RwSignal::new(false);
    effect(move || {
        if wanted() {
            known.set(true);
        }
    });
    let give_up = Callback::new(move |()| {
        close();
        known.set(false);
    });
    let notices = use_notices();
    let known = memo(move |_| known.get());
    dynamic(move || {
        provide_context(DialogCx { notices, give_up });
        known.get().then(&make)
    })
}

/// Fetches the dialogs of the list of roles when somebody who may use them first moves on it, so that they are there when a
/// button is pressed.
pub(crate) fn fetch_dialogs_of_roles(may_write: Memo<Option<bool>>) {
    effect(move || {
        if may_write.get() == Some(true) {
            #[cfg(feature = "split")]
            loading::at_first_move(|| {
                loading::fetch(overview::load());
                loading::fetch(delete_role::load());
            });
        }
    });
}

#[cfg(feature = "split")]
mod loading {
    use std::{
        future::Future,
        pin::{Pin, pin},
        rc::Rc,
        sync::Arc,
        task::{Context, Poll, Waker},
    };

    use leptos::{
        leptos_dom::helpers::{WindowListenerHandle, window_event_listener_untyped},
        prelude::*,
    };
    use send_wrapper::SendWrapper;
    use wasm_split_helpers::SplitLoaderError;

    use super::{Place, use_dialog};
    use crate::{
        client::session,
        pages::{
            parts::{button, leave_focus, use_title, waiting},
            top_bar::top_bar,
        },
        reactive::{effect, task},
        text,
        ui::{Act, Banner, Live, Spinner, Tone, Variant, dynamic, el, several},
    };

    /// What a part makes.
    pub(super) type Made = Result<AnyView, SplitLoaderError>;
    type Load = fn() -> Pin<Box<dyn Future<Output = Result<(), SplitLoaderError>>>>;

    /// How far a part is.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum State {
        Coming,
        There,
        Failed,
    }

    /// Shows what `make` gives once `load` is done; `make` finds everything there.
    pub(super) fn part(load: Load, make: Rc<dyn Fn() -> Option<AnyView>>, place: Place) -> AnyView {
        let state = RwSignal::new(State::Coming);
        let dialog = use_dialog();
        let loaded = move |done: Result<(), SplitLoaderError>| match done {
            Ok(()) => state.set(State::There),
            Err(_) if place != Place::Over => state.set(State::Failed),
            Err(_) if is_offline() => drop(dialog.given_up(text::PART_OFFLINE, None)),
            Err(_) => {
                let again: (_, Act) = (text::LOAD_AGAIN.into(), Arc::new(load_again));
                dialog.given_up(text::PART_MISSING, Some(again));
            }
        };
        let fetch = move || {
            let mut loading = load();
            match at_once(loading.as_mut()) {
                Some(done) => loaded(done),
                None => task(async move { loaded(loading.await) }),
            }
        };
        fetch();
        let tries = RwSignal::new(0);
        // Not by what asks for it, which goes with what it stands in.
        effect(move || {
            if tries.get() > 0 {
                fetch();
            }
        });
        let again = move || {
            state.set(State::Coming);
            tries.update(|tries| *tries += 1);
        };
        let make = SendWrapper::new(make);
        dynamic(move || match state.get() {
            State::Coming => coming(place),
            State::There => {
                let make = make.clone();
                place.contained(move || make().unwrap_or_else(|| failed(place, again)))
            }
            State::Failed => {
                let back = window_event_listener_untyped("online", move |_| {
                    leave_focus();
                    again();
                });
                on_cleanup(move || back.remove());
                failed(place, again)
            }
        })
    }

    fn coming(place: Place) -> AnyView {
        match place {
            Place::Here | Place::Page | Place::Whole => waiting(true),
            Place::Over => {
                let spinner = view! { <Spinner label=text::LOADING /> };
                let foot = el("div").class("coming").attr("role", "status");
                foot.add(spinner).into_any()
            }
        }
    }

    /// Fetches a part before it is wanted. Where that fails, it is fetched again once it is.
    pub(super) fn fetch(load: impl Future<Output = Result<(), SplitLoaderError>> + 'static) {
        task(async move {
            let _ = load.await;
        });
    }

    /// Does something, once, when a pointer or a key is used before the owner is cleaned up.
    pub(super) fn at_first_move(act: fn()) {
        let listeners = StoredValue::new_local(Vec::<WindowListenerHandle>::new());
        let forget = move || {
            let listeners = listeners.try_update_value(std::mem::take).unwrap_or_default();
            listeners.into_iter().for_each(WindowListenerHandle::remove);
        };
        let once = move |_| {
            forget();
            act();
        };
        let moves = ["pointermove", "pointerdown", "keydown"];
        listeners.set_value(moves.map(|it| window_event_listener_untyped(it, once)).into());
        on_cleanup(forget);
    }

    /// The file may be gone for good, since a newer console is there: only loading everything anew helps surely. Without a
    /// connection that would lose the page.
    fn failed(place: Place, again: impl Fn() + Send + Sync + 'static) -> AnyView {
        let (why, again) = match is_offline() {
            true => (text::PART_OFFLINE, button(text::TRY_AGAIN, Variant::Default, again)),
            false => (text::PART_MISSING, button(text::LOAD_AGAIN, Variant::Default, load_again)),
        };
        let why = several([
            el("p").say(why).into_any(),
            el("div").class("actions").add(again).into_any(),
        ]);
        let banner = |title: &str| {
            view! {
                <Banner tone=Tone::Bad live=Live::Alert title=title.to_owned()>
                    {why}
                </Banner>
            }
            .into_any()
        };
        if matches!(place, Place::Here | Place::Over) {
            return banner(&text::ERROR_TITLE);
        }
        use_title(Signal::stored(text::ERROR_TITLE.to_owned()));
        let title = el("h1").attr("tabindex", "-1").say(text::ERROR_TITLE);
        let head = el("div").class("page-head").add(title);
        let page = [head.into_any(), banner("")];
        if place == Place::Page {
            return several(page);
        }
        let bar = untrack(session::email).map(|_| top_bar(None));
        let main = el("main").class("page alone").attr("id", "main").attr("tabindex", "-1");
        several([bar.into_any(), main.add(several(page)).into_any()])
    }

    fn is_offline() -> bool {
        !window().navigator().on_line()
    }

    fn load_again() {
        let _ = window().location().reload();
    }

    /// What a future gives without waiting.
    pub(super) fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }
}
