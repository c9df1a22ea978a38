//! An attempt to change how the project encrypts, from the click to its verdict.

use leptos::prelude::*;
use wire::{
    AttemptId,
    console::{Encryption, EncryptionAttempt, NewEncryptionAttempt, Verdict},
};

use super::{PageCx, kept};
use crate::{
    client::{Failure, encryption, remote::Remote},
    pages::project::ProjectCx,
    reactive::{effect, memo},
    text,
    ui::{Notices, Tone, focus_selector, use_notices},
};

/// The attempt that the page shows.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    project: ProjectCx,
    pub(super) notices: Notices,
    /// The one that is going on, or the last that is over.
    pub(super) attempt: RwSignal<Option<EncryptionAttempt>>,
    /// Whether the person looked while it came to its end, so that the end is news.
    pub(super) watched: RwSignal<bool>,
    /// The one of which was said that AWS is asked again.
    pub(super) told: StoredValue<Option<AttemptId>>,
    /// Whether the server is being asked to begin.
    pub(super) starting: RwSignal<bool>,
    /// Whether the server is being asked to stop.
    pub(super) stopping: RwSignal<bool>,
    /// Whether nothing is heard from the server.
    pub(super) lost: RwSignal<bool>,
    /// Why it could not begin or be followed.
    pub(super) failed: RwSignal<Option<String>>,
}

impl Saving {
    /// Shows the last attempt that the server knows, and follows it if it is going on.
    pub(super) fn new(project: ProjectCx, encryption: Remote<Encryption>) -> Self {
        let it = Self {
            project,
            notices: use_notices(),
            attempt: RwSignal::new(None),
            watched: RwSignal::new(false),
            told: StoredValue::new(None),
            starting: RwSignal::new(false),
            stopping: RwSignal::new(false),
            lost: RwSignal::new(false),
            failed: RwSignal::new(None),
        };
        effect(move || {
            let last = encryption.value.read().as_ref().and_then(|it| it.last_attempt.clone());
            let known = it.attempt.read_untracked().as_ref().map(|it| it.id.clone());
            if let Some(last) = last.filter(|last| Some(&last.id) != known.as_ref()) {
                it.watched.set(false);
                it.attempt.set(Some(last));
            }
        });
        it
    }

    /// Whether one is going on, or about to.
    pub(super) fn is_running(self) -> bool {
        self.starting.get() || self.running().is_some()
    }

    /// The one that is going on.
    pub(super) fn running(self) -> Option<AttemptId> {
        let attempt = self.attempt.read();
        let attempt = attempt.as_ref()?;
        (attempt.verdict == Verdict::Running).then(|| attempt.id.clone())
    }

    /// Forgets what is over.
    pub(super) fn forget(self) {
        self.watched.set(false);
        self.failed.set(None);
    }

    /// Follows what is going on; once everything has passed, the page shows the new settings.
    pub(super) fn on_passed(self, cx: PageCx) {
        let running = memo(move |_| self.running());
        let news = Callback::new(move |news: Result<EncryptionAttempt, Failure>| match news {
            Ok(attempt) => {
                self.lost.set(false);
                self.watched.set(true);
                let (verdict, kind) = (attempt.verdict, attempt.kind);
                self.attempt.set(Some(attempt));
                if verdict == Verdict::Passed {
                    self.watched.set(false);
                    kept::forget(&self.project.id());
                    self.notices.toast(Tone::Good, text::encryption::passed(kind));
                    cx.close_form();
                    // The form goes, and the focus must not go with it.
                    request_animation_frame(|| {
                        focus_selector("main [role=switch]");
                    });
                }
                if verdict != Verdict::Running {
                    cx.reload();
                }
            }
            Err(Failure::Offline | Failure::Timeout) => self.lost.set(true),
            Err(failure) => {
                self.attempt.set(None);
                self.failed.set(Some(text::failure::sentence(&failure)));
            }
        });
        effect(move || {
            if let Some(attempt) = running.get() {
                encryption::follow(&self.project.id(), attempt.as_str(), news);
            }
        });
    }

    /// Asks the server to begin, and tells `refused` why it does not.
    pub(super) fn start(self, wanted: &NewEncryptionAttempt, answered: Callback<Option<Failure>>) {
        self.starting.set(true);
        self.failed.set(None);
        let notices = self.notices;
        encryption::start(&self.project.id(), wanted).then(move |outcome| {
            let _ = self.starting.try_set(false);
            match outcome {
                Ok(attempt) => {
                    // The page may have gone; the attempt goes on without it.
                    let _ = self.watched.try_set(true);
                    if self.attempt.try_set(Some(attempt)).is_none() {
                        notices.announce(text::encryption::STARTED);
                    }
                    answered.try_run(None);
                }
                Err(failure) => {
                    answered.try_run(Some(failure));
                }
            }
        });
    }

    /// Asks the server to stop.
    pub(super) fn stop(self) {
        let Some(attempt) = untrack(|| self.running()) else { return };
        self.stopping.set(true);
        encryption::stop(&self.project.id(), attempt.as_str()).then(move |outcome| {
            let _ = self.stopping.try_set(false);
            if let Err(failure) = outcome {
                let _ = self.failed.try_set(Some(text::failure::sentence(&failure)));
            }
        });
    }
}
