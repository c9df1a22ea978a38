use jiff::Timestamp;
use wire::{ProjectId, atlas};

use crate::rfc3339;

/// The unit that owns access roles, encryption settings and clusters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Names the project.
    pub id: ProjectId,
    /// The name that its owner gave it: 1 to 64 characters.
    pub name: String,
    /// The organization that it belongs to: 24 hexadecimal digits.
    pub org_id: String,
    /// When it was made.
    pub created: Timestamp,
    /// How many clusters it has.
    pub cluster_count: u64,
}

impl Project {
    /// The name as it is kept, without white space around it.
    ///
    /// # Errors
    /// A sentence that says what a name may be.
    pub fn parse_name(text: &str) -> Result<String, &'static str> {
        let name = text.trim();
        if name.is_empty() {
            return Err("enter a name for the project");
        }
        if name.chars().count() > 64 {
            return Err("a project name has at most 64 characters");
        }
        if name.chars().any(char::is_control) {
            return Err("a project name can't contain control characters");
        }
        Ok(name.to_owned())
    }

    /// The project in the API's shape; `href` is its absolute URL.
    #[must_use]
    pub fn to_wire(&self, href: String) -> atlas::Group {
        atlas::Group {
            cluster_count: self.cluster_count,
            created: rfc3339(self.created),
            id: self.id.clone(),
            links: vec![atlas::Link { href, rel: "self".to_owned() }],
            name: self.name.clone(),
            org_id: self.org_id.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_name_has_1_to_64_characters() {
        assert_eq!(Project::parse_name("  Getting started "), Ok("Getting started".to_owned()));
        assert!(Project::parse_name(&"ü".repeat(64)).is_ok());
        for text in ["", "   ", "a\u{0}b", &"x".repeat(65)] {
            assert!(Project::parse_name(text).is_err(), "{text:?}");
        }
    }
}
