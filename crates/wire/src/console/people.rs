//! People: where they are signed in.

use serde::{Deserialize, Serialize};

/// One of the sessions of the person who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    /// Names the session: 24 hexadecimal digits.
    pub id: String,
    /// When the person signed in.
    pub created_date: String,
    /// When it was last used, to the minute.
    pub last_used_date: String,
    /// The IP address that it was last used from; empty where that is not known.
    pub from: String,
    /// What the browser called itself then; empty where it did not.
    pub user_agent: String,
    /// Whether it is the session that asks.
    pub current: bool,
}
