//! A folder that is gone when the test is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::outside::Outside;

/// A fresh folder for one test; removed when the last clone is dropped.
#[derive(Clone)]
pub struct Folder(Arc<Owned>);

struct Owned(PathBuf);

impl Folder {
    /// Makes one.
    #[allow(clippy::new_without_default, reason = "it does something")]
    pub fn new() -> Self {
        let name = Outside::real().expect("chance").uuid7();
        let path = std::env::temp_dir().join(format!("cloakroom-test-{name}"));
        std::fs::create_dir_all(&path).expect("a folder for the test");
        Self(Arc::new(Owned(path)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0.0
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
