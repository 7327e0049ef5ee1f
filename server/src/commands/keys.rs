//! The key that signs commands to banks: how the next one takes its place, step by step, by somebody at the machine.
//!
//! What must not be here: what banks are told. The server tells them, as long as it runs and the files are there.

use std::process::ExitCode;
use std::time::Duration;

use backend::db::Db;
use backend::fault::Fault;
use backend::house::Settings;
use backend::lockers::{key_standings, last_mark, mark_keys};
use backend::secrets::{KeyRing, SigningKeyFile, TurnFiles};
use domain::ShortText;
use domain::audit::Act;
use domain::lockers::{KeyMark, KeyStanding};

use super::doctor::Finding::{self, Fine, Note, Wrong};
use crate::cli::KeysCommand;
use crate::compose::{Parts, is_over, turn_files};
use crate::config::{Config, KeySource, is_to_be_made};
use crate::failure::Failure;

/// So many banks are told one by one.
const TOLD: usize = 50;
/// How long the database may take to answer the doctor.
const PATIENCE: Duration = Duration::from_secs(5);

/// `cloakroom keys …`.
pub(super) async fn run(config: &Config, command: &KeysCommand) -> Result<ExitCode, Failure> {
    let files = turn_files(&config.keys.signing).ok_or_else(|| {
        Failure::new("the signing key comes from the environment: only one in a file can be replaced by the server")
    })?;
    let public_url = config.public_url.clone();
    let settings = Settings {
        public_url: public_url.unwrap_or_else(|| format!("http://{}", config.listen)),
        demo: false,
        payments: crate::compose::payment_settings(config),
    };
    let turn = Turn {
        parts: Parts::open(config, settings).await?,
        files,
    };
    let done = match command {
        KeysCommand::Show => turn.show().await,
        KeysCommand::Next => turn.make_next().await,
        KeysCommand::Turn { reason } => turn.turn(reason.as_deref()).await,
        KeysCommand::End { reason } => turn.end(reason.as_deref()).await,
    };
    turn.parts.house.db.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

struct Turn {
    parts: Parts,
    files: TurnFiles,
}

impl Turn {
    async fn show(&self) -> Result<(), Failure> {
        let ring = self.files.ring(&self.parts.signing)?;
        println!("signs  {}", ring.signing.fingerprint());
        for (word, key) in [("next ", &ring.next), ("old  ", &ring.old)] {
            if let Some(key) = key {
                println!("{word}  {}", key.fingerprint());
            }
        }
        let banks = key_standings(&self.parts.house.db, &ring.public()).await?;
        tell(&banks);
        Ok(())
    }

    async fn make_next(&self) -> Result<(), Failure> {
        if self.files.old()?.is_some() {
            return Err(Failure::new(
                "the key before this one is still there: first `cloakroom keys end`",
            ));
        }
        let known = self.files.next()?.is_some();
        let next = self.files.make_next(self.parts.house.outside.chance.as_ref())?;
        let place = self.files.next_path().display();
        if known {
            println!("There is one already: {place}");
        } else {
            let made = [(KeyMark::Made, next.public_key())];
            mark_keys(&self.parts.house, &made, None).await?;
            super::audit::note(&self.parts, Act::SigningKey).await;
            println!("Made: {place}");
        }
        println!("Its fingerprint: {}", next.fingerprint());
        println!(
            "Copy it to every node of this house, and to where keys are kept. The running server tells the banks of it."
        );
        println!(
            "`cloakroom keys show`, or the page Signing key, says which of them obey it. Then: `cloakroom keys turn`."
        );
        Ok(())
    }

    async fn turn(&self, reason: Option<&str>) -> Result<(), Failure> {
        let house = &self.parts.house;
        let ring = self.files.ring(&self.parts.signing)?;
        let Some(next) = &ring.next else {
            return Err(Failure::new("there is no next key: first `cloakroom keys next`"));
        };
        let mark = last_mark(&house.db, next.public_key()).await?;
        if mark.is_some_and(is_over) {
            return Err(Failure::new("this key was replaced once: it never signs again"));
        }
        // At a second node of the same house the turn has been decided, and only the files are left.
        let decided = mark == Some(KeyMark::Signs);
        let reason = if decided {
            None
        } else {
            self.why(&ring, KeyStanding::Ready, reason).await?
        };
        self.files.turn()?;
        if !decided {
            let marks = [
                (KeyMark::Signs, next.public_key()),
                (KeyMark::Replaced, ring.signing.public_key()),
            ];
            mark_keys(house, &marks, reason.as_deref()).await?;
        }
        super::audit::note(&self.parts, Act::SigningKey).await;
        println!("From the next start on this key signs: {}", next.fingerprint());
        println!(
            "Do the same at the other nodes, then start the server. It tells the banks to obey the old key no more."
        );
        println!("When all of them have confirmed it: `cloakroom keys end`.");
        Ok(())
    }

    async fn end(&self, reason: Option<&str>) -> Result<(), Failure> {
        let ring = self.files.ring(&self.parts.signing)?;
        let Some(old) = &ring.old else {
            return Err(Failure::new("there is no old key"));
        };
        if old.public_key() == ring.signing.public_key() {
            return Err(Failure::new(
                "the old key is the one that signs: first `cloakroom keys turn`",
            ));
        }
        let reason = self.why(&ring, KeyStanding::Fine, reason).await?;
        self.files.end_old()?;
        let ended = [(KeyMark::Ended, old.public_key())];
        mark_keys(&self.parts.house, &ended, reason.as_deref()).await?;
        super::audit::note(&self.parts, Act::SigningKey).await;
        println!("Deleted: {}", self.files.old_path().display());
        println!("Delete it at the other nodes, and its copies, too.");
        Ok(())
    }

    /// Whether all banks stand as they must, or why it is done nevertheless.
    async fn why(&self, ring: &KeyRing, must: KeyStanding, reason: Option<&str>) -> Result<Option<String>, Failure> {
        let banks = key_standings(&self.parts.house.db, &ring.public()).await?;
        let missing: Vec<_> = banks.into_iter().filter(|(_, standing)| *standing != must).collect();
        if missing.is_empty() {
            return Ok(None);
        }
        tell(&missing);
        let said = reason.map(ShortText::parse).transpose();
        match said {
            Ok(Some(reason)) => Ok(Some(reason.as_str().to_owned())),
            _ => Err(Failure::new(
                "these banks are not ready. Let the server run until they are; or go to them, and say why you do not wait: \
                 --reason \"…\"",
            )),
        }
    }
}

fn tell(banks: &[(String, KeyStanding)]) {
    for (name, standing) in banks.iter().take(TOLD) {
        println!("{name}: {}", words(*standing));
    }
    if banks.len() > TOLD {
        println!("… and {} more.", banks.len() - TOLD);
    }
}

const fn words(standing: KeyStanding) -> &'static str {
    match standing {
        KeyStanding::Deaf => "does not obey the key that signs; go there with new papers (cloakroom bank provision)",
        KeyStanding::Stranger => {
            "obeys a key that is none of this house's; find out whose, and go there with new papers"
        }
        KeyStanding::Silent => "has never said which keys it obeys (an older program, or never there)",
        KeyStanding::Old => "still obeys the old key",
        KeyStanding::NotYet => "does not obey the next key yet",
        KeyStanding::Ready => "obeys the next key, too",
        KeyStanding::Fine => "fine",
    }
}

