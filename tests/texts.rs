//! The texts of the page and their catalogs, compared to the letter.

// Helpers of tests may panic as tests do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use serde_json::{Map, Value};

/// Where files of the server word what a page may show.
const SERVER: [&str; 14] = [
    "crates/backend/src/auth/ip_access_list.rs",
    "crates/backend/src/auth/password.rs",
    "crates/backend/src/http/access.rs",
    "crates/backend/src/http/body.rs",
    "crates/backend/src/http/observe.rs",
    "crates/backend/src/http/problem",
    "crates/backend/src/http/problem.rs",
    "crates/backend/src/http/query.rs",
    "crates/backend/src/http/rate_limit.rs",
    "crates/backend/src/router.rs",
    "crates/backend/src/routes.rs",
    "crates/backend/src/routes/console",
    "crates/engine/src/project.rs",
    "crates/engine/src/trust_policy_merge",
];

/// Where the parsers of values word what is wrong, in `#[error("…")]`.
const PARSERS: &str = "crates/wire/src";

/// What stands there and is read by operators or programs alone.
const NOT_SHOWN: [&str; 8] = [
    "attachment; filename=\"activity-{0}.jsonl\"",
    "attachment; filename=\"organization-activity.jsonl\"",
    "attachment; filename=\"{0}\"",
    "it has no salt",
    "neither code nor error",
    "text/yaml; charset=utf-8",
    "the key of the cluster {0} can't be unwrapped",
    "the password can't be hashed: {0}",
];

/// What has words in it but is none of the page's sentences: commands, selectors, names that browsers give themselves.
const NO_SENTENCES: [&str; 12] = [
    "aws iam list-attached-role-policies",
    "'\naws iam list-role-policies",
    "'\naws iam delete-role",
    "Mac OS X",
    ".key-form h3",
    "main h1",
    "tbody, ul, ol",
    "a[href], button, input, select, textarea",
    "section, dialog, main",
    "dialog, main",
    "h1, h2",
    "noopener noreferrer",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files with this ending in a folder and all of its folders, or the file itself.
fn files(path: &str, ending: &str) -> Vec<PathBuf> {
    let path = root().join(path);
    if path.is_file() {
        return vec![path];
    }
    let mut found = Vec::new();
    let mut folders = vec![path];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_stem().is_some_and(|it| it == "tests") {
                continue;
            } else if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A text in a source file.
struct Found {
    text: String,
    /// What it is in: the names of the function, method, macro or attribute around it, the innermost last.
    inside: Vec<String>,
}

impl Found {
    fn is_inside(&self, name: &str) -> bool {
        self.inside.last().is_some_and(|it| it == name)
    }

    /// Whether it has words of a sentence in it.
    fn has_words(&self) -> bool {
        let chars: Vec<char> = self.text.chars().collect();
        let space = |it: &[char]| match it {
            [before, ' ', after] => {
                (before.is_lowercase() || ",;.".contains(*before))
                    && (after.is_alphabetic() || *after == '{')
            }
            _ => false,
        };
        chars.windows(3).any(space)
    }
}

/// The texts of a file outside of its tests and of its comments.
fn texts(file: &Path) -> Vec<Found> {
    let source = fs::read_to_string(file).unwrap();
    let tokens = source.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut found = Vec::new();
    collect(tokens, &mut Vec::new(), &mut found);
    found
}

fn collect(tokens: TokenStream, inside: &mut Vec<String>, found: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut skips_block = false;
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(Found { text: text.value(), inside: inside.clone() });
                }
            }
            TokenTree::Group(group) if is_attribute(&tokens, index) => {
                let text = group.stream().to_string();
                skips_block |= text.replace(' ', "") == "cfg(test)";
                if text.starts_with("error") {
                    collect(group.stream(), inside, found);
                }
            }
            TokenTree::Group(group) if skips_block && group.delimiter() == Delimiter::Brace => {
                skips_block = false;
            }
            TokenTree::Punct(it) if it.as_char() == ';' => skips_block = false,
            TokenTree::Group(group) => {
                inside.push(name_before(&tokens, index, group));
                collect(group.stream(), inside, found);
                inside.pop();
            }
            _ => {}
        }
    }
}

