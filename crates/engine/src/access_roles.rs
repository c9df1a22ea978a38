//! The commands with a store around them: load, decide, store, and decide anew where somebody was faster.

use jiff::{SignedDuration, Timestamp};
use wire::{AttemptId, Label, ProjectId, RoleArn, RoleId};

use crate::{
    AccessRole, Actor, Attempt, AttemptRecord, Change, Context, DeletedRole, Draft, Limits,
    Refusal, command,
    ports::{Clock, Entropy, Store, StoreError},
};

/// Why something was not done to an access role.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The project has no such access role.
    #[error("no such access role")]
    NotFound,
    /// A rule is against it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What began, or went on already.
pub enum Begun {
    /// A new attempt: somebody has to drive it, and to call [`AccessRoles::finish`] at its end.
    New(AccessRole, AttemptRecord, Box<Attempt>),
    /// The same ARN is being validated already.
    Running(AccessRole, AttemptRecord),
}

/// How often a command is decided anew before giving up. Each time, somebody else's change went through.
const ROUNDS: usize = 8;

/// The access roles of all projects.
pub struct AccessRoles<S, T> {
    store: S,
    /// The present time and randomness.
    surroundings: T,
    limits: Limits,
}

impl<S: Store, T: Clock + Entropy> AccessRoles<S, T> {
    /// The access roles kept in `store`, validated within `limits`.
    pub fn new(store: S, surroundings: T, limits: Limits) -> Self {
        Self { store, surroundings, limits }
    }

    /// Where they are kept, for reading.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// How patient an attempt is.
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// What time it is and where randomness comes from.
    pub fn surroundings(&self) -> &T {
        &self.surroundings
    }

    /// One access role.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Store`].
    pub async fn get(&self, project: &ProjectId, id: &RoleId) -> Result<AccessRole, Error> {
        self.store.role(project, id).await?.ok_or(Error::NotFound)
    }

