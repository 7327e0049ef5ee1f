//! Mosquitto as a peer: its files and its process. No test is in here.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use server::broker::mosquitto::{Certificate, Login, Settings, access_file, configuration, password_file};

use super::stage::logins;

const REQUEST: &str = "[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nCN=localhost\n\
    [ext]\nsubjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=critical,CA:FALSE\n";

/// Writes into the folder all that [`spawn`] needs, for the server and the two banks of the stage.
pub fn write_files(folder: &Path, at: SocketAddr, tls: bool) {
    write_files_for(&logins(), folder, at, tls);
}

/// Writes into the folder all that [`spawn`] needs, for these accounts.
pub fn write_files_for(logins: &[Login], folder: &Path, at: SocketAddr, tls: bool) {
    write_all(logins, folder, at, tls, false);
}

/// The same without TLS, for a broker that keeps sessions and what is retained over a restart.
pub fn write_files_kept(logins: &[Login], folder: &Path, at: SocketAddr) {
    std::fs::create_dir_all(folder.join("kept")).unwrap();
    write_all(logins, folder, at, false, true);
}

fn write_all(logins: &[Login], folder: &Path, at: SocketAddr, tls: bool, keeps: bool) {
    let path = |name: &str| folder.join(name).display().to_string();
    std::fs::write(path("passwords"), password_file(logins).unwrap()).unwrap();
    std::fs::write(path("access"), access_file(logins).unwrap()).unwrap();
    let hashed = Command::new("mosquitto_passwd")
        .arg("-U")
        .arg(path("passwords"))
        .status();
    assert!(
        hashed
            .expect("mosquitto_passwd is missing: run scripts/setup")
            .success()
    );
    let kept = path("kept/");
    let (certificate, key) = (path("certificate.pem"), path("key.pem"));
    if tls {
        write_certificate(folder);
    }
    let configuration = configuration(&Settings {
        address: &at.ip().to_string(),
        port: at.port(),
        password_file: &path("passwords"),
        access_file: &path("access"),
        data_dir: keeps.then_some(kept.as_str()),
        certificate: tls.then_some(Certificate {
            chain: &certificate,
            key: &key,
        }),
    });
    // Started by root it would give up its rights, and with them the right to read this folder.
    std::fs::write(path("conf"), format!("user root\n{configuration}")).unwrap();
}

fn write_certificate(folder: &Path) {
    std::fs::write(folder.join("request"), REQUEST).unwrap();
    let made = Command::new("openssl")
        .current_dir(folder)
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-config", "request", "-keyout", "key.pem", "-out", "certificate.pem"])
        .stderr(Stdio::null())
        .status();
    assert!(made.expect("openssl is missing: run scripts/setup").success());
}

/// Starts it with the files in the folder.
pub fn spawn(folder: &Path) -> Child {
    // Debian keeps it where an ordinary user's PATH does not look.
    let program = ["mosquitto", "/usr/sbin/mosquitto"]
        .into_iter()
        .find(|program| {
            let mut help = Command::new(program);
            help.arg("-h")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok()
        })
        .expect("mosquitto is missing: run scripts/setup");
    let log = std::fs::File::create(folder.join("log")).unwrap();
    Command::new(program)
        .arg("-v")
        .arg("-c")
        .arg(folder.join("conf"))
        .stderr(log)
        .spawn()
        .unwrap()
}
