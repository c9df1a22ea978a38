//! Splits JSON into pieces for colouring. It never fails: what it does not know is plain text.

/// What a piece of JSON is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Key,
    Text,
    /// A number, `true`, `false` or `null`.
    Value,
    /// Brackets, commas and space.
    Other,
}

impl Piece {
    pub(super) fn class(self) -> &'static str {
        match self {
            Piece::Key => "json-key",
            Piece::Text => "json-text",
            Piece::Value => "json-value",
            Piece::Other => "",
        }
    }
}

/// The pieces in order; put together they are the input again.
pub(super) fn pieces(json: &str) -> Vec<(Piece, &str)> {
    let mut found: Vec<(Piece, &str)> = Vec::new();
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = match first {
            '"' => {
                let length = string_length(rest);
                let after = rest.get(length..).unwrap_or_default().trim_start();
                (if after.starts_with(':') { Piece::Key } else { Piece::Text }, length)
            }
            '-' | '0'..='9' | 'a'..='z' => {
                let end = rest.find(|letter: char| {
                    !(letter.is_ascii_alphanumeric() || "+-.".contains(letter))
                });
                (Piece::Value, end.unwrap_or(rest.len()))
            }
            _ => {
                let end = rest.find(|letter: char| {
                    letter == '"'
                        || letter == '-'
                        || letter.is_ascii_lowercase()
                        || letter.is_ascii_digit()
                });
                (Piece::Other, end.unwrap_or(rest.len()))
            }
        };
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        found.push((kind, piece));
        rest = after;
    }
    found
}

/// The length in bytes of the string that the text begins with, both quotes included; all of it
/// when none closes it.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_texts_and_values_are_told_apart() {
        let json = r#"{"Version" : "2012", "n": -1.5e+3, "ok": true}"#;
        assert_eq!(
            pieces(json),
            [
                (Piece::Other, "{"),
                (Piece::Key, "\"Version\""),
                (Piece::Other, " : "),
                (Piece::Text, "\"2012\""),
                (Piece::Other, ", "),
                (Piece::Key, "\"n\""),
                (Piece::Other, ": "),
                (Piece::Value, "-1.5e+3"),
                (Piece::Other, ", "),
                (Piece::Key, "\"ok\""),
                (Piece::Other, ": "),
                (Piece::Value, "true"),
                (Piece::Other, "}"),
            ]
        );
    }

    #[test]
    fn quotes_and_colons_inside_a_string_belong_to_it() {
        let json = r#"["a\"b: c\\", "d"]"#;
        let texts: Vec<_> =
            pieces(json).into_iter().filter(|(kind, _)| *kind == Piece::Text).collect();
        assert_eq!(texts, [(Piece::Text, r#""a\"b: c\\""#), (Piece::Text, r#""d""#)]);
    }

    #[test]
    fn any_text_comes_out_as_it_went_in() {
        for text in ["", "\"", "\"\\", "ünï \"cöde\": ✓", "{]-x\u{0}", "no json at all", "\"a\" :"]
        {
            let again: String = pieces(text).into_iter().map(|(_, piece)| piece).collect();
            assert_eq!(again, text);
        }
    }
}
