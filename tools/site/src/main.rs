//! Builds what a browser loads, into `target/site`.
//!
//! ```text
//! cargo run -p site                 for work: quick, unoptimised wasm
//! cargo run -p site -- --release    for a release: small wasm, brotli at its best
//! cargo run -p site -- --check      builds nothing; holds target/site against its manifest and the size limits
//! ```
//!
//! # What comes out
//!
//! ```text
//! target/site/manifest.json                       what the server reads, see `manifest.rs`
//! target/site/assets/delivery.<hash>.js           loads the wasm beside it; one such pair for each program
//! target/site/assets/delivery_bg.<hash>.wasm        (for work: one pair called cloakroom, with all programs in it)
//! target/site/assets/scan.<hash>.js               and its wasm: what a kiosk's worker loads, by itself in every site
//! target/site/assets/main.<hash>.css              portals and kiosk: style/main.css with its imports in it
//! target/site/assets/site.<hash>.css              public pages:      style/site.css with its imports in it
//! target/site/assets/img/bank.<hash>.svg          from public/img/bank.svg: every file in a folder of public/
//! target/site/root/favicon.svg                    from public/favicon.svg: files that stand in public/ itself keep their name;
//!                                                   a script there that loads '/assets/x.js' gets its hashed name
//! <each of them>.br, <each of them>.gz            unless compression gains nothing (pictures, fonts)
//! ```
//!
//! `<hash>` is taken from the finished contents, so everything in `assets/` may be cached for ever. The server answers
//! `/assets/<name>` from `assets/` and `/<name>` from `root/`. The folder is replaced as a whole, and only when an input changed.
//!
//! What must not be here: anything about what the pages say. This program knows files, not Cloakroom.

mod css;
mod failure;
mod inputs;
mod manifest;
mod output;
mod place;
mod snip;
mod squeeze;
mod verify;
mod wasm;

use std::process::ExitCode;

use failure::Failure;
use manifest::Manifest;
use place::{Mode, Place};

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(said) => {
            println!("site: {said}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("site: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: impl Iterator<Item = String>) -> Result<String, Failure> {
    let mut mode = Mode::Dev;
    let mut check = false;
    for arg in args {
        match arg.as_str() {
            "--release" => mode = Mode::Release,
            "--check" => check = true,
            other => {
                return Err(Failure::new(format!(
                    "unknown argument {other}; known are --release and --check"
                )));
            }
        }
    }
    let place = Place::find()?;
    // Two builders at once would put their files into the same folder, or take it away under a check.
    let _alone = place.lock()?;
    if check {
        verify::verify(&place)
    } else {
        build(&place, mode)
    }
}

/// Builds the site unless the one that is there was made of the same inputs.
fn build(place: &Place, mode: Mode) -> Result<String, Failure> {
    let modules = wasm::compile(place, mode)?;
    let optimiser = wasm::optimiser(place, mode);
    let inputs = inputs::gather(place, mode, &modules, optimiser.as_deref())?;
    if Manifest::read(&place.site()).is_ok_and(|old| old.inputs == inputs.digest) && verify::whole(place).is_ok() {
        return Ok("nothing to do".to_owned());
    }

    let mut site = output::Site::new(mode);
    for bound in wasm::bind_all(&modules, optimiser.as_deref(), mode)? {
        site.add_module(bound)?;
    }
    for file in inputs.public {
        site.add_public(file)?;
    }
    for sheet in ["main.css", "site.css"] {
        let inlined = css::inline(&place.styles().join(sheet))?;
        site.add_sheet(sheet, &squeeze::squeeze(&inlined))?;
    }
    site.write(&place.site(), inputs.digest)
}
