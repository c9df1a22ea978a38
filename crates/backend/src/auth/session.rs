//! Sessions of people who signed in, by a cookie whose value only the browser knows.

use axum::http::{header, request::Parts};
use engine::ports::StoreError;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

use crate::{
    http::peer::client_address,
    store::{Person, Session, SqlStore, Visitor},
    surroundings::{hex, random_hex},
};

/// A session ends this long after its last request.
const IDLE: SignedDuration = SignedDuration::from_hours(12);
/// A session ends this long after signing in, whatever happens.
const ABSOLUTE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How exactly the last request is kept; so most requests write nothing.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// Begins a session and gives its token: 256 random bits, of which only the hash is kept.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn begin(
    store: &SqlStore,
    person: &Person,
    visitor: &Visitor,
    now: Timestamp,
) -> Result<String, StoreError> {
    store.remove_old_sessions(before(now, ABSOLUTE), before(now, IDLE)).await?;
    let token = random_hex::<32>();
    store.add_session(&hash(&token), person, visitor, now).await?;
    Ok(token)
}

/// Whose session it is, if it is not over, and until when it need not be looked at again; it is used from there.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn find(
    store: &SqlStore,
    token: &str,
    visitor: impl FnOnce() -> Visitor,
    now: Timestamp,
) -> Result<Option<(Person, Timestamp)>, StoreError> {
    let token_hash = hash(token);
    let Some((person, mut session)) = store.session(&token_hash).await? else { return Ok(None) };
    if session.created < before(now, ABSOLUTE) || session.last_seen < before(now, IDLE) {
        store.remove_session(&token_hash).await?;
        return Ok(None);
    }
    if session.last_seen < before(now, TOUCH) {
        store.touch_session(&token_hash, &visitor(), now).await?;
        session.last_seen = now;
    }
    Ok(Some((person, settled_until(&session))))
}

/// The sessions of a person that are not over, the last used first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn all_of(
    store: &SqlStore,
    person: &Person,
    now: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    store.sessions_of(person, before(now, ABSOLUTE), before(now, IDLE)).await
}

/// What a session is called where its person sees it: the beginning of what is kept of its token.
#[must_use]
pub fn id(token_hash: &str) -> &str {
    token_hash.get(..24).unwrap_or(token_hash)
}

/// The name of the session with that token.
#[must_use]
pub fn id_of_token(token: &str) -> String {
    id(&hash(token)).to_owned()
}

/// Ends the session of that name, if it is the person's own, and tells whether it was.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end_own(store: &SqlStore, person: &Person, id: &str) -> Result<bool, StoreError> {
    let is_id = id.len() == 24 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_id { store.remove_own_session(person, id).await } else { Ok(false) }
}

/// Ends a session.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn end(store: &SqlStore, token: &str) -> Result<(), StoreError> {
    store.remove_session(&hash(token)).await
}

/// Where a request comes from, as a session keeps it.
#[must_use]
pub fn visitor(request: &Parts) -> Visitor {
    let user_agent = request.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Visitor {
        from: client_address(request).map(|address| address.to_string()).unwrap_or_default(),
        // It is ASCII here, and may be of any length.
        user_agent: user_agent.unwrap_or_default().chars().take(400).collect(),
    }
}

/// Until when a session can be taken to be as it is: then its last use is to be noted, or it is over.
fn settled_until(session: &Session) -> Timestamp {
    after(session.last_seen, TOUCH).min(after(session.created, ABSOLUTE))
}

fn before(now: Timestamp, duration: SignedDuration) -> Timestamp {
    now.checked_sub(duration).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn after(time: Timestamp, duration: SignedDuration) -> Timestamp {
    time.checked_add(duration).unwrap_or(Timestamp::MAX)
}

fn hash(token: &str) -> String {
    hex(&Sha256::digest(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_looked_at_again_after_a_minute_or_at_its_end() {
        let session = |created: &str, last_seen: &str| Session {
            token_hash: String::new(),
            created: created.parse().unwrap(),
            last_seen: last_seen.parse().unwrap(),
            visitor: Visitor::default(),
        };
        for (created, last_seen, until) in [
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"),
            ("2026-01-01T00:00:00Z", "2026-01-07T23:59:30Z", "2026-01-08T00:00:00Z"),
        ] {
            assert_eq!(settled_until(&session(created, last_seen)), until.parse().unwrap());
        }
    }
}
