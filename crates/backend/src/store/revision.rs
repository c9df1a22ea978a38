//! Which state the database is in, so that what was read of it is known to be so still.

use std::{
    fs::{self, File},
    io::Read,
    path::PathBuf,
    sync::Arc,
};

use sqlx::AnyPool;
use tokio::sync::{mpsc, oneshot};

/// How many may wait to be told by PostgreSQL at once; more wait to ask.
const ASKERS: usize = 256;

/// What tells PostgreSQL's states apart: which transactions are seen.
/// <https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT>
const SNAPSHOT: &str = "SELECT CAST(pg_current_snapshot() AS TEXT)";

/// How long the header of SQLite's index is, of which there are two copies: each commit counts up in it, and changes its checksums.
/// <https://sqlite.org/walformat.html>
const HEADER: usize = 48;

/// A state of the database. While it stays the same, nothing was changed by anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision(Arc<[u8]>);

impl From<&str> for Revision {
    fn from(name: &str) -> Self {
        Self(name.as_bytes().into())
    }
}

/// Who tells.
#[derive(Clone)]
pub(super) enum Revisions {
    /// The index of SQLite's log, a file that each process has in its memory that has the database open.
    Sqlite(Arc<PathBuf>),
    /// A task that asks PostgreSQL.
    Postgres(mpsc::Sender<oneshot::Sender<Option<Revision>>>),
}

impl Revisions {
    pub(super) fn of_sqlite(path: &str) -> Self {
        // SQLite has it beside the file itself, of which the path may be a symbolic link.
        let file = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let mut index = file.into_os_string();
        index.push("-shm");
        Self::Sqlite(Arc::new(index.into()))
    }

    pub(super) fn of_postgres(pool: AnyPool) -> Self {
        let (ask, asked) = mpsc::channel(ASKERS);
        tokio::spawn(answer(pool, asked));
        Self::Postgres(ask)
    }

    /// The present one; `None` where the database does not tell.
    pub(super) async fn present(&self) -> Option<Revision> {
        match self {
            // A hundred bytes that are in memory.
            Self::Sqlite(index) => read_header(File::open(&**index).ok()?),
            Self::Postgres(ask) => {
                let (asker, told) = oneshot::channel();
                ask.send(asker).await.ok()?;
                told.await.ok()?
            }
        }
    }
}

/// `None` while it is being written.
fn read_header(mut index: impl Read) -> Option<Revision> {
    let mut copies = [0; 2 * HEADER];
    index.read_exact(&mut copies).ok()?;
    let (first, second) = copies.split_at(HEADER);
    (first == second).then(|| Revision(first.into()))
}

/// Tells many at the cost of one question: those who ask while PostgreSQL is asked wait for the next question, so each is told of a
/// state that was there after they asked.
async fn answer(pool: AnyPool, mut asked: mpsc::Receiver<oneshot::Sender<Option<Revision>>>) {
    let mut askers = Vec::with_capacity(ASKERS);
    while asked.recv_many(&mut askers, ASKERS).await > 0 {
        let snapshot: Result<String, _> = sqlx::query_scalar(SNAPSHOT).fetch_one(&pool).await;
        let snapshot = snapshot
            .inspect_err(|error| tracing::warn!(%error, "can't tell the database's revision"));
        let revision = snapshot.ok().map(|snapshot| Revision::from(snapshot.as_str()));
        for asker in askers.drain(..) {
            // Who went away need not be told.
            let _ = asker.send(revision.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_is_being_written_tells_nothing() {
        let header: Vec<u8> = (0..48).collect();
        let whole = [&header[..], &header].concat();
        assert_eq!(read_header(&*whole), Some(Revision(header.as_slice().into())));
        let mut torn = whole.clone();
        torn[50] = 0;
        assert_eq!(read_header(&*torn), None);
        assert_eq!(read_header(&whole[..95]), None, "too short");
    }
}
