//! The finished files: their hashed names, their compressed twins, and the folder they go into.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::thread;

use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::css;
use crate::failure::{Doing, Failure};
use crate::inputs::{PublicFile, hex};
use crate::manifest::{FORMAT, Manifest};
use crate::place::Mode;
use crate::wasm::Bound;

/// How a script of `public/` names what it loads.
const LOADS: &str = "'/assets/";

/// A site in memory.
#[derive(Debug)]
pub struct Site {
    mode: Mode,
    assets: BTreeMap<String, String>,
    root: BTreeSet<String>,
    /// Path below the site's folder, and contents.
    files: Vec<(String, Vec<u8>)>,
}

impl Site {
    /// An empty site.
    pub fn new(mode: Mode) -> Self {
        Self {
            mode,
            assets: BTreeMap::new(),
            root: BTreeSet::new(),
            files: Vec::new(),
        }
    }

    /// Adds a file of `public/`: one in a folder gets a hashed name, one at the top keeps its own. What a script at the top
    /// loads must have been added before.
    pub fn add_public(&mut self, file: PublicFile) -> Result<(), Failure> {
        if file.name.contains('/') {
            return self.add_asset(&file.name, file.bytes).map(drop);
        }
        let bytes = if file.name.rsplit('.').next() == Some("js") {
            self.linked(&file)?
        } else {
            file.bytes
        };
        self.files.push((format!("root/{}", file.name), bytes));
        self.root.insert(file.name);
        Ok(())
    }

    /// The script, in which each `'/assets/x.js'` has become the hashed name.
    fn linked(&self, file: &PublicFile) -> Result<Vec<u8>, Failure> {
        let mut out = String::with_capacity(file.bytes.len());
        let script = std::str::from_utf8(&file.bytes);
        let mut rest = script.doing_at("read", Path::new(&file.name))?;
        while let Some((before, after)) = rest.split_once(LOADS) {
            let (logical, behind) = after.split_once('\'').unwrap_or((after, ""));
            let hashed = self
                .assets
                .get(logical)
                .ok_or_else(|| Failure::new(format!("{} loads {logical}, which is not there", file.name)))?;
            out.extend([before, LOADS, hashed.as_str(), "'"]);
            rest = behind;
        }
        out.push_str(rest);
        Ok(out.into_bytes())
    }

    /// Adds a style sheet. What it refers to in `public/` must have been added before.
    pub fn add_sheet(&mut self, name: &str, text: &str) -> Result<(), Failure> {
        let text = css::rename_urls(text, |reference| {
            let logical = reference
                .trim_start_matches("../public/")
                .trim_start_matches("/assets/")
                .trim_start_matches("./");
            self.assets.get(logical).cloned()
        });
        self.add_asset(name, text.into_bytes()).map(drop)
    }

    /// Adds the wasm, the module that loads it and that module's own imports, each made to ask for the next by its hashed name.
    pub fn add_module(&mut self, bound: Bound) -> Result<(), Failure> {
        let mut js = bound.js;
        for (path, text) in bound.snippets {
            // Two modules may bring the same along.
            let known = self
                .assets
                .get(&path)
                .filter(|known| **known == hashed_name(&path, text.as_bytes()));
            let hashed = match known {
                Some(known) => known.clone(),
                None => self.add_asset(&path, text.into_bytes())?,
            };
            js = replaced(&js, &path, &hashed)?;
        }
        let wasm = format!("{}_bg.wasm", bound.name);
        let hashed = self.add_asset(&wasm, bound.wasm)?;
        let js = replaced(&js, &wasm, &hashed)?;
        self.add_asset(&format!("{}.js", bound.name), js.into_bytes()).map(drop)
    }

    fn add_asset(&mut self, logical: &str, bytes: Vec<u8>) -> Result<String, Failure> {
        let hashed = hashed_name(logical, &bytes);
        if self.assets.insert(logical.to_owned(), hashed.clone()).is_some() {
            return Err(Failure::new(format!("two files want to be {logical}")));
        }
        self.files.push((format!("assets/{hashed}"), bytes));
        Ok(hashed)
    }