fn is_attribute(tokens: &[TokenTree], index: usize) -> bool {
    let is = |back: usize, sign| {
        index >= back
            && matches!(&tokens[index - back], TokenTree::Punct(it) if it.as_char() == sign)
    };
    matches!(&tokens[index], TokenTree::Group(it) if it.delimiter() == Delimiter::Bracket)
        && (is(1, '#') || (is(1, '!') && is(2, '#')))
}

/// The function or macro that is called with the group.
fn name_before(tokens: &[TokenTree], index: usize, group: &Group) -> String {
    if group.delimiter() == Delimiter::Brace {
        return String::new();
    }
    let name = |back: usize| match index.checked_sub(back).map(|at| &tokens[at]) {
        Some(TokenTree::Ident(name)) => Some(name.to_string()),
        _ => None,
    };
    name(1).or_else(|| name(2).map(|name| name + "!")).unwrap_or_default()
}

/// A text with its values numbered in their order, as catalogs have it.
fn numbered(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    let mut number = 0;
    while let Some(next) = rest.next() {
        match (next, rest.peek()) {
            ('{', Some('{')) | ('}', Some('}')) => {
                out.push(next);
                rest.next();
            }
            // A space is in no name of a value.
            ('{', Some(after)) if *after != ' ' => {
                while rest.next().is_some_and(|it| it != '}') {}
                out.push_str(&format!("{{{number}}}"));
                number += 1;
            }
            _ => out.push(next),
        }
    }
    out
}

fn places(text: &str) -> BTreeSet<String> {
    (0..10).map(|number| format!("{{{number}}}")).filter(|it| text.contains(it)).collect()
}

/// The texts of the page.
fn page() -> BTreeSet<String> {
    let sources = files("src", "rs");
    sources
        .iter()
        .flat_map(|file| texts(file))
        .filter(|it| it.is_inside("t"))
        .map(|it| it.text)
        .collect()
}

fn catalogs() -> BTreeMap<String, Map<String, Value>> {
    let read = |file: &PathBuf| {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap())
    };
    files("locales", "json").iter().map(read).collect()
}

fn part<'a>(catalog: &'a Map<String, Value>, name: &str) -> BTreeMap<&'a str, &'a str> {
    let part = catalog[name].as_object().unwrap();
    part.iter().map(|(english, text)| (english.as_str(), text.as_str().unwrap())).collect()
}

#[test]
fn every_text_of_the_page_is_in_every_catalog_and_nothing_else_is() {
    let page = page();
    assert!(page.contains("Cancel"), "texts are found");
    for (language, catalog) in catalogs() {
        let texts = part(&catalog, "page");
        // A further form of a text goes with its own category of numbers: `{0} roles|few`.
        let known: BTreeSet<&str> =
            texts.keys().map(|it| it.split('|').next().unwrap_or(it)).collect();
        let missing: Vec<_> = page.iter().filter(|it| !known.contains(it.as_str())).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        let unknown: Vec<_> = known.iter().filter(|it| !page.contains(**it)).collect();
        assert!(unknown.is_empty(), "{language} has what the page does not say: {unknown:#?}");
    }
}

