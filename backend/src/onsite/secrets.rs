//! What a kiosk's QR for staff says, and the pass that a phone gets for it. Neither is kept anywhere.
//!
//! The token is made as that for citizens is, and is another one: of this kiosk alone, and good for nothing else.
//! What must not be here: a log line.

use domain::custody::{Presence, PresenceToken};
use domain::ids::KioskId;
use domain::onsite::OnsitePass;
use domain::{Span, Timestamp};

use crate::custody;
use crate::fault::Result;
use crate::house::House;

const TOKEN: &str = "onsite.token.make";
const PASS: &str = "onsite.pass";
/// Long enough to sign in with a password and a second step on the way.
const PASS_LIFE: Span = Span::minutes(3);

/// That somebody stood before a kiosk lately.
#[derive(Clone, Copy)]
pub(super) struct Proof {
    pub kiosk: KioskId,
    /// In which half minute the QR was shown.
    pub half_minute: i64,
}

/// The kiosk's QR of now.
pub(super) fn presence(house: &House, kiosk: KioskId) -> Presence {
    custody::shown_now(house, TOKEN, kiosk.0, "here/staff")
}

/// A pass for whoever holds the token of this half minute or the last.
pub(super) fn pass(house: &House, kiosk: KioskId, token: &PresenceToken) -> Result<Option<OnsitePass>> {
    let Some(half_minute) = custody::shown_in(house, TOKEN, kiosk.0, token) else {
        return Ok(None);
    };
    let until = house.now() + PASS_LIFE;
    let plain = format!("{kiosk} {half_minute} {}", until.0);
    let chance = house.outside.chance.as_ref();
    let sealed = house.key.seal(chance, PASS, "pass", plain.as_bytes())?;
    Ok(Some(OnsitePass(sealed)))
}

/// What a pass proves; nothing for forged and old ones.
pub(super) fn proved(house: &House, pass: Option<&OnsitePass>) -> Option<Proof> {
    // A cookie from outside: that it does not open is no fault of ours.
    let plain = house.key.open_text(PASS, "pass", &pass?.0).ok()?;
    let mut parts = plain.split(' ');
    let kiosk = parts.next()?.parse().ok()?;
    let half_minute = parts.next()?.parse().ok()?;
    let until = Timestamp(parts.next()?.parse().ok()?);
    (house.now() <= until).then_some(Proof { kiosk, half_minute })
}
