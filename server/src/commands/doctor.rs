//! Looks whether everything is set up and tells in words. It changes nothing: no file is made, no schema is touched.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use backend::db::Db;
use backend::house::is_time_zone;
use backend::lockers::{self, SetAside};
use backend::mqtt::{LinkConfig, MqttLink, Share};
use backend::notices::{SmsGateway, Smtp, Texts};
use backend::outside::Outside;
use backend::secrets::MasterKey;
use domain::Timestamp;
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

use super::words::utc;
use super::{doctor_upkeep, keys};
use crate::cli::Common;
use crate::config::{BrokerChoice, Config, KeySource, is_to_be_made, strangers};
use crate::failure::Failure;
use crate::web::Site;

/// How long anybody may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Before this the program did not exist: a clock that says so is wrong.
const BUILT_AFTER: Timestamp = Timestamp(1_767_225_600_000_000);

/// What was found about one thing.
pub(super) enum Finding {
    Fine(String),
    /// It works, and somebody should know.
    Note(String),
    /// It does not work like this.
    Wrong(String),
}

use Finding::{Fine, Note, Wrong};

/// `cloakroom doctor`. Ends with an error if something is wrong.
pub(super) async fn run(common: &Common) -> Result<ExitCode, Failure> {
    let mut findings = vec![("clock", clock()), ("time zones", time_zones())];
    findings.extend(misspelt().map(|found| ("environment", found)));
    match common.load() {
        Ok(config) => {
            findings.push(("configuration", Fine("understood".to_owned())));
            findings.extend(look(&config).await);
            findings.extend(doctor_upkeep::look(&config).await);
        }
        Err(error) => findings.push(("configuration", Wrong(error.to_string()))),
    }
    let mut wrong = 0;
    for (what, finding) in &findings {
        let (mark, text) = match finding {
            Fine(text) => ("fine ", text),
            Note(text) => ("note ", text),
            Wrong(text) => {
                wrong += 1;
                ("WRONG", text)
            }
        };
        println!("{mark}  {what}: {text}");
    }
    if wrong == 0 {
        println!("Everything that must be there is there.");
        Ok(ExitCode::SUCCESS)
    } else {
        println!("{wrong} of {} are wrong.", findings.len());
        Ok(ExitCode::FAILURE)
    }
}

async fn look(config: &Config) -> Vec<(&'static str, Finding)> {
    vec![
        ("address", address(config)),
        ("site", site(config)),
        ("master key", key(&config.keys.master)),
        ("signing key", key(&config.keys.signing)),
        ("database", database(config).await),
        ("keys of banks", keys::look(config).await),
        ("messages of banks", set_aside(config).await),
        ("broker", broker(config).await),
        ("mail", mail(config).await),
        ("text messages", sms(config).await),
        ("texts of messages", texts(config)),
    ]
}

fn clock() -> Finding {
    match Outside::real().map(|outside| outside.now()) {
        Ok(now) if now > BUILT_AFTER => Fine(doctor_upkeep::kept_right().to_owned()),
        Ok(_) => Wrong("the machine's clock is years behind; banks refuse what it signs. Set up NTP".to_owned()),
        Err(fault) => Wrong(format!("the system gives no random numbers: {fault}")),
    }
}

fn time_zones() -> Finding {
    let needed = ["Europe/Bucharest", "Europe/Moscow", "Asia/Shanghai"];
    match needed.iter().find(|zone| !is_time_zone(zone)) {
        None => Fine("known".to_owned()),
        Some(zone) => Wrong(format!(
            "{zone} is not known: the data of time zones is missing or broken"
        )),
    }
}

fn misspelt() -> Option<Finding> {
    let names: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .collect();
    let strangers = strangers(names.iter().map(String::as_str));
    (!strangers.is_empty()).then(|| Note(format!("{} mean nothing to me; misspelt?", strangers.join(", "))))
}

fn address(config: &Config) -> Finding {
    match &config.public_url {
        None if config.listen.ip().is_loopback() => Note("public_url is not set: a trial on this machine".to_owned()),
        None => Wrong("public_url is not set: links in messages would lead nowhere".to_owned()),
        Some(url) if url.starts_with("https://") => Fine(url.clone()),
        Some(url) => Note(format!("{url} is not https: cookies can be read on the way")),
    }
}

fn site(config: &Config) -> Finding {
    match Site::find(config.site_dir.as_deref()) {
        Ok(_) => Fine("built".to_owned()),
        Err(failure) => Wrong(failure.to_string()),
    }
}

fn key(source: &KeySource) -> Finding {
    match source {
        KeySource::Text(text) => match MasterKey::from_base64(text.expose()) {
            Ok(_) => Fine("in the environment".to_owned()),
            Err(fault) => Wrong(fault.to_string()),
        },
        KeySource::OwnFile(path) if !path.exists() => Note(format!(
            "{} will be made at the first start; keep a copy of it",
            path.display()
        )),
        KeySource::File(path) | KeySource::OwnFile(path) => key_file(path),
    }
}

fn key_file(path: &Path) -> Finding {
    use std::os::unix::fs::PermissionsExt as _;
    let place = path.display();
    let open = std::fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
    match MasterKey::from_file(path) {
        Err(fault) => Wrong(fault.chain()),
        Ok(_) if open => Wrong(format!("others on this machine may read {place}; chmod 600")),
        Ok(_) => Fine(format!("{place}")),
    }
}

