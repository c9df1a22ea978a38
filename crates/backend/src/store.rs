//! The SQL store: SQLite or PostgreSQL, one code base.

mod access_roles;
mod clusters;
mod encryption;
mod identities;
mod invitations;
mod members;
mod organization_activity;
mod organization_owners;
mod people;
mod programs;
mod project_deletes;
mod projects;
mod revision;
mod sessions;
mod sql;

use std::str::FromStr;

use engine::ports::StoreError;
use jiff::Timestamp;
use sqlx::{Any, AnyPool, Executor, Transaction, any::AnyPoolOptions, migrate::Migrator};

use self::revision::Revisions;

pub use identities::{Grants, Identity};
pub use invitations::{Invitation, Newcomer};
pub use members::{Member, MemberChange};
pub use organization_activity::OrganizationEntry;
pub use organization_owners::OwnerChange;
pub use people::Person;
pub use programs::{ApiKey, Grant, Program, ServiceAccount};
pub use project_deletes::InUse;
pub use projects::Membership;
pub use revision::Revision;
pub use sessions::{Session, Visitor};

/// The tables of both databases, and what each has of its own; a migration of one has a number that no other has.
static MIGRATIONS: Migrator = sqlx::migrate!();
static OF_SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static OF_POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Which database to use: `sqlite:PATH` or `postgres://…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file; made where there is none.
    Sqlite(String),
    /// A server, as libpq writes it.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.contains(['?', '#', '%']) {
                return Err(
                    "a SQLite database is written sqlite:PATH; the path can't contain ?, # or %"
                        .into(),
                );
            }
            Ok(Self::Sqlite(path.to_owned()))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            Err("a database is written sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME".into())
        }
    }
}

/// What went wrong with the database; for the log, never for a client.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It can't be reached, or not be opened.
    #[error("the database can't be opened: {0}")]
    Connect(#[source] sqlx::Error),
    /// Its tables can't be brought up to date.
    #[error("the database's tables can't be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// Everything that the console keeps.
#[derive(Clone)]
pub struct SqlStore {
    pool: AnyPool,
    is_sqlite: bool,
    revisions: Revisions,
}

impl SqlStore {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let options = AnyPoolOptions::new();
        let pool = match url {
            DatabaseUrl::Sqlite(path) => {
                // WAL lets readers go on while somebody writes; NORMAL is durable but for a power cut. What is
                // deleted is overwritten, as it may be a secret.
                let options = options.max_connections(4).after_connect(|connection, _| {
                    Box::pin(async move {
                        connection
                            .execute(
                                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; \
                                 PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; \
                                 PRAGMA secure_delete = ON;",
                            )
                            .await?;
                        Ok(())
                    })
                });
                options.connect(&format!("sqlite://{path}?mode=rwc")).await
            }
            DatabaseUrl::Postgres(url) => options.max_connections(10).connect(url).await,
        };
        let pool = pool.map_err(OpenError::Connect)?;
        let is_sqlite = matches!(url, DatabaseUrl::Sqlite(_));
        let own = if is_sqlite { &OF_SQLITE } else { &OF_POSTGRES };
        let all = MIGRATIONS.iter().chain(own.iter()).cloned().collect();
        Migrator::with_migrations(all).run(&pool).await?;
        let revisions = match url {
            DatabaseUrl::Sqlite(path) => Revisions::of_sqlite(path),
            DatabaseUrl::Postgres(_) => Revisions::of_postgres(pool.clone()),
        };
        Ok(Self { pool, is_sqlite, revisions })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError::Failed`] where it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await.map_err(failed)?;
        Ok(())
    }

    /// Begins a transaction that will write. SQLite lets it wait for its turn here only: one that has read something first is refused
    /// at once where somebody else has written since.
    async fn begin(&self) -> Result<Transaction<'static, Any>, StoreError> {
        let begun = if self.is_sqlite {
            self.pool.begin_with("BEGIN IMMEDIATE").await
        } else {
            self.pool.begin().await
        };
        begun.map_err(failed)
    }

    /// Which state the database is in, at some time after this was asked; `None` where it does not tell.
    pub async fn revision(&self) -> Option<Revision> {
        self.revisions.present().await
    }

    /// Closes every connection, so that SQLite leaves one whole file behind.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// What the database said, as the engine's error: a broken key or reference means that somebody was faster.
fn failed(error: sqlx::Error) -> StoreError {
    match &error {
        sqlx::Error::Database(inner)
            if inner.is_unique_violation() || inner.is_foreign_key_violation() =>
        {
            StoreError::Conflict
        }
        _ => StoreError::Failed(error.to_string()),
    }
}

/// A row that no version of the console could have written.
fn corrupt(what: impl std::fmt::Display) -> StoreError {
    StoreError::Failed(format!("unreadable row: {what}"))
}

fn time(milliseconds: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(milliseconds).map_err(corrupt)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_a_file_or_a_server() {
        let sqlite = |path: &str| Ok(DatabaseUrl::Sqlite(path.to_owned()));
        assert_eq!("sqlite:target/console.db".parse(), sqlite("target/console.db"));
        assert_eq!("sqlite:///var/lib/console.db".parse(), sqlite("/var/lib/console.db"));
        assert!(matches!("postgres://u@h/n".parse(), Ok(DatabaseUrl::Postgres(_))));
        for text in ["", "sqlite:", "mysql://h/n", "sqlite:a?mode=memory"] {
            assert!(text.parse::<DatabaseUrl>().is_err(), "{text}");
        }
    }
}
