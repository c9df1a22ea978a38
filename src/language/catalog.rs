//! A catalog in memory.

/// Pairs of a text in English and the same in another language, in the order of the English.
type Pairs = Vec<(&'static str, &'static str)>;

/// A language.
pub(super) struct Catalog {
    /// What the page says.
    page: Pairs,
    /// What the server says.
    server: Pairs,
}

impl Catalog {
    /// Takes each part as one text: English, the other, English, the other, with ¶ between, in the order of the
    /// English. They stay for as long as the page is open.
    pub(super) fn new(page: String, server: String) -> Self {
        let pairs = |text: String| {
            let mut texts = text.leak().split('¶');
            std::iter::from_fn(move || Some((texts.next()?, texts.next()?))).collect()
        };
        Self { page: pairs(page), server: pairs(server) }
    }

    /// What the page says, by its English.
    pub(super) fn page(&self, english: &str) -> Option<&'static str> {
        find(&self.page, english)
    }

    /// What the server says. What it put into its sentence may be one of its texts itself.
    pub(super) fn of_server(&self, sentence: &str) -> String {
        if let Some(text) = find(&self.server, sentence) {
            return text.to_owned();
        }
        // The template that has most in common with the sentence, not one that is nearly all values.
        let mut best = ("", "", Vec::new());
        for (english, text) in &self.server {
            if english.len() > best.0.len()
                && let Some(values) = self.values(english, sentence)
            {
                best = (english, text, values);
            }
        }
        match best {
            ("", ..) => sentence.to_owned(),
            (_, text, values) => fill(text, &|number| {
                self.of_server(values.get(number).copied().unwrap_or_default())
            }),
        }
    }

    /// What stands in a sentence where its template has `{0}`, `{1}` and so on, in that order, if it is of that template.
    fn values<'a>(&self, template: &str, sentence: &'a str) -> Option<Vec<&'a str>> {
        let (start, _, mut template) = next_place(template)?;
        let mut sentence = sentence.strip_prefix(start)?;
        let mut values = Vec::new();
        while let Some((between, _, after)) = next_place(template) {
            // What is one of the server's texts may have in it what ends a value.
            let split = |end| {
                let (value, rest) = sentence.split_at_checked(end)?;
                Some((value, rest.strip_prefix(between)?))
            };
            let mut ends = (0..=sentence.len()).filter_map(split);
            let texts = (0..=sentence.len()).rev().filter_map(split);
            let mut texts = texts.filter(|(value, _)| find(&self.server, value).is_some());
            let (value, rest) = texts.next().or_else(|| ends.next())?;
            values.push(value);
            (sentence, template) = (rest, after);
        }
        values.push(sentence.strip_suffix(template)?);
        Some(values)
    }
}

fn find(pairs: &Pairs, english: &str) -> Option<&'static str> {
    let place = pairs.binary_search_by(|(known, _)| (*known).cmp(english)).ok()?;
    pairs.get(place).map(|(_, text)| *text)
}

/// The text in front of the first place of a value, the number of that place, and what follows.
fn next_place(template: &str) -> Option<(&str, usize, &str)> {
    let bytes = template.as_bytes();
    let place = bytes.windows(3).position(|it| matches!(it, [b'{', b'0'..=b'9', b'}']))?;
    let number = bytes.get(place + 1)?.wrapping_sub(b'0');
    Some((template.get(..place)?, number.into(), template.get(place + 3..)?))
}

/// A template with values in place of `{0}`, `{1}` and so on.
pub(super) fn fill(template: &str, value: &dyn Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, number, after)) = next_place(rest) {
        out.push_str(before);
        out.push_str(&value(number));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalog(page: &[&str], server: &[&str]) -> Catalog {
        Catalog::new(page.join("¶"), server.join("¶"))
    }

    #[test]
    fn a_text_is_found_by_its_english() {
        let it = catalog(&["Cancel", "Abbrechen", "Delete", "Löschen", "Save", "Speichern"], &[]);
        for (english, expected) in [
            ("Cancel", Some("Abbrechen")),
            ("Delete", Some("Löschen")),
            ("Save", Some("Speichern")),
            ("Sav", None),
        ] {
            assert_eq!(it.page(english), expected, "{english}");
        }
        assert_eq!(catalog(&[], &[]).page("Cancel"), None);
    }

    #[test]
    fn values_stand_where_the_language_wants_them() {
        let value = |number: usize| ["a", "b"][number].to_owned();
        assert_eq!(fill("{1} of {0}, {1}", &value), "b of a, b");
        assert_eq!(fill("no { } place, {0", &value), "no { } place, {0");
    }

    #[test]
    fn what_the_server_put_into_its_sentence_is_kept_or_translated() {
        let server = [
            "No {0} with ID {1} exists in this project.",
            "Kein Objekt „{0}“ mit der ID {1} in diesem Projekt.",
            "a role name can't contain {0}; letters are allowed",
            "ein Rollenname kann {0} nicht enthalten; Buchstaben sind erlaubt",
            "a space",
            "ein Leerzeichen",
            "access role",
            "Zugriffsrolle",
            "No {0}",
            "falsch",
            "The key {0} can't be used: {1}.{2}",
            "Der Schlüssel {0} ist nicht verwendbar: {1}.{2}",
            "it is disabled. Enable it",
            "er ist deaktiviert. Aktivieren Sie ihn",
            " AWS said: {0}",
            " AWS meldet: „{0}“",
            "This lets the service in with {0}{1}. {2}",
            "Dies lässt den Service mit {0}{1} zu. {2}",
            "another external ID",
            "einer anderen externen ID",
            "another external ID, ",
            "einer anderen externen ID, ",
            "It is kept.",
            "Es bleibt.",
        ];
        let mut pairs: Vec<_> = server.chunks(2).collect();
        pairs.sort();
        let it = catalog(&[], &pairs.concat());
        for (english, expected) in [
            (
                "No access role with ID 64b0 exists in this project.",
                "Kein Objekt „Zugriffsrolle“ mit der ID 64b0 in diesem Projekt.",
            ),
            (
                "a role name can't contain a space; letters are allowed",
                "ein Rollenname kann ein Leerzeichen nicht enthalten; Buchstaben sind erlaubt",
            ),
            (
                "The key k can't be used: it is disabled. Enable it. AWS said: No. Never.",
                "Der Schlüssel k ist nicht verwendbar: er ist deaktiviert. Aktivieren Sie ihn. AWS meldet: „No. Never.“",
            ),
            (
                "This lets the service in with another external ID, a-b. It is kept.",
                "Dies lässt den Service mit einer anderen externen ID, a-b zu. Es bleibt.",
            ),
            (
                "This lets the service in with another external ID. It is kept.",
                "Dies lässt den Service mit einer anderen externen ID zu. Es bleibt.",
            ),
            ("Unknown.", "Unknown."),
        ] {
            assert_eq!(it.of_server(english), expected);
        }
    }

    #[test]
    fn a_sentence_is_of_a_template_from_end_to_end() {
        let it = catalog(&[], &[]);
        assert_eq!(it.values("a {0} b {1}.", "a x b y."), Some(vec!["x", "y"]));
        assert_eq!(it.values("a {0} b {1}.", "a x b y"), None);
        assert_eq!(it.values("a {0} b", "z a x b"), None);
        assert_eq!(it.values("a", "a"), None);
    }
}
