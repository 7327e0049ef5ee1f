//! Administrators, from the command line of the machine.

use std::process::ExitCode;

use backend::accounts::{Offices, SecondSteps};
use backend::house::Settings;
use domain::accounts::{AccountsPort as _, Actor, OfficesPort as _};
use domain::audit::Act;
use domain::{Email, Error, RefusalCode};

use crate::compose::Parts;
use crate::config::Config;
use crate::failure::Failure;

/// `cloakroom admin invite`: prints a one-time link.
pub(super) async fn invite(config: &Config, email: &str) -> Result<ExitCode, Failure> {
    let email = Email::parse(email).map_err(|_| Failure::new("this is no e-mail address"))?;
    let public_url = public_url(config);
    let parts = open(config).await?;
    let secret = parts
        .accounts
        .invite_administrator(&Actor::House, email.as_str())
        .await?;
    super::audit::note(&parts, Act::Invite).await;
    println!("This link makes an administrator; it works once, for 72 hours:");
    println!("  {public_url}/en/invitation/{}", secret.expose());
    parts.house.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// `cloakroom admin second-step-off`: the password alone signs this person in, until they set it up again.
pub(super) async fn second_step_off(config: &Config, email: &str, reason: &str) -> Result<ExitCode, Failure> {
    let parts = open(config).await?;
    let steps = SecondSteps::new(parts.accounts.clone());
    let done = steps.take_off_at_machine(email, reason).await;
    if done.is_ok() {
        super::audit::note(&parts, Act::SecondStepTakenOff).await;
    }
    parts.house.db.close().await;
    done.map_err(no_second_step)?;
    println!("It is off: the password alone signs them in now. They are told by e-mail, with the reason.");
    Ok(ExitCode::SUCCESS)
}

fn no_second_step(error: Error) -> Failure {
    match error.refusal().map(|refusal| refusal.code) {
        Some(RefusalCode::NotFound) => Failure::new("nobody with this address has an account"),
        Some(RefusalCode::WrongState) => Failure::new("this account has no second step"),
        Some(RefusalCode::Form) => Failure::new("say why, in one line: --reason \"…\""),
        _ => error.into(),
    }
}

/// `cloakroom admin bureau`: one organisation runs the lost-property bureau from now on.
pub(super) async fn bureau(config: &Config, name: Option<&str>) -> Result<ExitCode, Failure> {
    let parts = open(config).await?;
    let offices = Offices::new(parts.house.clone());
    if offices.has_bureau().await? {
        return Err(Failure::new("there is a bureau already; a house has one"));
    }
    let all = offices.organisations().await?;
    let meant: Vec<_> = all
        .iter()
        .filter(|(_, own)| name.is_none_or(|name| own == name))
        .collect();
    let (organisation, name) = match meant.as_slice() {
        [one] => one,
        [] if all.is_empty() => {
            return Err(Failure::new(
                "there is no organisation yet: start the server and follow the first administrator's link",
            ));
        }
        _ => {
            let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
            return Err(Failure::new(format!("say which one runs it: {}", names.join("; "))));
        }
    };
    offices.found_bureau(*organisation).await?;
    super::audit::note(&parts, Act::Bureau).await;
    println!("{name} runs the lost-property bureau now. Its manager opens offices and invites dispatchers next.");
    parts.house.db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn public_url(config: &Config) -> String {
    let set = config.public_url.clone();
    set.unwrap_or_else(|| format!("http://{}", config.listen))
}

async fn open(config: &Config) -> Result<Parts, Failure> {
    let settings = Settings {
        public_url: public_url(config),
        demo: false,
        payments: crate::compose::payment_settings(config),
    };
    Parts::open(config, settings).await
}
