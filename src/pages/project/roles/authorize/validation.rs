//! A validation, from the click to its verdict.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::{
    AttemptId, RoleArn,
    console::{Attempt, Verdict},
};

use super::pasted_policy;
use crate::{
    client::{self, Failure},
    pages::{parts::use_go, project::ProjectCx},
    paths::{self, RoleQuery},
    reactive::{effect, memo},
    text,
    ui::{Notices, Tone, use_notices},
};

/// The validation of one role that the form shows.
#[derive(Clone, Copy)]
pub(crate) struct Validation {
    project: ProjectCx,
    role: StoredValue<String>,
    notices: Notices,
    /// The one that is going on, or the last that is over.
    pub(crate) attempt: RwSignal<Option<Attempt>>,
    /// Whether it was begun while the person looked, so that its end is news.
    pub(super) watched: RwSignal<bool>,
    /// The one of which was said that AWS is asked again.
    pub(super) told: StoredValue<Option<AttemptId>>,
    /// Whether the server is being asked to begin.
    pub(super) starting: RwSignal<bool>,
    /// Whether the server is being asked to stop.
    pub(crate) stopping: RwSignal<bool>,
    /// Whether nothing is heard from the server.
    pub(super) lost: RwSignal<bool>,
    /// Why it could not begin or be followed.
    pub(super) failed: RwSignal<Option<String>>,
    /// What is wrong with the typed ARN.
    pub(super) arn_error: RwSignal<Option<String>>,
}

impl Validation {
    /// Follows the attempt if it is going on, and leads to the list, or to where one came from, once the role is authorized.
    pub(super) fn new(
        project: ProjectCx,
        role: String,
        last: Option<Attempt>,
        changed: Callback<()>,
        over: Callback<()>,
    ) -> Self {
        let go = use_go();
        let search = use_location().search;
        let authorized = Callback::new(move |role: String| {
            let next = RoleQuery::parse(&search.read_untracked()).next;
            go.replace(paths::after_authorize(&project.id(), &role, &next));
        });
        Self::told(project, role, last, changed, over, authorized)
    }

    /// Follows the attempt if it is going on. `changed` is told when one is over, `over` when there is no such role any
    /// more, and `passed` the role when it passed.
    pub(crate) fn told(
        project: ProjectCx,
        role: String,
        last: Option<Attempt>,
        changed: Callback<()>,
        over: Callback<()>,
        passed: Callback<String>,
    ) -> Self {
        let it = Self {
            project,
            role: StoredValue::new(role),
            notices: use_notices(),
            attempt: RwSignal::new(last),
            watched: RwSignal::new(false),
            told: StoredValue::new(None),
            starting: RwSignal::new(false),
            stopping: RwSignal::new(false),
            lost: RwSignal::new(false),
            failed: RwSignal::new(None),
            arn_error: RwSignal::new(None),
        };
        it.follow(changed, over, passed);
        it
    }

    /// Whether one is going on, or about to.
    pub(crate) fn is_running(self) -> bool {
        self.starting.get() || self.running().is_some()
    }

    /// The one that is going on.
    pub(crate) fn running(self) -> Option<AttemptId> {
        let attempt = self.attempt.read();
        let attempt = attempt.as_ref()?;
        (attempt.verdict == Verdict::Running).then(|| attempt.id.clone())
    }

    fn follow(self, changed: Callback<()>, over: Callback<()>, passed: Callback<String>) {
        let (project, notices) = (self.project, self.notices);
        let running = memo(move |_| self.running());
        let finish = move |attempt: &Attempt| {
            changed.run(());
            if attempt.verdict == Verdict::Passed {
                let name = attempt.role_arn.parse::<RoleArn>().ok();
                let name = name.map_or(attempt.role_arn.clone(), |arn| arn.name().to_owned());
                notices.toast(Tone::Good, text::roles::authorized(&name));
                let role = self.role.get_value();
                pasted_policy(&role).forget();
                passed.run(role);
            }
        };
        let news = Callback::new(move |news: Result<Attempt, Failure>| match news {
            Ok(attempt) => {
                self.lost.set(false);
                self.watched.set(true);
                if attempt.verdict != Verdict::Running {
                    finish(&attempt);
                }
                self.attempt.set(Some(attempt));
            }
            Err(Failure::Offline | Failure::Timeout) => self.lost.set(true),
            Err(failure) => {
                self.attempt.set(None);
                self.failed.set(Some(text::failure::sentence(&failure)));
                if failure.status() == 404 {
                    over.run(());
                }
            }
        });
        effect(move || {
            if let Some(attempt) = running.get() {
                let role = self.role.get_value();
                client::attempts::follow(&project.id(), &role, attempt.as_str(), news);
            }
        });
    }

    /// Asks the server to begin.
    pub(crate) fn start(self, arn: String, over: Callback<()>) {
        let (project, notices) = (self.project, self.notices);
        self.starting.set(true);
        self.failed.set(None);
        let call = client::attempts::start(&project.id(), &self.role.get_value(), arn);
        call.then(move |outcome| {
            let _ = self.starting.try_set(false);
            match outcome {
                Ok(attempt) => self.begun(attempt, notices),
                Err(failure) => match failure.code() {
                    // Begun on another browser for another ARN: that one is shown.
                    "ATTEMPT_RUNNING" | "ROLE_ALREADY_AUTHORIZED" | "RESOURCE_NOT_FOUND" => {
                        over.try_run(());
                    }
                    _ => match failure.field("iamAssumedRoleArn") {
                        Some(what) => drop(self.arn_error.try_set(Some(what))),
                        None => {
                            drop(self.failed.try_set(Some(text::failure::sentence(&failure))));
                        }
                    },
                },
            }
        });
    }

    fn begun(self, attempt: Attempt, notices: Notices) {
        // The form may have gone; the validation goes on without it.
        let _ = self.watched.try_set(true);
        if self.attempt.try_set(Some(attempt)).is_none() {
            notices.announce(text::authorize::STARTED);
        }
    }

    /// Asks the server to stop.
    pub(crate) fn stop(self) {
        let project = self.project;
        let Some(attempt) = untrack(|| self.running()) else { return };
        self.stopping.set(true);
        let role = self.role.get_value();
        client::attempts::stop(&project.id(), &role, attempt.as_str()).then(move |outcome| {
            let _ = self.stopping.try_set(false);
            if let Err(failure) = outcome {
                let _ = self.failed.try_set(Some(text::failure::sentence(&failure)));
            }
        });
    }
}
