//! From the program that Trunk compiled to the files that ship: without the text of panics, cut into parts that are
//! loaded when first opened, optimised, and named by their content.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};

use super::{imports, order, panics};
use crate::tools::SearchPath;
use crate::workspace::Workspace;
use crate::{process, stamp};

/// What the linked modules call each other: the loader of the parts, and the script of wasm-bindgen.
const LOADER: &str = "__wasm_split.js";
const SCRIPT: &str = "console.js";

/// Where the texts in languages other than English are, in the repository and in dist/.
pub(crate) const CATALOGS: &str = "locales";

/// Where the script is that shows the rows of the list of roles before the program is there, in dist/.
pub(crate) const FRAME: &str = "frame";

/// What a part's file is called, in front of the hash.
pub(crate) const PART: &str = "part-";

/// Every module of the page, optimised.
pub(crate) struct Pieces {
    /// Where they are, and the scripts with them.
    folder: PathBuf,
    /// What starts.
    pub(crate) main: PathBuf,
    /// What is loaded when it is first opened, by the parts that need it.
    pub(crate) parts: Vec<(String, PathBuf)>,
}

/// Cuts and optimises the page that was compiled last; `named` keeps the functions' names, for measuring.
pub(crate) fn cut(workspace: &Workspace, path: &SearchPath, named: bool) -> Result<Pieces> {
    let compiled = super::page_program(workspace);
    let compiled = fs::read(&compiled)
        .with_context(|| format!("cannot read {}; build the page first", compiled.display()))?;
    let mut compiled = panics::remove(&compiled)?;
    panics::blank_paths(&mut compiled, &source_folders(workspace));

    let folder = workspace.target.join("pieces");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let linked = folder.join("console.wasm");
    let link_name = format!("./{LOADER}");
    let main_module = format!("./{SCRIPT}");
    let mut options = wasm_split_cli_support::Options::new(&compiled);
    options.output_dir = &folder;
    options.main_out_path = &linked;
    options.link_name = &link_name;
    options.main_module = &main_module;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the page cannot be split: {error:#}"))?;

    let mut bindgen = process::command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--no-demangle", "--keep-lld-exports"]);
    bindgen.args(["--out-name", "console", "--out-dir"]).arg(&folder).arg(&linked);
    process::run(path.apply(&mut bindgen)?)?;

    let main = folder.join("console_bg.wasm");
    let script = folder.join(SCRIPT);
    let mut short = imports::Short::default();
    fs::write(&script, short.script(&fs::read_to_string(&script)?))?;
    fs::write(&main, short.program(&fs::read(&main)?)?)?;
    optimise(path, &main, named)?;
    let mut parts = Vec::new();
    for file in split.split_modules {
        optimise(path, &file, named)?;
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        parts.push((name_of(stem, &split.prefetch_map), file));
    }
    Ok(Pieces { folder, main, parts })
}

/// Where sources lie on this machine.
fn source_folders(workspace: &Workspace) -> Vec<PathBuf> {
    let of = |variable, default| {
        let set = std::env::var_os(variable).map(PathBuf::from);
        set.or_else(|| Some(std::env::home_dir()?.join(default)))
    };
    let homes = [of("CARGO_HOME", ".cargo"), of("RUSTUP_HOME", ".rustup")];
    homes.into_iter().flatten().chain([workspace.root.clone()]).collect()
}

/// A file is called by the parts that need it, for example `account-project`; `needs` says which files each does.
fn name_of(stem: &str, needs: &HashMap<String, Vec<String>>) -> String {
    let needing = needs.iter().filter(|(_, files)| files.iter().any(|file| file == stem));
    let mut parts: Vec<&str> = needing.map(|(part, _)| part.as_str()).collect();
    parts.sort_unstable();
    parts.join("-")
}

/// The features of WebAssembly that rustc uses by itself; the parts don't say so.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Leaves out which tools made the module and what it needs: more than half of a small part.
const NOTES: [&str; 2] = ["--strip-producers", "--strip-target-features"];

/// A second round still finds something; so do two more, once the blocks and loops have been made anew.
const ROUNDS: [&str; 6] = ["-Oz", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];

fn optimise(path: &SearchPath, module: &Path, named: bool) -> Result<()> {
    let mut optimise = process::node_script("wasm-opt");
    optimise.args(ROUNDS).args(NOTES).args(FEATURES).args(named.then_some("--debuginfo"));
    // It warns of names that it does not know, which nobody can change.
    let done = path.apply(optimise.arg(module).arg("--output").arg(module))?.output()?;
    process::fail_if_interrupted()?;
    ensure!(
        done.status.success(),
        "wasm-opt failed ({}): {}",
        done.status,
        String::from_utf8_lossy(&done.stderr)
    );
    // Names stand in the order of the functions.
    if !named {
        fs::write(module, order::smallest(fs::read(module)?)?)?;
    }
    Ok(())
}

/// Puts the pieces in place of what Trunk left in dist/.
pub(super) fn ship(workspace: &Workspace, path: &SearchPath) -> Result<()> {
    let pieces = cut(workspace, path, false)?;
    let dist = workspace.dist();

    let loader = pieces.folder.join(LOADER);
    let mut text = fs::read_to_string(&loader)?;
    for (name, file) in &pieces.parts {
        let hash = stamp::hash(std::slice::from_ref(file))?;
        let shipped = format!("{PART}{name}-{hash}.wasm");
        fs::copy(file, dist.join(&shipped))?;
        let linked = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        text = replaced(&text, linked, &shipped)?;
    }
    fs::write(&loader, text)?;

    let script = pieces.folder.join("bundle.js");
    bundle(path, &pieces.folder, &script)?;
    let index = dist.join("index.html");
    let mut page = fs::read_to_string(&index)?;
    for (of_trunk, piece) in [("_bg.wasm", &pieces.main), (".js", &script)] {
        let old = file_of_trunk(&dist, of_trunk)?;
        let hash = stamp::hash(std::slice::from_ref(piece))?;
        let new = format!("console-{hash}{of_trunk}");
        fs::remove_file(dist.join(&old))?;
        fs::copy(piece, dist.join(&new))?;
        page = replaced(&page, &old, &new)?;
    }
    for rows in stamp::files(&dist.join(FRAME))? {
        minify(path, &rows)?;
    }
    for folder in [CATALOGS, FRAME] {
        for file in stamp::files(&dist.join(folder))? {
            let old = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let hash = stamp::hash(std::slice::from_ref(&file))?;
            let (stem, extension) = old.rsplit_once('.').context("a file without an extension")?;
            let new = format!("{stem}-{hash}.{extension}");
            fs::rename(&file, file.with_file_name(&new))?;
            page = replaced(&page, &format!("/{folder}/{old}"), &format!("/{folder}/{new}"))?;
        }
    }
    page = page.replace("</style><style>", "");
    let inline = pieces.folder.join("inline.js");
    page = with_scripts(&page, |script| {
        fs::write(&inline, script)?;
        minify(path, &inline)?;
        Ok(fs::read_to_string(&inline)?)
    })?;
    let [program, script] = [file_of_trunk(&dist, "_bg.wasm")?, file_of_trunk(&dist, ".js")?];
    fs::write(&index, compiled_early(&page, &program, &script)?)?;
    Ok(())
}

/// Makes one script of the two, which need each other, with nothing in it that the page does not call.
fn bundle(path: &SearchPath, folder: &Path, script: &Path) -> Result<()> {
    let bindings = folder.join(SCRIPT);
    fs::write(&bindings, without_streams(&fs::read_to_string(&bindings)?)?)?;
    let entry = folder.join("entry.js");
    fs::write(&entry, format!("export {{ default }} from \"./{SCRIPT}\";\n"))?;
    let mut bundle = process::node_script("esbuild");
    bundle.arg(entry).args(["--bundle", "--minify", "--format=esm", "--target=es2022"]);
    bundle.arg("--pure:FinalizationRegistry");
    // wasm-bindgen names the loader once for each part.
    bundle.args(["--log-level=warning", "--log-override:duplicate-object-key=silent"]);
    process::run(path.apply(bundle.arg(outfile(script)))?)
}

/// Takes from a script what only people need. Trunk does so too, but leaves one with an `import()` as it is.
fn minify(path: &SearchPath, script: &Path) -> Result<()> {
    let mut minify = process::node_script("esbuild");
    minify.arg(script).args(["--minify", "--target=es2022", "--allow-overwrite"]);
    process::run(path.apply(minify.arg("--log-level=warning").arg(outfile(script)))?)
}

/// The page with each of its inline scripts, other than modules, changed.
fn with_scripts(page: &str, change: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut pieces = page.split("<script>");
    let mut changed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (script, rest) = piece.split_once("</script>").context("a script has no end")?;
        let script = change(script)?;
        changed.extend(["<script>", script.trim_end(), "</script>", rest]);
    }
    Ok(changed)
}