    /// Writes everything, with compressed twins and the manifest, in place of what is at `folder`; says what was written.
    pub fn write(self, folder: &Path, inputs: String) -> Result<String, Failure> {
        let fresh = folder.with_extension("next");
        remove(&fresh)?;
        let quality = self.mode.brotli_quality();
        thread::scope(|scope| {
            let mut jobs = Vec::new();
            for (path, bytes) in &self.files {
                let path = fresh.join(path);
                jobs.push(scope.spawn(move || write_with_twins(&path, bytes, quality)));
            }
            jobs.into_iter().try_for_each(|job| {
                job.join()
                    .unwrap_or_else(|_| Err(Failure::new("a compression broke off")))
            })
        })?;
        let said = self.summary(&fresh);
        let manifest = Manifest {
            format: FORMAT,
            mode: self.mode.word().to_owned(),
            inputs,
            assets: self.assets,
            root: self.root,
        };
        manifest.write(&fresh)?;
        remove(folder)?;
        fs::rename(&fresh, folder).doing_at("put in place", folder)?;
        Ok(said)
    }

    fn summary(&self, folder: &Path) -> String {
        let mut said = vec![format!("{} files for {}", self.files.len(), self.mode.word())];
        let told = |name: &str| [".wasm", ".js", ".css"].iter().any(|end| name.ends_with(end)) && !name.contains('/');
        for (logical, hashed) in self.assets.iter().filter(|(logical, _)| told(logical)) {
            let size = |twin: &str| {
                fs::metadata(folder.join(format!("assets/{hashed}{twin}"))).map_or(0, |facts| facts.len() / 1000)
            };
            let (plain, gzip, brotli) = (size(""), size(".gz"), size(".br"));
            said.push(format!("{logical}: {plain} kB, gzip {gzip} kB, brotli {brotli} kB"));
        }
        said.join("\n  ")
    }
}

/// The name with sixteen digits of the contents' hash before its extension; folders stay.
pub fn hashed_name(logical: &str, bytes: &[u8]) -> String {
    let hash = &hex(&Sha256::digest(bytes))[..16];
    let folder = logical.rfind('/').map_or(0, |slash| slash + 1);
    match logical[folder..].rfind('.') {
        Some(dot) => format!("{}.{hash}{}", &logical[..folder + dot], &logical[folder + dot..]),
        None => format!("{logical}.{hash}"),
    }
}

/// Whether compression gains anything for a file of this name.
pub fn compressible(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default();
    !matches!(
        extension,
        "png" | "jpg" | "jpeg" | "webp" | "avif" | "gif" | "woff" | "woff2" | "mp3" | "mp4" | "webm" | "pdf"
    )
}

fn replaced(js: &str, from: &str, to: &str) -> Result<String, Failure> {
    if js.contains(from) {
        Ok(js.replace(from, to))
    } else {
        Err(Failure::new(format!(
            "wasm-bindgen's JavaScript does not load {from}; has its form changed?"
        )))
    }
}

fn remove(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder).doing_at("clear", folder)
    } else {
        Ok(())
    }
}

fn write_with_twins(path: &Path, bytes: &[u8], quality: i32) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).doing_at("make", folder)?;
    }
    fs::write(path, bytes).doing_at("write", path)?;
    let name = path.to_string_lossy();
    if !compressible(&name) {
        return Ok(());
    }

    let mut packed = Vec::new();
    let params = BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params).doing_at("compress", path)?;
    fs::write(format!("{name}.br"), &packed).doing_at("write brotli of", path)?;

    let packed = gzip(bytes, quality > 9).doing_at("compress", path)?;
    fs::write(format!("{name}.gz"), packed).doing_at("write gzip of", path)
}

