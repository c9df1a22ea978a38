//! The styles know beginning and end of a line, not left and right, so that they fit languages of either direction.

use std::fs;
use std::path::Path;

/// Properties of the screen's own directions that say so in none of their parts.
const SIZES: [&str; 6] = ["width", "height", "min-width", "min-height", "max-width", "max-height"];

/// What speaks of a side of the screen in a style sheet: the declarations.
fn physical(css: &str) -> Vec<String> {
    declarations(css)
        .filter(|(property, value)| {
            let side = |word: &str| ["left", "right", "top", "bottom"].contains(&word);
            let sides = property.split('-').any(side) || SIZES.contains(property);
            let aligned = ["text-align", "float", "clear"].contains(property);
            sides || (aligned && value.split(' ').any(side)) || is_lopsided(property, value)
        })
        .map(|(property, value)| format!("{property}: {value}"))
        .collect()
}

/// Four values for four sides, of which left and right differ.
fn is_lopsided(property: &str, value: &str) -> bool {
    if !["margin", "padding", "inset", "border-width", "border-radius"].contains(&property) {
        return false;
    }
    let mut depth = 0;
    let parts: Vec<&str> = value
        .split(|it| {
            depth += i32::from(it == '(') - i32::from(it == ')');
            it == ' ' && depth == 0
        })
        .collect();
    match (property, parts.as_slice()) {
        ("border-radius", [first, second, third, fourth]) => first != second || third != fourth,
        ("border-radius", [first, second, ..]) => first != second,
        (_, [_, right, _, left]) => right != left,
        _ => false,
    }
}

fn declarations(css: &str) -> impl Iterator<Item = (&str, &str)> {
    css.split([';', '{', '}']).filter_map(|it| {
        // What is left of a comment in front of it belongs to no name.
        let (property, value) = it.rsplit("*/").next()?.split_once(':')?;
        let property = property.trim();
        let is_name = property.chars().all(|it| it.is_ascii_lowercase() || it == '-');
        (is_name && !property.starts_with("--")).then_some((property, value.trim()))
    })
}

#[test]
fn no_style_speaks_of_left_and_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_some_and(|it| it == "css") {
            let css = fs::read_to_string(&file).unwrap();
            seen += declarations(&css).count();
            assert_eq!(physical(&css), Vec::<String>::new(), "{}", file.display());
        }
    }
    assert!(seen > 300, "{seen} declarations are read");
}

#[test]
fn what_speaks_of_a_side_is_found() {
    for bad in [
        "a{margin-left:1px}",
        "a { left: 0 }",
        "a { text-align: right; }",
        "a { border-top-left-radius: 1px }",
        "a { min-width: 1px }",
        "a { padding: 1px 2px 3px 4px }",
        "a { margin: 0 calc(1px + 2px) 0 0 }",
        "a { border-radius: 1px 2px }",
        "/* a: b */ a { /* c */ right: 0 }",
    ] {
        assert_eq!(physical(bad).len(), 1, "{bad}");
    }
    for good in [
        "a { margin-inline-start: 1px; inset-block: 0; text-align: start }",
        "a { padding: 1px calc(2px + 1px) 3px calc(2px + 1px) }",
        "@media (min-width: 40rem) { a { border-width: 1px } }",
        "a:hover { line-height: 1; --left: 0 }",
    ] {
        assert_eq!(physical(good), Vec::<String>::new(), "{good}");
    }
}
