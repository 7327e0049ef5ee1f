//! What the environment says over the file. What must not be here: settings that are arguments too (`cli.rs`).

use super::ConfigError;
use super::file::FileSettings;

type Setter = fn(&mut FileSettings, String) -> Result<(), &'static str>;

/// Every variable that only the environment and the file can set. The arguments' own stand in [`ARGUMENTS`].
const TABLE: &[(&str, Setter)] = &[
    ("CLOAKROOM_TRUSTED_PROXIES", |s, v| {
        s.trusted_proxies = Some(
            v.split(',')
                .map(|p| p.trim().to_owned())
                .filter(|p| !p.is_empty())
                .collect(),
        );
        Ok(())
    }),
    ("CLOAKROOM_TEMPLATES_DIR", |s, v| set(&mut s.templates_dir, v.into())),
    ("CLOAKROOM_DATABASE_URL", |s, v| set(&mut s.database.url, v)),
    ("DATABASE_URL", |s, v| {
        if s.database.url.is_none() {
            s.database.url = Some(v);
        }
        Ok(())
    }),
    ("CLOAKROOM_DATABASE_URL_FILE", |s, v| {
        set(&mut s.database.url_file, v.into())
    }),
    ("CLOAKROOM_BROKER_LISTEN", |s, v| set(&mut s.broker.listen, v)),
    ("CLOAKROOM_BROKER_URL", |s, v| set(&mut s.broker.url, v)),
    ("CLOAKROOM_BROKER_URL_FILE", |s, v| {
        set(&mut s.broker.url_file, v.into())
    }),
    ("CLOAKROOM_BROKER_CA_FILE", |s, v| set(&mut s.broker.ca_file, v.into())),
    ("CLOAKROOM_BROKER_NODE", |s, v| set(&mut s.broker.node, v)),
    ("CLOAKROOM_BROKER_SHARED", |s, v| {
        set(&mut s.broker.shared, yes_or_no(&v)?)
    }),
    ("CLOAKROOM_BROKER_PUBLIC_URL", |s, v| set(&mut s.broker.public_url, v)),
    ("CLOAKROOM_MASTER_KEY", |s, v| set(&mut s.keys.master, v)),
    ("CLOAKROOM_MASTER_KEY_FILE", |s, v| {
        set(&mut s.keys.master_file, v.into())
    }),
    ("CLOAKROOM_SIGNING_KEY", |s, v| set(&mut s.keys.signing, v)),
    ("CLOAKROOM_SIGNING_KEY_FILE", |s, v| {
        set(&mut s.keys.signing_file, v.into())
    }),
    ("CLOAKROOM_MAIL_URL", |s, v| set(&mut s.mail.url, v)),
    ("CLOAKROOM_MAIL_URL_FILE", |s, v| set(&mut s.mail.url_file, v.into())),
    ("CLOAKROOM_MAIL_FROM", |s, v| set(&mut s.mail.from, v)),
    ("CLOAKROOM_SMS_URL", |s, v| set(&mut s.sms.url, v)),
    ("CLOAKROOM_SMS_BODY", |s, v| set(&mut s.sms.body, v)),
    ("CLOAKROOM_SMS_FORM", |s, v| set(&mut s.sms.form, v)),
    ("CLOAKROOM_SMS_TOKEN", |s, v| set(&mut s.sms.token, v)),
    ("CLOAKROOM_SMS_TOKEN_FILE", |s, v| set(&mut s.sms.token_file, v.into())),
    ("CLOAKROOM_LIMITS_ENTRANCE", |s, v| {
        set(&mut s.limits.entrance, number(&v)?)
    }),
    ("CLOAKROOM_LIMITS_LINKS", |s, v| set(&mut s.limits.links, number(&v)?)),
    ("CLOAKROOM_LIMITS_FOUND", |s, v| set(&mut s.limits.found, number(&v)?)),
    ("CLOAKROOM_PAYMENTS_SELLER", |s, v| set(&mut s.payments.seller, v)),
    ("CLOAKROOM_PAYMENTS_TIME_ZONE", |s, v| set(&mut s.payments.time_zone, v)),
    ("CLOAKROOM_PAYMENTS_TEST", |s, v| {
        set(&mut s.payments.test, yes_or_no(&v)?)
    }),
    ("CLOAKROOM_STRIPE_KEY", |s, v| set(&mut s.payments.stripe_key, v)),
    ("CLOAKROOM_STRIPE_KEY_FILE", |s, v| {
        set(&mut s.payments.stripe_key_file, v.into())
    }),
    ("CLOAKROOM_STRIPE_WEBHOOK_SECRET", |s, v| {
        set(&mut s.payments.stripe_webhook_secret, v)
    }),
    ("CLOAKROOM_STRIPE_WEBHOOK_SECRET_FILE", |s, v| {
        set(&mut s.payments.stripe_webhook_secret_file, v.into())
    }),
    ("CLOAKROOM_STRIPE_URL", |s, v| set(&mut s.payments.stripe_url, v)),
    ("CLOAKROOM_SUPPORT_HOURS", |s, v| set(&mut s.support.hours, v)),
    ("CLOAKROOM_SUPPORT_TIME_ZONE", |s, v| set(&mut s.support.time_zone, v)),
    ("CLOAKROOM_METRICS_TOKEN", |s, v| set(&mut s.metrics.token, v)),
    ("CLOAKROOM_METRICS_TOKEN_FILE", |s, v| {
        set(&mut s.metrics.token_file, v.into())
    }),
];