async fn database(config: &Config) -> Finding {
    let url = config.database.expose();
    if is_to_be_made(url) {
        return Note("will be made at the first start".to_owned());
    }
    let ask = async {
        let db = Db::open(url).await?;
        db.healthy(PATIENCE).await?;
        let pending = db.pending_migrations().await;
        db.close().await;
        pending
    };
    match tokio::time::timeout(PATIENCE, ask).await {
        Ok(Ok(0)) => Fine("answers, schema up to date".to_owned()),
        Ok(Ok(pending)) => Note(format!(
            "answers; {pending} changes of the schema are due (serve and migrate make them)"
        )),
        Ok(Err(fault)) => Wrong(fault.chain()),
        Err(_) => Wrong("does not answer within 5 s".to_owned()),
    }
}

/// What lies aside because it could never be applied: somebody must look at that bank.
async fn set_aside(config: &Config) -> Finding {
    let url = config.database.expose();
    if is_to_be_made(url) {
        return Fine("none yet".to_owned());
    }
    let ask = async {
        let db = Db::open(url).await?;
        let found = match db.pending_migrations().await? {
            0 => Some(lockers::set_aside(&mut db.read().await?).await?),
            _ => None,
        };
        db.close().await;
        Ok::<_, backend::fault::Fault>(found)
    };
    match tokio::time::timeout(PATIENCE, ask).await {
        Ok(Ok(None)) => Note("not known before the schema is up to date".to_owned()),
        Ok(Ok(Some(SetAside {
            count,
            newest: Some(newest),
        }))) => Wrong(format!(
            "{count} could never be applied and were set aside; the newest is of {}, at {} UTC: {}. Look at that bank, \
             then see docs/operations.md",
            newest.bank,
            utc(newest.at.at),
            newest.why
        )),
        Ok(Ok(Some(_))) => Fine("all were applied".to_owned()),
        Ok(Err(fault)) => Wrong(fault.chain()),
        Err(_) => Wrong("the database does not answer within 5 s".to_owned()),
    }
}

async fn broker(config: &Config) -> Finding {
    match &config.broker {
        BrokerChoice::Embedded { listen, public_url } => {
            let running = tokio::time::timeout(PATIENCE, TcpStream::connect(listen)).await;
            let state = if matches!(running, Ok(Ok(_))) {
                "answers"
            } else {
                "inside the server, which does not run now"
            };
            match public_url {
                None if !listen.ip().is_loopback() => Note(format!(
                    "{state}; broker.public_url is not set: banks are told {listen}"
                )),
                _ => Fine(format!("{state} ({listen})")),
            }
        }
        BrokerChoice::External { address, ca_file, .. } => outside_broker(address, ca_file.as_deref()).await,
    }
}

async fn outside_broker(address: &backend::mqtt::BrokerAddress, ca_file: Option<&Path>) -> Finding {
    let Ok(outside) = Outside::real() else {
        return Wrong("the system gives no random numbers".to_owned());
    };
    // A name and a group of its own: neither the server's session nor any of its messages must be taken over.
    let mut link = LinkConfig::new(address.clone(), "doctor", outside.chance);
    link.session_expiry = Duration::ZERO;
    link.share = Share::WithOtherNodes {
        group: "doctor".to_owned(),
    };
    link.trusted_roots = match ca_file.map(std::fs::read).transpose() {
        Ok(roots) => roots,
        Err(error) => return Wrong(format!("broker.ca_file cannot be read: {error}")),
    };
    let stop = CancellationToken::new();
    let _stopped = stop.clone().drop_guard();
    match MqttLink::start(link, stop) {
        Err(error) => Wrong(error.to_string()),
        Ok((link, _incoming)) => {
            let mut stands = link.connected();
            let answer = tokio::time::timeout(PATIENCE, stands.wait_for(|stands| *stands)).await;
            match answer {
                Ok(Ok(_)) => Fine(format!("{address} answers")),
                _ => Wrong(format!("{address} does not answer, or does not know our account")),
            }
        }
    }
}

async fn mail(config: &Config) -> Finding {
    match config.mail.as_ref().map(Smtp::new) {
        None => Note("not set up: mails wait in the database".to_owned()),
        Some(Err(fault)) => Wrong(fault.to_string()),
        Some(Ok(smtp)) => match tokio::time::timeout(PATIENCE, smtp.answers()).await {
            Ok(Ok(())) => Fine("the server answers and knows our account".to_owned()),
            Ok(Err(code)) => Wrong(format!("mails would not leave: {}", mail_words(code))),
            Err(_) => Wrong("the mail server does not answer within 5 s".to_owned()),
        },
    }
}

fn mail_words(code: &str) -> &'static str {
    match code {
        "mail.sign_in" => "the server does not know our account or password",
        "mail.tls" => "the connection cannot be encrypted, or the certificate is not trusted",
        "mail.timeout" => "the server does not answer in time",
        "mail.unreachable" => "the server cannot be reached",
        _ => "the server says not now",
    }
}

async fn sms(config: &Config) -> Finding {
    match config.sms.as_ref().map(SmsGateway::new) {
        None => Note("not set up: text messages wait in the database".to_owned()),
        Some(Err(fault)) => Wrong(fault.to_string()),
        // No message is sent for a look: whether the gateway knows our token shows with the first one.
        Some(Ok(gateway)) => match tokio::time::timeout(PATIENCE, gateway.answers()).await {
            Ok(true) => Fine("the gateway can be reached".to_owned()),
            _ => Wrong("the gateway cannot be reached".to_owned()),
        },
    }
}

fn texts(config: &Config) -> Finding {
    match Texts::load(config.templates_dir.as_deref()) {
        Ok(_) => Fine("complete".to_owned()),
        Err(fault) => Wrong(fault.chain()),
    }
}
