//! Codes of six digits (docs/decisions/0042): when they are made, what is kept of them, and how one that was typed is looked up.
//!
//! Of such a code the database holds three keyed hashes: of the code and the end of the telephone number together, by which
//! it is found; of the six digits alone, which are nobody else's at that bank; and of the end alone. What must not be here: the
//! end itself, or a road for "right code, wrong end" that differs from that of any wrong code.

use domain::custody::{AccessCode, CodeForm, DigitsEntry, Pads, PhoneEnd};
use domain::ids::BankId;

use super::sql::Consignment;
use super::sql_shares::ShareRow;
use super::{by_hand, secrets, sql_digits};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::secrets::MasterKey;

/// What is kept of a code of six digits beside the hash by which it is found.
pub(super) struct DigitsHashes {
    /// Of the six digits alone.
    pub alone: String,
    /// Of the end of the telephone number.
    pub end: String,
}

impl DigitsHashes {
    pub(super) fn of(key: &MasterKey, bank: BankId, code: &AccessCode, end: &PhoneEnd) -> Self {
        let hash = |label, secret: &str| key.lookup_hash(label, &[bank.0.as_bytes(), secret.as_bytes()].concat());
        Self {
            alone: hash("custody.code.digits", code.expose()),
            end: hash("custody.code.phone_end", end.expose()),
        }
    }
}

/// Of both together: who has only one of them looks up another hash.
pub(super) fn entry_hash(key: &MasterKey, bank: BankId, code: &AccessCode, end: &PhoneEnd) -> String {
    let typed = [code.expose(), end.expose()].concat();
    let input = [bank.0.as_bytes().as_slice(), typed.as_bytes()].concat();
    key.lookup_hash("custody.code.entry", &input)
}

impl Consignment {
    /// Of what its code is made, while it has one.
    pub(crate) const fn code_form(&self) -> CodeForm {
        form(self.digits_hash.as_ref())
    }
}

impl ShareRow {
    /// Of what the lent code is made, while it opens.
    pub(super) const fn code_form(&self) -> CodeForm {
        form(self.digits_hash.as_ref())
    }
}

const fn form(digits_hash: Option<&String>) -> CodeForm {
    match digits_hash {
        Some(_) => CodeForm::Digits,
        None => CodeForm::Signs,
    }
}

/// What is asked behind a code that is made now; nothing where codes of signs are made. A thing whose recipient has no number
/// gets a code of signs anywhere: it was taken before its bank asked for one, and the kiosk goes on showing the keys for it.
pub(super) async fn asked_end(
    h: &mut impl Handle,
    house: &House,
    consignment: &Consignment,
) -> Result<Option<PhoneEnd>> {
    if sql_digits::code_form(h, consignment.bank_id.0).await? == CodeForm::Signs {
        return Ok(None);
    }
    let (_, phone) = consignment.contact(house)?;
    Ok(phone.as_ref().map(PhoneEnd::of))
}

/// Whether codes of this bank ask for the end of a number: nobody without one can be given to it.
///
/// # Errors
/// What the database says.
pub(crate) async fn asks_phone_end(h: &mut impl Handle, bank: BankId) -> Result<bool> {
    Ok(sql_digits::code_form(h, bank).await? == CodeForm::Digits)
}

/// The banks whose codes do. A finder gives no number: their code, of signs, could not be typed there.
///
/// # Errors
/// What the database says.
pub(crate) async fn banks_of_digits(h: &mut impl Handle) -> Result<Vec<BankId>> {
    sql_digits::banks_of_digits(h).await
}

/// Which keys the kiosk of a bank shows.
pub(super) async fn pads(h: &mut impl Handle, bank: BankId) -> Result<Pads> {
    let own = sql_digits::code_form(h, bank).await?;
    let both = sql_digits::live_of(h, bank, own.other()).await? > 0;
    Ok(Pads { own, both })
}

/// What somebody typed at a keypad. Which form it has, its length tells: what a bank makes now does not matter.
pub(super) enum Entered {
    Signs(AccessCode),
    Digits(DigitsEntry),
    /// What cannot be a code takes the same road as a wrong one.
    Nothing,
}

impl Entered {
    pub(super) fn read(typed: &str) -> Self {
        match (AccessCode::parse(typed), DigitsEntry::parse(typed)) {
            (Some(code), _) => Self::Signs(code),
            (None, Some(entry)) => Self::Digits(entry),
            (None, None) => Self::Nothing,
        }
    }

    /// By which it is looked up. Code and end are one hash: there is nothing to compare afterwards, and nothing to time.
    pub(super) fn hash(&self, key: &MasterKey, bank: BankId) -> String {
        match self {
            Self::Signs(code) => secrets::code_hash(key, bank, code),
            Self::Digits(entry) => entry_hash(key, bank, &entry.code, &entry.end),
            Self::Nothing => String::new(),
        }
    }

    /// It opened nothing: counts it against what was meant. Gives whether anybody is told something.
    pub(super) async fn count(&self, tx: &mut Tx, house: &House, bank: BankId) -> Result<bool> {
        match self {
            Self::Signs(code) => by_hand::count_try(tx, house, bank, code).await,
            Self::Digits(entry) => {
                let hashes = DigitsHashes::of(&house.key, bank, &entry.code, &entry.end);
                let meant = sql_digits::meant(tx, bank, &hashes.alone, &hashes.end).await?;
                by_hand::count_against(tx, house, meant).await
            }
            Self::Nothing => Ok(false),
        }
    }
}
