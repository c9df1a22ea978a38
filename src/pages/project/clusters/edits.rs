//! What a person has changed on the page and not applied yet.

use leptos::prelude::*;

/// One cluster, and whether the customer's key shall encrypt it.
pub(super) type Edit = (String, bool);

#[derive(Clone, Copy)]
pub(super) struct Edits {
    /// Only what differs from how it is, in the order in which it was changed.
    pub(super) wanted: RwSignal<Vec<Edit>>,
    /// Why a change was refused, by the name of the cluster.
    pub(super) refused: RwSignal<Vec<(String, String)>>,
}

impl Edits {
    pub(super) fn new() -> Self {
        Self { wanted: RwSignal::new(Vec::new()), refused: RwSignal::new(Vec::new()) }
    }

    /// What is wanted of a cluster; `None` where it stays as it is.
    pub(super) fn of(self, name: &str) -> Option<bool> {
        let wanted = self.wanted.read();
        wanted.iter().find(|(it, _)| it == name).map(|(_, wish)| *wish)
    }

    /// Notes what is wanted of a cluster that is encrypted `now`.
    pub(super) fn want(self, name: &str, wish: bool, now: bool) {
        self.wanted.update(|edits| note(edits, name, wish, now));
        self.refused.update(|refused| refused.retain(|(it, _)| it != name));
    }

    /// Why the change of a cluster was refused.
    pub(super) fn refusal(self, name: &str) -> Option<String> {
        let refused = self.refused.read();
        refused.iter().find(|(it, _)| it == name).map(|(_, why)| why.clone())
    }

    /// The change of a cluster was made, or refused.
    pub(super) fn done(self, name: &str, refused: Option<String>) {
        let _ = match refused {
            None => self.wanted.try_update(|edits| edits.retain(|(it, _)| it != name)),
            Some(why) => self.refused.try_update(|all| all.push((name.to_owned(), why))),
        };
    }

    /// Leaves everything as it is.
    pub(super) fn discard(self) {
        self.wanted.set(Vec::new());
        self.refused.set(Vec::new());
    }
}

fn note(edits: &mut Vec<Edit>, name: &str, wish: bool, now: bool) {
    edits.retain(|(it, _)| it != name);
    if wish != now {
        edits.push((name.to_owned(), wish));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_an_edit() {
        let mut edits = Vec::new();
        note(&mut edits, "a", true, false);
        note(&mut edits, "b", false, true);
        assert_eq!(edits, [("a".to_owned(), true), ("b".to_owned(), false)]);
        note(&mut edits, "a", false, false);
        assert_eq!(edits, [("b".to_owned(), false)]);
    }
}
