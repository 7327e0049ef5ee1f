//! Where things lie in the workspace, and the two ways to build.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure};

/// For whom the site is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For whoever works on it: quick to build.
    Dev,
    /// For people's telephones: small.
    Release,
}

impl Mode {
    /// The word that the manifest uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    /// Cargo's profile for the wasm. `dev` shares its macros and build scripts with the server's build; see the root manifest for `wasm`.
    pub fn cargo_profile(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "wasm",
        }
    }

    /// Brotli's quality, 0 to 11.
    pub fn brotli_quality(self) -> i32 {
        match self {
            Self::Dev => 5,
            Self::Release => 11,
        }
    }
}

/// The workspace this program works in.
#[derive(Debug, Clone)]
pub struct Place {
    root: PathBuf,
}

impl Place {
    /// Finds the workspace: cargo says where this crate lies; without cargo, the nearest folder upwards that holds `style` and `frontend`.
    pub fn find() -> Result<Self, Failure> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => env::current_dir().doing("find out the current folder")?,
        };
        start
            .ancestors()
            .find(|folder| folder.join("frontend/Cargo.toml").is_file())
            .map(|root| Self { root: root.to_owned() })
            .ok_or_else(|| Failure::new("run this inside a checkout of Cloakroom"))
    }

    /// The checkout itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the style sheets are written.
    pub fn styles(&self) -> PathBuf {
        self.root.join("style")
    }

    /// Where files lie that are served as they are.
    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    /// Waits until no other site builder works in this checkout; none does until the answer is dropped.
    pub fn lock(&self) -> Result<File, Failure> {
        let site = self.site();
        let path = site.with_extension("lock");
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).doing_at("make", folder)?;
        }
        let file = File::create(&path).doing_at("make", &path)?;
        file.lock().doing_at("lock", &path)?;
        Ok(file)
    }

    /// Where the finished site goes. Always below the checkout, even when cargo's own target folder is elsewhere.
    pub fn site(&self) -> PathBuf {
        self.root.join("target/site")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::tests::Scratch;

    #[test]
    fn two_builders_never_work_at_once() {
        let scratch = Scratch::new("lock");
        let place = Place {
            root: scratch.0.clone(),
        };
        let alone = place.lock().unwrap();
        let second = File::open(place.site().with_extension("lock")).unwrap();
        assert!(second.try_lock().is_err());
        drop(alone);
        assert!(second.try_lock().is_ok());
    }
}