/// Where esbuild puts what it makes.
fn outfile(path: &Path) -> OsString {
    let mut option = OsString::from("--outfile=");
    option.push(path);
    option
}

/// The script of wasm-bindgen with nothing in it that makes the bundler keep the classes of [`panics::STREAMS`].
fn without_streams(script: &str) -> Result<String> {
    let keeps = |line: &&str| line.starts_with("if (Symbol.dispose) IntoUnderlying");
    ensure!(script.lines().any(|line| keeps(&line)), "wasm-bindgen writes other classes now");
    let mut kept = script.lines().filter(|line| !keeps(line)).collect::<Vec<_>>().join("\n");
    kept.push('\n');
    Ok(kept)
}

/// The program begins once the rows that the frame shows are painted, which it would hold up; but it does not wait for a slow server.
const AFTER_FIRST_ROWS: &str = "const late=()=>new Promise(go=>setTimeout(go,100));\
     await Promise.race([window.firstRows,program.then(late)]);";

/// Trunk has the program fetched early, and compiled once the page's script runs. Here it is compiled while it comes, and nothing is
/// told to others that nobody asks for.
fn compiled_early(page: &str, program: &str, script: &str) -> Result<String> {
    let preload =
        format!("<link as=fetch crossorigin href=/{program} rel=preload type=application/wasm>");
    let page = replaced(page, &preload, "")?;
    // The script that imports it comes before this.
    let page =
        replaced(&page, &format!("<link crossorigin href=/{script} rel=modulepreload>"), "")?;
    let opening = "<script type=module>";
    let (before, rest) = page.split_once(opening).context("Trunk left no script in the page")?;
    let (starts, after) = rest.split_once("</script>").context("the page's script has no end")?;
    ensure!(
        starts.contains(script) && starts.contains(program),
        "the page's script starts something else: {starts}"
    );
    Ok(format!(
        "{before}<script>const program=WebAssembly.compileStreaming(fetch(\"/{program}\"))</script>\
         {opening}import start from\"/{script}\";{AFTER_FIRST_ROWS}start({{module_or_path:program}})</script>{after}"
    ))
}

