//! Administrators, from the command line of the machine.

use std::process::ExitCode;

use backend::house::Settings;
use domain::Email;
use domain::accounts::{AccountsPort as _, Actor};

use crate::compose::Parts;
use crate::config::Config;
use crate::failure::Failure;

/// `cloakroom admin invite`: prints a one-time link.
pub(super) async fn invite(config: &Config, email: &str) -> Result<ExitCode, Failure> {
    let email = Email::parse(email).map_err(|_| Failure::new("this is no e-mail address"))?;
    let public_url = config
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", config.listen));
    let settings = Settings {
        public_url: public_url.clone(),
        demo: false,
        payments: crate::compose::payment_settings(config),
    };
    let parts = Parts::open(config, settings).await?;
    let secret = parts
        .accounts
        .invite_administrator(&Actor::House, email.as_str())
        .await?;
    println!("This link makes an administrator; it works once, for 72 hours:");
    println!("  {public_url}/en/invitation/{}", secret.expose());
    parts.house.db.close().await;
    Ok(ExitCode::SUCCESS)
}