    /// Makes an access role, in progress.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn create(&self, project: &ProjectId, actor: Actor<'_>) -> Result<AccessRole, Error> {
        let (role, change) = command::create(project, &self.context(actor));
        self.store.apply(&change).await?;
        Ok(role)
    }

    /// Keeps what was typed so far, and gives it with its new revision and who saved it.
    ///
    /// # Errors
    /// [`Refusal::AlreadyAuthorized`], [`Refusal::DraftConflict`], [`Refusal::DraftTooLong`], and those of [`get`](Self::get).
    pub async fn save_draft(
        &self,
        project: &ProjectId,
        id: &RoleId,
        typed: &Draft,
        actor: Actor<'_>,
    ) -> Result<Draft, Error> {
        self.change(project, id, |role| command::save_draft(role, typed, &self.context(actor)))
            .await
    }

    /// Calls an access role by `label`, or takes its label away.
    ///
    /// # Errors
    /// Those of [`get`](Self::get).
    pub async fn set_label(
        &self,
        project: &ProjectId,
        id: &RoleId,
        label: &Label,
        actor: Actor<'_>,
    ) -> Result<AccessRole, Error> {
        self.change(project, id, |role| Ok(command::set_label(role, label, &self.context(actor))))
            .await
    }

    /// Begins to validate `arn`, or joins the attempt that does so already.
    ///
    /// # Errors
    /// [`Refusal::AttemptRunning`] for another ARN, [`Refusal::InUse`], and those of [`get`](Self::get).
    pub async fn begin(
        &self,
        project: &ProjectId,
        id: &RoleId,
        arn: &RoleArn,
        actor: Actor<'_>,
    ) -> Result<Begun, Error> {
        self.change(project, id, |role| match role.running_attempt() {
            Some(running) if running.arn == *arn => {
                Ok((Begun::Running(role.clone(), running.clone()), None))
            }
            _ => {
                let begun = command::begin(role, arn.clone(), self.limits, &self.context(actor))?;
                let (record, attempt, change) = begun;
                Ok((Begun::New(role.clone(), record, Box::new(attempt)), Some(change)))
            }
        })
        .await
    }

    /// Begins anew the attempts that were going on when the program last ended.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn resume(&self) -> Result<Vec<(AccessRole, AttemptRecord, Attempt)>, Error> {
        let roles = self.store.roles_with_running_attempt().await?;
        let resumed = |role: AccessRole| {
            let record = role.running_attempt()?.clone();
            let attempt =
                command::resume(&role, &record, self.limits, &self.context(Actor::CONSOLE));
            Some((role, record, attempt))
        };
        Ok(roles.into_iter().filter_map(resumed).collect())
    }

    /// Keeps how an attempt ended, and authorizes the role if it passed. Gives what is kept of it; nothing where the access role was
    /// deleted in the meantime.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn finish(
        &self,
        project: &ProjectId,
        id: &RoleId,
        record: &AttemptId,
        attempt: &Attempt,
    ) -> Result<Option<AttemptRecord>, Error> {
        let finished = self
            .change(project, id, |role| {
                let context = self.context(Actor::CONSOLE);
                Ok(command::finish(role, record, attempt, &context).unzip())
            })
            .await;
        match finished {
            Err(Error::NotFound) => Ok(None),
            other => other,
        }
    }

    /// Deletes an access role that nothing uses.
    ///
    /// # Errors
    /// [`Refusal::InUse`], and those of [`get`](Self::get).
    pub async fn delete(
        &self,
        project: &ProjectId,
        id: &RoleId,
        actor: Actor<'_>,
    ) -> Result<DeletedRole, Error> {
        self.change(project, id, |role| command::delete(role, &self.context(actor))).await
    }

    /// Deletes an access role that is still in progress.
    ///
    /// # Errors
    /// [`Refusal::Authorized`], and those of [`get`](Self::get).
    pub async fn cancel(
        &self,
        project: &ProjectId,
        id: &RoleId,
        actor: Actor<'_>,
    ) -> Result<DeletedRole, Error> {
        self.change(project, id, |role| command::cancel(role, &self.context(actor))).await
    }

    /// Takes a delete back.
    ///
    /// # Errors
    /// [`Refusal::UndoExpired`]; [`Error::NotFound`] where no such role was deleted, or it is forgotten by now.
    pub async fn restore(
        &self,
        project: &ProjectId,
        id: &RoleId,
        actor: Actor<'_>,
    ) -> Result<AccessRole, Error> {
        // Nothing changes a deleted role, so there is no reason to decide anew: whoever was faster restored it, or
        // its time is over.
        let deleted = self.store.deleted_role(project, id).await?.ok_or(Error::NotFound)?;
        let (role, change) = command::restore(&deleted, &self.context(actor))?;
        self.store.apply(&change).await?;
        Ok(role)
    }

    /// The roles of a project whose delete can still be undone, the newest deletes first, at most `limit`.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn deleted(
        &self,
        project: &ProjectId,
        limit: u64,
    ) -> Result<Vec<DeletedRole>, Error> {
        let since = before(self.surroundings.now(), DeletedRole::UNDO_WINDOW);
        Ok(self.store.deleted_roles(project, since, limit).await?)
    }

    /// Forgets the roles whose delete can't be undone any more. Tells how many.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn purge_deleted(&self) -> Result<u64, Error> {
        let until = before(self.surroundings.now(), DeletedRole::UNDO_WINDOW);
        Ok(self.store.purge_deleted(until).await?)
    }

    /// Begins to check the authorized role that was not looked at for the longest time, if that is longer than
    /// `interval`: somebody has to drive the attempt, and to call [`finish_check`](Self::finish_check) at its end.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn claim_check(
        &self,
        interval: SignedDuration,
    ) -> Result<Option<(AccessRole, Attempt)>, Error> {
        let now = self.surroundings.now();
        let looked = jittered(now, interval, &self.surroundings);
        let Some(role) = self.store.claim_check(before(now, interval), looked).await? else {
            return Ok(None);
        };
        let context = self.context(Actor::CONSOLE);
        let attempt = command::begin_check(&role, self.limits.of_checks(), &context);
        Ok(attempt.map(|attempt| (role, attempt)))
    }

    /// Keeps what a check told of the role. Does nothing where the access role was deleted, or has another ARN by now.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn finish_check(&self, role: &AccessRole, attempt: &Attempt) -> Result<(), Error> {
        let context = self.context(Actor::CONSOLE);
        let finished = self
            .change(&role.project, &role.id, |role| {
                Ok(((), command::finish_check(role, attempt, &context)))
            })
            .await;
        match finished {
            Err(Error::NotFound) => Ok(()),
            other => other,
        }
    }

    /// Lets the checks that are overdue, as nobody checked for a time, come one after another.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn spread_checks(&self, interval: SignedDuration) -> Result<(), Error> {
        Ok(self.store.spread_checks(self.surroundings.now(), interval).await?)
    }

    /// Loads, decides and stores; decides anew where the role was changed in between.
    async fn change<R, C: Into<Option<Change>>>(
        &self,
        project: &ProjectId,
        id: &RoleId,
        decide: impl Fn(&AccessRole) -> Result<(R, C), Refusal>,
    ) -> Result<R, Error> {
        let mut rounds = 0;
        loop {
            let role = self.get(project, id).await?;
            let (answer, change) = decide(&role)?;
            let Some(change) = change.into() else { return Ok(answer) };
            rounds += 1;
            match self.store.apply(&change).await {
                Ok(()) => return Ok(answer),
                Err(StoreError::Conflict) if rounds < ROUNDS => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn context<'a>(&'a self, actor: Actor<'a>) -> Context<'a> {
        Context { actor, now: self.surroundings.now(), entropy: &self.surroundings }
    }
}

fn before(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// `now`, or up to a tenth of `interval` before it: roles that were checked together drift apart.
fn jittered(now: Timestamp, interval: SignedDuration, entropy: &impl Entropy) -> Timestamp {
    let mut byte = [0];
    entropy.fill(&mut byte);
    let [byte] = byte.map(i32::from);
    before(now, interval / 10 * byte / 255)
}
