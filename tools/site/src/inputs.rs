//! Everything the site is made of, and one digest over it that says whether anything changed.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;
use std::{env, fs};

use sha2::{Digest, Sha256};

use crate::failure::{Doing, Failure};
use crate::place::{Mode, Place};
use crate::wasm::Module;

/// One file of `public/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFile {
    /// Path below `public/`, with `/`.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// What [`gather`] found.
#[derive(Debug)]
pub struct Inputs {
    /// Digest over all inputs, in hexadecimal.
    pub digest: String,
    /// The files of `public/`, sorted by name.
    pub public: Vec<PublicFile>,
}

/// Reads all inputs: the compiled modules, the style sheets, the public files, this program itself and the optimiser's presence.
pub fn gather(place: &Place, mode: Mode, modules: &[Module], optimiser: Option<&Path>) -> Result<Inputs, Failure> {
    let mut hash = Sha256::new();
    let mut take = |label: &str, bytes: &[u8]| {
        for part in [label.as_bytes(), bytes] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    };
    take("mode", mode.word().as_bytes());
    take("builder", this_program()?.as_bytes());
    take(
        "optimiser",
        optimiser
            .map(|path| path.display().to_string())
            .unwrap_or_default()
            .as_bytes(),
    );
    for module in modules {
        take(&module.name, &fs::read(&module.file).doing_at("read", &module.file)?);
    }
    for file in read_below(&place.styles())? {
        take(&format!("style/{}", file.name), &file.bytes);
    }
    let public = read_below(&place.public())?;
    for file in &public {
        take(&format!("public/{}", file.name), &file.bytes);
    }
    Ok(Inputs {
        digest: hex(&hash.finalize()),
        public,
    })
}

/// Length and time of this very program: another builder may build another site.
fn this_program() -> Result<String, Failure> {
    let path = env::current_exe().doing("find this program's own file")?;
    let facts = fs::metadata(&path).doing_at("look at", &path)?;
    let changed = facts
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Ok(format!("{} {changed:?}", facts.len()))
}

/// All files below `folder`, sorted by name; hidden ones are left out, and a missing folder is an empty one.
fn read_below(folder: &Path) -> Result<Vec<PublicFile>, Failure> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = if folder.is_dir() {
        vec![folder.to_owned()]
    } else {
        Vec::new()
    };
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).doing_at("list", &next)? {
            let path = entry.doing_at("list", &next)?.path();
            if path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'))
            {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .doing_at("name", &path)?
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push(PublicFile {
                    name,
                    bytes: fs::read(&path).doing_at("read", &path)?,
                });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::tests::Scratch;

    #[test]
    fn reads_folders_in_order_and_skips_hidden_files() {
        let scratch = Scratch::new("inputs-below");
        fs::create_dir_all(scratch.0.join("img")).unwrap();
        fs::write(scratch.0.join("robots.txt"), "r").unwrap();
        fs::write(scratch.0.join("img/bank.svg"), "b").unwrap();
        fs::write(scratch.0.join(".keep"), "").unwrap();
        let names: Vec<_> = read_below(&scratch.0)
            .unwrap()
            .into_iter()
            .map(|file| file.name)
            .collect();
        assert_eq!(names, ["img/bank.svg", "robots.txt"]);
        assert_eq!(read_below(&scratch.0.join("nothing")).unwrap(), []);
    }

    #[test]
    fn writes_hexadecimal() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }
}
