//! Gives what the program imports short names.
//!
//! wasm-bindgen's are as `__wbg_createElement_de4a31ed2fb252be`, and stand in the script and in the program. Nothing
//! compresses a hash, and there are two hundred of them.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Import, Imports, Parser};

const PREFIX: &str = "__wbg_";

/// How many digits a hash has.
const HASH: usize = 16;

/// The short name of each that the script gives to the program.
#[derive(Default)]
pub(super) struct Short(HashMap<String, String>);

impl Short {
    /// The script with short names, which are noted for the program.
    pub(super) fn script(&mut self, script: &str) -> String {
        let mut short = String::new();
        let mut rest = script;
        while let Some(start) = rest.find(PREFIX) {
            let (before, from) = rest.split_at(start);
            let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let end = from.find(|letter| !is_name(letter)).unwrap_or(from.len());
            let (name, after) = from.split_at(end);
            short.push_str(before);
            if is_hashed(name) {
                let next = format!("_{}", self.0.len());
                short.push_str(self.0.entry(name.to_owned()).or_insert(next));
            } else {
                short.push_str(name);
            }
            rest = after;
        }
        short + rest
    }

    /// The program that imports them by these names.
    pub(super) fn program(&mut self, program: &[u8]) -> Result<Vec<u8>> {
        let mut renamed = Module::new();
        self.parse_core_module(&mut renamed, Parser::new(0), program)
            .map_err(|error| anyhow!("the program's imports can't be renamed: {error}"))?;
        Ok(renamed.finish())
    }
}

/// Whether a name ends with a hash.
fn is_hashed(name: &str) -> bool {
    let hash = name.len().checked_sub(HASH).and_then(|start| name.get(start..));
    hash.is_some_and(|hash| hash.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f')))
}

impl Reencode for Short {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), Error<Infallible>> {
        let Imports::Single(at, import) = imports else {
            return utils::parse_imports(self, section, imports);
        };
        let short = self.0.get(import.name).cloned();
        let name = short.as_deref().unwrap_or(import.name);
        utils::parse_imports(self, section, Imports::Single(at, Import { name, ..import }))
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, TypeSection};
    use wasmparser::{Payload, Validator};

    use super::*;

    #[test]
    fn the_script_and_the_program_get_the_same_names() {
        let mut short = Short::default();
        let script = "{__wbg_get_0123456789abcdef: f, __wbg_get_fedcba9876543210: g}";
        assert_eq!(short.script(script), "{_0: f, _1: g}");

        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in ["__wbg_get_fedcba9876543210", "__wbg_get_0123456789abcdef", "memory_grown"] {
            imports.import("./console_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        let program = short.program(&module.section(&types).section(&imports).clone().finish());
        let program = program.unwrap();
        Validator::new().validate_all(&program).unwrap();
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(&program) {
            if let Payload::ImportSection(section) = payload.unwrap() {
                names.extend(section.into_imports().map(|import| import.unwrap().name));
            }
        }
        assert_eq!(names, ["_1", "_0", "memory_grown"]);
    }

    #[test]
    fn a_name_without_a_hash_stays() {
        let script = "wasm.__wbg_intounderlyingbytesource_free(); __wbg_a; é__wbg_é";
        assert_eq!(Short::default().script(script), script);
    }
}
