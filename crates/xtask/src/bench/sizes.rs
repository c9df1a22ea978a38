//! What dominates the page: its files, and the code of its wasm by crate and by function.

use std::collections::{BTreeMap, HashMap};
use std::fs;

use anyhow::Result;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::budget::{self, kib};
use crate::workspace::Workspace;
use crate::{build, tools};

/// How many rows each table has.
const ROWS: usize = 25;

/// Prints the tables.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    build::page(workspace)?;
    println!("\nThe first load:\n");
    print!("{}", budget::table(&budget::loaded(&workspace.dist())?));

    // As shipped, but with the names of the functions.
    let pieces = build::cut(workspace, &tools::for_page(workspace)?, true)?;
    print_module("what starts", &fs::read(&pieces.main)?)?;
    for (name, file) in &pieces.parts {
        print_module(&format!("the part {name}"), &fs::read(file)?)?;
    }
    Ok(())
}

fn print_module(what: &str, wasm: &[u8]) -> Result<()> {
    let Code { functions, other } = read(wasm)?;
    let code: u64 = functions.iter().map(|function| function.bytes).sum();
    println!(
        "\nBefore compression, {what} has {}: {} of code, {} of data and the rest.",
        kib(code + other),
        kib(code),
        kib(other)
    );
    println!("\nCode by crate (what the optimiser inlines counts where it ended up):\n");
    print_rows(sums(&functions, |function| crate_of(&function.name).to_owned()), code);
    println!("\nCode by function:\n");
    print_rows(sums(&functions, |function| function.name.clone()), code);
    Ok(())
}

/// The functions of a wasm module, and the bytes of everything else but their names.
#[derive(Debug, PartialEq)]
struct Code {
    functions: Vec<Function>,
    other: u64,
}

#[derive(Debug, PartialEq)]
struct Function {
    name: String,
    bytes: u64,
}

fn read(wasm: &[u8]) -> Result<Code> {
    let mut imported = 0_u32;
    let mut bodies = Vec::new();
    let mut names = HashMap::new();
    let mut without_names = wasm.len() as u64;
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.range()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(subsections) = section.as_known() {
                    without_names -= section.range().end - section.range().start;
                    for subsection in subsections {
                        if let Name::Function(map) = subsection? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let functions: Vec<Function> = (imported..)
        .zip(bodies)
        .map(|(index, range)| {
            let name = names.get(&index).copied().unwrap_or("(no name)");
            // Without the hash at the end, so that copies of one generic function add up.
            let name = format!("{:#}", rustc_demangle::demangle(name));
            Function { name, bytes: range.end - range.start }
        })
        .collect();
    let code: u64 = functions.iter().map(|function| function.bytes).sum();
    Ok(Code { functions, other: without_names - code })
}

/// The crate that a function belongs to; an implementation belongs to the type that it is for.
fn crate_of(function: &str) -> &str {
    // Dropping a value is the value's cost, not that of `core`.
    let path = function.strip_prefix("core::ptr::drop_in_place").unwrap_or(function);
    let mut path = path.trim_start_matches(['<', '&', '*', '[', '(']);
    for word in ["mut ", "const ", "dyn "] {
        path = path.strip_prefix(word).unwrap_or(path);
    }
    if path.is_empty() {
        return "core";
    }
    match path.split_once("::") {
        Some((first, _)) if first.chars().all(|c| c.is_alphanumeric() || c == '_') => first,
        _ => "(no crate)",
    }
}

/// Bytes and number of functions by key, largest first.
fn sums(functions: &[Function], key: impl Fn(&Function) -> String) -> Vec<(String, u64, usize)> {
    let mut sums: BTreeMap<String, (u64, usize)> = BTreeMap::new();
    for function in functions {
        let (bytes, count) = sums.entry(key(function)).or_default();
        *bytes += function.bytes;
        *count += 1;
    }
    let mut rows: Vec<_> =
        sums.into_iter().map(|(key, (bytes, count))| (key, bytes, count)).collect();
    rows.sort_by_key(|(_, bytes, _)| std::cmp::Reverse(*bytes));
    rows
}

fn print_rows(rows: Vec<(String, u64, usize)>, total: u64) {
    for (name, bytes, count) in rows.into_iter().take(ROWS) {
        let share = bytes * 1000 / total.max(1);
        let name: String = name.chars().take(110).collect();
        println!("  {:>10}  {:>3}.{} %  {count:>5} ×  {name}", kib(bytes), share / 10, share % 10);
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Function, crate_of, read, sums};

    fn function(name: &str, bytes: u64) -> Function {
        Function { name: name.to_owned(), bytes }
    }

    #[test]
    fn a_function_belongs_to_the_crate_of_its_type() {
        assert_eq!(crate_of("leptos::mount::mount_to_body"), "leptos");
        assert_eq!(crate_of("<console::app::App as core::fmt::Debug>::fmt"), "console");
        assert_eq!(crate_of("<&mut serde::de::X as Y>::z"), "serde");
        assert_eq!(crate_of("<alloc::vec::Vec<console::A> as Drop>::drop"), "alloc");
        assert_eq!(crate_of("core::ptr::drop_in_place<tachys::view::View>"), "tachys");
        assert_eq!(crate_of("__wbindgen_malloc"), "(no crate)");
        assert_eq!(crate_of("dlmalloc"), "(no crate)");
    }

    #[test]
    fn equal_keys_add_up_and_the_largest_is_first() {
        let functions = [function("a::b", 5), function("c::d", 8), function("a::e", 4)];
        let rows = sums(&functions, |function| crate_of(&function.name).to_owned());
        assert_eq!(rows, [("a".to_owned(), 9, 2), ("c".to_owned(), 8, 1)]);
    }

    #[test]
    fn a_module_is_read_with_its_names_past_the_imports() {
        // (module (import "" "" (func $i)) (func $a::b) (func nop nop)), assembled by hand.
        let wasm: Vec<u8> = [
            &b"\0asm\x01\0\0\0"[..],
            &[1, 4, 1, 0x60, 0, 0],
            &[2, 5, 1, 0, 0, 0, 0],
            &[3, 3, 2, 0, 0],
            &[10, 9, 2, 2, 0, 0x0b, 4, 0, 1, 1, 0x0b],
            &[0, 17, 4, b'n', b'a', b'm', b'e', 1, 10, 2, 0, 1, b'i', 1, 4],
            b"a::b",
        ]
        .concat();
        let code = read(&wasm).unwrap();
        assert_eq!(code.functions, [function("a::b", 2), function("(no name)", 4)]);
        let Code { other, .. } = code;
        assert_eq!(other, wasm.len() as u64 - 17 - 6);
    }
}
