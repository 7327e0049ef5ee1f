//! 32 secret bytes in a file: base64 in one line, readable by its owner only.
//!
//! What must not be here: overwriting. A key that is lost makes every code, token and sealed text
//! worthless, so an existing file is read or refused, never replaced.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::to_text;
use crate::fault::{Fault, Result};
use crate::outside::Chance;

/// Reads 32 bytes from base64 text, of either alphabet, with or without padding.
pub(super) fn parse(text: &str) -> Result<[u8; 32]> {
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let url_safe = text.trim().replace('+', "-").replace('/', "_");
    GeneralPurpose::new(&alphabet::URL_SAFE, config)
        .decode(url_safe)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| {
            Fault::broken(
                "secrets.key",
                "reading a key: it must be 32 bytes in base64 (`openssl rand -base64 32` makes one)",
            )
        })
}

/// Reads the key in this file.
pub(super) fn read(path: &Path) -> Result<[u8; 32]> {
    let text = fs::read_to_string(path).map_err(|error| failed("reading", path, error))?;
    if readable_by_others(path) {
        tracing::warn!(path = %path.display(), "others on this machine may read this key; chmod 600");
    }
    parse(&text)
}

/// Reads the key in this file; makes the file with a new key if there is none.
pub(super) fn read_or_create(path: &Path, chance: &dyn Chance) -> Result<[u8; 32]> {
    match fs::metadata(path) {
        Ok(_) => read(path),
        Err(error) if error.kind() == ErrorKind::NotFound => create(path, chance),
        Err(error) => Err(failed("reading", path, error)),
    }
}

fn create(path: &Path, chance: &dyn Chance) -> Result<[u8; 32]> {
    let fail = |error| failed("creating", path, error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fail)?;
    }
    let key: [u8; 32] = chance.bytes();
    // Written beside and then linked: the key is there whole or not at all, and of two processes that
    // start at once, one wins and the other reads the winner's.
    let draft = path.with_extension(format!("draft-{}", to_text(&chance.bytes::<6>())));
    let written = write_private(&draft, &to_text(&key)).and_then(|()| fs::hard_link(&draft, path));
    let removed = fs::remove_file(&draft);
    match written {
        Ok(()) => {
            removed.map_err(fail)?;
            Ok(key)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(path),
        Err(error) => Err(fail(error)),
    }
}

fn write_private(path: &Path, line: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{line}")?;
    file.sync_all()
}

#[cfg(unix)]
fn readable_by_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn readable_by_others(_path: &Path) -> bool {
    false
}

fn failed(what: &str, path: &Path, error: std::io::Error) -> Fault {
    Fault::unavailable("secrets.file", format!("{what} the key file {}", path.display())).because(error)
}
