//! Puts file, environment and arguments together, fills in defaults and checks every value.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use backend::mqtt::BrokerAddress;
use backend::notices::{BodyForm, SmsConfig, SmtpConfig};
use backend::support::HelpTimes;
use domain::accounts::Secret;
use domain::support::HelpHours;

use super::file::{
    self, BrokerSettings, FileSettings, LimitSettings, MailSettings, PaymentsSettings, SmsSettings, SupportSettings,
};
use super::types::{
    BrokerChoice, Config, ConfigError, KeySource, Keys, Limits, LogConfig, LogFormat, PaymentsConfig, StripeSettings,
};
use super::{Proxies, environment};

/// What the command line says; it wins over everything.
#[derive(Debug, Clone, Default)]
#[expect(missing_docs, reason = "each is the setting of the same name")]
pub struct Overrides {
    pub listen: Option<String>,
    pub public_url: Option<String>,
    pub data_dir: Option<PathBuf>,
    pub site_dir: Option<PathBuf>,
    pub log_format: Option<String>,
    pub log_level: Option<String>,
}

/// Puts the settings together. `variable` reads the environment.
///
/// # Errors
/// The first thing that is wrong, in words for the operator.
pub fn load(
    path: Option<&Path>,
    overrides: Overrides,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Config, ConfigError> {
    let mut settings = match path {
        Some(path) => file::read(path)?,
        None => FileSettings::default(),
    };
    environment::overlay(&mut settings, variable)?;
    settings.listen = overrides.listen.or(settings.listen);
    settings.public_url = overrides.public_url.or(settings.public_url);
    settings.data_dir = overrides.data_dir.or(settings.data_dir);
    settings.site_dir = overrides.site_dir.or(settings.site_dir);
    settings.log.format = overrides.log_format.or(settings.log.format);
    settings.log.level = overrides.log_level.or(settings.log.level);
    resolve(settings)
}

fn resolve(settings: FileSettings) -> Result<Config, ConfigError> {
    let data_dir = settings.data_dir.unwrap_or_else(|| PathBuf::from("cloakroom-data"));
    let database = secret(
        "database.url_file",
        settings.database.url,
        settings.database.url_file.as_deref(),
    )?
    .unwrap_or_else(|| Secret::new(format!("sqlite://{}", data_dir.join("cloakroom.db").display())));
    let proxies = Proxies::parse(&settings.trusted_proxies.unwrap_or_default()).map_err(|entry| {
        value(
            "trusted_proxies",
            format!("{entry:?} is neither an address nor a network"),
        )
    })?;
    let key = |text: Option<String>, given: Option<PathBuf>, name: &str| match (text, given) {
        (Some(text), _) => KeySource::Text(Secret::new(text)),
        (None, Some(path)) => KeySource::File(path),
        (None, None) => KeySource::OwnFile(data_dir.join(name)),
    };
    Ok(Config {
        listen: socket("listen", settings.listen.as_deref().unwrap_or("127.0.0.1:3000"))?,
        public_url: settings.public_url.map(|url| public_url(&url)).transpose()?,
        site_dir: settings.site_dir,
        templates_dir: settings.templates_dir,
        database,
        throwaway: false,
        broker: broker(settings.broker)?,
        keys: Keys {
            master: key(settings.keys.master, settings.keys.master_file, "master.key"),
            signing: key(settings.keys.signing, settings.keys.signing_file, "signing.key"),
        },
        mail: mail(settings.mail)?,
        sms: sms(settings.sms)?,
        payments: payments(settings.payments)?,
        support: support(settings.support)?,
        proxies,
        limits: limits(&settings.limits),
        log: LogConfig {
            format: match settings.log.format.as_deref() {
                None | Some("pretty") => LogFormat::Pretty,
                Some("json") => LogFormat::Json,
                Some(_) => return Err(value("log.format", "say json or pretty")),
            },
            level: settings.log.level.unwrap_or_else(|| "info".to_owned()),
        },
        metrics_token: secret(
            "metrics.token_file",
            settings.metrics.token,
            settings.metrics.token_file.as_deref(),
        )?,
        data_dir,
    })
}

fn limits(settings: &LimitSettings) -> Limits {
    let usual = Limits::default();
    Limits {
        entrance: settings.entrance.unwrap_or(usual.entrance),
        links: settings.links.unwrap_or(usual.links),
        found: settings.found.unwrap_or(usual.found),
    }
}

fn value(key: &str, why: impl Into<String>) -> ConfigError {
    ConfigError::Value {
        key: key.to_owned(),
        why: why.into(),
    }
}

fn socket(key: &str, text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_| {
        value(
            key,
            "it must be an address with a port, such as 127.0.0.1:3000 or [::]:3000",
        )
    })
}

