//! Compiles the front end to wasm, binds it to JavaScript and makes it small.
//!
//! The binding is done by wasm-bindgen as a library: it stands in Cargo.lock, so it cannot drift from the crate that the code was compiled with.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, thread};

use wasm_bindgen_cli_support::Bindgen;

use crate::failure::{Doing, Failure};
use crate::place::{Mode, Place};
use crate::snip;

/// The name of the module for work, which has all programs in one.
const ALL: &str = "cloakroom";
/// The crate and its program that a worker loads: by itself in every site, so that nobody loads it who does not scan.
const SCAN: &str = "scan";

/// A compiled module, not yet bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The stem of the files a browser loads: `delivery` for `delivery.js` and `delivery_bg.wasm`.
    pub name: String,
    /// Where cargo put it.
    pub file: PathBuf,
}

/// The bound module, not yet written anywhere.
#[derive(Debug)]
pub struct Bound {
    /// The stem of its files.
    pub name: String,
    /// The module that loads the wasm.
    pub js: String,
    /// The wasm itself.
    pub wasm: Vec<u8>,
    /// Small modules that crates brought along: the path as `js` imports it, without `./`, and the text.
    pub snippets: Vec<(String, String)>,
}

/// Has cargo compile the front end: for work the library, which has all in it; for a release each binary. And what workers load.
pub fn compile(place: &Place, mode: Mode) -> Result<Vec<Module>, Failure> {
    let what: &[&str] = match mode {
        Mode::Dev => &["--lib", "--bin", SCAN],
        Mode::Release => &["--bins"],
    };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(place.root())
        .args(["build", "-p", "frontend", "-p", SCAN])
        .args(what)
        .args(["--target", "wasm32-unknown-unknown"])
        .args([
            "--profile",
            mode.cargo_profile(),
            "--message-format",
            "json-render-diagnostics",
        ])
        .stderr(Stdio::inherit())
        .output()
        .doing("start cargo")?;
    if !output.status.success() {
        return Err(Failure::new("the front end does not compile; see above"));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut modules: Vec<Module> = text.lines().filter_map(|line| module_of(line, mode)).collect();
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    if modules.is_empty() {
        return Err(Failure::new("cargo built the front end without a wasm module"));
    }
    Ok(modules)
}

/// The module that one line of cargo's messages speaks of, if it is one that this site needs.
fn module_of(line: &str, mode: Mode) -> Option<Module> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    let target = &message["target"];
    let name = target["name"].as_str()?;
    let kind = target["kind"].as_array()?;
    let is_program = kind.iter().any(|kind| kind == "bin");
    let name = match mode {
        Mode::Dev if name == "frontend" => ALL,
        _ if is_program && (mode == Mode::Release || name == SCAN) => name,
        _ => return None,
    };
    let files = message["filenames"].as_array()?;
    let file = files
        .iter()
        .filter_map(|file| file.as_str())
        .find(|file| has_extension(file, "wasm"))?;
    Some(Module {
        name: name.to_owned(),
        file: file.into(),
    })
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension() == Some(OsStr::new(extension))
}

/// Binds all modules, side by side: the optimiser uses one core.
pub fn bind_all(modules: &[Module], optimiser: Option<&Path>, mode: Mode) -> Result<Vec<Bound>, Failure> {
    thread::scope(|scope| {
        let jobs: Vec<_> = modules
            .iter()
            .map(|module| scope.spawn(|| bind(module, optimiser, mode)))
            .collect();
        let broken = |_| Err(Failure::new("a binding broke off"));
        jobs.into_iter().map(|job| job.join().unwrap_or_else(broken)).collect()
    })
}

