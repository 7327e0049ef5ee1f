//! A folder that is gone afterwards.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use backend::outside::Chance;

use crate::failure::{Doing, Failure};

/// A folder of our own in the system's folder for such things (`TMPDIR`), removed when dropped.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes it; nobody else may look into it.
    pub(super) fn new(chance: &dyn Chance) -> Result<Self, Failure> {
        let number = u64::from_be_bytes(chance.bytes());
        let path = std::env::temp_dir().join(format!("cloakroom-demo-{number:016x}"));
        let mut builder = std::fs::DirBuilder::new();
        builder.mode(0o700);
        builder
            .create(&path)
            .doing(format!("make the folder {}", path.display()))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, "the demo's folder could not be removed");
        }
    }
}
