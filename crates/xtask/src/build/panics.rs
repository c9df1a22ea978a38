//! Takes out of a program what only words its panics, and what nothing calls.
//!
//! A panic ends the page's program, and nobody sees its message: std has nowhere to write it to. The functions that
//! begin a panic are replaced by a trap, before the split, so that what only they use is not shipped; and the places in
//! the source that they would name are blanked, which also keeps the folders of whoever builds to themselves.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, RelocSectionReader, TypeRef};

/// Where the demangled names of functions that never return begin.
const BEGINNINGS: [&str; 15] = [
    "__rustc::rust_begin_unwind",
    "__rustc::rust_panic",
    "alloc::alloc::handle_alloc_error",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "core::cell::panic_",
    "core::option::expect_failed",
    "core::option::unwrap_failed",
    "core::panicking::",
    "core::result::unwrap_failed",
    "send_wrapper::invalid_",
    "std::alloc::rust_oom",
    "std::panicking::begin_panic",
    "std::panicking::panic_with_hook",
    "std::sys::backtrace::__rust_end_short_backtrace",
];

/// Where they end.
const ENDINGS: [&str; 3] = ["::assert_failed", "_index_fail", "::slice_error_fail"];

/// What wasm-bindgen exports for the streams of Leptos's server functions, which the console does not have.
pub(super) const STREAMS: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// The module without its panics and streams. It has to be as the linker wrote it: with names and with relocations.
pub(super) fn remove(wasm: &[u8]) -> Result<Vec<u8>> {
    let module = Module::read(wasm)?;
    let mut changed = wasm.to_vec();
    let mut gone = Vec::new();
    for (index, body) in (module.imported..).zip(&module.bodies) {
        if module.names.get(&index).is_some_and(|name| is_never_called(name))
            && let Some(bytes) = changed.get_mut(body.clone())
            && trap(bytes)
        {
            gone.push(body.start - module.code..body.end - module.code);
        }
    }
    let relocations = without(&module.relocations, wasm, &gone)?;
    let section = module.relocations_section;
    let before = changed.get(..section.start).context("a section outside of the module")?;
    let after = changed.get(section.end..).context("a section outside of the module")?;
    Ok([before, &relocations, after].concat())
}

/// Blanks every path to a source file below one of `folders`.
pub(super) fn blank_paths(wasm: &mut [u8], folders: &[PathBuf]) {
    let folders = folders.iter().filter_map(|folder| folder.to_str()).chain(["/rustc/"]);
    for folder in folders.map(str::as_bytes).filter(|folder| !folder.is_empty()) {
        let mut at = 0;
        while let Some(rest) = wasm.get_mut(at..) {
            let Some(start) = rest.windows(folder.len()).position(|bytes| bytes == folder) else {
                break;
            };
            let path = rest.get_mut(start..).unwrap_or_default();
            let length = path.iter().take_while(|byte| byte.is_ascii_graphic()).count();
            let path = path.get_mut(..length).unwrap_or_default();
            let end = path.windows(3).position(|bytes| bytes == b".rs").map(|found| found + 3);
            if let Some(path) = end.and_then(|end| path.get_mut(..end)) {
                path.fill(0);
            }
            at += start + folder.len();
        }
    }
}

/// Whether a function of that name begins a panic, or belongs to [`STREAMS`].
fn is_never_called(name: &str) -> bool {
    BEGINNINGS.iter().chain(&STREAMS).any(|beginning| name.starts_with(beginning))
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Makes a function's body one that traps, of the same length; `false` where there is no room.
fn trap(body: &mut [u8]) -> bool {
    const NO_LOCALS: u8 = 0x00;
    const UNREACHABLE: u8 = 0x00;
    const NOP: u8 = 0x01;
    const END: u8 = 0x0b;
    let [locals, first, rest @ .., last] = body else { return false };
    (*locals, *first, *last) = (NO_LOCALS, UNREACHABLE, END);
    rest.fill(NOP);
    true
}

/// What has to be known of a module.
struct Module<'a> {
    imported: u32,
    /// The functions' bodies: where they are in the file.
    bodies: Vec<Range<usize>>,
    /// Where the code section's content begins; relocations count from there.
    code: usize,
    names: HashMap<u32, String>,
    relocations: RelocSectionReader<'a>,
    /// The section of the relocations with its header: where it is in the file.
    relocations_section: Range<usize>,
}

impl<'a> Module<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self> {
        let (mut imported, mut bodies, mut code) = (0, Vec::new(), 0);
        let (mut names, mut relocations) = (HashMap::new(), None);
        let mut section_start = 0;
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            let end = payload.as_section().map(|(_, range)| range.end);
            match payload {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => code = usize::try_from(range.start)?,
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    bodies.push(usize::try_from(range.start)?..usize::try_from(range.end)?);
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Name(subsections) => {
                        for subsection in subsections {
                            if let Name::Function(map) = subsection? {
                                for naming in map {
                                    let naming = naming?;
                                    let name = rustc_demangle::demangle(naming.name);
                                    names.insert(naming.index, format!("{name:#}"));
                                }
                            }
                        }
                    }
                    KnownCustom::Reloc(found) if section.name() == RELOCATIONS => {
                        let end = usize::try_from(section.range().end)?;
                        relocations = Some((found, section_start..end));
                    }
                    _ => {}
                },
                _ => {}
            }
            if let Some(end) = end {
                section_start = usize::try_from(end)?;
            }
        }
        let (relocations, relocations_section) =
            relocations.context("the page was linked without --emit-relocs")?;
        Ok(Self { imported, bodies, code, names, relocations, relocations_section })
    }
}

