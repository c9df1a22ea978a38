//! What was typed into the form, kept in this tab until it is saved: a person may leave to authorize a role.

use crate::pages::parts::Kept;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// The ID of the chosen access role.
    pub(super) role: String,
    /// The text that should name a key.
    pub(super) key: String,
    /// The code of the chosen region.
    pub(super) region: String,
}

/// What this tab keeps for a project.
pub(super) fn load(project: &str) -> Option<Typed> {
    parse(&kept(project).load()?)
}

/// Keeps it.
pub(super) fn keep(project: &str, typed: &Typed) {
    kept(project).keep(&print(typed));
}

/// Forgets it.
pub(super) fn forget(project: &str) {
    kept(project).forget();
}

fn kept(project: &str) -> Kept {
    Kept::new("encryption", project)
}

/// One a line: none of them has more than one.
fn print(typed: &Typed) -> String {
    [typed.role.as_str(), &typed.region, &typed.key].join("\n")
}

fn parse(text: &str) -> Option<Typed> {
    let mut lines = text.splitn(3, '\n').map(str::to_owned);
    let (role, region, key) = (lines.next()?, lines.next()?, lines.next()?);
    Some(Typed { role, key, region })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_read_as_it_was_kept() {
        for (role, key, region) in
            [("", "", ""), ("64b000000000000000000002", "alias/a b", "us-east-1"), ("", "x", "")]
        {
            let typed =
                Typed { role: role.to_owned(), key: key.to_owned(), region: region.to_owned() };
            assert_eq!(parse(&print(&typed)), Some(typed));
        }
        assert_eq!(parse("one\ntwo"), None);
    }
}
