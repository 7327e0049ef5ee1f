//! A listening server with a fresh database, and people in it. No test is in here.

use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::Locale;
use domain::accounts::{Role, Secret};
use server::compose::{Extras, Running, start};
use server::config::{BrokerChoice, Config, Overrides, load};

use crate::browser::Browser;
use crate::log;

pub const EMPLOYEE: &str = "ana.test@example.org";
pub const PASSWORD: &str = "correct horse battery";

/// A folder that is gone when the test is.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("cloakroom-server-test-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A running server.
pub struct Stage {
    pub running: Running,
    _folder: Folder,
}

/// Once per process: the TLS provider, and a log that can be read.
pub fn prepare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().unwrap();
        log::start();
    });
}

/// A small built site, as the site builder would leave it.
pub fn built_site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("assets")).unwrap();
    std::fs::create_dir_all(site.join("root")).unwrap();
    let manifest = r#"{ "format": 1, "mode": "dev", "inputs": "0011223344556677",
        "assets": { "main.css": "main.1.css", "site.css": "site.1.css", "cloakroom.js": "cloakroom.1.js",
                    "cloakroom_bg.wasm": "cloakroom_bg.1.wasm" },
        "root": ["favicon.svg", "scan.js", "site.js"] }"#;
    let files = [
        ("manifest.json", manifest),
        ("assets/main.1.css", "plain"),
        ("assets/main.1.css.br", "brotli"),
        ("assets/main.1.css.gz", "gzip"),
        ("assets/cloakroom_bg.1.wasm", "wasm"),
        ("root/favicon.svg", "<svg/>"),
        ("root/scan.js", "// looks"),
        ("root/site.js", "// follows"),
    ];
    for (name, text) in files {
        std::fs::write(site.join(name), text).unwrap();
    }
    site
}

/// Settings of a server in this folder, on free ports.
pub fn config(folder: &Path) -> Config {
    let overrides = Overrides {
        listen: Some("127.0.0.1:0".to_owned()),
        data_dir: Some(folder.join("data")),
        site_dir: Some(built_site(folder)),
        ..Overrides::default()
    };
    let mut config = load(None, overrides, &|_| None).unwrap();
    config.throwaway = true;
    config.broker = BrokerChoice::Embedded {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: None,
    };
    config
}

impl Stage {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// With other settings.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        prepare();
        let folder = Folder::new();
        let mut config = config(folder.path());
        change(&mut config);
        let running = start(&config, Extras::default()).await.unwrap();
        Self {
            running,
            _folder: folder,
        }
    }

    /// Where it answers, whatever the public address is.
    pub fn origin(&self) -> String {
        format!("http://{}", self.running.address)
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.origin())
    }

    /// An employee and their organisation.
    pub async fn with_employee(self) -> Self {
        self.add_person("Test house", EMPLOYEE, &[Role::Employee, Role::Manager])
            .await;
        self
    }

    pub async fn add_person(&self, organisation: &str, email: &str, roles: &[Role]) {
        let accounts = &self.running.parts.accounts;
        let organisation = accounts.seed_organisation(organisation).await.unwrap();
        accounts
            .seed_person(organisation, "Ana Test", email, Locale::En, roles, Some(PASSWORD))
            .await
            .unwrap();
    }

    /// A browser in which the employee is signed in.
    pub async fn signed_in(&self) -> Browser {
        self.sign_in(EMPLOYEE).await
    }

    /// A browser in which somebody new of this role is signed in.
    pub async fn signed_in_as(&self, email: &str, role: Role) -> Browser {
        self.add_person("Test house", email, &[role]).await;
        self.sign_in(email).await
    }

    /// Another browser in which somebody who is known already is signed in.
    pub async fn signed_in_again(&self, email: &str) -> Browser {
        self.sign_in(email).await
    }

    async fn sign_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser
            .post("/en/sign-in", &[("email", email), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser
    }

    pub async fn stop(self) {
        self.running.stop().await;
    }
}

/// A secret that would be found if it were printed.
pub fn secret(text: &str) -> Secret {
    Secret::new(text)
}
