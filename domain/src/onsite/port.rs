//! What the outside may ask about colleagues at kiosks: the phone's page, the kiosk's panel, and the audit.

use async_trait::async_trait;

use super::{OnKiosk, OnPhone, OnsitePass};
use crate::Outcome;
use crate::accounts::Actor;
use crate::custody::PresenceToken;
use crate::ids::{BankId, ConsignmentId, KioskId};

/// Signing in at a kiosk, and what is done there.
#[async_trait]
pub trait OnsitePort: Send + Sync {
    /// Turns the token of a kiosk's QR for staff into a pass that is good for three minutes. Whoever scans may not be signed
    /// in yet. `PresenceNeeded` when the token is not the present or the last one of this kiosk.
    async fn scanned(&self, actor: &Actor, kiosk: KioskId, token: &PresenceToken) -> Outcome<OnsitePass>;

    /// What the phone's page shows.
    async fn on_phone(&self, actor: &Actor, pass: Option<&OnsitePass>) -> Outcome<OnPhone>;

    /// Signs the person who asks in at the kiosk of the pass; ends what they had at another. One and the same `PresenceNeeded`
    /// for a pass that is old, forged or was used, for a kiosk that is paired no more, for people of other organisations and
    /// for whoever's session is over; `Claimed` while somebody else is signed in there.
    async fn sign_in(&self, actor: &Actor, pass: Option<&OnsitePass>) -> Outcome<BankId>;

    /// Signs the person who asks out of the kiosk at which they are signed in, if they are at one.
    async fn sign_out(&self, actor: &Actor) -> Outcome<Option<BankId>>;

    /// Somebody pressed *Staff* at the kiosk: whoever was signed in there before is no more.
    async fn begin(&self, actor: &Actor) -> Outcome<OnKiosk>;

    /// What the kiosk's panel shows now. That it is asked for keeps the grant alive.
    async fn on_kiosk(&self, actor: &Actor) -> Outcome<OnKiosk>;

    /// Lets the keypad of the kiosk's bank take codes again. `SignInFirst` when nobody is signed in at the kiosk (any more).
    async fn free_keypad(&self, actor: &Actor) -> Outcome<()>;

    /// Orders the door open behind which something lies that nobody came for, for the colleague who is signed in at the kiosk.
    /// `SignInFirst`, `NotAllowed`, `NotFound` for what lies elsewhere, `WrongState`, and the refusals of opening.
    async fn take_back(&self, actor: &Actor, thing: ConsignmentId) -> Outcome<()>;

    /// Signs whoever is signed in at the kiosk out of it.
    async fn leave(&self, actor: &Actor) -> Outcome<()>;

    /// The colleague who is signed in at the kiosk, as the audit names them.
    async fn who(&self, actor: &Actor) -> Outcome<Option<Actor>>;
}
