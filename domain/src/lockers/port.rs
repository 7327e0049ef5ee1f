//! What the outside may ask of banks.

use async_trait::async_trait;

use super::{
    BankForm, BankSummary, BankView, LayoutForm, LayoutView, PlaceChange, PlaceView, Provisioned, SigningKeyView,
};
use crate::accounts::{Actor, Secret};
use crate::ids::{BankId, CompartmentId};
use crate::{Outcome, ShortText};

/// Banks, their doors, their kiosks.
#[async_trait]
pub trait LockersPort: Send + Sync {
    /// The banks of one's organisation, by town and name.
    async fn banks(&self, actor: &Actor) -> Outcome<Vec<BankSummary>>;

    /// One bank with its doors.
    async fn bank(&self, actor: &Actor, bank: BankId) -> Outcome<BankView>;

    /// Sets up a bank. `Form` when a field is wrong, also for a time zone that does not exist.
    async fn create_bank(&self, actor: &Actor, form: BankForm) -> Outcome<BankId>;

    /// Where a bank stands, for the page on which that is corrected.
    async fn place(&self, actor: &Actor, bank: BankId) -> Outcome<PlaceView>;

    /// Corrects where it stands, all fields at once. `Form` as [`Self::create_bank`]; `Changed` when somebody saved something
    /// else since the form was begun. What is kept already is no change, whoever saved it.
    async fn correct_place(&self, actor: &Actor, bank: BankId, form: PlaceChange) -> Outcome<()>;

    /// How the doors of a bank are arranged, for its editor.
    async fn layout(&self, actor: &Actor, bank: BankId) -> Outcome<LayoutView>;

    /// Arranges them anew, all or nothing. `Form` with what may not be saved ([`LayoutForm::check`]); `Changed` when somebody
    /// saved since the form was begun. A new door of a bank whose program was told its doors begins out of service with
    /// `new_door` as the reason: the program does not know it yet.
    async fn save_layout(&self, actor: &Actor, bank: BankId, form: LayoutForm, new_door: ShortText) -> Outcome<()>;

    /// Makes a new password for the bank's account at the broker; the old one dies at once.
    async fn provision(&self, actor: &Actor, bank: BankId) -> Outcome<Provisioned>;

    /// Takes a compartment out of service with a reason, or back in (`None`). `CompartmentInUse` while claimed, and while a
    /// test opening is under way.
    async fn set_service(&self, actor: &Actor, compartment: CompartmentId, out: Option<ShortText>) -> Outcome<()>;

    /// Opens an empty compartment that is out of service, for somebody on site who looks whether it works. `WrongState`
    /// for one that is in service, `CompartmentInUse` while claimed or while something lies inside; `BankOffline`,
    /// `AnotherDoorOpen`; nothing is kept for later.
    async fn test_door(&self, actor: &Actor, compartment: CompartmentId) -> Outcome<()>;

    /// A one-time code (eight digits, 15 minutes) that turns a screen into this bank's kiosk.
    async fn pairing_code(&self, actor: &Actor, bank: BankId) -> Outcome<String>;

    /// Pairs a screen: the secret goes into its cookie. `WrongPairingCode` for wrong, used and expired alike.
    async fn pair_kiosk(&self, actor: &Actor, code: &str) -> Outcome<(BankId, Secret)>;

    /// Which kiosk holds this secret. `SignInFirst` if none does any more.
    async fn kiosk(&self, secret: &Secret) -> Outcome<Actor>;

    /// Unpairs all kiosk screens of a bank.
    async fn unpair_kiosks(&self, actor: &Actor, bank: BankId) -> Outcome<()>;

    /// Which key the house signs its commands to banks with, and since when.
    async fn signing_key(&self, actor: &Actor) -> Outcome<SigningKeyView>;

    /// The banks that the public may see (name, place, whether they work), for the home page.
    async fn public_banks(&self) -> Outcome<Vec<BankSummary>>;

    /// Whether this is the password of that bank's account at the broker.
    async fn bank_account(&self, bank: BankId, password: &Secret) -> Outcome<bool>;
}
