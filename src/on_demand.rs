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
    pages::{
        self,
        project::{
            self, ProjectCx,
            roles::{self, authorize},
        },
    },
    ui::{contained_in, dynamic, el},
};

/// `part!(file: name(arguments) = function)`: a function of that name that shows what the other makes, from that file.
/// Before the name, `dialog` says that nothing is seen of it where it stands, so its coming, and its failing, is told in the
/// foot of the window.
#[cfg(not(feature = "split"))]
macro_rules! part {
    ($file:ident: dialog $($part:tt)*) => {
        part!(Place::Foot, $file: $($part)*);
    };
    ($file:ident: $($part:tt)*) => {
        part!(Place::Here, $file: $($part)*);
    };
    ($place:path, $file:ident: $name:ident($($arg:ident: $kind:ty),*) = $make:path) => {
        pub(crate) fn $name($($arg: $kind),*) -> AnyView {
            contained_in(|message| $place.around(message), move || $make($($arg.clone()),*))
        }
    };
}

#[cfg(feature = "split")]
macro_rules! part {
    ($file:ident: dialog $($part:tt)*) => {
        part!(Place::Foot, $file: $($part)*);
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
part!(project: role_details(project: ProjectCx, id: String) = roles::role_details);
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
part!(account: sign_in() = pages::sign_in);
part!(account: dialog session_ended() = pages::session_ended);
part!(people: members(project: ProjectCx) = project::members);
part!(people: access_keys(project: ProjectCx) = project::access_keys);
part!(people: join() = pages::join);
part!(people: sign_in_problem(search: String) = pages::sign_in_problem);
part!(people: sessions() = pages::sessions);
part!(people: not_found() = pages::not_found);
part!(project: projects() = pages::projects);
part!(project: dialog project_switcher(
    here: ProjectCx,
    open: RwSignal<bool>
) = pages::project_switcher);
part!(project: integrations(project: ProjectCx) = project::integrations);
part!(project: activity(project: ProjectCx) = project::activity);
part!(encryption: advanced(project: ProjectCx) = project::advanced);
part!(encryption: key_banner(project: ProjectCx, since: String) = project::key_banner);
part!(encryption: clusters(project: ProjectCx) = project::clusters);

/// Where a word on a part stands that is on its way, or can't be shown.
#[derive(Clone, Copy)]
enum Place {
    /// Where the part itself will be.
    Here,
    /// In the foot of the window, for what lies over the page once it is there.
    Foot,
}

impl Place {
    fn around(self, message: AnyView) -> AnyView {
        match self {
            Self::Here => message,
            Self::Foot => el("div").class("coming").add(message).into_any(),
        }
    }
}

/// Fetches the dialogs of the list of roles when somebody first moves on it, so that they are there when a button is pressed.
pub(crate) fn fetch_dialogs_of_roles() {
    #[cfg(feature = "split")]
    loading::at_first_move(|| {
        loading::fetch(overview::load());
        loading::fetch(delete_role::load());
    });
}

/// Shows what `make` gives from the first time on that `wanted` says so: a dialog that few people open.
pub(crate) fn once_wanted(
    wanted: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let wanted = Memo::new(move |before: Option<&bool>| before == Some(&true) || wanted());
    dynamic(move || wanted.get().then(&make))
}

#[cfg(feature = "split")]
mod loading {
    use std::{
        future::Future,
        pin::{Pin, pin},
        rc::Rc,
        task::{Context, Poll, Waker},
    };

    use leptos::{ev, prelude::*};
    use send_wrapper::SendWrapper;
    use wasm_split_helpers::SplitLoaderError;

    use super::{Place, contained_in};
    use crate::{
        compiled_once::task,
        pages::parts::{button, waiting},
        text,
        ui::{Banner, Live, Spinner, Tone, Variant, dynamic, el, several},
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
        let mut loading = load();
        match at_once(loading.as_mut()) {
            Some(done) => state.set(after(&done)),
            None => task(async move { state.set(after(&loading.await)) }),
        }
        let make = SendWrapper::new(make);
        dynamic(move || match state.get() {
            State::Coming => coming(place),
            State::There => {
                let make = make.clone();
                contained_in(
                    move |message| place.around(message),
                    move || make().unwrap_or_else(|| place.around(failed())),
                )
            }
            State::Failed => place.around(failed()),
        })
    }

    fn coming(place: Place) -> AnyView {
        match place {
            Place::Here => waiting(true),
            Place::Foot => {
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

    /// Does something when the pointer or a key is first used on the page that calls this.
    pub(super) fn at_first_move(act: fn()) {
        let done = StoredValue::new(false);
        let once = move || {
            if !done.try_update_value(|done| std::mem::replace(done, true)).unwrap_or(true) {
                act();
            }
        };
        let pointer = window_event_listener(ev::pointermove, move |_| once());
        let key = window_event_listener(ev::keydown, move |_| once());
        on_cleanup(move || {
            pointer.remove();
            key.remove();
        });
    }

    fn after(done: &Result<(), SplitLoaderError>) -> State {
        if done.is_ok() { State::There } else { State::Failed }
    }

    /// The file may be gone for good, since a newer console is there: only loading everything anew helps surely.
    fn failed() -> AnyView {
        let again = button(text::LOAD_AGAIN, Variant::Default, || {
            let _ = window().location().reload();
        });
        let why = several([
            el("p").say(text::PART_MISSING).into_any(),
            el("div").class("actions").add(again).into_any(),
        ]);
        view! {
            <Banner tone=Tone::Bad live=Live::Alert title=text::ERROR_TITLE>
                {why}
            </Banner>
        }
        .into_any()
    }

    /// What a future gives without waiting.
    pub(super) fn at_once<T>(future: impl Future<Output = T>) -> Option<T> {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }
}
