use jiff::Timestamp;
use wire::console::{self, Failure, HealthState, Verdict};

use crate::{Attempt, rfc3339};

/// Whether an authorized role still passes its validation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// How the last validation with an answer ended.
    pub condition: Condition,
    /// When AWS last gave an answer.
    pub checked: Timestamp,
    /// Since when AWS can't be asked; that says nothing of the role.
    pub unreachable_since: Option<Timestamp>,
}

/// How the last validation with an answer ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It passed.
    Good {
        /// Since when it does.
        since: Timestamp,
    },
    /// AWS refused, or the role is open to others.
    Bad {
        /// Since when it is so.
        since: Timestamp,
        /// Why.
        failure: Failure,
    },
}

impl Health {
    /// That of a role which has just passed.
    #[must_use]
    pub fn good(since: Timestamp) -> Self {
        Self { condition: Condition::Good { since }, checked: since, unreachable_since: None }
    }

    /// Whether the role did not pass.
    #[must_use]
    pub fn is_bad(&self) -> bool {
        matches!(self.condition, Condition::Bad { .. })
    }

    /// The health in the page's shape.
    #[must_use]
    pub fn to_wire(&self) -> console::Health {
        let (state, since, failure) = match &self.condition {
            Condition::Good { since } => (HealthState::Good, *since, None),
            Condition::Bad { since, failure } => (HealthState::Bad, *since, Some(failure.clone())),
        };
        console::Health {
            state,
            since: rfc3339(since),
            checked_date: rfc3339(self.checked),
            failure,
            unreachable_since: self.unreachable_since.map(rfc3339),
        }
    }

    /// What a validation of the role that ended at `now` makes of it. No answer is never a bad one.
    pub(crate) fn after(&self, attempt: &Attempt, now: Timestamp) -> Self {
        let since = |same: Option<Timestamp>| same.unwrap_or(now);
        let condition = match (attempt.verdict(), attempt.failure(), &self.condition) {
            (Verdict::Passed, _, before) => {
                let same = if let Condition::Good { since } = before { Some(*since) } else { None };
                Condition::Good { since: since(same) }
            }
            (Verdict::Refused, Some(failure), before) => {
                let same =
                    if let Condition::Bad { since, .. } = before { Some(*since) } else { None };
                Condition::Bad { since: since(same), failure: failure.clone() }
            }
            (Verdict::Unreachable, ..) => {
                let unreachable_since = Some(since(self.unreachable_since));
                return Self { unreachable_since, ..self.clone() };
            }
            (Verdict::Refused, None, _) | (Verdict::Running | Verdict::Stopped, ..) => {
                return self.clone();
            }
        };
        Self { condition, checked: now, unreachable_since: None }
    }
}
