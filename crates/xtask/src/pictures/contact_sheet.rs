//! One HTML page that shows the pictures of its folder, grouped by the page they show.

use std::collections::BTreeMap;

/// A picture by its file name: `<page>--<light|dark>--<wide|narrow>.webp`.
#[derive(Debug, PartialEq)]
pub(super) struct Picture {
    file: String,
    scheme: String,
    width: String,
}

/// Sorts the pictures among these file names by page, wide before narrow, light before dark.
pub(super) fn pages(names: &[String]) -> BTreeMap<String, Vec<Picture>> {
    let mut pages: BTreeMap<String, Vec<Picture>> = BTreeMap::new();
    for name in names {
        if let Some((page, picture)) = parse(name) {
            pages.entry(page).or_default().push(picture);
        }
    }
    for pictures in pages.values_mut() {
        pictures.sort_by(|a, b| (&b.width, &b.scheme).cmp(&(&a.width, &a.scheme)));
    }
    pages
}

/// The pictures among these file names.
pub(super) fn pictures(names: &[String]) -> impl Iterator<Item = &String> {
    names.iter().filter(|name| parse(name).is_some())
}

fn parse(name: &str) -> Option<(String, Picture)> {
    let mut parts = name.strip_suffix(".webp")?.rsplitn(3, "--");
    let (width, scheme, page) = (parts.next()?, parts.next()?, parts.next()?);
    let known = ["wide", "narrow"].contains(&width) && ["light", "dark"].contains(&scheme);
    known.then(|| {
        let picture =
            Picture { file: name.to_owned(), scheme: scheme.to_owned(), width: width.to_owned() };
        (page.to_owned(), picture)
    })
}

/// The sheet. It needs nothing but the pictures beside it.
pub(super) fn html(pages: &BTreeMap<String, Vec<Picture>>) -> String {
    let sections: String = pages
        .iter()
        .map(|(page, pictures)| {
            let figures: String = pictures.iter().map(figure).collect();
            format!("<section><h2>{}</h2><div>{figures}</div></section>\n", escape(page))
        })
        .collect();
    format!("{HEAD}{sections}</body></html>\n")
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Pictures of the console</title><style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; background: #e7e7ea; color: #1b1b1f; }
div { display: flex; flex-wrap: wrap; gap: 1rem; align-items: start; }
figure { margin: 0; }
img { display: block; height: 22rem; max-width: 100%; object-fit: contain; border: 1px solid #8a8a92; }
</style></head><body>
<h1>Pictures of the console</h1>
";

fn figure(Picture { file, scheme, width }: &Picture) -> String {
    let file = escape(file);
    format!(
        "<figure><a href=\"{file}\"><img src=\"{file}\" alt=\"{scheme}, {width}\" loading=\"lazy\"></a>\
         <figcaption>{scheme}, {width}</figcaption></figure>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{html, pages};

    #[test]
    fn pictures_are_grouped_by_page_and_other_files_left_out() {
        let names = [
            "sign-in--dark--narrow.webp",
            "sign-in--light--wide.webp",
            "sign-in--dark--wide.webp",
            "role--list--light--narrow.webp",
            "index.html",
            "sign-in--sepia--wide.webp",
            "sign-in.webp",
        ]
        .map(String::from);
        let pages = pages(&names);
        assert_eq!(pages.keys().collect::<Vec<_>>(), ["role--list", "sign-in"]);
        let files: Vec<_> = pages["sign-in"].iter().map(|picture| picture.file.as_str()).collect();
        assert_eq!(
            files,
            ["sign-in--light--wide.webp", "sign-in--dark--wide.webp", "sign-in--dark--narrow.webp"]
        );
    }

    #[test]
    fn the_sheet_shows_each_picture_with_its_words_and_escapes_names() {
        let html = html(&pages(&["a&\"b--light--wide.webp".to_owned()]));
        assert!(html.contains("<h2>a&amp;&quot;b</h2>"), "{html}");
        assert!(
            html.contains("src=\"a&amp;&quot;b--light--wide.webp\" alt=\"light, wide\""),
            "{html}"
        );
    }
}