/// What the rows before the program say: the texts of their HTML, and those that a script says or names.
fn first_rows() -> BTreeSet<String> {
    let script = fs::read_to_string(root().join("frame/first-rows.js")).unwrap();
    let of_html = script
        .split('>')
        .flat_map(|it| it.split(")}"))
        .filter_map(|it| it.split(['<', '"', '`', '$']).next());
    let named = ["say(\"", "section(\"", "heading(\"", ": \"", "data-label=\"", "placeholder=\""];
    let said = named
        .iter()
        .flat_map(|before| script.split(before).skip(1).filter_map(|it| it.split('"').next()));
    let is_text = |it: &&str| {
        // A colon in a text has a blank behind it.
        let rest = it.replace(": ", "");
        rest.starts_with(char::is_alphabetic) && !rest.contains(['=', ';', '(', ':', '\n', '_'])
    };
    let of_intl = ["auto", "long", "unit"];
    of_html
        .chain(said)
        .map(str::trim)
        .filter(is_text)
        .filter(|it| !of_intl.contains(it))
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_rows_before_the_program_say_what_the_page_says() {
    let (page, rows) = (page(), first_rows());
    for known in ["Options", "No name yet", "Data lake", "last validation: {0}", "by {0}"] {
        assert!(rows.contains(known), "{known} is found");
    }
    let unknown: Vec<_> = rows.difference(&page).collect();
    assert!(unknown.is_empty(), "the page does not say {unknown:#?}");
}

#[test]
fn every_sentence_of_the_server_is_in_every_catalog_and_nothing_else_is() {
    let said: BTreeSet<String> = SERVER
        .iter()
        .flat_map(|path| files(path, "rs"))
        .flat_map(|file| texts(&file))
        .filter(|it| {
            it.has_words()
                && !["does", "info!", "warn!", "error!"].iter().any(|name| it.is_inside(name))
        })
        .chain(
            files(PARSERS, "rs")
                .iter()
                .flat_map(|file| texts(file))
                .filter(|it| it.is_inside("error") && it.has_words()),
        )
        .map(|it| numbered(&it.text))
        .filter(|it| !NOT_SHOWN.contains(&it.as_str()))
        .collect();
    let anywhere: BTreeSet<String> = files("crates", "rs")
        .iter()
        .flat_map(|file| texts(file))
        .map(|it| numbered(&it.text))
        .collect();
    for (language, catalog) in catalogs() {
        let texts = part(&catalog, "server");
        let missing: Vec<_> = said.iter().filter(|it| !texts.contains_key(it.as_str())).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        let unknown: Vec<_> = texts.keys().filter(|it| !anywhere.contains(**it)).collect();
        assert!(unknown.is_empty(), "{language} has what the server does not say: {unknown:#?}");
    }
}

#[test]
fn a_translation_has_the_same_values_in_it() {
    for (language, catalog) in catalogs() {
        let (page, server) = (part(&catalog, "page"), part(&catalog, "server"));
        for (english, text) in page.iter().chain(&server) {
            assert!(!text.trim().is_empty(), "{language}: {english}");
            assert!(!text.contains('¶') && !english.contains('¶'), "{language}: {english}");
            // The browser sorts by code units, the page searches by bytes: the same for these.
            assert!(english.chars().all(|it| it < '\u{e000}'), "{language}: {english}");
        }
        for (english, text) in page {
            assert_eq!(places(text), places(english), "{language}: {english}");
        }
        // English may need a word that another language has not, such as an article.
        for (english, text) in server {
            assert!(places(text).is_subset(&places(english)), "{language}: {english}");
        }
    }
}

#[test]
fn a_parsers_error_begins_with_a_letter_that_can_be_made_a_capital() {
    for (language, catalog) in catalogs() {
        for text in part(&catalog, "server").values() {
            let first = text.trim_start().chars().next();
            let fits = first.is_some_and(|it| it.is_ascii() || it.is_uppercase() || it == '„');
            assert!(fits, "{language}: {text}");
        }
    }
}

#[test]
fn no_sentence_stands_outside_of_the_texts() {
    let of_texts = |file: &Path| {
        let path = file.strip_prefix(root().join("src")).unwrap();
        path.starts_with("text") || path == Path::new("text.rs") || path == Path::new("ui/words.rs")
    };
    let styles: String =
        files("style", "css").iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let is_class = |it: &Found| {
        it.is_inside("class") || it.text.split(' ').all(|word| styles.contains(&format!(".{word}")))
    };
    let mut outside = Vec::new();
    for file in files("src", "rs") {
        if file.strip_prefix(root()).unwrap().to_str().unwrap().starts_with("src/gallery") {
            continue;
        }
        for found in texts(&file) {
            let exempt = NO_SENTENCES.contains(&found.text.as_str()) || is_class(&found);
            let in_place = found.is_inside("t") && of_texts(&file);
            if found.has_words() && !in_place && !exempt {
                outside.push(format!("{}: {}", file.display(), found.text));
            }
        }
    }
    assert!(outside.is_empty(), "{outside:#?}");
}
