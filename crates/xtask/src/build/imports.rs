//! Numbers what the program imports, in place of the hashes that wasm-bindgen gives.
//!
//! `__wbg_createElement_de4a31ed2fb252be` stands in the script and in the program. Nothing compresses a hash, and there are
//! two hundred of them.

use std::collections::HashMap;

const PREFIX: &[u8] = b"__wbg_";

/// How many digits a hash has.
const HASH: usize = 16;

/// The names met so far, and the number of each.
#[derive(Default)]
pub(super) struct Imports(HashMap<Vec<u8>, usize>);

impl Imports {
    /// Puts a number in place of each hash; names that differ in nothing else get different ones. Nothing moves.
    pub(super) fn number(&mut self, content: &mut [u8]) {
        let mut rest = content;
        while let Some(start) = rest.windows(PREFIX.len()).position(|it| it == PREFIX) {
            let (_, from) = rest.split_at_mut(start);
            let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            let length = from.iter().position(|byte| !is_name(byte)).unwrap_or(from.len());
            let (name, after) = from.split_at_mut(length);
            if name.len() > HASH {
                let number = self.of(name);
                let (_, hash) = name.split_at_mut(name.len() - HASH);
                if hash.iter().all(|it| it.is_ascii_hexdigit() && !it.is_ascii_uppercase()) {
                    hash.copy_from_slice(format!("{number:0HASH$}").as_bytes());
                }
            }
            rest = after;
        }
    }

    fn of(&mut self, name: &[u8]) -> usize {
        let (own, _) = name.split_at(name.len() - HASH);
        let same = |it: &&Vec<u8>| it.len() == name.len() && it.starts_with(own);
        let next = self.0.keys().filter(same).count();
        *self.0.entry(name.to_vec()).or_insert(next)
    }
}

#[cfg(test)]
mod tests {
    use super::Imports;

    #[test]
    fn the_script_and_the_program_get_the_same_numbers() {
        let mut imports = Imports::default();
        let mut script = b"__wbg_get_0123456789abcdef: f, __wbg_get_fedcba9876543210: g".to_vec();
        imports.number(&mut script);
        let numbered = b"__wbg_get_0000000000000000: f, __wbg_get_0000000000000001: g";
        assert_eq!(script, numbered);
        let mut program =
            b"\x1a__wbg_get_fedcba9876543210\0\x1a__wbg_get_0123456789abcdef\0".to_vec();
        imports.number(&mut program);
        let numbered = b"\x1a__wbg_get_0000000000000001\0\x1a__wbg_get_0000000000000000\0";
        assert_eq!(program, numbered);
    }

    #[test]
    fn a_name_without_a_hash_stays() {
        let mut script = b"wasm.__wbg_intounderlyingbytesource_free(); __wbg_a".to_vec();
        let before = script.clone();
        Imports::default().number(&mut script);
        assert_eq!(script, before);
    }
}
