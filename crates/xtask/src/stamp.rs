//! Stamps: a hash of some files, kept beside what was made from them, tells whether it has to be made again.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The hash of the content of files, and of folders with the content and names of all below them: 16 hexadecimal
/// digits. Where the files are does not count.
///
/// The standard library's hasher may differ between versions of Rust; all that a different hash costs is to make
/// something once more.
pub(crate) fn hash(paths: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(path, path, &mut hasher)?;
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Whether the stamp at `path` has this content.
pub(crate) fn is(path: &Path, content: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|found| found == content)
}

/// Writes a stamp.
pub(crate) fn write(path: &Path, content: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Every file below a folder, sorted by path.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn add(base: &Path, path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.is_dir() {
        for file in files(path)? {
            add(base, &file, hasher)?;
        }
    } else if path.exists() {
        path.strip_prefix(base).unwrap_or(path).hash(hasher);
        fs::read(path).with_context(|| format!("cannot read {}", path.display()))?.hash(hasher);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{hash, is, write};

    #[test]
    fn the_hash_follows_content_and_names_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("console-stamp-{}", std::process::id()));
        let file = folder.join("deep").join("a.txt");
        let inputs = [folder.clone()];
        write(&file, "one").unwrap();
        let first = hash(&inputs).unwrap();

        write(&file, "one").unwrap();
        assert_eq!(hash(&inputs).unwrap(), first, "the same content written again");
        write(&file, "two").unwrap();
        assert_ne!(hash(&inputs).unwrap(), first, "other content");
        write(&file, "one").unwrap();
        fs::rename(&file, file.with_file_name("b.txt")).unwrap();
        assert_ne!(hash(&inputs).unwrap(), first, "another name");

        fs::remove_dir_all(&folder).unwrap();
        assert_ne!(hash(&inputs).unwrap(), first, "gone");
    }

    #[test]
    fn a_stamp_that_does_not_exist_matches_nothing() {
        assert!(!is(&std::env::temp_dir().join("console-no-such-stamp"), ""));
    }
}
