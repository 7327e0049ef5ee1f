//! Makes `catalogue.rs` in the build's output directory out of `locales/*.toml`: one module per file.
//!
//! A text that is missing in one language stops the build; the message says where.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

mod catalogue;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=catalogue.rs");
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(problem) = run() {
        println!("cargo::error={problem}");
    }
}

fn run() -> Result<(), String> {
    let home = env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?;
    let folder = PathBuf::from(home).join("locales");
    let out = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .map_err(|e| format!("cannot list locales/: {e}"))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|x| x == "toml"))
        .collect();
    files.sort();
    let mut all = String::new();
    for path in files {
        let slice = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let source = fs::read_to_string(&path).map_err(|e| format!("cannot read locales/{slice}.toml: {e}"))?;
        let module = catalogue::generate(&source).map_err(|problem| format!("locales/{slice}.toml {problem}"))?;
        let _ = writeln!(
            all,
            "/// Texts of `locales/{slice}.toml`.\npub mod {slice} {{\n{module}}}\n"
        );
    }
    fs::write(PathBuf::from(out).join("catalogue.rs"), all).map_err(|e| format!("cannot write the catalogue: {e}"))
}