/// What the doctor says of the keys of banks.
pub(super) async fn look(config: &Config) -> Finding {
    let url = config.database.expose();
    if is_to_be_made(url) {
        return Fine("no banks yet".to_owned());
    }
    match tokio::time::timeout(PATIENCE, ask(&config.keys.signing, url)).await {
        Ok(Ok(finding)) => finding,
        Ok(Err(fault)) => Wrong(fault.chain()),
        Err(_) => Wrong("the database does not answer within 5 s".to_owned()),
    }
}

async fn ask(source: &KeySource, url: &str) -> Result<Finding, Fault> {
    let signing = match source {
        KeySource::Text(text) => SigningKeyFile::from_base64(text.expose())?,
        KeySource::File(path) | KeySource::OwnFile(path) if path.exists() => SigningKeyFile::from_file(path)?,
        KeySource::File(_) | KeySource::OwnFile(_) => return Ok(Note("there is no signing key yet".to_owned())),
    };
    let ring = match turn_files(source) {
        Some(files) => files.ring(&signing)?,
        None => KeyRing::only(signing),
    };
    let db = Db::open(url).await?;
    if db.pending_migrations().await? != 0 {
        db.close().await;
        return Ok(Note("not known before the schema is up to date".to_owned()));
    }
    let mark = last_mark(&db, ring.signing.public_key()).await?;
    let banks = key_standings(&db, &ring.public()).await?;
    db.close().await;
    if mark.is_some_and(is_over) {
        return Ok(Wrong(
            "the key in the place of the signing key was replaced: bring the one that took its place".to_owned(),
        ));
    }
    Ok(judge(&banks))
}

/// The worst bank decides; they come sorted.
fn judge(banks: &[(String, KeyStanding)]) -> Finding {
    let Some((name, worst)) = banks.first() else {
        return Fine("no banks yet".to_owned());
    };
    let alike = banks.iter().filter(|(_, standing)| standing == worst).count();
    let said = format!("{name} (one of {alike}): {}", words(*worst));
    match worst {
        KeyStanding::Deaf | KeyStanding::Stranger => Wrong(said),
        KeyStanding::Silent | KeyStanding::Old | KeyStanding::NotYet => Note(said),
        KeyStanding::Ready => Fine("all obey the next key, too: `cloakroom keys turn`".to_owned()),
        KeyStanding::Fine => Fine("all obey the key that signs".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_bank_decides() {
        let bank = |standing| ("Gara de Nord".to_owned(), standing);
        assert!(matches!(judge(&[]), Fine(_)));
        for standing in KeyStanding::ALL {
            let finding = judge(&[bank(standing), bank(KeyStanding::Fine)]);
            match standing {
                KeyStanding::Deaf | KeyStanding::Stranger => assert!(matches!(finding, Wrong(_))),
                KeyStanding::Silent | KeyStanding::Old | KeyStanding::NotYet => assert!(matches!(finding, Note(_))),
                KeyStanding::Ready | KeyStanding::Fine => assert!(matches!(finding, Fine(_))),
            }
        }
    }
}
