//! Holds a finished site against its manifest and against the limits that we promise.

use std::fs;

use crate::failure::{Doing, Failure};
use crate::manifest::Manifest;
use crate::output::{compressible, hashed_name};
use crate::place::Place;

/// Largest size with gzip, in bytes, that files of a release may have, by how their names end: what a telephone loads
/// before a portal answers.
const LIMITS: [(&str, u64); 3] = [("_bg.wasm", 300_000), ("main.css", 30_000), ("site.css", 15_000)];

/// Checks the site in full; says what was found.
pub fn verify(place: &Place) -> Result<String, Failure> {
    let manifest = whole(place)?;
    let assets = place.site().join("assets");
    for (logical, hashed) in &manifest.assets {
        let path = assets.join(hashed);
        let bytes = fs::read(&path).doing_at("read", &path)?;
        if hashed_name(logical, &bytes) != *hashed {
            return Err(Failure::new(format!("{hashed} was changed after it got its name")));
        }
    }
    if manifest.mode == "release" {
        for (end, limit) in LIMITS {
            let mut found = manifest
                .assets
                .iter()
                .filter(|(logical, _)| logical.ends_with(end))
                .peekable();
            if found.peek().is_none() {
                return Err(Failure::new(format!("the site has nothing called {end}")));
            }
            for (logical, hashed) in found {
                let path = assets.join(format!("{hashed}.gz"));
                let size = fs::metadata(&path).doing_at("look at", &path)?.len();
                if size > limit {
                    return Err(Failure::new(format!(
                        "{logical} has {size} bytes with gzip, more than {limit}"
                    )));
                }
            }
        }
    }
    Ok(format!(
        "{} assets and {} root files are as the manifest says ({})",
        manifest.assets.len(),
        manifest.root.len(),
        manifest.mode
    ))
}

/// Whether every file that the manifest names is there with its twins.
pub fn whole(place: &Place) -> Result<Manifest, Failure> {
    let site = place.site();
    let manifest = Manifest::read(&site)?;
    let assets = manifest.assets.values().map(|name| format!("assets/{name}"));
    let root = manifest.root.iter().map(|name| format!("root/{name}"));
    for file in assets.chain(root) {
        let twins: &[&str] = if compressible(&file) {
            &["", ".br", ".gz"]
        } else {
            &[""]
        };
        for twin in twins {
            let path = site.join(format!("{file}{twin}"));
            if !path.is_file() {
                return Err(Failure::new(format!("{} is missing", path.display())));
            }
        }
    }
    Ok(manifest)
}