/// Scheme and host; the pages, cookies and links are made for exactly this one.
fn public_url(text: &str) -> Result<String, ConfigError> {
    let text = text.trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    match host {
        Some(host) if !host.is_empty() && host.chars().all(fits) => Ok(text.to_owned()),
        _ => Err(value(
            "public_url",
            "it must be https://host or https://host:port (http:// for a trial), without a path",
        )),
    }
}

/// What the environment says, else what the file holds, without the line's end.
fn secret(what: &'static str, text: Option<String>, path: Option<&Path>) -> Result<Option<Secret>, ConfigError> {
    let Some(path) = path.filter(|_| text.is_none()) else {
        return Ok(text.map(Secret::new));
    };
    let read = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
        what,
        path: path.to_owned(),
        source,
    })?;
    Ok(Some(Secret::new(read.trim_end())))
}

fn broker(settings: BrokerSettings) -> Result<BrokerChoice, ConfigError> {
    let public_url = settings.public_url;
    if public_url.as_deref().is_some_and(|url| url.contains('@')) {
        return Err(value(
            "broker.public_url",
            "banks are told this address: no account in it",
        ));
    }
    let Some(url) = secret("broker.url_file", settings.url, settings.url_file.as_deref())? else {
        let listen = settings.listen.as_deref().unwrap_or("127.0.0.1:1883");
        return Ok(BrokerChoice::Embedded {
            listen: socket("broker.listen", listen)?,
            public_url,
        });
    };
    if settings.listen.is_some() {
        return Err(value(
            "broker",
            "give listen (the broker inside) or url (one outside), not both",
        ));
    }
    let address: BrokerAddress = url
        .expose()
        .parse()
        .map_err(|error: backend::mqtt::AddressError| value("broker.url", error.to_string()))?;
    Ok(BrokerChoice::External {
        address,
        ca_file: settings.ca_file,
        node: settings.node.unwrap_or_else(|| "node-1".to_owned()),
        shared: settings.shared.unwrap_or(false),
        public_url,
    })
}

fn mail(settings: MailSettings) -> Result<Option<SmtpConfig>, ConfigError> {
    let Some(url) = secret("mail.url_file", settings.url, settings.url_file.as_deref())? else {
        return Ok(None);
    };
    if !["smtps://", "smtp://"]
        .iter()
        .any(|scheme| url.expose().starts_with(scheme))
    {
        return Err(value("mail.url", "it must begin with smtps:// or smtp://"));
    }
    Ok(Some(SmtpConfig {
        url: url.expose().to_owned(),
        from: settings
            .from
            .ok_or_else(|| value("mail.from", "say whom mails come from"))?,
    }))
}

fn payments(settings: PaymentsSettings) -> Result<PaymentsConfig, ConfigError> {
    let key = secret(
        "payments.stripe_key_file",
        settings.stripe_key,
        settings.stripe_key_file.as_deref(),
    )?;
    let webhook_secret = secret(
        "payments.stripe_webhook_secret_file",
        settings.stripe_webhook_secret,
        settings.stripe_webhook_secret_file.as_deref(),
    )?;
    let stripe = match (key, webhook_secret) {
        (Some(key), Some(webhook_secret)) => Some(StripeSettings {
            key,
            webhook_secret,
            url: settings.stripe_url,
        }),
        (None, None) => None,
        _ => {
            return Err(value(
                "payments",
                "Stripe needs both its key and the secret of its webhook",
            ));
        }
    };
    let time_zone = time_zone("payments.time_zone", settings.time_zone)?;
    Ok(PaymentsConfig {
        seller: settings.seller.unwrap_or_default(),
        time_zone,
        test: settings.test.unwrap_or(false),
        stripe,
    })
}

fn time_zone(key: &str, said: Option<String>) -> Result<String, ConfigError> {
    let zone = said.unwrap_or_else(|| "UTC".to_owned());
    if backend::house::is_time_zone(&zone) {
        Ok(zone)
    } else {
        Err(value(key, "say an IANA time zone, such as Europe/Bucharest"))
    }
}

