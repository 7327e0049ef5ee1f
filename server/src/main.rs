//! The program `cloakroom`. Everything it does stands in the library.

use std::process::ExitCode;

use clap::Parser as _;
use server::cli::Cli;
use server::commands;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Two TLS providers in one process make rustls panic: the choice is made before anything can ask.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("cloakroom: a TLS provider was installed before mine");
        return ExitCode::FAILURE;
    }
    match commands::run(cli) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("cloakroom: {failure}");
            ExitCode::FAILURE
        }
    }
}
