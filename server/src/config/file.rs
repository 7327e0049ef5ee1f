//! The configuration file (TOML), as it is written. Unknown keys are refused. What must not be here: defaults.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::ConfigError;

/// All that a file may say. Everything may be left out.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FileSettings {
    pub listen: Option<String>,
    pub public_url: Option<String>,
    pub data_dir: Option<PathBuf>,
    pub site_dir: Option<PathBuf>,
    pub templates_dir: Option<PathBuf>,
    pub trusted_proxies: Option<Vec<String>>,
    pub database: DatabaseSettings,
    pub broker: BrokerSettings,
    pub keys: KeySettings,
    pub mail: MailSettings,
    pub sms: SmsSettings,
    pub limits: LimitSettings,
    pub log: LogSettings,
    pub payments: PaymentsSettings,
    pub support: SupportSettings,
    pub metrics: MetricsSettings,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DatabaseSettings {
    pub url: Option<String>,
    pub url_file: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct BrokerSettings {
    pub listen: Option<String>,
    pub url: Option<String>,
    pub url_file: Option<PathBuf>,
    pub ca_file: Option<PathBuf>,
    pub node: Option<String>,
    pub shared: Option<bool>,
    pub public_url: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct KeySettings {
    pub master_file: Option<PathBuf>,
    pub signing_file: Option<PathBuf>,
    /// From the environment only.
    #[serde(skip)]
    pub master: Option<String>,
    /// From the environment only.
    #[serde(skip)]
    pub signing: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MailSettings {
    pub url: Option<String>,
    pub url_file: Option<PathBuf>,
    pub from: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SmsSettings {
    pub url: Option<String>,
    pub headers: BTreeMap<String, String>,
    pub body: Option<String>,
    pub form: Option<String>,
    pub token_file: Option<PathBuf>,
    /// From the environment only.
    #[serde(skip)]
    pub token: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LimitSettings {
    pub entrance: Option<u32>,
    pub links: Option<u32>,
    pub found: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct PaymentsSettings {
    pub seller: Option<String>,
    pub time_zone: Option<String>,
    pub test: Option<bool>,
    pub stripe_key_file: Option<PathBuf>,
    pub stripe_webhook_secret_file: Option<PathBuf>,
    pub stripe_url: Option<String>,
    /// From the environment only.
    #[serde(skip)]
    pub stripe_key: Option<String>,
    /// From the environment only.
    #[serde(skip)]
    pub stripe_webhook_secret: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SupportSettings {
    pub hours: Option<String>,
    pub time_zone: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LogSettings {
    pub format: Option<String>,
    pub level: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MetricsSettings {
    pub token_file: Option<PathBuf>,
    /// From the environment only.
    #[serde(skip)]
    pub token: Option<String>,
}

/// Reads the file; relative paths in it are taken from its own folder.
pub(super) fn read(path: &Path) -> Result<FileSettings, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        what: "the configuration file",
        path: path.to_owned(),
        source,
    })?;
    let mut settings = parse(&text).map_err(|why| ConfigError::File {
        path: path.to_owned(),
        why,
    })?;
    if let Some(folder) = path.parent() {
        settings.place_in(folder);
    }
    Ok(settings)
}

/// The message names the line, the unknown key and the keys that are known; it repeats no other line, as they may
/// hold secrets.
fn parse(text: &str) -> Result<FileSettings, String> {
    toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        format!("line {line}: {}", error.message())
    })
}

impl FileSettings {
    fn place_in(&mut self, folder: &Path) {
        let paths = [
            &mut self.data_dir,
            &mut self.site_dir,
            &mut self.templates_dir,
            &mut self.database.url_file,
            &mut self.broker.url_file,
            &mut self.broker.ca_file,
            &mut self.keys.master_file,
            &mut self.keys.signing_file,
            &mut self.mail.url_file,
            &mut self.sms.token_file,
            &mut self.metrics.token_file,
            &mut self.payments.stripe_key_file,
            &mut self.payments.stripe_webhook_secret_file,
        ];
        for path in paths.into_iter().flatten() {
            *path = folder.join(&*path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(text: &str) -> String {
        parse(text).err().unwrap_or_default()
    }

    #[test]
    fn an_unknown_key_is_refused_and_the_known_ones_are_named() {
        let message = why("listen = '127.0.0.1:1'\n[mail]\nurls = 'x'\nurl = 'hidden-thing'");
        assert!(message.starts_with("line 3:"), "{message}");
        assert!(message.contains("urls") && message.contains("url_file"), "{message}");
        assert!(!message.contains("hidden"), "{message}");
    }

    #[test]
    fn a_secret_has_no_key_of_its_own_in_the_file() {
        for text in ["[keys]\nmaster = 'x'", "[sms]\ntoken = 'x'", "[metrics]\ntoken = 'x'"] {
            assert!(why(text).contains("unknown field"), "{text}");
        }
    }

    #[test]
    fn relative_paths_are_taken_from_the_files_folder() {
        let mut settings = parse("data_dir = 'data'\n[keys]\nmaster_file = '/etc/key'").unwrap();
        settings.place_in(Path::new("/etc/cloakroom"));
        assert_eq!(settings.data_dir, Some("/etc/cloakroom/data".into()));
        assert_eq!(settings.keys.master_file, Some("/etc/key".into()));
    }

    /// The fields that a table of the file may have, in the words of the refusal of one that it may not have.
    fn fields(table: &str) -> Vec<String> {
        let refusal = why(&format!("{table}nobody_has_this = 1"));
        let known = refusal.split_once("expected").map(|(_, known)| known.to_owned());
        let known = known.filter(|_| refusal.contains("unknown field"));
        let words = known.unwrap_or_default();
        words.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_page_of_settings_has_every_key_of_the_file_and_no_other() {
        use std::collections::BTreeSet;
        let mut known = BTreeSet::new();
        for name in fields("") {
            let inside = fields(&format!("[{name}]\n"));
            if inside.is_empty() {
                known.insert(name);
            } else {
                known.extend(inside.into_iter().map(|field| format!("{name}.{field}")));
            }
        }
        assert!(known.len() > 35, "{known:?}");
        let page = include_str!("../../../docs/operations.md");
        let table = page
            .split("| in the file |")
            .nth(1)
            .unwrap()
            .split("\n\n")
            .next()
            .unwrap();
        let told: BTreeSet<String> = table
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .map(str::to_owned)
            .collect();
        assert_eq!(told, known);
    }
}
