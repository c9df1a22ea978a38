//! What was typed, what of it the server has, and what to send it next. No browser in here.

use wire::console::{Draft, Procedure};

/// Keeps account of a draft.
pub(super) struct Ledger {
    /// What stands in the form.
    wanted: Draft,
    /// What the server has, as far as is known.
    saved: Draft,
    /// The revision that the typed text builds upon.
    revision: u64,
    /// What somebody else has saved meanwhile, until the person has chosen.
    newer: Option<Draft>,
}

impl Ledger {
    /// Begins with the server's draft, or with the text that this tab kept and could not save.
    pub(super) fn open(server: &Draft, kept: Option<Draft>) -> Self {
        let saved = text_of(server);
        let (wanted, revision) = match kept {
            Some(kept) if text_of(&kept) != saved => (text_of(&kept), kept.revision),
            _ => (saved.clone(), server.revision),
        };
        Self { wanted, saved, revision, newer: None }
    }

    /// What stands in the form.
    pub(super) fn wanted(&self) -> &Draft {
        &self.wanted
    }

    /// Notes what stands in the form now.
    pub(super) fn want(&mut self, draft: &Draft) {
        self.wanted = text_of(draft);
    }

    /// Whether the server has all of it.
    pub(super) fn is_saved(&self) -> bool {
        self.wanted == self.saved
    }

    /// What to keep in this tab until the server has it.
    pub(super) fn to_keep(&self) -> Option<Draft> {
        (!self.is_saved()).then(|| Draft { revision: self.revision, ..self.wanted.clone() })
    }

    /// What to send now; nothing while the person has to choose between two texts.
    pub(super) fn to_send(&self) -> Option<Draft> {
        if self.newer.is_some() { None } else { self.to_keep() }
    }

    /// The server took it and counts on from `revision`.
    pub(super) fn landed(&mut self, sent: &Draft, revision: u64) {
        self.saved = text_of(sent);
        self.revision = revision;
    }

    /// The server has `newer`, which builds on something else. Says whether the person has to choose: not where both
    /// are the same text, or where nothing was typed here.
    pub(super) fn overtaken(&mut self, newer: &Draft) -> bool {
        if text_of(newer) == self.wanted {
            self.landed(newer, newer.revision);
            return false;
        }
        self.newer = Some(newer.clone());
        true
    }

    /// The person chose their own text.
    pub(super) fn keep_mine(&mut self) {
        if let Some(newer) = self.newer.take() {
            self.saved = text_of(&newer);
            self.revision = newer.revision;
        }
    }

    /// The person chose the other text, which comes back.
    pub(super) fn use_newer(&mut self) -> Option<Draft> {
        let newer = self.newer.take()?;
        self.wanted = text_of(&newer);
        self.landed(&newer, newer.revision);
        Some(newer)
    }
}

/// A draft without its revision, and no longer than the server takes.
fn text_of(draft: &Draft) -> Draft {
    let first = |text: &str, most: usize| text.chars().take(most).collect();
    Draft {
        procedure: draft.procedure,
        role_name: first(&draft.role_name, 256),
        role_arn: first(&draft.role_arn, 4096),
        revision: 0,
    }
}

/// A draft as one text, for the tab's own storage. A field of one line holds no line break.
pub(super) fn print(draft: &Draft) -> String {
    let procedure = draft.procedure.map(Procedure::as_str).unwrap_or_default();
    let revision = draft.revision.to_string();
    [procedure, &revision, &draft.role_name, &draft.role_arn].join("\n")
}

/// The draft that [`print`] wrote.
pub(super) fn parse(text: &str) -> Option<Draft> {
    let mut lines = text.split('\n');
    Some(Draft {
        procedure: Procedure::from_name(lines.next()?),
        revision: lines.next()?.parse().ok()?,
        role_name: lines.next()?.to_owned(),
        role_arn: lines.next()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(name: &str, revision: u64) -> Draft {
        Draft {
            procedure: Some(Procedure::CreateRole),
            role_name: name.to_owned(),
            role_arn: String::new(),
            revision,
        }
    }

    #[test]
    fn a_draft_comes_back_from_the_tab_as_it_was() {
        for it in [draft("a b ü", 7), Draft::default()] {
            assert_eq!(parse(&print(&it)), Some(it));
        }
        assert_eq!(parse("create-role\nx\n\n"), None);
        assert_eq!(parse(""), None);
    }

    #[test]
    fn what_is_typed_is_sent_upon_the_revision_it_was_typed_upon() {
        let mut ledger = Ledger::open(&draft("a", 3), None);
        assert_eq!(ledger.to_send(), None);
        ledger.want(&draft("ab", 0));
        let sent = ledger.to_send().unwrap();
        assert_eq!(sent, draft("ab", 3));
        ledger.want(&draft("abc", 0));
        ledger.landed(&sent, 4);
        assert_eq!(ledger.to_send(), Some(draft("abc", 4)));
    }

    #[test]
    fn what_the_tab_kept_is_shown_and_sent() {
        let ledger = Ledger::open(&draft("a", 3), Some(draft("ab", 3)));
        assert_eq!(ledger.wanted(), &draft("ab", 0));
        assert_eq!(ledger.to_send(), Some(draft("ab", 3)));
    }

    #[test]
    fn what_the_tab_kept_and_the_server_has_is_not_sent_again() {
        let ledger = Ledger::open(&draft("ab", 4), Some(draft("ab", 3)));
        assert!(ledger.is_saved());
        assert_eq!(ledger.to_keep(), None);
    }

    #[test]
    fn nothing_is_sent_until_the_person_has_chosen() {
        let mut ledger = Ledger::open(&draft("a", 1), None);
        ledger.want(&draft("mine", 0));
        assert!(ledger.overtaken(&draft("theirs", 2)));
        assert_eq!(ledger.to_send(), None);
        assert_eq!(ledger.to_keep(), Some(draft("mine", 1)));
        ledger.keep_mine();
        assert_eq!(ledger.to_send(), Some(draft("mine", 2)));
    }

    #[test]
    fn the_newer_text_takes_the_place_of_mine() {
        let mut ledger = Ledger::open(&draft("a", 1), None);
        ledger.want(&draft("mine", 0));
        ledger.overtaken(&draft("theirs", 2));
        assert_eq!(ledger.use_newer(), Some(draft("theirs", 2)));
        assert!(ledger.is_saved());
    }

    #[test]
    fn the_same_text_saved_elsewhere_is_no_conflict() {
        let mut ledger = Ledger::open(&draft("a", 1), None);
        ledger.want(&draft("same", 0));
        assert!(!ledger.overtaken(&draft("same", 2)));
        assert!(ledger.is_saved());
    }

    #[test]
    fn a_text_longer_than_the_server_takes_is_cut() {
        let mut ledger = Ledger::open(&Draft::default(), None);
        ledger.want(&draft(&"x".repeat(300), 0));
        assert_eq!(ledger.wanted().role_name.len(), 256);
    }
}
