//! Whether a code counts. One that did never does again: the half minute of the last digits is kept, a recovery code is
//! deleted.
//!
//! What must not be here: what follows. Whoever asks commits, also when the answer is no: the try was counted.

use domain::accounts::second_step::{HalfMinute, RecoveryCode, SecondCode, StepCode, TotpSecret, tries};
use domain::ids::PersonId;
use domain::{RefusalCode, Timestamp};

use super::sql;
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::House;
use crate::secrets::{digits, same};

/// What the secret of a phone is sealed under; the place is its owner's id.
pub(super) const SECRET: &str = "accounts.second_step";
const RECOVERY: &str = "accounts.recovery_code";

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The phone's digits, for the first time.
    Digits,
    /// A recovery code; it is gone now.
    Recovery { left: u32 },
    /// None that counts, whatever is wrong with it.
    Wrong,
    /// Digits, on a day that had too many wrong ones.
    Rests,
}

impl Verdict {
    /// What a form that asks for a code is refused with; nothing if it was right.
    pub(super) const fn refused(self) -> Option<RefusalCode> {
        match self {
            Self::Digits | Self::Recovery { .. } => None,
            Self::Wrong => Some(RefusalCode::WrongSecondStep),
            Self::Rests => Some(RefusalCode::SecondStepRests),
        }
    }
}

/// Tries a code of a person who has a second step. Commit whatever the answer is.
pub(super) async fn take(tx: &mut Tx, house: &House, person: PersonId, typed: &str) -> Result<Verdict> {
    match SecondCode::parse(typed) {
        None => Ok(Verdict::Wrong),
        Some(SecondCode::Recovery(code)) => {
            if sql::use_recovery(tx, person, &recovery_hash(house, person, &code)).await? == 0 {
                return Ok(Verdict::Wrong);
            }
            let left = sql::recovery_left(tx, person).await?;
            Ok(Verdict::Recovery {
                left: u32::try_from(left).unwrap_or_default(),
            })
        }
        Some(SecondCode::Digits(code)) => {
            let now = house.now();
            if !sql::has_phone(tx, person).await? {
                // Passkeys only: these digits are nobody's.
                return Ok(Verdict::Wrong);
            }
            if sql::count_digits(tx, person, now, now - tries::DAY, tries::MOST_A_DAY).await? == 0 {
                return Ok(Verdict::Rests);
            }
            let sealed = sql::step(tx, person).await?.and_then(|row| row.secret_sealed);
            let Some(sealed) = sealed else {
                return Ok(Verdict::Wrong);
            };
            let Some(used) = half_minute_of(&code, &unseal(house, person, &sealed)?, now) else {
                return Ok(Verdict::Wrong);
            };
            if sql::use_step(tx, person, used).await? == 0 {
                return Ok(Verdict::Wrong);
            }
            Ok(Verdict::Digits)
        }
    }
}

/// The half minute whose digits these are, if they are taken now. All three are computed and compared, whichever fits.
pub(super) fn half_minute_of(code: &StepCode, secret: &TotpSecret, now: Timestamp) -> Option<HalfMinute> {
    HalfMinute::taken_now(now).into_iter().fold(None, |found, at| {
        let fits = same(digits(secret, at).expose().as_bytes(), code.expose().as_bytes());
        if fits { Some(at) } else { found }
    })
}

/// Seals a secret for its owner's row.
pub(super) fn seal(house: &House, person: PersonId, secret: &TotpSecret) -> Result<String> {
    let chance = house.outside.chance.as_ref();
    house.key.seal(chance, SECRET, &person.to_string(), secret.as_bytes())
}

/// Opens a secret of this person.
pub(super) fn unseal(house: &House, person: PersonId, sealed: &str) -> Result<TotpSecret> {
    let bytes = house.key.open(SECRET, &person.to_string(), sealed)?;
    let bytes: [u8; TotpSecret::BYTES] = bytes
        .try_into()
        .map_err(|_| Fault::broken("accounts.second_step", "reading the secret of a second step"))?;
    Ok(TotpSecret::from_bytes(bytes))
}

/// Bound to its owner: a hash copied into another's row is worthless there.
fn recovery_hash(house: &House, person: PersonId, code: &RecoveryCode) -> String {
    let bound = [&person.to_string(), "/", code.expose()].concat();
    house.key.lookup_hash(RECOVERY, bound.as_bytes())
}

/// Ten new recovery codes; those of before are dead.
pub(super) async fn new_recovery(tx: &mut Tx, house: &House, person: PersonId) -> Result<Vec<RecoveryCode>> {
    sql::drop_recovery(tx, person).await?;
    let mut codes = Vec::with_capacity(RecoveryCode::HOW_MANY);
    while codes.len() < RecoveryCode::HOW_MANY {
        let bytes: [u8; 32] = house.outside.chance.bytes();
        let Some(code) = RecoveryCode::from_bytes(&bytes) else {
            continue;
        };
        // The same code twice would be one: it is drawn again.
        if sql::insert_recovery(tx, person, &recovery_hash(house, person, &code)).await? == 1 {
            codes.push(code);
        }
    }
    Ok(codes)
}