/// For a release as small as gzip can be, which takes seconds; else at once.
fn gzip(bytes: &[u8], smallest: bool) -> std::io::Result<Vec<u8>> {
    if smallest {
        let mut packed = Vec::new();
        zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut packed)?;
        return Ok(packed);
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::path::PathBuf;

    /// A folder of one test, gone at its end.
    pub struct Scratch(pub PathBuf);

    impl Scratch {
        /// `name` must be the test's own.
        pub fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("cloakroom-site-{}-{name}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn site() -> Site {
        let mut site = Site::new(Mode::Dev);
        let public = |name: &str, text: &str| PublicFile {
            name: name.to_owned(),
            bytes: text.as_bytes().to_owned(),
        };
        site.add_public(public("img/bank.svg", "<svg/>")).unwrap();
        site.add_public(public("img/bank.png", "png")).unwrap();
        site.add_public(public("robots.txt", "all welcome")).unwrap();
        site.add_sheet("main.css", "a{background:url('img/bank.svg')}").unwrap();
        site.add_module(Bound {
            name: "kiosk".to_owned(),
            js: "import './snippets/leptos-1/inline0.js'; load('kiosk_bg.wasm')".to_owned(),
            wasm: b"\0asm".to_vec(),
            snippets: vec![("snippets/leptos-1/inline0.js".to_owned(), "export {}".to_owned())],
        })
        .unwrap();
        site.add_public(public("worker.js", "import load from '/assets/kiosk.js';\nload();"))
            .unwrap();
        site
    }

    #[test]
    fn names_carry_the_hash_of_the_contents() {
        assert_eq!(hashed_name("img/bank.v1.svg", b""), "img/bank.v1.e3b0c44298fc1c14.svg");
        assert_eq!(hashed_name("a.b/plain", b""), "a.b/plain.e3b0c44298fc1c14");
        assert_ne!(hashed_name("a.css", b"1"), hashed_name("a.css", b"2"));
    }

    #[test]
    fn references_lead_to_hashed_names() {
        let scratch = Scratch::new("output-references");
        let folder = scratch.0.join("site");
        site().write(&folder, "in".to_owned()).unwrap();
        let manifest = Manifest::read(&folder).unwrap();
        let text = |logical: &str| fs::read_to_string(folder.join("assets").join(&manifest.assets[logical])).unwrap();
        assert!(text("main.css").contains(&manifest.assets["img/bank.svg"]));
        assert!(text("kiosk.js").contains(&manifest.assets["kiosk_bg.wasm"]));
        assert!(text("kiosk.js").contains(&format!("./{}", manifest.assets["snippets/leptos-1/inline0.js"])));
        let worker = fs::read_to_string(folder.join("root/worker.js")).unwrap();
        let expected = format!("import load from '/assets/{}';\nload();", manifest.assets["kiosk.js"]);
        assert_eq!(worker, expected);
        assert!(folder.join("root/robots.txt.br").is_file());
        assert!(
            !folder
                .join("assets")
                .join(format!("{}.gz", manifest.assets["img/bank.png"]))
                .exists()
        );
    }

    #[test]
    fn the_old_site_is_replaced_as_a_whole() {
        let scratch = Scratch::new("output-replace");
        let folder = scratch.0.join("site");
        fs::create_dir_all(folder.join("assets")).unwrap();
        fs::write(folder.join("assets/old.css"), "").unwrap();
        site().write(&folder, "in".to_owned()).unwrap();
        assert!(!folder.join("assets/old.css").exists());
        assert!(!folder.with_extension("next").exists());
    }

    #[test]
    fn a_script_that_loads_what_is_not_there_is_refused() {
        let script = PublicFile {
            name: "worker.js".to_owned(),
            bytes: b"import '/assets/gone.js';".to_vec(),
        };
        assert!(Site::new(Mode::Dev).add_public(script).is_err());
    }

    #[test]
    fn a_changed_binding_is_noticed() {
        let bound = Bound {
            name: "kiosk".to_owned(),
            js: "nothing".to_owned(),
            wasm: Vec::new(),
            snippets: Vec::new(),
        };
        assert!(Site::new(Mode::Dev).add_module(bound).is_err());
    }
}