/// Variables of the arguments (`cli.rs`) and of the program inside a bank.
const ARGUMENTS: &[&str] = &[
    "CLOAKROOM_CONFIG",
    "CLOAKROOM_LISTEN",
    "CLOAKROOM_PUBLIC_URL",
    "CLOAKROOM_DATA_DIR",
    "CLOAKROOM_SITE_DIR",
    "CLOAKROOM_LOG_FORMAT",
    "CLOAKROOM_LOG_LEVEL",
    "CLOAKROOM_BANK_CONFIG",
    bank::config::PASSWORD_VARIABLE,
];

#[expect(clippy::unnecessary_wraps, reason = "so that the table's rows are one line each")]
fn set<T>(place: &mut Option<T>, value: T) -> Result<(), &'static str> {
    *place = Some(value);
    Ok(())
}

fn number(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "say a whole number")
}

fn yes_or_no(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" | "on" => Ok(true),
        "0" | "false" | "no" | "off" => Ok(false),
        _ => Err("say true or false"),
    }
}

/// Lays what the environment says over the file. An empty variable says nothing.
pub(super) fn overlay(
    settings: &mut FileSettings,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<(), ConfigError> {
    for (name, set) in TABLE {
        let Some(value) = variable(name).filter(|value| !value.is_empty()) else {
            continue;
        };
        set(settings, value).map_err(|why| ConfigError::Value {
            key: (*name).to_owned(),
            why: why.to_owned(),
        })?;
    }
    Ok(())
}

/// Variables of the environment that look like ours and are none: most likely misspelt.
pub fn strangers<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    names
        .filter(|name| name.starts_with("CLOAKROOM_") && !name.starts_with("CLOAKROOM_TEST_"))
        .filter(|name| !ARGUMENTS.contains(name) && TABLE.iter().all(|(known, _)| known != name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_over_the_file_and_emptiness_says_nothing() {
        let mut settings = FileSettings::default();
        settings.mail.url = Some("file".into());
        settings.mail.from = Some("file".into());
        let variable = |name: &str| match name {
            "CLOAKROOM_MAIL_URL" => Some("environment".to_owned()),
            "CLOAKROOM_MAIL_FROM" => Some(String::new()),
            "CLOAKROOM_TRUSTED_PROXIES" => Some("10.0.0.1, ::1,".to_owned()),
            _ => None,
        };
        overlay(&mut settings, &variable).unwrap();
        assert_eq!(settings.mail.url.as_deref(), Some("environment"));
        assert_eq!(settings.mail.from.as_deref(), Some("file"));
        assert_eq!(settings.trusted_proxies.unwrap(), ["10.0.0.1", "::1"]);
    }

    #[test]
    fn a_wrong_value_names_its_variable() {
        let variable = |name: &str| (name == "CLOAKROOM_BROKER_SHARED").then(|| "perhaps".to_owned());
        let refused = overlay(&mut FileSettings::default(), &variable).unwrap_err();
        assert!(refused.to_string().contains("CLOAKROOM_BROKER_SHARED"), "{refused}");
    }

    #[test]
    fn misspelt_variables_are_found() {
        let names = ["PATH", "CLOAKROOM_LISTEN", "CLOAKROOM_LISTENS", "CLOAKROOM_MAIL_URL"];
        assert_eq!(strangers(names.into_iter()), ["CLOAKROOM_LISTENS"]);
    }

    #[test]
    fn every_setting_is_documented() {
        let page = include_str!("../../../docs/operations.md");
        let names = TABLE.iter().map(|(name, _)| *name).chain(ARGUMENTS.iter().copied());
        let missing: Vec<_> = names.filter(|name| !page.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "docs/operations.md does not tell of {missing:?}");
    }
}
