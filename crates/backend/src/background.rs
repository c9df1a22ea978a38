//! What the console does although nobody asks.

use std::time::Duration;

use engine::AccessRoles;
use jiff::SignedDuration;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use crate::{app::App, store::SqlStore, surroundings::System};

/// How often the roles whose delete can't be undone any more are forgotten.
const PURGE: Duration = Duration::from_secs(60);

/// How often what was measured is put together: until then each measurement takes memory of its own.
const UPKEEP: Duration = Duration::from_secs(5);

/// The tasks in the background.
pub struct Background {
    ending: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Background {
    /// Starts them; an interval is zero where the health of roles, or of keys, is not to be checked.
    #[must_use]
    pub fn start(
        app: &App,
        recheck_interval: SignedDuration,
        key_interval: SignedDuration,
    ) -> Self {
        let (ending, ended) = watch::channel(false);
        let mut tasks = JoinSet::new();
        let purged = app.clone();
        tasks.spawn(repeat(PURGE, ended.clone(), async move || purge(&purged.roles).await));
        if let Some(metrics) = app.metrics.clone() {
            tasks.spawn(repeat(UPKEEP, ended.clone(), async move || metrics.run_upkeep()));
        }
        if key_interval.is_positive() {
            tasks.spawn(app.encryption.clone().recheck_forever(key_interval, ended.clone()));
        }
        if recheck_interval.is_positive() {
            tasks.spawn(app.checks.clone().run(recheck_interval, ended));
        }
        Self { ending, tasks }
    }

    /// Ends them, and waits until they have.
    pub async fn end(self) {
        let _ = self.ending.send(true);
        self.tasks.join_all().await;
    }
}

async fn purge(roles: &AccessRoles<SqlStore, System>) {
    match roles.purge_deleted().await {
        Ok(0) => {}
        Ok(purged) => tracing::info!(purged, "deleted roles are forgotten"),
        Err(error) => tracing::error!(%error, "deleted roles can't be forgotten"),
    }
}

/// Does something now and once in every `period`, until the end.
async fn repeat(period: Duration, mut ended: watch::Receiver<bool>, task: impl AsyncFn()) {
    let mut ticks = interval(period);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        // The first tick is at once.
        tokio::select! {
            _ = ended.wait_for(|ended| *ended) => return,
            _ = ticks.tick() => {}
        }
        task().await;
    }
}
