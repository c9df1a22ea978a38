//! Whether authorized roles still pass: the validation that nobody asked for.

use jiff::Timestamp;
use wire::console::{ActivityAction, Verdict};

use super::{Context, attempt, entry, next};
use crate::{AccessRole, ActivityEntry, Attempt, Change, Condition, Limits, RoleState};

/// Begins to validate an authorized role anew. Nothing is stored before its end; `None` while it is in progress.
#[must_use]
pub fn begin_check(role: &AccessRole, limits: Limits, context: &Context) -> Option<Attempt> {
    let (arn, _) = role.authorized()?;
    Some(attempt(role, arn.clone(), limits, context))
}

/// Keeps what a check told of the role. `None` where there is nothing to keep: the check is not over, or the role
/// has another ARN by now.
#[must_use]
pub fn finish_check(role: &AccessRole, attempt: &Attempt, context: &Context) -> Option<Change> {
    let (arn, _) = role.authorized()?;
    if arn != attempt.arn() || matches!(attempt.verdict(), Verdict::Running | Verdict::Stopped) {
        return None;
    }
    let state = state_after(role, attempt, context.now);
    let turned = turn(role, &state, context);
    Some(Change::replace(role, next(role, state)).with(turned))
}

/// The role's state with the health that the end of a validation makes, if it was one of the present ARN.
pub(super) fn state_after(role: &AccessRole, attempt: &Attempt, now: Timestamp) -> RoleState {
    match &role.state {
        RoleState::Authorized { arn, since, health } if arn == attempt.arn() => {
            let health = health.after(attempt, now);
            RoleState::Authorized { arn: arn.clone(), since: *since, health }
        }
        other => other.clone(),
    }
}

/// The entry that tells of a role which turned bad, or good again.
pub(super) fn turn(
    before: &AccessRole,
    state: &RoleState,
    context: &Context,
) -> Option<ActivityEntry> {
    let RoleState::Authorized { health, .. } = state else { return None };
    let (action, failure) = match (&before.health()?.condition, &health.condition) {
        (Condition::Good { .. }, Condition::Bad { failure, .. }) => {
            (ActivityAction::BecameUnhealthy, Some(failure.reason))
        }
        (Condition::Bad { .. }, Condition::Good { .. }) => (ActivityAction::Recovered, None),
        (Condition::Good { .. }, Condition::Good { .. })
        | (Condition::Bad { .. }, Condition::Bad { .. }) => return None,
    };
    Some(ActivityEntry { failure, ..entry(before, action, context) })
}