/// The section with the relocations of the code.
const RELOCATIONS: &str = "reloc.CODE";

/// The section of the relocations anew, without those in the functions that are `gone`.
fn without(
    relocations: &RelocSectionReader<'_>,
    wasm: &[u8],
    gone: &[Range<usize>],
) -> Result<Vec<u8>> {
    let entries: Vec<_> =
        relocations.entries().into_iter_with_offsets().collect::<Result<_, _>>()?;
    let end = relocations.range().end;
    let ends = entries.iter().skip(1).map(|(offset, _)| *offset).chain([end]);
    let (mut kept, mut count) = (Vec::new(), 0);
    for ((start, entry), end) in entries.iter().zip(ends) {
        let at = usize::try_from(entry.offset)?;
        if !gone.iter().any(|gone| gone.contains(&at)) {
            let (start, end) = (usize::try_from(*start)?, usize::try_from(end)?);
            kept.extend_from_slice(wasm.get(start..end).context("a relocation outside")?);
            count += 1;
        }
    }
    let mut content = Vec::new();
    leb128(RELOCATIONS.len() as u64, &mut content);
    content.extend_from_slice(RELOCATIONS.as_bytes());
    leb128(u64::from(relocations.section_index()), &mut content);
    leb128(count, &mut content);
    content.append(&mut kept);
    let mut section = vec![0];
    leb128(content.len() as u64, &mut section);
    section.append(&mut content);
    Ok(section)
}

/// Appends a number as WebAssembly writes it.
fn leb128(mut number: u64, to: &mut Vec<u8>) {
    loop {
        let low = number.to_le_bytes()[0] & 0x7f;
        number >>= 7;
        if number == 0 {
            return to.push(low);
        }
        to.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use wasmparser::{KnownCustom, Parser, Payload, Validator};

    use super::{blank_paths, is_never_called, remove, trap};

    /// `(module (func $core::panicking::panic call 1) (func $a call 0))` with the relocations of both calls.
    fn module() -> Vec<u8> {
        let panicking = b"core::panicking::panic";
        let mut names = vec![1, u8::try_from(panicking.len() + 6).unwrap(), 2, 0, 22];
        names.extend_from_slice(panicking);
        names.extend_from_slice(&[1, 1, b'a']);
        let mut name = vec![0, u8::try_from(names.len() + 5).unwrap(), 4];
        name.extend_from_slice(b"name");
        name.extend_from_slice(&names);
        [
            &b"\0asm\x01\0\0\0"[..],
            &[1, 4, 1, 0x60, 0, 0],
            &[3, 3, 2, 0, 0],
            &[10, 11, 2, 4, 0, 0x10, 1, 0x0b, 4, 0, 0x10, 0, 0x0b],
            // Two of R_WASM_FUNCTION_INDEX_LEB, at the calls' operands.
            &[0, 19, 10],
            b"reloc.CODE",
            &[2, 2, 0, 4, 1, 0, 9, 0],
            &name,
        ]
        .concat()
    }

    #[test]
    fn a_function_that_begins_a_panic_becomes_a_trap_without_relocations() {
        let removed = remove(&module()).unwrap();
        Validator::new().validate_all(&removed).unwrap();
        let (mut bodies, mut offsets) = (Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(&removed) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes().to_vec()),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Reloc(relocations) = section.as_known() {
                        let entries = relocations.entries().into_iter();
                        offsets.extend(entries.map(|entry| entry.unwrap().offset));
                    }
                }
                _ => {}
            }
        }
        assert_eq!(bodies, [vec![0, 0, 1, 0x0b], vec![0, 0x10, 0, 0x0b]]);
        assert_eq!(offsets, [9]);
    }

    #[test]
    fn a_module_without_relocations_is_refused() {
        let error = remove(b"\0asm\x01\0\0\0").unwrap_err().to_string();
        assert_eq!(error, "the page was linked without --emit-relocs");
    }

    #[test]
    fn paths_of_sources_are_blanked_and_nothing_beside_them() {
        let mut data =
            *b"left /home/me/.cargo/a-1.0/src/lib.rsright /rustc/12/b.rs\0 /home/me/x /home";
        blank_paths(&mut data, &["/home/me".into()]);
        let shown: String =
            data.iter().map(|byte| if *byte == 0 { '.' } else { char::from(*byte) }).collect();
        let (path, other) = (".".repeat(32), ".".repeat(15));
        assert_eq!(shown, format!("left {path}right {other} /home/me/x /home"));
    }

    #[test]
    fn only_what_never_returns_or_is_never_called_is_taken() {
        assert!(is_never_called("core::panicking::panic_fmt"));
        assert!(is_never_called("core::slice::index::slice_index_fail"));
        assert!(is_never_called("alloc::vec::Vec<T, A>::remove::assert_failed"));
        assert!(!is_never_called("std::sys::backtrace::__rust_begin_short_backtrace"));
        assert!(!is_never_called("core::fmt::Formatter::pad"));
        assert!(is_never_called("intounderlyingsink_write"));
        assert!(!is_never_called("__wbindgen_describe_intounderlyingsink_write"));
        assert!(!trap(&mut [0, 0x0b]), "there is no room for a trap");
    }
}
