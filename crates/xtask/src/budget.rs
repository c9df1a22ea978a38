//! The bytes of a first load, as sent with brotli: index.html, whatever it leads to, and what else a person begins with: the
//! part for signing in, or the first rows of the list of roles. The other parts are loaded when a person first opens them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::build::{CATALOGS, FRAME, PART, brotli_of};

/// What a first load may cost at most.
const BUDGET: u64 = 145 * 1024;

/// The part for signing in.
const FIRST_PART: &str = "account";

/// One file of the first load.
#[derive(Debug, PartialEq)]
pub(crate) struct Asset {
    /// Relative to dist/.
    path: PathBuf,
    /// Bytes as built.
    plain: u64,
    /// Bytes as sent.
    sent: u64,
}

/// Prints what a first load of the page in `dist` costs; an error if that is over the budget.
pub(crate) fn check(dist: &Path) -> Result<()> {
    let loaded = loaded(dist)?;
    print!("{}", table(&loaded));
    let sent = loaded.sent();
    if sent > BUDGET {
        bail!(
            "a first load is {} over the budget of {}; `cargo xtask bench sizes` shows what it is made of",
            kib(sent - BUDGET),
            kib(BUDGET)
        );
    }
    Ok(())
}

/// What a browser loads.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// With whichever page is first, largest first.
    first: Vec<Asset>,
    /// With it, to sign in.
    to_sign_in: Vec<Asset>,
    /// With it, where that is the list of roles.
    with_roles: Vec<Asset>,
    /// When something is first opened, largest first.
    later: Vec<Asset>,
}

impl Loaded {
    /// Bytes of the larger first load: of signing in, or of the list of roles.
    fn sent(&self) -> u64 {
        sent(&self.first) + sent(&self.to_sign_in).max(sent(&self.with_roles))
    }
}

fn sent(assets: &[Asset]) -> u64 {
    assets.iter().map(|asset| asset.sent).sum()
}

/// index.html, and every file that it or one of those leads to.
pub(crate) fn loaded(dist: &Path) -> Result<Loaded> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![PathBuf::from("index.html")];
    while let Some(path) = waiting.pop() {
        if !found.insert(path.clone()) {
            continue;
        }
        if is_text(&path) {
            let text = fs::read_to_string(dist.join(&path))
                .with_context(|| format!("cannot read {} in {}", path.display(), dist.display()))?;
            let base = path.parent().unwrap_or(Path::new(""));
            let leads_to = references(&text).filter_map(|reference| resolve(base, reference));
            waiting.extend(leads_to.filter(|path| dist.join(path).is_file()));
        }
    }
    let mut assets =
        found.into_iter().map(|path| measure(dist, path)).collect::<Result<Vec<_>>>()?;
    assets.sort_by_key(|asset| std::cmp::Reverse(asset.sent));
    let (with_roles, assets): (_, Vec<Asset>) =
        assets.into_iter().partition(|it| it.path.starts_with(FRAME));
    let (later, assets): (_, Vec<Asset>) = assets.into_iter().partition(|it| {
        // English is in the program.
        it.path.starts_with(CATALOGS)
            || parts(&it.path).is_some_and(|mut of| of.all(|it| it != FIRST_PART))
    });
    let (to_sign_in, first) = assets.into_iter().partition(|it| parts(&it.path).is_some());
    Ok(Loaded { first, to_sign_in, with_roles, later })
}

/// The parts of the page that a file belongs to, if it is not for all of it.
fn parts(path: &Path) -> Option<impl Iterator<Item = &str>> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Some(name.strip_prefix(PART)?.split('-'))
}

fn measure(dist: &Path, path: PathBuf) -> Result<Asset> {
    let size = |file: &Path| fs::metadata(file).map(|metadata| metadata.len());
    let file = dist.join(&path);
    let plain = size(&file)?;
    let sent = size(&brotli_of(&file)).unwrap_or(plain);
    Ok(Asset { path, plain, sent })
}

fn is_text(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| ["html", "js", "css"].iter().any(|text| extension == *text))
}

/// Whatever stands in quotes or in CSS's `url(…)`. Most of it is no reference, but then it is no file either.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split(['"', '\'', '`', '(', ')'])
}

/// Where a reference in a file of the folder `base` leads to inside dist/.
fn resolve(base: &Path, reference: &str) -> Option<PathBuf> {
    let reference = reference.split(['?', '#']).next()?;
    let start = if reference.starts_with('/') { Path::new("") } else { base };
    let mut resolved = start.to_path_buf();
    for component in Path::new(reference).components() {
        match component {
            Component::RootDir | Component::CurDir => {}
            Component::Normal(name) => resolved.push(name),
            Component::ParentDir if resolved.pop() => {}
            Component::ParentDir | Component::Prefix(_) => return None,
        }
    }
    Some(resolved)
}

