//! What the groups of a person give.

use std::collections::BTreeSet;

use wire::{ProjectId, ProjectRole};

use crate::store::Grants;

/// What one group gives.
#[derive(Debug)]
pub struct GroupMapping {
    /// The group's name, exactly as the provider writes it.
    pub group: String,
    /// What its members get.
    pub grant: Grant,
}

/// What a group gives.
#[derive(Debug, PartialEq, Eq)]
pub enum Grant {
    /// The whole organization.
    OrganizationOwner,
    /// A project.
    Project(ProjectId, ProjectRole),
}

/// All that the groups of a person give; of two roles in one project the one that may do more.
pub(super) fn grants(mappings: &[GroupMapping], groups: &BTreeSet<String>) -> Grants {
    let mut grants = Grants::default();
    for mapping in mappings.iter().filter(|mapping| groups.contains(&mapping.group)) {
        match &mapping.grant {
            Grant::OrganizationOwner => grants.organization_owner = true,
            Grant::Project(project, role) => {
                let given = grants.projects.entry(project.clone()).or_insert(*role);
                *given = given.or(*role);
            }
        }
    }
    grants
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_give_what_they_are_mapped_to_and_the_stronger_role_counts() {
        let shop = ProjectId::from_bytes([1; 12]);
        let mapping = |group: &str, grant| GroupMapping { group: group.to_owned(), grant };
        let mappings = [
            mapping("readers", Grant::Project(shop.clone(), ProjectRole::ReadOnly)),
            mapping("owners", Grant::Project(shop.clone(), ProjectRole::Owner)),
            mapping("auditors", Grant::Project(shop.clone(), ProjectRole::ReadOnly)),
            mapping("admins", Grant::OrganizationOwner),
        ];
        let of = |groups: &[&str]| {
            grants(&mappings, &groups.iter().map(|group| (*group).to_owned()).collect())
        };
        assert_eq!(of(&["readers"]).projects.get(&shop), Some(&ProjectRole::ReadOnly));
        let all = of(&["readers", "owners", "auditors"]);
        assert_eq!(all.projects.get(&shop), Some(&ProjectRole::Owner));
        assert!(!all.organization_owner && of(&["admins"]).organization_owner);
        assert_eq!(of(&["Readers", "others"]), Grants::default());
    }
}
