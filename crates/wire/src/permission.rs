use serde::{Deserialize, Serialize};

/// What a person or an API key is in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ProjectRole {
    /// May read and change everything in the project.
    Owner,
    /// May read everything in the project.
    ReadOnly,
}

/// What somebody wants to do in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Look at anything.
    Read,
    /// Change anything.
    Write,
}

impl ProjectRole {
    /// The one rule of who may do what: the page shows it, the server enforces it.
    #[must_use]
    pub fn may(self, action: Action) -> bool {
        match action {
            Action::Read => true,
            Action::Write => self == Self::Owner,
        }
    }

    /// The one of two roles that may do more.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if other.may(Action::Write) { other } else { self }
    }

    /// `owner` or `read-only`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::ReadOnly => "read-only",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Owner, Self::ReadOnly].into_iter().find(|role| role.as_str() == name)
    }
}

/// Whether a project still has an owner when a member who was `before` becomes `after`, or leaves; `others` own it too.
#[must_use]
pub fn keeps_an_owner(before: ProjectRole, after: Option<ProjectRole>, others: u64) -> bool {
    before != ProjectRole::Owner || after == Some(ProjectRole::Owner) || others > 0
}

/// Whether a person may let a member be `after`, or leave, who has `group` from a group of an identity provider: a group can only
/// be exceeded here, not overruled.
#[must_use]
pub fn exceeds_group(group: Option<ProjectRole>, after: Option<ProjectRole>) -> bool {
    group.is_none_or(|group| after.is_some_and(|after| after.or(group) == after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_write_and_everybody_reads() {
        assert!(ProjectRole::Owner.may(Action::Write) && ProjectRole::Owner.may(Action::Read));
        assert!(
            !ProjectRole::ReadOnly.may(Action::Write) && ProjectRole::ReadOnly.may(Action::Read)
        );
    }

    #[test]
    fn a_group_can_be_exceeded_but_not_overruled() {
        use ProjectRole::{Owner, ReadOnly};
        for after in [None, Some(ReadOnly), Some(Owner)] {
            assert!(exceeds_group(None, after));
            assert_eq!(exceeds_group(Some(ReadOnly), after), after.is_some());
            assert_eq!(exceeds_group(Some(Owner), after), after == Some(Owner));
        }
        assert_eq!((Owner.or(ReadOnly), ReadOnly.or(Owner)), (Owner, Owner));
        assert_eq!(ReadOnly.or(ReadOnly), ReadOnly);
    }

    #[test]
    fn the_last_owner_stays_one() {
        use ProjectRole::{Owner, ReadOnly};
        for after in [None, Some(ReadOnly)] {
            assert!(!keeps_an_owner(Owner, after, 0) && keeps_an_owner(Owner, after, 1));
            assert!(keeps_an_owner(ReadOnly, after, 0));
        }
        assert!(keeps_an_owner(Owner, Some(Owner), 0) && keeps_an_owner(ReadOnly, Some(Owner), 0));
    }
}
