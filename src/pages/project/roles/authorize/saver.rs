//! Saves what is typed: soon, one save at a time, and to the end, also after the form has gone.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};
use wire::console::{Draft, SavedDraft};

use super::draft::{Ledger, parse, print};
use crate::{
    client::{self, Failure, session},
    language::Text,
    text,
};

/// How long typing rests before it is saved.
const REST: Duration = Duration::from_millis(400);
/// How long after a failure it is tried again.
const AGAIN: Duration = Duration::from_secs(5);

/// How far saving is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saving {
    /// Nothing was typed.
    Idle,
    /// The server is being told.
    Going,
    /// The server has all of it.
    Done,
    /// The server could not be told yet.
    Failed,
    /// There is nothing to save, nor to cancel: the role is authorized already, or not there.
    Ended,
}

impl Saving {
    pub(super) fn words(self) -> Text {
        match self {
            Self::Idle | Self::Ended => Text::default(),
            Self::Going => text::authorize::SAVING,
            Self::Done => text::authorize::SAVED,
            Self::Failed => text::authorize::NOT_SAVED,
        }
    }
}

/// Whom a saver tells what; each may be gone by then.
#[derive(Clone, Copy)]
pub(super) struct Ears {
    /// How far it is.
    pub(super) saving: RwSignal<Saving>,
    /// What somebody else has saved meanwhile.
    pub(super) newer: RwSignal<Option<SavedDraft>>,
    /// The list of roles, once the form has gone and everything is saved.
    pub(super) changed: Callback<()>,
    /// The role is no longer in progress, or no longer there.
    pub(super) over: Callback<()>,
}

impl Ears {
    /// How far it is, as long as there is anything to save.
    fn tell(self, saving: Saving) {
        let told = |now: &mut Saving| {
            if *now != Saving::Ended {
                *now = saving;
            }
        };
        let _ = self.saving.try_update(told);
    }
}

/// Saves the draft of one role.
#[derive(Clone)]
pub(super) struct Saver(Rc<RefCell<State>>);

struct State {
    project: String,
    role: String,
    ledger: Ledger,
    ears: Ears,
    /// Whether a save is on its way.
    going: bool,
    /// Whether the form has gone.
    closed: bool,
    timer: Option<TimeoutHandle>,
}

impl Saver {
    /// Begins with the server's draft, or with what this tab has kept.
    pub(super) fn open(project: String, role: String, server: &SavedDraft, ears: Ears) -> Self {
        let kept = kept(&role);
        let ledger = Ledger::open(&server.typed(), kept);
        let state = State { project, role, ledger, ears, going: false, closed: false, timer: None };
        Self(Rc::new(RefCell::new(state)))
    }

    /// What stands in the form.
    pub(super) fn wanted(&self) -> Draft {
        self.0.borrow().ledger.wanted().clone()
    }

    /// Notes what stands in the form now, keeps it in this tab at once, and saves it soon.
    pub(super) fn want(&self, draft: &Draft) {
        self.0.borrow_mut().ledger.want(draft);
        self.keep();
        if !self.0.borrow().ledger.is_saved() {
            self.save_after(REST);
        }
    }

    /// Saves what is not saved yet.
    pub(super) fn save(&self) {
        let mut state = self.0.borrow_mut();
        state.stop_timer();
        if !state.going {
            state.going = true;
            spawn_local(self.clone().go());
        }
    }

    /// The form has gone.
    pub(super) fn close(&self) {
        self.0.borrow_mut().closed = true;
        self.save();
    }

    /// The person chose their own text over the newer one.
    pub(super) fn keep_mine(&self) {
        self.0.borrow_mut().ledger.keep_mine();
        self.save();
    }

    /// The person chose the newer text, which comes back.
    pub(super) fn use_newer(&self) -> Option<Draft> {
        let newer = self.0.borrow_mut().ledger.use_newer();
        self.keep();
        newer
    }

    async fn go(self) {
        let ears = self.0.borrow().ears;
        let mut worked = true;
        loop {
            let (project, role, draft) = {
                let state = self.0.borrow();
                (state.project.clone(), state.role.clone(), state.ledger.to_send())
            };
            let Some(draft) = draft else { break };
            ears.tell(Saving::Going);
            match client::roles::save_draft(&project, &role, &draft).send().await {
                Ok(saved) => {
                    self.0.borrow_mut().ledger.landed(&draft, saved.revision);
                    self.keep();
                    ears.tell(Saving::Done);
                }
                Err(failure) if failure.code() == "DRAFT_CONFLICT" => {
                    worked = self.meet_newer(&project, &role).await;
                    if !worked {
                        break;
                    }
                }
                Err(failure) => {
                    worked = false;
                    self.refused(&failure);
                    break;
                }
            }
        }
        self.0.borrow_mut().going = false;
        let closed = self.0.borrow().closed;
        if closed && worked {
            ears.changed.try_run(());
        }
    }

    /// Looks at what somebody else has saved; says whether saving can go on.
    async fn meet_newer(&self, project: &str, role: &str) -> bool {
        let ears = self.0.borrow().ears;
        match client::roles::find(project, role).send().await {
            Ok(role) => match role.draft {
                Some(newer) => {
                    let must_choose = self.0.borrow_mut().ledger.overtaken(&newer.typed());
                    self.keep();
                    if must_choose {
                        tell(ears.newer, Some(newer));
                        ears.tell(Saving::Idle);
                    }
                    !must_choose
                }
                None => {
                    ears.over.try_run(());
                    false
                }
            },
            Err(failure) => {
                self.refused(&failure);
                false
            }
        }
    }

    fn refused(&self, failure: &Failure) {
        let ears = self.0.borrow().ears;
        match failure.status() {
            // The role was authorized or deleted elsewhere: there is nothing to save any more.
            404 | 409 => {
                forget(&self.0.borrow().role);
                ears.tell(Saving::Idle);
                ears.over.try_run(());
            }
            _ => {
                ears.tell(Saving::Failed);
                self.save_after(AGAIN);
            }
        }
    }

    fn save_after(&self, pause: Duration) {
        let again = self.clone();
        let mut state = self.0.borrow_mut();
        state.stop_timer();
        state.timer = set_timeout_with_handle(move || again.save(), pause).ok();
    }

    /// Keeps in this tab what the server does not have.
    fn keep(&self) {
        let state = self.0.borrow();
        match state.ledger.to_keep() {
            Some(draft) => {
                let storage = window().session_storage().ok().flatten();
                storage.map(|it| it.set_item(&key(&state.role), &print(&draft)));
            }
            None => forget(&state.role),
        }
    }
}

impl State {
    fn stop_timer(&mut self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }
}

/// A signal of a form that may have gone.
fn tell<T: Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    let _ = signal.try_set(value);
}

fn kept(role: &str) -> Option<Draft> {
    let storage = window().session_storage().ok().flatten()?;
    parse(&storage.get_item(&key(role)).ok()??)
}

fn forget(role: &str) {
    let storage = window().session_storage().ok().flatten();
    storage.map(|it| it.remove_item(&key(role)));
}

/// Another person who signs in in this tab must not meet it.
fn key(role: &str) -> String {
    let person = untrack(session::email).unwrap_or_default();
    ["draft:", &person, ":", role].concat()
}
