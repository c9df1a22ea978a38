//! The validations that are going on. Each runs on the server, whether somebody looks or not.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use engine::{
    AccessRole, AccessRoles, Actor, Attempt, AttemptRecord, Begun, DeletedRole, Error, Step,
    ports::{Clock, Cloud},
    rfc3339,
};
use jiff::Timestamp;
use tokio::sync::{Notify, watch};
use wire::{
    AttemptId, ProjectId, RoleArn, RoleId,
    console::{self, Failure, FailureReason, Verdict},
};

use crate::{cloud::AnyCloud, store::SqlStore, surroundings::System};

/// How often the end of an attempt is tried to be stored, a second apart, before giving up.
const STORE_TRIES: u32 = 30;

/// Drives attempts, and tells how far they are.
#[derive(Clone)]
pub struct Attempts {
    roles: Arc<AccessRoles<SqlStore, System>>,
    cloud: Arc<AnyCloud>,
    running: Arc<Mutex<HashMap<AttemptId, Running>>>,
}

#[derive(Clone)]
struct Running {
    progress: watch::Receiver<console::Attempt>,
    stop: Arc<Notify>,
}

/// How far an attempt is: over as soon as its verdict says so.
pub type Progress = watch::Receiver<console::Attempt>;

impl Attempts {
    /// Validates `roles` against `cloud`.
    #[must_use]
    pub fn new(roles: Arc<AccessRoles<SqlStore, System>>, cloud: Arc<AnyCloud>) -> Self {
        Self { roles, cloud, running: Arc::default() }
    }

    /// Goes on with the attempts that the program's last end cut off.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn resume(&self) -> Result<(), Error> {
        for (role, record, attempt) in self.roles.resume().await? {
            self.start(&role, record, attempt);
        }
        Ok(())
    }

    /// Begins to validate `arn`, or joins the attempt that does so already. Says whether it is new.
    ///
    /// # Errors
    /// Those of [`AccessRoles::begin`].
    pub async fn begin(
        &self,
        project: &ProjectId,
        role: &RoleId,
        arn: &RoleArn,
        actor: Actor<'_>,
    ) -> Result<(Progress, bool), Error> {
        match self.roles.begin(project, role, arn, actor).await? {
            Begun::New(role, record, attempt) => Ok((self.start(&role, record, *attempt), true)),
            Begun::Running(_, record) => Ok((self.progress(&record), false)),
        }
    }

    /// How far an attempt is that is going on. To be asked for before its record is read: one that ends in between has its end in there.
    #[must_use]
    pub fn going_on(&self, id: &AttemptId) -> Option<Progress> {
        self.running().get(id).map(|running| running.progress.clone())
    }

    /// How far an attempt is.
    #[must_use]
    pub fn progress(&self, record: &AttemptRecord) -> Progress {
        // An attempt that is over, or about to be: what is stored is all that there is to say.
        self.going_on(&record.id).unwrap_or_else(|| watch::channel(record.to_wire(None)).1)
    }

    /// Stops an attempt, if it is going on.
    pub fn stop(&self, id: &AttemptId) {
        if let Some(running) = self.running().get(id) {
            running.stop.notify_one();
        }
    }

    /// Stops the attempt of a role that was deleted, so that AWS is not asked any more.
    pub fn stop_of(&self, deleted: &DeletedRole) {
        if let Some(attempt) = &deleted.role.last_attempt {
            self.stop(&attempt.id);
        }
    }

    /// Waits until an attempt is over.
    pub async fn finished(mut progress: Progress) -> console::Attempt {
        // An error means that nobody drives it any more: the program is about to end.
        let _ = progress.wait_for(|attempt| attempt.verdict != Verdict::Running).await;
        progress.borrow().clone()
    }

    fn start(&self, role: &AccessRole, record: AttemptRecord, attempt: Attempt) -> Progress {
        let (sender, progress) = watch::channel(record.to_wire(None));
        let stop = Arc::new(Notify::new());
        let running = Running { progress: progress.clone(), stop: Arc::clone(&stop) };
        self.running().insert(record.id.clone(), running);
        let (attempts, project, role) = (self.clone(), role.project.clone(), role.id.clone());
        tokio::spawn(async move {
            let id = record.id.clone();
            attempts.drive(&project, &role, record, attempt, &sender, &stop).await;
            attempts.running().remove(&id);
        });
        progress
    }

    async fn drive(
        &self,
        project: &ProjectId,
        role: &RoleId,
        record: AttemptRecord,
        mut attempt: Attempt,
        sender: &watch::Sender<console::Attempt>,
        stop: &Notify,
    ) {
        loop {
            let now = System.now();
            match attempt.next(now) {
                Step::Call(call) => tokio::select! {
                    outcome = Cloud::call(&*self.cloud, &call) => attempt.take(outcome, System.now()),
                    () = stop.notified() => attempt.stop(),
                },
                Step::WaitUntil(at) => tokio::select! {
                    () = tokio::time::sleep(until(at, now)) => {}
                    () = stop.notified() => attempt.stop(),
                },
                Step::Over => break,
            }
            if attempt.verdict() == Verdict::Running {
                sender.send_replace(view(&record, &attempt));
            }
        }
        let shown = match self.store(project, role, &record, &attempt).await {
            Ok(Some(kept)) => kept.to_wire(None),
            // Its role was deleted.
            Ok(None) => over(&record, &attempt),
            Err(error) => {
                tracing::error!(%error, attempt = %record.id, "the end of an attempt can't be stored");
                lost(&record, &attempt)
            }
        };
        tracing::info!(attempt = %record.id, verdict = shown.verdict.as_str(), "attempt over");
        metrics::counter!("attempts_total", "verdict" => shown.verdict.as_str()).increment(1);
        // Only now, so that whoever is told finds the role as it is told.
        sender.send_replace(shown);
    }

    async fn store(
        &self,
        project: &ProjectId,
        role: &RoleId,
        record: &AttemptRecord,
        attempt: &Attempt,
    ) -> Result<Option<AttemptRecord>, Error> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.roles.finish(project, role, &record.id, attempt).await {
                Err(Error::Store(error)) if tries < STORE_TRIES => {
                    tracing::warn!(%error, tries, "the end of an attempt could not be stored yet");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
                done => return done,
            }
        }
    }

    fn running(&self) -> MutexGuard<'_, HashMap<AttemptId, Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn view(record: &AttemptRecord, attempt: &Attempt) -> console::Attempt {
    let record = AttemptRecord {
        verdict: attempt.verdict(),
        checks: attempt.checks(),
        failure: attempt.failure().cloned(),
        ..record.clone()
    };
    record.to_wire(attempt.retry_in_seconds(System.now()))
}

/// What to show of an attempt whose end is not stored: nothing is known of the role.
fn lost(record: &AttemptRecord, attempt: &Attempt) -> console::Attempt {
    let message = "the result could not be stored; validate again".to_owned();
    console::Attempt {
        verdict: Verdict::Unreachable,
        failure: Some(Failure { reason: FailureReason::Unreachable, message }),
        ..over(record, attempt)
    }
}

/// An attempt that is over and of which nothing is stored.
fn over(record: &AttemptRecord, attempt: &Attempt) -> console::Attempt {
    console::Attempt { finished_date: Some(rfc3339(System.now())), ..view(record, attempt) }
}

/// How long it is from `now` until then.
pub(crate) fn until(at: Timestamp, now: Timestamp) -> Duration {
    at.duration_since(now).try_into().unwrap_or(Duration::ZERO)
}
