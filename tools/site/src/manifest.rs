//! `manifest.json`: what the server has to know about a finished site.
//!
//! ```json
//! { "format": 1, "mode": "release", "inputs": "<hex>",
//!   "assets": { "main.css": "main.0123456789abcdef.css", "img/bank.svg": "img/bank.fedcba9876543210.svg" },
//!   "root": ["favicon.svg"] }
//! ```
//!
//! A logical name in `assets` leads to the name below `assets/`. Whether a `.br` or `.gz` stands beside a file is seen by looking.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::failure::{Doing, Failure};

/// The only version of the format so far.
pub const FORMAT: u32 = 1;

/// The contents of `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub format: u32,
    /// `dev` or `release`.
    pub mode: String,
    /// Digest of everything the site was made of, in hexadecimal.
    pub inputs: String,
    /// Logical name to hashed name.
    pub assets: BTreeMap<String, String>,
    /// Names in `root/`, served from `/`.
    pub root: BTreeSet<String>,
}

impl Manifest {
    /// Reads the manifest of the site in `site`.
    pub fn read(site: &Path) -> Result<Self, Failure> {
        let path = site.join("manifest.json");
        let text = fs::read_to_string(&path).doing_at("read", &path)?;
        let manifest: Self = serde_json::from_str(&text).doing_at("understand", &path)?;
        if manifest.format == FORMAT {
            Ok(manifest)
        } else {
            Err(Failure::new(format!(
                "{} has format {}, not {FORMAT}",
                path.display(),
                manifest.format
            )))
        }
    }

    /// Writes the manifest into the site in `site`.
    pub fn write(&self, site: &Path) -> Result<(), Failure> {
        let path = site.join("manifest.json");
        let text = serde_json::to_string_pretty(self).doing("put the manifest into words")?;
        fs::write(&path, text + "\n").doing_at("write", &path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::tests::Scratch;

    fn sample() -> Manifest {
        Manifest {
            format: FORMAT,
            mode: "dev".to_owned(),
            inputs: "00ff".to_owned(),
            assets: BTreeMap::from([("main.css".to_owned(), "main.0123456789abcdef.css".to_owned())]),
            root: BTreeSet::from(["favicon.svg".to_owned()]),
        }
    }

    #[test]
    fn reads_what_it_wrote() {
        let scratch = Scratch::new("manifest-round");
        sample().write(&scratch.0).unwrap();
        assert_eq!(Manifest::read(&scratch.0).unwrap(), sample());
    }

    #[test]
    fn refuses_another_format() {
        let scratch = Scratch::new("manifest-format");
        Manifest {
            format: FORMAT + 1,
            ..sample()
        }
        .write(&scratch.0)
        .unwrap();
        assert!(Manifest::read(&scratch.0).is_err());
    }
}
