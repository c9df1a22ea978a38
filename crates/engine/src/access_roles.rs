//! The commands with a store around them: load, decide, store, and decide anew where somebody was faster.

use wire::{AttemptId, ProjectId, RoleArn, RoleId};

use crate::{
    AccessRole, Attempt, AttemptRecord, Change, Context, Draft, Limits, Refusal, command,
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
    pub async fn create(&self, project: &ProjectId, actor: &str) -> Result<AccessRole, Error> {
        let (role, change) = command::create(project, &self.context(actor));
        self.store.apply(&change).await?;
        Ok(role)
    }

    /// Keeps what was typed so far, and gives it with its new revision.
    ///
    /// # Errors
    /// [`Refusal::AlreadyAuthorized`], [`Refusal::DraftConflict`], [`Refusal::DraftTooLong`], and those of [`get`](Self::get).
    pub async fn save_draft(
        &self,
        project: &ProjectId,
        id: &RoleId,
        draft: &Draft,
    ) -> Result<Draft, Error> {
        self.change(project, id, |role| command::save_draft(role, draft)).await
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
        actor: &str,
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
            let attempt = command::resume(&role, &record, self.limits, &self.context(""));
            Some((role, record, attempt))
        };
        Ok(roles.into_iter().filter_map(resumed).collect())
    }

    /// Keeps how an attempt ended, and authorizes the role if it passed. Does nothing where the access role was
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
    ) -> Result<(), Error> {
        let finished = self
            .change(project, id, |role| {
                Ok(((), command::finish(role, record, attempt, &self.context(""))))
            })
            .await;
        match finished {
            Err(Error::NotFound) => Ok(()),
            other => other,
        }
    }

    /// Deletes an access role that nothing uses.
    ///
    /// # Errors
    /// [`Refusal::InUse`], and those of [`get`](Self::get).
    pub async fn delete(&self, project: &ProjectId, id: &RoleId, actor: &str) -> Result<(), Error> {
        self.change(project, id, |role| Ok(((), command::delete(role, &self.context(actor))?)))
            .await
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

    fn context<'a>(&'a self, actor: &'a str) -> Context<'a> {
        Context { actor, now: self.surroundings.now(), entropy: &self.surroundings }
    }
}
