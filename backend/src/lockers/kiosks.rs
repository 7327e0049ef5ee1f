//! Pairing of kiosk screens: a one-time code of eight digits turns a screen into a bank's kiosk.

use domain::accounts::{Actor, Secret};
use domain::ids::{BankId, KioskId};
use domain::{Error, RefusalCode, Span};

use super::sql_kiosks;
use crate::db::Handle;
use crate::fault::Result;
use crate::house::House;
use crate::secrets::{MasterKey, SecretToken};

const CODE_LIFE: Span = Span::minutes(15);
const CODE_LABEL: &str = "lockers.pairing";
const KIOSK_LABEL: &str = "lockers.kiosk";

/// Makes the code; the bank's earlier one dies.
pub(super) async fn new_code(house: &House, bank: BankId) -> Result<String> {
    // 64 bits over 10^8: the bias is below one in 10^11.
    let number = u64::from_be_bytes(house.outside.chance.bytes()) % 100_000_000;
    let code = format!("{number:08}");
    let mut tx = house.db.begin().await?;
    sql_kiosks::insert_pairing_code(&mut tx, &code_hash(&house.key, &code), bank, house.now() + CODE_LIFE).await?;
    tx.commit().await?;
    Ok(code)
}

/// Uses the code up and pairs one screen.
pub(super) async fn pair(house: &House, typed: &str) -> Result<(BankId, Secret), Error> {
    let code: String = typed.chars().filter(char::is_ascii_digit).collect();
    let now = house.now();
    let mut tx = house.db.begin().await?;
    let bank = sql_kiosks::use_pairing_code(&mut tx, &code_hash(&house.key, &code), now)
        .await?
        .ok_or(RefusalCode::WrongPairingCode)?;
    let secret = SecretToken::new(house.outside.chance.as_ref());
    let hash = secret.lookup_hash(&house.key, KIOSK_LABEL);
    sql_kiosks::insert_kiosk(&mut tx, KioskId(house.outside.uuid7()), bank, &hash, now).await?;
    tx.commit().await?;
    Ok((bank, Secret::new(secret.expose())))
}

/// Which kiosk holds this secret.
pub(super) async fn who(house: &House, secret: &Secret) -> Result<Actor, Error> {
    let hash = house.key.lookup_hash(KIOSK_LABEL, secret.expose().as_bytes());
    let mut reader = house.db.read().await?;
    let (kiosk, bank) = sql_kiosks::kiosk(&mut reader, &hash)
        .await?
        .ok_or(RefusalCode::SignInFirst)?;
    Ok(Actor::Kiosk { kiosk, bank })
}

/// At which bank a screen is paired; none for one that is paired no more.
///
/// # Errors
/// What the database says.
pub(crate) async fn bank_of_kiosk(h: &mut impl Handle, kiosk: KioskId) -> Result<Option<BankId>> {
    sql_kiosks::bank_of(h, kiosk).await
}

fn code_hash(key: &MasterKey, code: &str) -> String {
    key.lookup_hash(CODE_LABEL, code.as_bytes())
}
