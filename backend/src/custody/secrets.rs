//! The secrets of a hand-over: made from one link secret, kept as keyed hashes.
//!
//! The database holds no secret, and without the master key nobody can make a code or QR from a link or test a guess
//! against a hash. What must not be here: a log line.

use domain::custody::{AccessCode, CodeForm, LinkSecret, PhoneEnd, Presence, PresencePass, PresenceToken, QrToken};
use domain::ids::BankId;
use domain::{Span, Timestamp};
use uuid::Uuid;

use super::digits::{self, DigitsHashes};
use super::shares;
use crate::db::Tx;
use crate::house::House;
use crate::secrets::{MasterKey, same};

/// What the tokens of a bank are derived with.
const PRESENCE: &str = "custody.presence.make";
/// For how long the kiosk shows one presence QR, in seconds.
const PRESENCE_STEP: i64 = 30;
/// For how long a phone counts as standing before the bank.
const PRESENCE_LIFE: Span = Span::minutes(3);

/// The code that belongs to a link; `salt` is counted up when it collides with another of the bank.
pub(super) fn code(key: &MasterKey, link: &LinkSecret, salt: i64, form: CodeForm) -> AccessCode {
    let mut input = [link.to_bytes().as_slice(), &salt.to_be_bytes(), &[0]].concat();
    loop {
        let made = match form {
            CodeForm::Signs => AccessCode::from_bytes(&key.derive_bytes("custody.code.make", &input)),
            CodeForm::Digits => AccessCode::of_digits(&key.derive_bytes("custody.code.make_digits", &input)),
        };
        if let Some(code) = made {
            return code;
        }
        // Of 32 bytes fewer than six were usable: about never, and then the next ones.
        if let Some(last) = input.last_mut() {
            *last = last.wrapping_add(1);
        }
    }
}

/// The QR token that belongs to a link.
pub(super) fn qr(key: &MasterKey, link: &LinkSecret) -> QrToken {
    let bytes = key.derive_bytes("custody.qr.make", &link.to_bytes());
    let mut token = [0; 16];
    token.copy_from_slice(&bytes[..16]);
    QrToken::from_bytes(token)
}

pub(super) fn link_hash(key: &MasterKey, link: &LinkSecret) -> String {
    key.lookup_hash("custody.link", &link.to_bytes())
}

pub(super) fn qr_hash(key: &MasterKey, token: &QrToken) -> String {
    key.lookup_hash("custody.qr", &token.to_bytes())
}

/// With the bank in it: the same code at another bank is another secret.
pub(super) fn code_hash(key: &MasterKey, bank: BankId, code: &AccessCode) -> String {
    key.lookup_hash("custody.code", &[bank.0.as_bytes(), code.expose().as_bytes()].concat())
}

/// A code that nobody else has at its bank, and what is kept of it.
pub(super) struct Fresh {
    pub code: AccessCode,
    /// By which it is found.
    pub hash: String,
    pub salt: i64,
    /// Of a code of six digits.
    pub digits: Option<DigitsHashes>,
}

impl Fresh {
    fn of(key: &MasterKey, bank: BankId, link: &LinkSecret, salt: i64, end: Option<&PhoneEnd>) -> Self {
        let form = end.map_or(CodeForm::Signs, |_| CodeForm::Digits);
        let code = code(key, link, salt, form);
        Self {
            hash: end.map_or_else(
                || code_hash(key, bank, &code),
                |end| digits::entry_hash(key, bank, &code, end),
            ),
            digits: end.map(|end| DigitsHashes::of(key, bank, &code, end)),
            code,
            salt,
        }
    }

    /// The hash of the six digits alone.
    pub(super) fn alone(&self) -> Option<&str> {
        self.digits.as_ref().map(|of| of.alone.as_str())
    }

    /// The hash of what is asked behind them.
    pub(super) fn end(&self) -> Option<&str> {
        self.digits.as_ref().map(|of| of.end.as_str())
    }
}

/// A code for this link that no other thing at the bank has: of digits, where the end of a number is asked behind it.
pub(super) async fn free_code(
    tx: &mut Tx,
    house: &House,
    bank: BankId,
    link: &LinkSecret,
    end: Option<&PhoneEnd>,
) -> crate::fault::Result<Fresh> {
    let mut salt = 0;
    loop {
        let fresh = Fresh::of(&house.key, bank, link, salt, end);
        // One statement later the unique indices say it again, each for its table; then the whole step is run once more.
        if !shares::is_taken(tx, &fresh).await? {
            return Ok(fresh);
        }
        salt += 1;
    }
}

/// The kiosk's QR of now.
pub(super) fn presence(house: &House, bank: BankId) -> Presence {
    shown_now(house, PRESENCE, bank.0, "here")
}

/// What a screen shows during this half minute: an address below `way` with the token of now, which is another one for each
/// `label` and each place.
pub(crate) fn shown_now(house: &House, label: &str, place: Uuid, way: &str) -> Presence {
    let seconds = house.now().0.div_euclid(1_000_000);
    let token = presence_token(&house.key, label, place, seconds.div_euclid(PRESENCE_STEP));
    Presence {
        url: format!("{}/{way}/{place}/{}", house.settings.public_url, token.expose()),
        fresh_for: u32::try_from(PRESENCE_STEP - seconds.rem_euclid(PRESENCE_STEP)).unwrap_or(1),
    }
}

/// The half minute in which a screen showed this token: the present one or the last; none for every other token.
pub(crate) fn shown_in(house: &House, label: &str, place: Uuid, token: &PresenceToken) -> Option<i64> {
    let step = house.now().0.div_euclid(PRESENCE_STEP * 1_000_000);
    [step, step - 1].into_iter().find(|step| {
        same(
            presence_token(&house.key, label, place, *step).expose().as_bytes(),
            token.expose().as_bytes(),
        )
    })
}

/// A pass for whoever holds the token of this half minute or the last.
pub(super) fn prove_presence(
    house: &House,
    bank: BankId,
    token: &PresenceToken,
) -> crate::fault::Result<Option<PresencePass>> {
    if shown_in(house, PRESENCE, bank.0, token).is_none() {
        return Ok(None);
    }
    let until = house.now() + PRESENCE_LIFE;
    let plain = format!("{bank} {}", until.0);
    let sealed = house.key.seal(
        house.outside.chance.as_ref(),
        "custody.presence",
        "pass",
        plain.as_bytes(),
    )?;
    Ok(Some(PresencePass(sealed)))
}

/// The bank before which the holder of this pass stands; none for forged and old ones.
pub(super) fn present_at(house: &House, pass: Option<&PresencePass>) -> Option<BankId> {
    let sealed = &pass?.0;
    // A cookie from outside: that it does not open is no fault of ours.
    let plain = house.key.open_text("custody.presence", "pass", sealed).ok()?;
    let (bank, until) = plain.split_once(' ')?;
    let until = Timestamp(until.parse().ok()?);
    (house.now() <= until).then(|| bank.parse().ok()).flatten()
}

fn presence_token(key: &MasterKey, label: &str, place: Uuid, step: i64) -> PresenceToken {
    let mut input = [place.as_bytes().as_slice(), &step.to_be_bytes(), &[0]].concat();
    loop {
        if let Some(token) = PresenceToken::from_bytes(&key.derive_bytes(label, &input)) {
            return token;
        }
        if let Some(last) = input.last_mut() {
            *last = last.wrapping_add(1);
        }
    }
}