/// The file that Trunk named with a hash of its own.
fn file_of_trunk(dist: &Path, ending: &str) -> Result<String> {
    let files = stamp::files(dist)?;
    let mut names = files.iter().filter_map(|file| file.file_name()?.to_str());
    let found = names.find(|name| name.starts_with("console-") && name.ends_with(ending));
    found.map(str::to_owned).with_context(|| format!("Trunk left no console-…{ending} in dist/"))
}

fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    ensure!(text.contains(old), "nothing refers to {old}");
    Ok(text.replace(old, new))
}

#[cfg(test)]
mod tests {
    use super::{
        AFTER_FIRST_ROWS, compiled_early, name_of, replaced, with_scripts, without_streams,
    };

    #[test]
    fn a_file_is_called_by_the_parts_that_need_it() {
        let needs = [("b", vec!["chunk_3", "split_b"]), ("a", vec!["chunk_3"]), ("c", vec![])];
        let needs = needs.map(|(part, files)| {
            (part.to_owned(), files.into_iter().map(str::to_owned).collect::<Vec<_>>())
        });
        assert_eq!(name_of("split_b", &needs.clone().into()), "b");
        assert_eq!(name_of("chunk_3", &needs.into()), "a-b");
    }

    #[test]
    fn the_program_is_compiled_before_the_script_asks_for_it() {
        let page = "<html><script type=module>import init, * as bindings from '/a.js';\n\
            const wasm = await init({ module_or_path: '/a.wasm' });\n\
            window.wasmBindings = bindings;</script>\
            <link as=fetch crossorigin href=/a.wasm rel=preload type=application/wasm>\
            <link crossorigin href=/a.js rel=modulepreload></html>";
        let started = format!(
            "<html><script>const program=WebAssembly.compileStreaming(fetch(\"/a.wasm\"))</script>\
             <script type=module>import start from\"/a.js\";{AFTER_FIRST_ROWS}\
             start({{module_or_path:program}})</script></html>"
        );
        assert_eq!(compiled_early(page, "a.wasm", "a.js").unwrap(), started);
        let other = page.replace("init({ module_or_path: '/a.wasm' })", "other()");
        assert!(compiled_early(&other, "a.wasm", "a.js").is_err());
    }

    #[test]
    fn inline_scripts_are_changed_and_nothing_else() {
        let page = "<p>a</p><script>a</script><script type=module>a</script><script>b</script>a";
        let changed = with_scripts(page, |script| Ok(script.to_uppercase() + "\n")).unwrap();
        let expected =
            "<p>a</p><script>A</script><script type=module>a</script><script>B</script>a";
        assert_eq!(changed, expected);
        assert!(with_scripts("<script>a", |script| Ok(script.to_owned())).is_err());
    }

    #[test]
    fn nothing_keeps_the_classes_of_streams() {
        let script =
            "class IntoUnderlyingSink {}\nif (Symbol.dispose) IntoUnderlyingSink.a = 1;\nb();\n";
        let bare = "class IntoUnderlyingSink {}\nb();\n";
        assert_eq!(without_streams(script).unwrap(), bare);
        assert!(without_streams(bare).is_err());
    }

    #[test]
    fn a_reference_that_is_not_there_is_an_error() {
        assert_eq!(replaced("a b a", "a", "c").unwrap(), "c b c");
        let error = replaced("a", "x.wasm", "y.wasm").unwrap_err().to_string();
        assert_eq!(error, "nothing refers to x.wasm");
    }
}
