//! The health of authorized roles: each is validated again from time to time, whether somebody asks or not.

use std::{sync::Arc, time::Duration};

use engine::{
    AccessRole, AccessRoles, Attempt, Error, Step,
    ports::{Clock, Cloud},
};
use jiff::SignedDuration;
use tokio::{sync::watch, task::JoinSet};

use crate::{attempts::until, cloud::AnyCloud, store::SqlStore, surroundings::System};

/// How many roles are checked at the same time.
const AT_ONCE: usize = 8;

/// How often the store is asked whether a check is due, while none is. The question is answered by an index.
const PAUSE: Duration = Duration::from_secs(1);

/// Checks the health of authorized roles.
#[derive(Clone)]
pub struct Checks {
    roles: Arc<AccessRoles<SqlStore, System>>,
    cloud: Arc<AnyCloud>,
}

impl Checks {
    /// Checks `roles` against `cloud`.
    #[must_use]
    pub fn new(roles: Arc<AccessRoles<SqlStore, System>>, cloud: Arc<AnyCloud>) -> Self {
        Self { roles, cloud }
    }

    /// Checks each role once in every `interval`, until `ended` is true. What is going on then is left out: nothing is
    /// stored of it, and the role is due again after an interval.
    pub async fn run(self, interval: SignedDuration, mut ended: watch::Receiver<bool>) {
        if let Err(error) = self.roles.spread_checks(interval).await {
            tracing::error!(%error, "the checks of roles can't be spread");
        }
        let mut running = JoinSet::new();
        loop {
            while running.len() < AT_ONCE {
                match self.roles.claim_check(interval).await {
                    Ok(Some((role, attempt))) => {
                        let checks = self.clone();
                        running.spawn(async move { checks.check(&role, attempt).await });
                    }
                    Ok(None) => break,
                    Err(error) => {
                        tracing::error!(%error, "the next check of a role can't be read");
                        break;
                    }
                }
                if *ended.borrow() {
                    break;
                }
            }
            tokio::select! {
                _ = ended.wait_for(|ended| *ended) => break,
                Some(_) = running.join_next() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        running.shutdown().await;
    }

    /// Checks the role that is due for the longest time. Tells whether there was one.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn check_next(&self, interval: SignedDuration) -> Result<bool, Error> {
        let claimed = self.roles.claim_check(interval).await?;
        let Some((role, attempt)) = claimed else { return Ok(false) };
        self.check(&role, attempt).await;
        Ok(true)
    }

    async fn check(&self, role: &AccessRole, mut attempt: Attempt) {
        loop {
            let now = System.now();
            match attempt.next(now) {
                Step::Call(call) => attempt.take(self.cloud.call(&call).await, System.now()),
                Step::WaitUntil(at) => tokio::time::sleep(until(at, now)).await,
                Step::Over => break,
            }
        }
        let verdict = attempt.verdict().as_str();
        metrics::counter!("health_checks_total", "verdict" => verdict).increment(1);
        tracing::debug!(role = %role.id, verdict, "role checked");
        if let Err(error) = self.roles.finish_check(role, &attempt).await {
            tracing::error!(%error, role = %role.id, "what a check told can't be stored");
        }
    }
}
