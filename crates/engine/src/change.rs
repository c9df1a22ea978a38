//! What a command wants to be stored.

use std::ops::AddAssign;

use wire::ProjectId;

use crate::{AccessRole, ActivityEntry, DeletedRole};

/// What to store, all of it or nothing. Only the engine makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    writes: Vec<Write>,
    activity: Vec<ActivityEntry>,
}

impl Change {
    /// What to write, in order.
    #[must_use]
    pub fn writes(&self) -> &[Write] {
        &self.writes
    }

    /// What to add to the activity log.
    #[must_use]
    pub fn activity(&self) -> &[ActivityEntry] {
        &self.activity
    }

    pub(crate) fn of(write: Write) -> Self {
        Self { writes: vec![write], activity: Vec::new() }
    }

    /// From one version of a role to the next.
    pub(crate) fn replace(before: &AccessRole, role: AccessRole) -> Self {
        Self::of(Write::Replace { before: RoleCounts::of(before), role })
    }

    pub(crate) fn with(mut self, entries: impl IntoIterator<Item = ActivityEntry>) -> Self {
        self.activity.extend(entries);
        self
    }
}

/// One write of a [`Change`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// A new access role.
    Insert(AccessRole),
    /// The access role as it is from now on, its last attempt included; its `version` is one more than that which
    /// has to be there. What uses it is not written.
    Replace {
        /// What it counted for until then.
        before: RoleCounts,
        /// The role from now on.
        role: AccessRole,
    },
    /// No such access role any more, but a deleted one; it has to have that version, and nothing may use it.
    Delete(DeletedRole),
    /// The deleted role is an access role again; its `version` is one more than that which has to be there. Its health is
    /// due to be checked.
    Restore(AccessRole),
}

impl Write {
    /// The project whose role it is.
    #[must_use]
    pub fn project(&self) -> &ProjectId {
        match self {
            Self::Insert(role) | Self::Replace { role, .. } | Self::Restore(role) => &role.project,
            Self::Delete(deleted) => &deleted.role.project,
        }
    }

    /// By how much it changes the counts of the project.
    #[must_use]
    pub fn counts(&self) -> RoleCounts {
        match self {
            Self::Insert(role) | Self::Restore(role) => RoleCounts::of(role),
            Self::Replace { before, role } => RoleCounts::of(role).minus(*before),
            Self::Delete(deleted) => RoleCounts::default().minus(RoleCounts::of(&deleted.role)),
        }
    }
}

/// How many access roles a project has, or by how many a change makes them more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoleCounts {
    /// Those in progress.
    pub in_progress: i64,
    /// Those authorized, good or bad.
    pub authorized: i64,
    /// Those authorized whose health is bad.
    pub bad: i64,
}

impl AddAssign for RoleCounts {
    fn add_assign(&mut self, more: Self) {
        self.in_progress += more.in_progress;
        self.authorized += more.authorized;
        self.bad += more.bad;
    }
}

impl RoleCounts {
    fn of(role: &AccessRole) -> Self {
        match role.health() {
            None => Self { in_progress: 1, ..Self::default() },
            Some(health) => Self { in_progress: 0, authorized: 1, bad: i64::from(health.is_bad()) },
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            in_progress: self.in_progress - other.in_progress,
            authorized: self.authorized - other.authorized,
            bad: self.bad - other.bad,
        }
    }
}
