//! Which state the database is in, so that what was read of it is known to be so still.

use std::sync::Arc;

use engine::ports::StoreError;
use sqlx::AnyPool;
use tokio::sync::{mpsc, oneshot};

use super::failed;

/// How many may wait to be told at once; more wait to ask.
const ASKERS: usize = 256;

/// What tells SQLite's states apart: it counts what other connections commit, of whichever process.
/// <https://sqlite.org/pragma.html#pragma_data_version>
pub(super) const OF_SQLITE: &str = "PRAGMA data_version";
/// What tells PostgreSQL's states apart: which transactions are seen.
/// <https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT>
pub(super) const OF_POSTGRES: &str = "SELECT CAST(pg_current_snapshot() AS TEXT)";

/// A state of the database. While it stays the same, nothing was changed by anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision(Arc<str>);

impl From<&str> for Revision {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

type Asker = oneshot::Sender<Option<Revision>>;

/// Tells the present revision to many at the cost of one question: those who ask while the database is asked wait for the next
/// question, so each is told of a state that was there after they asked.
#[derive(Clone)]
pub(super) struct Revisions(mpsc::Sender<Asker>);

impl Revisions {
    /// Asks over `pool`. Where `is_sqlite`, it has to be a single connection that is used for nothing else, as only what others
    /// commit is counted.
    pub(super) fn new(pool: AnyPool, is_sqlite: bool) -> Self {
        let (ask, asked) = mpsc::channel(ASKERS);
        tokio::spawn(answer(pool, is_sqlite, asked));
        Self(ask)
    }

    /// The present one; `None` where the database does not tell.
    pub(super) async fn present(&self) -> Option<Revision> {
        let (asker, told) = oneshot::channel();
        self.0.send(asker).await.ok()?;
        told.await.ok()?
    }
}

async fn answer(pool: AnyPool, is_sqlite: bool, mut asked: mpsc::Receiver<Asker>) {
    let mut askers = Vec::with_capacity(ASKERS);
    while asked.recv_many(&mut askers, ASKERS).await > 0 {
        // Whoever is about to ask may do so first, to be told by the same question.
        tokio::task::yield_now().await;
        while let Ok(asker) = asked.try_recv() {
            askers.push(asker);
        }
        let read = read(&pool, is_sqlite).await;
        let revision = read
            .inspect_err(|error| tracing::warn!(%error, "can't tell the database's revision"))
            .ok();
        for asker in askers.drain(..) {
            // Who went away need not be told.
            let _ = asker.send(revision.clone());
        }
    }
}

async fn read(pool: &AnyPool, is_sqlite: bool) -> Result<Revision, StoreError> {
    let name = if is_sqlite {
        let version: i64 = sqlx::query_scalar(OF_SQLITE).fetch_one(pool).await.map_err(failed)?;
        version.to_string()
    } else {
        sqlx::query_scalar(OF_POSTGRES).fetch_one(pool).await.map_err(failed)?
    };
    Ok(Revision::from(name.as_str()))
}
