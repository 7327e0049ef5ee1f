//! The program itself, as a process: first start, doctor, stop.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::stage::{Folder, built_site, prepare};

/// The real program, on free ports, with everything in this folder.
pub fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cloakroom"));
    command
        .args(args)
        .current_dir(folder)
        .env_remove("DATABASE_URL")
        .env("CLOAKROOM_LISTEN", "127.0.0.1:0")
        .env("CLOAKROOM_BROKER_LISTEN", "127.0.0.1:0")
        .env("CLOAKROOM_DATA_DIR", folder.join("data"))
        .env("CLOAKROOM_SITE_DIR", built_site(folder));
    command
}

/// What a command says, and whether it ends well.
pub fn said(folder: &Path, args: &[&str]) -> (bool, String) {
    let output = program(folder, args).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// A server as a process; killed if the test fails.
struct Serving(Child);

impl Serving {
    /// Starts it; gives what it said until it answers.
    fn start(folder: &Path) -> (Self, String) {
        let mut child = program(folder, &["serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut text = String::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            text.push_str(&line);
            text.push('\n');
            if line.starts_with("Cloakroom answers at") {
                break;
            }
        }
        (Self(child), text)
    }

    /// SIGTERM; gives the code and how long it took.
    fn stop(mut self) -> (Option<i32>, Duration) {
        let began = now();
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let status = self.0.wait().unwrap();
        (status.code(), now() - began)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a process takes to stop is measured by the machine's clock"
)]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn from_the_first_start_to_the_stop() {
    prepare();
    let folder = Folder::new();
    let (fine, text) = said(folder.path(), &["doctor"]);
    assert!(fine, "{text}");
    assert!(text.contains("will be made at the first start"), "{text}");
    assert!(!folder.path().join("data").exists(), "the doctor makes nothing");

    let (serving, text) = Serving::start(folder.path());
    assert_eq!(text.matches("/en/invitation/").count(), 1, "{text}");
    for key in ["master.key", "signing.key"] {
        let mode = std::fs::metadata(folder.path().join("data").join(key))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{key}");
    }
    let mode = std::fs::metadata(folder.path().join("data"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o700);
    let (code, took) = serving.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(5), "{took:?}");

    let (fine, text) = said(folder.path(), &["doctor"]);
    assert!(fine && text.contains("schema up to date"), "{text}");
    let (fine, text) = said(folder.path(), &["admin", "invite", "boss@example.org"]);
    assert!(fine && text.contains("/en/invitation/"), "{text}");
    let (fine, text) = said(folder.path(), &["admin", "invite", "nobody"]);
    assert!(!fine && text.contains("no e-mail address"), "{text}");
}

#[test]
fn a_bank_gets_its_papers() {
    prepare();
    let folder = Folder::new();
    let new = [
        "bank",
        "provision",
        "--new",
        "--out",
        "papers",
        "--name",
        "Town hall",
        "--address",
        "Main street 1",
        "--city",
        "Bucharest",
        "--latitude",
        "44.4",
        "--longitude",
        "26.1",
        "--time-zone",
        "Europe/Bucharest",
        "--hotline",
        "+40 21 123 4567",
        "--layout",
        "S S M / L",
    ];
    let (fine, text) = said(folder.path(), &new);
    assert!(!fine, "before there is an organisation: {text}");
    let (_, text) = said(folder.path(), &["admin", "invite", "boss@example.org"]);
    assert!(text.contains("/en/invitation/"), "{text}");
    let (fine, text) = said(folder.path(), &new);
    assert!(fine, "{text}");
    let papers = folder.path().join("papers");
    let config = bank::BankConfig::load(&papers.join("bank.toml"), None).unwrap();
    assert_eq!(config.doors.len(), 4);
    assert!(!text.contains(config.password.expose()), "the password is not printed");
    let mode = std::fs::metadata(papers.join("bank.password"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let id = config.bank.to_string();
    let (fine, _) = said(folder.path(), &["bank", "provision", &id, "--out", "papers"]);
    assert!(fine);
    let again = bank::BankConfig::load(&papers.join("bank.toml"), None).unwrap();
    assert_ne!(again.password.expose(), config.password.expose(), "a new password");
}

#[test]
fn what_is_wrong_is_said_before_anything_starts() {
    prepare();
    let folder = Folder::new();
    std::fs::write(
        folder.path().join("wrong.toml"),
        "listen = '127.0.0.1:0'\nlissten = 'x'\n",
    )
    .unwrap();
    let (fine, text) = said(folder.path(), &["serve", "--config", "wrong.toml"]);
    assert!(!fine && text.contains("line 2") && text.contains("lissten"), "{text}");
    let (fine, text) = said(folder.path(), &["doctor", "--config", "wrong.toml"]);
    assert!(!fine && text.contains("WRONG  configuration"), "{text}");
}

#[test]
fn a_house_is_copied_while_it_runs_and_comes_back_with_its_keys() {
    prepare();
    let folder = Folder::new();
    let (fine, text) = said(folder.path(), &["backup", "early.backup"]);
    assert!(!fine && text.contains("nothing to copy"), "{text}");
    let (serving, _) = Serving::start(folder.path());
    std::fs::create_dir(folder.path().join("copies")).unwrap();
    let (fine, text) = said(folder.path(), &["backup", "copies", "--keep", "1"]);
    assert!(fine && text.contains("The keys are not in it"), "{text}");
    let (fine, text) = said(folder.path(), &["backup", "a.backup"]);
    assert!(fine && text.contains("checked"), "{text}");
    let (fine, text) = said(folder.path(), &["backup", "a.backup"]);
    assert!(!fine && text.contains("nothing was changed"), "{text}");
    let (fine, text) = said(folder.path(), &["restore", "a.backup"]);
    assert!(
        !fine && text.contains("is not empty"),
        "a house is never written over: {text}"
    );
    let (code, _) = serving.stop();
    assert_eq!(code, Some(0));

    let (fine, text) = said(folder.path(), &["restore", "a.backup", "--into", "other"]);
    assert!(fine && text.contains("bring its keys back beside it"), "{text}");
    let other = folder.path().join("other");
    let elsewhere = |args: &[&str]| {
        let output = program(folder.path(), args)
            .env("CLOAKROOM_DATA_DIR", &other)
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).unwrap())
    };
    let (fine, text) = elsewhere(&["admin", "invite", "boss@example.org"]);
    assert!(
        !fine && text.contains("bring it back from where its copy lies"),
        "{text}"
    );
    assert!(!other.join("master.key").exists(), "no new key for old data");
    std::fs::write(other.join("master.key"), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8").unwrap();
    let (fine, text) = elsewhere(&["admin", "invite", "boss@example.org"]);
    assert!(
        !fine && text.contains("not the one with which the database was sealed"),
        "{text}"
    );
    for key in ["master.key", "signing.key"] {
        std::fs::copy(folder.path().join("data").join(key), other.join(key)).unwrap();
    }
    let (fine, text) = elsewhere(&["doctor"]);
    assert!(fine && text.contains("schema up to date"), "{text}");
    let (fine, text) = elsewhere(&["admin", "invite", "boss@example.org"]);
    assert!(fine && text.contains("/en/invitation/"), "{text}");
}
