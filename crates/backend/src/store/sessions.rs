//! Sessions of people.

use engine::ports::StoreError;
use jiff::Timestamp;
use sqlx::{Row, any::AnyRow};

use super::{SqlStore, failed, people::Person, time};

/// What a request tells of where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visitor {
    /// The IP address; empty where it is not known.
    pub from: String,
    /// What the browser calls itself; empty where it does not.
    pub user_agent: String,
}

/// A session as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub token_hash: String,
    /// When the person signed in.
    pub created: Timestamp,
    /// The last request, to the minute.
    pub last_seen: Timestamp,
    /// Where that came from.
    pub visitor: Visitor,
}

impl SqlStore {
    /// Keeps a new session.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn add_session(
        &self,
        token_hash: &str,
        person: &Person,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at, from_address, user_agent) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(token_hash)
        .bind(&person.id)
        .bind(now.as_millisecond())
        .bind(now.as_millisecond())
        .bind(&visitor.from)
        .bind(&visitor.user_agent)
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }

    /// The session with that token, and whose it is.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn session(&self, token_hash: &str) -> Result<Option<(Person, Session)>, StoreError> {
        let row = sqlx::query(
            "SELECT u.id, u.email, s.token_hash, s.created_at, s.last_seen_at, s.from_address, s.user_agent \
             FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.token_hash = $1",
        )
        .bind(token_hash)
        .fetch_optional(&self.pool)
        .await
        .map_err(failed)?;
        row.map(|row| {
            let person = Person {
                id: row.try_get("id").map_err(failed)?,
                email: row.try_get("email").map_err(failed)?,
            };
            Ok((person, read_session(&row)?))
        })
        .transpose()
    }

    /// A person's sessions that began after `created` and were used after `last_seen`, the last used first.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn sessions_of(
        &self,
        person: &Person,
        created: Timestamp,
        last_seen: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let rows = sqlx::query(
            "SELECT token_hash, created_at, last_seen_at, from_address, user_agent FROM sessions \
             WHERE user_id = $1 AND created_at >= $2 AND last_seen_at >= $3 \
             ORDER BY last_seen_at DESC, created_at DESC, token_hash LIMIT 500",
        )
        .bind(&person.id)
        .bind(created.as_millisecond())
        .bind(last_seen.as_millisecond())
        .fetch_all(&self.pool)
        .await
        .map_err(failed)?;
        rows.iter().map(read_session).collect()
    }

    /// Notes that a session was used, and from where.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn touch_session(
        &self,
        token_hash: &str,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE sessions SET last_seen_at = $1, from_address = $2, user_agent = $3 WHERE token_hash = $4",
        )
        .bind(now.as_millisecond())
        .bind(&visitor.from)
        .bind(&visitor.user_agent)
        .bind(token_hash)
        .execute(&self.pool)
        .await
        .map_err(failed)?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_session(&self, token_hash: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
            .bind(token_hash)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// Ends the session of a person whose token's hash begins so, and tells whether there was one. `start` is made of
    /// hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_own_session(
        &self,
        person: &Person,
        start: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM sessions WHERE user_id = $1 AND token_hash LIKE $2")
            .bind(&person.id)
            .bind([start, "%"].concat())
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(done.rows_affected() > 0)
    }

    /// Ends every session of a person, and tells how many those were.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_sessions_of(&self, person: &Person) -> Result<u64, StoreError> {
        let done = sqlx::query("DELETE FROM sessions WHERE user_id = $1")
            .bind(&person.id)
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(done.rows_affected())
    }

    /// Removes the sessions that began before `created` or were last used before `last_seen`.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn remove_old_sessions(
        &self,
        created: Timestamp,
        last_seen: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE created_at < $1 OR last_seen_at < $2")
            .bind(created.as_millisecond())
            .bind(last_seen.as_millisecond())
            .execute(&self.pool)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

fn read_session(row: &AnyRow) -> Result<Session, StoreError> {
    Ok(Session {
        token_hash: row.try_get("token_hash").map_err(failed)?,
        created: time(row.try_get("created_at").map_err(failed)?)?,
        last_seen: time(row.try_get("last_seen_at").map_err(failed)?)?,
        visitor: Visitor {
            from: row.try_get("from_address").map_err(failed)?,
            user_agent: row.try_get("user_agent").map_err(failed)?,
        },
    })
}
