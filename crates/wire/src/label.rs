use std::{fmt, str::FromStr};

/// What the owners of a project call an access role: one line of at most 100 characters, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(String);

/// Why a text is no label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelError {
    /// It is too long.
    #[error("a label has at most 100 characters, and this one has {0}")]
    Length(usize),
    /// It is more than a line, or has characters that can't be seen.
    #[error("a label is one line and can't contain control characters")]
    ControlCharacter,
}

impl Label {
    /// The most characters that a label has.
    pub const MAX: usize = 100;

    /// The label; empty where there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Label {
    type Err = LabelError;

    /// Leaves out white space around it.
    fn from_str(text: &str) -> Result<Self, LabelError> {
        let text = text.trim();
        let length = text.chars().count();
        if length > Self::MAX {
            return Err(LabelError::Length(length));
        }
        // The two separators end a line in Unicode, but are no control characters.
        let ends_line = |character| matches!(character, '\u{2028}' | '\u{2029}');
        if text.chars().any(|character| character.is_control() || ends_line(character)) {
            return Err(LabelError::ControlCharacter);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_one_line_of_at_most_100_characters() {
        assert_eq!("  Backups \u{1f512} ".parse::<Label>().unwrap().as_str(), "Backups \u{1f512}");
        assert_eq!(" \n".parse::<Label>(), Ok(Label::default()));
        assert!("ü".repeat(100).parse::<Label>().is_ok());
        assert_eq!("x".repeat(101).parse::<Label>(), Err(LabelError::Length(101)));
        for text in ["two\nlines", "a\u{0}b", "a\u{2028}b", "tab\there"] {
            assert_eq!(text.parse::<Label>(), Err(LabelError::ControlCharacter), "{text:?}");
        }
    }
}
