//! People.

use engine::ports::StoreError;
use jiff::Timestamp;
use sqlx::{AnyConnection, Row};

use super::{SqlStore, failed};

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Names the person.
    pub id: String,
    /// The address that the person signs in with, in lower case.
    pub email: String,
}

/// What is kept in place of a hash where there is no password: the column can't be empty, and no password has it.
const NO_PASSWORD: &str = "";

impl SqlStore {
    /// Adds a person; `email` is in lower case.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the address is taken.
    pub async fn add_person(
        &self,
        id: &str,
        email: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let person = Person { id: id.to_owned(), email: email.to_owned() };
        let mut connection = self.pool.acquire().await.map_err(failed)?;
        insert_person(&mut connection, &person, Some(password_hash), now).await
    }

    /// The person with that address, and the hash of the password, which somebody who only ever signed in by an identity provider has not.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn person_by_email(
        &self,
        email: &str,
    ) -> Result<Option<(Person, Option<String>)>, StoreError> {
        let row = sqlx::query("SELECT id, email, password_hash FROM users WHERE email = $1")
            .bind(email)
            .fetch_optional(&self.pool)
            .await
            .map_err(failed)?;
        row.map(|row| {
            let person = Person {
                id: row.try_get("id").map_err(failed)?,
                email: row.try_get("email").map_err(failed)?,
            };
            let hash: String = row.try_get("password_hash").map_err(failed)?;
            Ok((person, Some(hash).filter(|hash| hash != NO_PASSWORD)))
        })
        .transpose()
    }

    /// Whether nobody has an account yet.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn has_nobody(&self) -> Result<bool, StoreError> {
        let someone = sqlx::query("SELECT 1 FROM users LIMIT 1");
        Ok(someone.fetch_optional(&self.pool).await.map_err(failed)?.is_none())
    }

    /// Whether anything was stored yet.
    ///
    /// # Errors
    /// [`StoreError::Failed`].
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT (SELECT COUNT(*) FROM users) + (SELECT COUNT(*) FROM projects)",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(failed)?;
        Ok(count == 0)
    }
}

pub(super) async fn insert_person(
    connection: &mut AnyConnection,
    person: &Person,
    password_hash: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO users (id, email, password_hash, created_at) VALUES ($1, $2, $3, $4)")
        .bind(&person.id)
        .bind(&person.email)
        .bind(password_hash.unwrap_or(NO_PASSWORD))
        .bind(now.as_millisecond())
        .execute(connection)
        .await
        .map_err(failed)?;
    Ok(())
}