/// Makes the module loadable by a browser and, for a release, smaller with `optimiser`.
fn bind(module: &Module, optimiser: Option<&Path>, mode: Mode) -> Result<Bound, Failure> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_module(&module.name, snip::read(&module.file, mode == Mode::Dev)?)
        .out_name(&module.name)
        .typescript(false)
        .omit_default_module_path(false)
        .remove_name_section(mode == Mode::Release)
        .remove_producers_section(true);
    bindgen.web(true).doing("set wasm-bindgen up for browsers")?;
    let mut output = bindgen.generate_output().doing("bind the wasm to JavaScript")?;

    let mut snippets = Vec::new();
    for (crate_name, texts) in output.snippets() {
        for (number, text) in texts.iter().enumerate() {
            snippets.push((format!("snippets/{crate_name}/inline{number}.js"), text.clone()));
        }
    }
    for (path, text) in output.local_modules() {
        snippets.push((format!("snippets/{path}"), text.clone()));
    }
    snippets.sort();

    let js = output.js().to_owned();
    let wasm = output.wasm_mut().emit_wasm();
    let wasm = match optimiser {
        Some(program) => optimise(program, &wasm, &module.file)?,
        None => wasm,
    };
    Ok(Bound {
        name: module.name.clone(),
        js,
        wasm,
        snippets,
    })
}

/// Where `wasm-opt` is: on the path, or where `make release` puts it. Work builds go without.
pub fn optimiser(place: &Place, mode: Mode) -> Option<PathBuf> {
    if mode == Mode::Dev {
        return None;
    }
    let own = place.root().join("tools/site/node_modules/.bin");
    let path = env::var_os("PATH").unwrap_or_default();
    let found = std::iter::once(own)
        .chain(env::split_paths(&path))
        .map(|folder| folder.join("wasm-opt"))
        .find(|file| file.is_file());
    if found.is_none() {
        eprintln!(
            "site: wasm-opt is not there, the wasm stays larger than it need be (scripts/setup release brings it)"
        );
    }
    found
}

/// What today's compilers emit and every browser of the last years understands.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Runs `wasm-opt -Oz`. If it cannot (an old version meets a new feature) the module stays as it was, with a note.
fn optimise(program: &Path, wasm: &[u8], beside: &Path) -> Result<Vec<u8>, Failure> {
    let before = beside.with_extension("bound.wasm");
    let after = beside.with_extension("small.wasm");
    fs::write(&before, wasm).doing_at("write", &before)?;
    let run = Command::new(program)
        // Twice: what the first round leaves, the second makes smaller still.
        .args(["-Oz", "-Oz"])
        .args(FEATURES)
        .arg(&before)
        .arg("-o")
        .arg(&after)
        .output();
    let run = run.doing_at("start", program)?;
    if run.status.success() {
        return fs::read(&after).doing_at("read", &after);
    }
    let said = String::from_utf8_lossy(&run.stderr);
    eprintln!(
        "site: {} failed, the wasm stays as it was: {}",
        program.display(),
        said.lines().next().unwrap_or("no reason given")
    );
    Ok(wasm.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_module_in_cargos_messages() {
        let library = r#"{"reason":"compiler-artifact","target":{"name":"frontend","kind":["cdylib","rlib"]},"filenames":["a/libfrontend.rlib","a/frontend.wasm"]}"#;
        let program = r#"{"reason":"compiler-artifact","target":{"name":"kiosk","kind":["bin"]},"filenames":["a/kiosk.js","a/kiosk.wasm"]}"#;
        let worker =
            r#"{"reason":"compiler-artifact","target":{"name":"scan","kind":["bin"]},"filenames":["a/scan.wasm"]}"#;
        let beside =
            r#"{"reason":"compiler-artifact","target":{"name":"scan","kind":["lib"]},"filenames":["a/libscan.rlib"]}"#;
        let other =
            r#"{"reason":"compiler-artifact","target":{"name":"app","kind":["cdylib"]},"filenames":["a/app.wasm"]}"#;
        let module = |name: &str, file: &str| {
            Some(Module {
                name: name.to_owned(),
                file: file.into(),
            })
        };
        assert_eq!(module_of(library, Mode::Dev), module("cloakroom", "a/frontend.wasm"));
        assert_eq!(module_of(library, Mode::Release), None);
        assert_eq!(module_of(program, Mode::Release), module("kiosk", "a/kiosk.wasm"));
        assert_eq!(module_of(program, Mode::Dev), None);
        for mode in [Mode::Dev, Mode::Release] {
            assert_eq!(module_of(worker, mode), module("scan", "a/scan.wasm"));
            assert_eq!(module_of(beside, mode), None);
            assert_eq!(module_of(other, mode), None);
            assert_eq!(module_of("not json", mode), None);
        }
    }
}
