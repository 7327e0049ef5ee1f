//! What was built for browsers: found in a folder, or carried inside the program (feature `embed`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use app::portal::root::{ProgramFiles, SiteFiles};
use app::portal::routes::PROGRAMS;
use serde::Deserialize;

use crate::failure::{Doing, Failure};

/// What `cargo run -p site` writes beside the files.
#[derive(Debug, Clone, Default, Deserialize)]
struct Manifest {
    format: u32,
    inputs: String,
    assets: BTreeMap<String, String>,
    root: BTreeSet<String>,
}

const FORMAT: u32 = 1;
const MANIFEST: &str = "manifest.json";
/// The program that a site for work has in place of all others.
const ALL_PROGRAMS: &str = "cloakroom";

/// A built site.
#[derive(Debug, Clone)]
pub struct Site {
    place: Place,
    manifest: Manifest,
}

#[derive(Debug, Clone)]
enum Place {
    Folder(PathBuf),
    #[cfg(feature = "embed")]
    Inside,
}

/// The site as it was when the program was built.
#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../target/site"]
struct Embedded;

impl Site {
    /// The site in `given`; else inside the program; else in `target/site` of the checkout in which the program runs or
    /// lies.
    ///
    /// # Errors
    /// When there is none, or one of another version.
    pub fn find(given: Option<&Path>) -> Result<Self, Failure> {
        match given {
            Some(folder) => Self::at(Place::Folder(folder.to_owned())),
            #[cfg(feature = "embed")]
            None => Self::at(Place::Inside),
            #[cfg(not(feature = "embed"))]
            None => Self::at(Place::Folder(look_around()?)),
        }
    }

    fn at(place: Place) -> Result<Self, Failure> {
        let text = place
            .read(MANIFEST)
            .doing("read the built site; `cargo run -p site` builds it")?;
        let manifest: Manifest = serde_json::from_slice(&text).doing("understand the built site's manifest")?;
        if manifest.format != FORMAT {
            return Err(Failure::new(
                "the built site is of another version; `cargo run -p site` builds it anew",
            ));
        }
        Ok(Self { place, manifest })
    }

    /// The addresses of what every page loads.
    pub(super) fn files(&self) -> SiteFiles {
        let address = |logical: &str| {
            let name = self.manifest.assets.get(logical).map_or(logical, String::as_str);
            ["/assets/", name].concat()
        };
        // A site for work has all programs in one.
        let stem = |name| {
            let known = self.manifest.assets.contains_key(&[name, ".js"].concat());
            if known { name } else { ALL_PROGRAMS }
        };
        let programs = PROGRAMS.iter().map(|program| {
            let stem = stem(program.name);
            let js = address(&[stem, ".js"].concat());
            let wasm = address(&[stem, "_bg.wasm"].concat());
            (program.name, ProgramFiles { js, wasm })
        });
        SiteFiles {
            main_css: address("main.css"),
            site_css: address("site.css"),
            programs: programs.collect(),
        }
    }

    /// A file with a hashed name, if it is one of ours.
    pub(super) async fn asset(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        let plain = name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        if !plain || name.contains('\\') {
            return None;
        }
        self.place.read_soon(["assets/", name].concat()).await
    }

    /// The names of the files at the root.
    pub(super) fn root_names(&self) -> impl Iterator<Item = &str> {
        self.manifest.root.iter().map(String::as_str)
    }

    /// A file that stands at the root, if there is one of this name.
    pub(super) async fn root(&self, name: &str, twin: &str) -> Option<Cow<'static, [u8]>> {
        self.manifest.root.get(name)?;
        self.place.read_soon(["root/", name, twin].concat()).await
    }

    /// Changes whenever the site does.
    pub(super) fn version(&self) -> &str {
        let end = self.manifest.inputs.len().min(16);
        &self.manifest.inputs[..end]
    }
}

impl Place {
    fn read(&self, path: &str) -> std::io::Result<Cow<'static, [u8]>> {
        match self {
            Self::Folder(folder) => std::fs::read(folder.join(path)).map(Cow::Owned),
            #[cfg(feature = "embed")]
            Self::Inside => Embedded::get(path)
                .map(|file| file.data)
                .ok_or(std::io::ErrorKind::NotFound.into()),
        }
    }

    async fn read_soon(&self, path: String) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Folder(folder) => tokio::fs::read(folder.join(path)).await.ok().map(Cow::Owned),
            #[cfg(feature = "embed")]
            Self::Inside => self.read(&path).ok(),
        }
    }
}

#[cfg(not(feature = "embed"))]
fn look_around() -> Result<PathBuf, Failure> {
    let places = [std::env::current_dir().ok(), std::env::current_exe().ok()];
    let near = places.iter().flatten().flat_map(|place| place.ancestors());
    near.map(|folder| folder.join("target/site"))
        .find(|folder| folder.join(MANIFEST).is_file())
        .ok_or_else(|| {
            Failure::new("the site is not built (`cargo run -p site` builds it), or --site-dir must say where it is")
        })
}
