//! Compresses the page's files once, at build time, as far as it goes: at run time that would be too slow.

use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::stamp;

/// Writes `name.br` and `name.gz` beside every file of a folder, where that is smaller.
pub(super) fn folder(folder: &Path) -> Result<()> {
    for file in stamp::files(folder)? {
        if file.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            continue;
        }
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        for (suffix, compressed) in [(".br", brotli(&content)?), (".gz", gzip(&content)?)] {
            if compressed.len() < content.len() {
                fs::write(with_suffix(&file, suffix), compressed)?;
            }
        }
    }
    Ok(())
}

/// Where the compressed companion of a file is, if it has one.
pub(crate) fn brotli_of(file: &Path) -> PathBuf {
    with_suffix(file, ".br")
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    PathBuf::from(name)
}

pub(super) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;

    use super::{brotli, folder, gzip};

    #[test]
    fn what_is_compressed_can_be_read_again() {
        let text = "external ID ".repeat(500).into_bytes();
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&text).unwrap().as_slice(), &mut read).unwrap();
        assert_eq!(read, text);
        let mut read = Vec::new();
        flate2::read::GzDecoder::new(gzip(&text).unwrap().as_slice())
            .read_to_end(&mut read)
            .unwrap();
        assert_eq!(read, text);
    }

    #[test]
    fn only_files_that_shrink_get_companions() {
        let dir = std::env::temp_dir().join(format!("console-precompress-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("long.css"), "a{color:red}".repeat(99)).unwrap();
        fs::write(dir.join("tiny.txt"), "x").unwrap();
        folder(&dir).unwrap();
        folder(&dir).unwrap();
        let mut names: Vec<_> =
            fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["long.css", "long.css.br", "long.css.gz", "tiny.txt"]);
        fs::remove_dir_all(&dir).unwrap();
    }
}