fn support(settings: SupportSettings) -> Result<HelpTimes, ConfigError> {
    let hours = HelpHours::parse(&settings.hours.unwrap_or_default());
    Ok(HelpTimes {
        hours: hours.ok_or_else(|| {
            value(
                "support.hours",
                "say days and hours, such as mon-fri 08:00-18:00, sat 09:00-13:00",
            )
        })?,
        time_zone: time_zone("support.time_zone", settings.time_zone)?,
    })
}

fn sms(settings: SmsSettings) -> Result<Option<SmsConfig>, ConfigError> {
    let Some(url) = settings.url else {
        return Ok(None);
    };
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(value(
            "sms.url",
            "it must begin with https:// (http:// for a gateway on this machine)",
        ));
    }
    let body = settings
        .body
        .ok_or_else(|| value("sms.body", "say what to send; {to} and {text} are filled in"))?;
    if !body.contains("{to}") || !body.contains("{text}") {
        return Err(value("sms.body", "it needs {to} and {text}"));
    }
    let form = match settings.form.as_deref() {
        None | Some("json") => BodyForm::Json,
        Some("form") => BodyForm::Form,
        Some(_) => return Err(value("sms.form", "say json or form")),
    };
    let token = secret("sms.token_file", settings.token, settings.token_file.as_deref())?;
    let token = token.as_ref().map_or("", Secret::expose);
    let headers = settings
        .headers
        .into_iter()
        .map(|(name, text)| (name, text.replace("{token}", token)));
    Ok(Some(SmsConfig {
        url,
        headers: headers.collect(),
        form,
        body,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Result<Config, ConfigError> {
        let folder = std::env::temp_dir().join(format!("cloakroom-config-{:?}", std::thread::current().id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("cloakroom.toml");
        std::fs::write(&path, text).unwrap();
        let loaded = load(Some(&path), Overrides::default(), &|_| None);
        std::fs::remove_dir_all(&folder).unwrap();
        loaded
    }

    fn why(text: &str) -> String {
        from(text).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn nothing_said_is_a_trial_on_this_machine() {
        let config = load(None, Overrides::default(), &|_| None).unwrap();
        assert!(config.listen.ip().is_loopback());
        assert_eq!(config.database.expose(), "sqlite://cloakroom-data/cloakroom.db");
        assert!(matches!(config.broker, BrokerChoice::Embedded { listen, .. } if listen.ip().is_loopback()));
        assert!(config.mail.is_none() && config.sms.is_none() && config.metrics_token.is_none());
    }

    #[test]
    fn arguments_win() {
        let overrides = Overrides {
            listen: Some("127.0.0.1:0".into()),
            ..Overrides::default()
        };
        assert_eq!(load(None, overrides, &|_| None).unwrap().listen.port(), 0);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_key_and_without_its_secret() {
        let check = |text: &str, expected: &str| {
            let message = why(text);
            assert!(message.contains(expected), "{text}: {message}");
            assert!(!message.contains("s3cret"), "{message}");
        };
        check("listen = 'here'", "listen:");
        check("public_url = 'https://a.example/path'", "public_url:");
        check("public_url = 'a.example'", "public_url:");
        check("trusted_proxies = ['nginx']", "trusted_proxies:");
        check("[broker]\nurl = 'http://u:s3cret@x'", "broker.url:");
        check(
            "[broker]\nurl = 'mqtt://u:s3cret@x'\nlisten = '127.0.0.1:1'",
            "not both",
        );
        check("[broker]\npublic_url = 'mqtt://u:s3cret@x'", "broker.public_url");
        check("[mail]\nurl = 'smtp://u:s3cret@x'", "mail.from");
        check("[mail]\nurl = 'http://u:s3cret@x'\nfrom = 'y'", "mail.url");
        check("[sms]\nurl = 'https://x'\nbody = '{to}'", "sms.body");
        check("[log]\nformat = 'xml'", "log.format");
        check("[support]\nhours = 'mon-fri 18:00-08:00'", "support.hours");
        check("[support]\ntime_zone = 'Mars/Olympus'", "support.time_zone");
        check("[keys]\nmaster = 's3cret'", "unknown field");
    }

    #[test]
    fn the_public_address_has_no_slash_at_its_end() {
        let config = from("public_url = 'https://locker.example.org/'").unwrap();
        assert_eq!(config.public_url.as_deref(), Some("https://locker.example.org"));
    }
}
