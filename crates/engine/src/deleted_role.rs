use jiff::{SignedDuration, Timestamp};
use wire::{ServicePrincipal, console};

use crate::{AccessRole, rfc3339};

/// An access role that was deleted and can still be restored: no command for access roles takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedRole {
    /// The access role as it was, without a running validation.
    pub role: AccessRole,
    /// Who deleted it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl DeletedRole {
    /// For how long a delete can be undone.
    pub const UNDO_WINDOW: SignedDuration = SignedDuration::from_mins(10);

    /// Until when the delete can be undone.
    #[must_use]
    pub fn undo_until(&self) -> Timestamp {
        self.at.checked_add(Self::UNDO_WINDOW).unwrap_or(self.at)
    }

    /// Whether the delete can be undone at `now`.
    #[must_use]
    pub fn can_be_restored(&self, now: Timestamp) -> bool {
        now < self.undo_until()
    }

    /// The deleted role in the page's shape.
    #[must_use]
    pub fn to_wire(&self, principal: &ServicePrincipal) -> console::DeletedRole {
        console::DeletedRole {
            role: self.role.to_console(principal),
            deleted_by: self.by.clone(),
            deleted_date: rfc3339(self.at),
            undo_until: rfc3339(self.undo_until()),
        }
    }
}
