//! Deleting access roles, and taking it back.

use wire::console::ActivityAction;

use super::{Context, Refusal, entry, next};
use crate::{AccessRole, Change, DeletedRole, RoleState, RoleStatus, Write};

/// Why the access role can't be deleted now; the page shows it beside the button.
#[must_use]
pub fn why_not_delete(role: &AccessRole) -> Option<Refusal> {
    (!role.usages.is_empty()).then(|| Refusal::InUse(role.usages.clone()))
}

/// Deletes an access role: cancels it while it is in progress, deauthorizes it afterwards. What is running is stopped.
///
/// # Errors
/// [`Refusal::InUse`].
pub fn delete(role: &AccessRole, context: &Context) -> Result<(DeletedRole, Change), Refusal> {
    if let Some(refusal) = why_not_delete(role) {
        return Err(refusal);
    }
    let action = match role.state {
        RoleState::InProgress { .. } => ActivityAction::Cancelled,
        RoleState::Authorized { .. } => ActivityAction::Deauthorized,
    };
    let mut kept = role.clone();
    if role.running_attempt().is_some() {
        kept.last_attempt = kept.last_attempt.map(|attempt| attempt.stopped(context.now));
    }
    let by = context.actor.name.to_owned();
    let deleted = DeletedRole { role: kept, by, at: context.now };
    let change = Change::of(Write::Delete(deleted.clone()));
    Ok((deleted, change.with([entry(role, action, context)])))
}

/// Deletes an access role that is still in progress.
///
/// # Errors
/// [`Refusal::Authorized`].
pub fn cancel(role: &AccessRole, context: &Context) -> Result<(DeletedRole, Change), Refusal> {
    match role.status() {
        RoleStatus::InProgress => delete(role, context),
        RoleStatus::Authorized => Err(Refusal::Authorized),
    }
}

/// Takes a delete back: the access role is as it was, under the same external ID.
///
/// # Errors
/// [`Refusal::UndoExpired`].
pub fn restore(deleted: &DeletedRole, context: &Context) -> Result<(AccessRole, Change), Refusal> {
    if !deleted.can_be_restored(context.now) {
        return Err(Refusal::UndoExpired);
    }
    let role = next(&deleted.role, deleted.role.state.clone());
    let entry = entry(&role, ActivityAction::Undone, context);
    Ok((role.clone(), Change::of(Write::Restore(role)).with([entry])))
}
