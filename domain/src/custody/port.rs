//! What the outside may ask of custody: the pickup page and the kiosk.

use async_trait::async_trait;

use super::{CodesView, KioskState, LinkSecret, PickupPass, PickupView, PresencePass, PresenceToken};
use crate::accounts::Actor;
use crate::ids::{BankId, ConsignmentId, PlacePhotoId};
use crate::lockers::WayView;
use crate::photos::Photo;
use crate::{Locale, Outcome};

/// The recipient's side of a hand-over.
#[async_trait]
pub trait CustodyPort: Send + Sync {
    /// Whether a link is (or was) one of ours, before it goes into the cookie; also the recipient's language.
    /// `LinkExpired` for unknown, replaced and long-ended ones alike.
    async fn follow_link(&self, actor: &Actor, link: &LinkSecret) -> Outcome<Locale>;

    /// What waits for the holder of these links. `LinkExpired` when none of them is good any more.
    async fn pickup(&self, actor: &Actor, pass: &PickupPass, presence: Option<&PresencePass>) -> Outcome<PickupView>;

    /// How one gets to a bank where something waits, or lately waited, for the holder of these links. `LinkExpired` when
    /// none of them is good any more; `NotFound` for every other bank, whether there is one or not.
    async fn way(&self, actor: &Actor, pass: &PickupPass, bank: BankId) -> Outcome<WayView>;

    /// A photo of the place, for whoever may read [`Self::way`]. `NotFound` also for one that is not shown yet.
    async fn way_photo(&self, actor: &Actor, pass: &PickupPass, bank: BankId, photo: PlacePhotoId) -> Outcome<Photo>;

    /// Turns the token of a kiosk's QR into a pass that is good for three minutes.
    /// `PresenceNeeded` when the token is not the present or the last one.
    async fn prove_presence(&self, actor: &Actor, bank: BankId, token: &PresenceToken) -> Outcome<PresencePass>;

    /// Opens the door of one's own thing by phone, or of the next one of the same visit. Needs presence at its bank
    /// (`PresenceNeeded`, `OtherBank`). Refusals as in [`Self::kiosk_enter`], and `VisitOver`.
    async fn open_by_phone(
        &self,
        actor: &Actor,
        pass: &PickupPass,
        presence: Option<&PresencePass>,
        consignment: ConsignmentId,
    ) -> Outcome<()>;

    /// More time to collect, for the holder of the link: once, before the end, where the organisation allows it.
    /// `AlreadyExtended`, `DeadlinePassed`, `NotAllowed`, `WrongState`.
    async fn extend(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId) -> Outcome<()>;

    /// Lends the right to collect, once, to somebody else: the recipient's page shows the link to hand on.
    /// `WrongState` when it is lent already, `DeadlinePassed`.
    async fn share(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId) -> Outcome<()>;

    /// Takes it back. `WrongState` when nothing is lent.
    async fn revoke_share(&self, actor: &Actor, pass: &PickupPass, consignment: ConsignmentId) -> Outcome<()>;

    /// What the kiosk's screen shows now.
    async fn kiosk_state(&self, actor: &Actor) -> Outcome<KioskState>;

    /// Takes what was typed or scanned at a kiosk: 40 digits are a QR token, ten are a code of six digits with the end of
    /// the recipient's telephone number behind it, everything else is a code of signs.
    /// On success the door command is committed and on its way. `WrongCode` for unknown, wrong, used and foreign
    /// alike, `KeypadLocked` for codes while the keypad is locked, `BankOffline`, `OutOfService`, `AnotherDoorOpen`,
    /// `DeadlinePassed`, `WrongState`.
    async fn kiosk_enter(&self, actor: &Actor, typed: &str) -> Outcome<()>;

    /// Opens another thing of whoever has just collected one that was opened at this kiosk. `VisitOver` when nobody has,
    /// or the thing is not theirs (the same answer); else refusals as in [`Self::kiosk_enter`].
    async fn kiosk_next(&self, actor: &Actor, thing: ConsignmentId) -> Outcome<()>;

    /// Whoever collected this thing last takes no other one now, or went away: nothing goes on from it at this kiosk.
    async fn kiosk_leave(&self, actor: &Actor, collected: ConsignmentId) -> Outcome<()>;

    /// In which form codes are made at a bank of the organisation; for whoever manages banks.
    async fn codes(&self, actor: &Actor, bank: BankId) -> Outcome<CodesView>;

    /// Says in which form ([`super::CodeForm::wire`]) they are made from now on. Codes that are out stay what they are and go
    /// on opening. `Form` at `form`.
    async fn set_codes(&self, actor: &Actor, bank: BankId, form: &str) -> Outcome<()>;
}