pub(crate) fn table(loaded: &Loaded) -> String {
    let line = |plain: u64, sent: u64, name: &str| {
        format!("  {:>12}  {:>12}  {name}\n", kib(plain), kib(sent))
    };
    let lines = |assets: &[Asset]| {
        let line = |asset: &Asset| line(asset.plain, asset.sent, &asset.path.display().to_string());
        assets.iter().map(line).collect::<String>()
    };
    let sum = |assets: &[&[Asset]], what: &str| {
        let plain = assets.iter().copied().flatten().map(|asset| asset.plain).sum();
        line(plain, assets.iter().copied().map(sent).sum(), what)
    };
    let Loaded { first, to_sign_in, with_roles, later } = loaded;
    let at_most = format!("at most {} of brotli", kib(BUDGET));
    [
        format!("  {:>12}  {:>12}  file\n", "plain", "brotli"),
        lines(first),
        lines(to_sign_in),
        sum(&[first, to_sign_in], &format!("first load, to sign in; {at_most}")),
        lines(with_roles),
        sum(&[first, with_roles], &format!("first load of the list of roles; {at_most}")),
        lines(later),
        sum(&[later], "when first opened, or in that language"),
    ]
    .concat()
}

/// A number of bytes in KiB with one decimal.
pub(crate) fn kib(bytes: u64) -> String {
    format!("{}.{} KiB", bytes / 1024, bytes % 1024 * 10 / 1024)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{BUDGET, check, kib, loaded, resolve, table};

    /// A page as Trunk writes it: in the head links, in the body a module script.
    const INDEX: &str = r#"<!doctype html><html><head>
        <link rel="stylesheet" href="/base-1.css" integrity="sha384-x"/>
        <link rel="preload" href="/console-1_bg.wasm" as="fetch" type="application/wasm">
        <link rel="icon" href="https://example.org/favicon.ico"></head><body><script type="module">
        import init, * as bindings from '/console-1.js';
        await init({ module_or_path: '/console-1_bg.wasm' });</script></body></html>"#;

    fn page(name: &str, wasm: usize) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("console-{name}-{}", std::process::id()));
        for folder in ["frame", "locales", "snippets"] {
            fs::create_dir_all(dist.join(folder)).unwrap();
        }
        for (file, content) in [
            ("index.html", INDEX),
            ("base-1.css", "@font-face{src:url(fonts.woff2)} a{b:url('missing.png')}"),
            ("fonts.woff2", "12345"),
            (
                "console-1.js",
                "import { f } from './snippets/inline0.js'; fetch('part-account-1.wasm'); \
                 fetch('part-account-project-1.wasm'); fetch('part-project-1.wasm'); \
                 fetch('/locales/de-1.json'); import('/frame/first-rows-1.js')",
            ),
            ("locales/de-1.json", "{}"),
            ("frame/first-rows-1.js", "rows, which are more than what it takes to sign in"),
            ("part-account-1.wasm", "account"),
            ("part-account-project-1.wasm", "shared"),
            ("part-project-1.wasm", "the rest"),
            ("snippets/inline0.js", "import '../console-1.js';"),
            ("console-1_bg.wasm.br", "1234567"),
            ("unused.js", "not loaded"),
        ] {
            fs::write(dist.join(file), content).unwrap();
        }
        fs::write(dist.join("console-1_bg.wasm"), vec![0; wasm]).unwrap();
        dist
    }

    #[test]
    fn a_first_load_is_what_the_page_leads_to_and_nothing_else() {
        let dist = page("first-load", 4000);
        let loaded = loaded(&dist).unwrap();
        let names = |assets: &[super::Asset]| {
            let mut names: Vec<_> =
                assets.iter().map(|asset| asset.path.to_str().unwrap().to_owned()).collect();
            names.sort_unstable();
            names
        };
        assert_eq!(names(&loaded.later), ["locales/de-1.json", "part-project-1.wasm"]);
        assert_eq!(
            names(&loaded.first),
            [
                "base-1.css",
                "console-1.js",
                "console-1_bg.wasm",
                "fonts.woff2",
                "index.html",
                "snippets/inline0.js"
            ]
        );
        assert_eq!(
            names(&loaded.to_sign_in),
            ["part-account-1.wasm", "part-account-project-1.wasm"]
        );
        assert_eq!(names(&loaded.with_roles), ["frame/first-rows-1.js"]);
        let rows = "rows, which are more than what it takes to sign in".len() as u64;
        let first: u64 = loaded.first.iter().map(|asset| asset.sent).sum();
        assert_eq!(loaded.sent(), first + rows, "the larger of the two counts");
        let wasm = loaded.first.iter().find(|asset| asset.plain == 4000).unwrap();
        assert_eq!(wasm.sent, 7, "as sent is the brotli file's size");
        assert!(table(&loaded).contains("at most 145.0 KiB of brotli"));
        check(&dist).unwrap();
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn a_page_over_the_budget_fails() {
        let dist = page("over-budget", usize::try_from(BUDGET).unwrap());
        fs::remove_file(dist.join("console-1_bg.wasm.br")).unwrap();
        let error = check(&dist).unwrap_err().to_string();
        assert!(error.contains("over the budget of 145.0 KiB"), "{error}");
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn references_resolve_like_a_browser_does() {
        let resolve = |base: &str, reference| resolve(Path::new(base), reference);
        assert_eq!(resolve("", "/a.js"), Some("a.js".into()));
        assert_eq!(resolve("sub", "/a.js"), Some("a.js".into()));
        assert_eq!(resolve("sub", "./b.js?v=1"), Some("sub/b.js".into()));
        assert_eq!(resolve("sub", "../a.css#x"), Some("a.css".into()));
        assert_eq!(resolve("", "../outside"), None);
    }

    #[test]
    fn sizes_are_shown_in_kib() {
        assert_eq!(kib(0), "0.0 KiB");
        assert_eq!(kib(1536), "1.5 KiB");
        assert_eq!(kib(150 * 1024), "150.0 KiB");
    }
}
