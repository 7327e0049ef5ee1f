//! What the outside may ask of tags: five ports, one per kind of asker.

use async_trait::async_trait;

use super::{
    ActivationForm, ApplicationView, CatalogueItem, DealerApplicationForm, DealerForm, DealerKey, DealerView,
    DeskFindings, DeskKeyView, Download, FreeKey, KeyFilter, LabelText, MyKey, MyKeyView, OfferForm, OfferView,
    OfferedKey, Orderable, Partner, PoolFile, PoolFilter, PoolOrder, PoolRow, PoolView, Product, ProductForm,
    PurchaseForm, PurchaseView, Sales, SalesFilter, TelephoneActivation, ThingForm, TransferForm,
};
use crate::accounts::{Actor, Secret};
use crate::ids::{ApplicationId, DealerId, KeyId, OfferId, PersonId, PoolId, ProductId};
use crate::photos::{Photo, Upload};
use crate::{Locale, Outcome, Page, ShortText};

/// The public catalogue. Everybody may ask.
#[async_trait]
pub trait CataloguePort: Send + Sync {
    /// What is listed; `search` matches parts of names and texts in the reader's language.
    async fn catalogue(&self, actor: &Actor, search: &str, locale: Locale) -> Outcome<Vec<CatalogueItem>>;

    /// One listed product by its place in addresses.
    async fn item(&self, actor: &Actor, slug: &str) -> Outcome<CatalogueItem>;

    /// The picture of a product: PNG or JPEG. `NotFound` when it has none.
    async fn picture(&self, actor: &Actor, product: ProductId) -> Outcome<Download>;

    /// The public offers that count now or soon.
    async fn offers(&self, actor: &Actor) -> Outcome<Vec<OfferView>>;

    /// The dealers who want to be shown, by town and name.
    async fn partners(&self, actor: &Actor) -> Outcome<Vec<Partner>>;

    /// The logo of a listed dealer: a PNG. `NotFound` when there is none.
    async fn logo(&self, actor: &Actor, dealer: DealerId) -> Outcome<Download>;

    /// Sends an application to become a dealer. `Form`; `SlowDown` after many from one address.
    async fn apply(&self, actor: &Actor, form: DealerApplicationForm, locale: Locale) -> Outcome<()>;
}

/// An owner and their keys. Every method is about the one who asks; what is another's is `NotFound`.
#[async_trait]
pub trait OwnerTagsPort: Send + Sync {
    /// What a key is, before it is activated. `NotAKey` for a slip; `UnknownKey` for a number that was never issued and for
    /// a blocked one; `Taken` when it has an owner. `SlowDown` after many tries that found nothing.
    async fn free_key(&self, actor: &Actor, typed: &str) -> Outcome<FreeKey>;

    /// Makes a key one's own. As [`Self::free_key`], at the field `key`. The days that come with it begin now.
    async fn activate(&self, actor: &Actor, form: ActivationForm) -> Outcome<KeyId>;

    /// One's own keys, newest first.
    async fn my_keys(&self, actor: &Actor) -> Outcome<Vec<MyKey>>;

    /// One of them.
    async fn my_key(&self, actor: &Actor, id: KeyId) -> Outcome<MyKeyView>;

    /// Describes anew what it is attached to.
    async fn describe(&self, actor: &Actor, id: KeyId, form: ThingForm) -> Outcome<()>;

    /// The photo of the thing. `NotFound` when there is none. Nobody sees it but its owner and the desk.
    async fn photo(&self, actor: &Actor, id: KeyId) -> Outcome<Photo>;

    /// Keeps a photo in the place of the one before. As [`Upload::check`].
    async fn set_photo(&self, actor: &Actor, id: KeyId, upload: Upload) -> Outcome<()>;

    /// Takes the photo away.
    async fn remove_photo(&self, actor: &Actor, id: KeyId) -> Outcome<()>;

    /// Reports the thing as lost, or takes that back.
    async fn report_lost(&self, actor: &Actor, id: KeyId, lost: bool) -> Outcome<()>;

    /// Opens the payment of one period of cover more, with the offers that count by themselves and the promo code if one was
    /// typed; gives the path where to pay, or nothing when an offer left nothing to pay. `WrongPromoCode` at `promo_code`.
    /// A second click within a day gives the same payment.
    async fn renew(&self, actor: &Actor, id: KeyId, promo_code: &str) -> Outcome<Option<String>>;

    /// Whether a payment link shall come by mail a week before the end.
    async fn set_auto_renew(&self, actor: &Actor, id: KeyId, on: bool) -> Outcome<()>;

    /// Offers the key to somebody by a one-time link that lives for 7 days. An earlier offer dies.
    async fn offer_transfer(&self, actor: &Actor, id: KeyId, form: TransferForm) -> Outcome<()>;

    /// Takes the offer back.
    async fn cancel_transfer(&self, actor: &Actor, id: KeyId) -> Outcome<()>;

    /// What a transfer's link offers; visitors may ask, too. `LinkExpired`.
    async fn offered_key(&self, actor: &Actor, secret: &Secret) -> Outcome<OfferedKey>;

    /// Takes the offered key over; `LinkExpired`, `WrongState` for one's own.
    async fn accept_transfer(&self, actor: &Actor, secret: &Secret) -> Outcome<KeyId>;

    /// Buys a tag from our shop; gives the path where to pay. `Form`; `SoldOut`; `WrongPromoCode` at `promo_code`.
    async fn buy(&self, actor: &Actor, form: PurchaseForm) -> Outcome<Option<String>>;

    /// One's own purchases, newest first.
    async fn purchases(&self, actor: &Actor) -> Outcome<Vec<PurchaseView>>;
}

/// A dealer. Every method is about the dealer for whom the asker works; what is another's is `NotFound`.
#[async_trait]
pub trait DealerPort: Send + Sync {
    /// The dealer's own terms and people.
    async fn dealer(&self, actor: &Actor) -> Outcome<DealerView>;

    /// Changes what the labels say.
    async fn change_label(&self, actor: &Actor, form: LabelText) -> Outcome<()>;

    /// Sets the logo, or takes it away with no bytes. `NotAPicture` for what is no PNG, `TooLarge` over 256 KiB.
    async fn change_logo(&self, actor: &Actor, png: Vec<u8>) -> Outcome<()>;

    /// The dealer's own logo: a PNG. `NotFound` when there is none.
    async fn own_logo(&self, actor: &Actor) -> Outcome<Download>;

    /// What may be ordered, and for how much.
    async fn orderable(&self, actor: &Actor) -> Outcome<Vec<Orderable>>;

    /// Orders a pool; priced at once when the list has a price. `Form`; `OutOfRange` at `quantity` over the dealer's limit;
    /// `DealerPaused` when the contract ended or was paused. The same `once` gives the same pool.
    async fn order_pool(&self, actor: &Actor, form: PoolOrder) -> Outcome<PoolId>;

    /// The dealer's pools, newest first, 50 a page.
    async fn pools(&self, actor: &Actor, filter: &PoolFilter) -> Outcome<Page<PoolRow>>;

    /// One of them.
    async fn pool(&self, actor: &Actor, id: PoolId) -> Outcome<PoolView>;

    /// Opens (or finds) the payment of a priced pool; gives the path where to pay.
    async fn pay_pool(&self, actor: &Actor, id: PoolId) -> Outcome<String>;

    /// Puts a priced pool on the invoice. `CreditSpent` when that would go over what was agreed.
    async fn invoice_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()>;

    /// Takes an order back that nobody has paid.
    async fn cancel_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()>;

    /// The keys of an issued pool, as a file.
    async fn pool_file(&self, actor: &Actor, id: PoolId, file: PoolFile) -> Outcome<Download>;

    /// The dealer's keys, newest pool first, 100 a page.
    async fn keys(&self, actor: &Actor, filter: &KeyFilter) -> Outcome<Page<DealerKey>>;

    /// Reports keys as sold: one per line or separated by commas, at most 1,000; gives how many were. All or none: `Form`
    /// at `keys` with `NotAKey`, `UnknownKey` (not this dealer's) or `WrongState` (sold before).
    async fn report_sold(&self, actor: &Actor, keys: &str) -> Outcome<u32>;

    /// What was sold, activated and earned.
    async fn figures(&self, actor: &Actor, filter: &SalesFilter) -> Outcome<Sales>;
}

/// Managers of the bureau: pools, products, offers, dealers, figures.
#[async_trait]
pub trait BureauPort: Send + Sync {
    /// All pools, newest first, 50 a page.
    async fn all_pools(&self, actor: &Actor, filter: &PoolFilter) -> Outcome<Page<PoolRow>>;

    /// One pool.
    async fn any_pool(&self, actor: &Actor, id: PoolId) -> Outcome<PoolView>;

    /// Orders a pool for our own shop; it needs no price and is approved with this.
    async fn order_own(&self, actor: &Actor, form: PoolOrder) -> Outcome<PoolId>;

    /// Says what one key costs, in the currency of the product (`unit` as typed). `Form` at `unit`; `WrongState`.
    async fn price_pool(&self, actor: &Actor, id: PoolId, unit: &str) -> Outcome<()>;

    /// Says yes to a pool that is paid or on the invoice: its keys are made at once.
    async fn approve_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()>;

    /// Says no. What was paid online is given back by hand, in the payments' list.
    async fn refuse_pool(&self, actor: &Actor, id: PoolId, reason: ShortText) -> Outcome<()>;

    /// Notes that the invoice of a pool was settled. `WrongState` when it is on none.
    async fn settle_pool(&self, actor: &Actor, id: PoolId) -> Outcome<()>;

    /// The keys of any issued pool, as a file.
    async fn any_pool_file(&self, actor: &Actor, id: PoolId, file: PoolFile) -> Outcome<Download>;

    /// All products, listed or not.
    async fn products(&self, actor: &Actor) -> Outcome<Vec<Product>>;

    /// Makes or changes a product. `Form`; `Taken` at `slug`.
    async fn save_product(&self, actor: &Actor, form: ProductForm) -> Outcome<ProductId>;

    /// Sets a product's picture (PNG or JPEG), or takes it away with no bytes. `NotAPicture`, `TooLarge` over 512 KiB.
    async fn change_picture(&self, actor: &Actor, product: ProductId, bytes: Vec<u8>) -> Outcome<()>;

    /// All offers, newest first.
    async fn all_offers(&self, actor: &Actor) -> Outcome<Vec<OfferView>>;

    /// Makes or changes an offer. `Form`; `Taken` at `promo_code`.
    async fn save_offer(&self, actor: &Actor, form: OfferForm) -> Outcome<OfferId>;

    /// All dealers by name.
    async fn dealers(&self, actor: &Actor) -> Outcome<Vec<DealerView>>;

    /// One dealer.
    async fn any_dealer(&self, actor: &Actor, id: DealerId) -> Outcome<DealerView>;

    /// Makes or changes a dealer.
    async fn save_dealer(&self, actor: &Actor, form: DealerForm) -> Outcome<DealerId>;

    /// Lets a person of the bureau's organisation with the role `dealer` sign in for a dealer, or no longer.
    async fn set_dealer_person(&self, actor: &Actor, dealer: DealerId, person: PersonId, works: bool) -> Outcome<()>;

    /// Applications to become a dealer, the undecided first.
    async fn applications(&self, actor: &Actor) -> Outcome<Vec<ApplicationView>>;

    /// Makes the applicant a dealer (paused until the terms are set) and invites them; or says no by mail.
    async fn decide_application(&self, actor: &Actor, id: ApplicationId, accept: bool) -> Outcome<Option<DealerId>>;

    /// What was sold, activated and paid.
    async fn sales(&self, actor: &Actor, filter: &SalesFilter) -> Outcome<Sales>;

    /// Purchases of our shop that are paid and not sent: whom to send what.
    async fn to_send(&self, actor: &Actor) -> Outcome<Vec<super::Parcel>>;

    /// Notes that a purchase was sent.
    async fn mark_sent(&self, actor: &Actor, id: crate::ids::PurchaseId) -> Outcome<()>;
}

/// The telephone desk.
#[async_trait]
pub trait DeskTagsPort: Send + Sync {
    /// What a text from the one search box finds: a key, or owners by telephone or name.
    async fn find(&self, actor: &Actor, text: &str) -> Outcome<DeskFindings>;

    /// One key, with everything that a call needs.
    async fn desk_key(&self, actor: &Actor, id: KeyId) -> Outcome<DeskKeyView>;

    /// The photo of the thing that a key is attached to. `NotFound` when there is none.
    async fn key_photo(&self, actor: &Actor, id: KeyId) -> Outcome<Photo>;

    /// The keys of an owner, newest first.
    async fn keys_of(&self, actor: &Actor, owner: PersonId) -> Outcome<Vec<MyKey>>;

    /// Activates a key for somebody on the telephone; they are told by mail and text message. As
    /// [`OwnerTagsPort::activate`].
    async fn activate_by_telephone(&self, actor: &Actor, form: TelephoneActivation) -> Outcome<KeyId>;

    /// Sends the owner a link to pay the next period of cover. `NeedsContact` when they have no e-mail address.
    async fn send_renewal(&self, actor: &Actor, id: KeyId) -> Outcome<()>;

    /// Reports the thing as lost for its owner, or takes that back.
    async fn report_lost_for(&self, actor: &Actor, id: KeyId, lost: bool) -> Outcome<()>;

    /// Takes a key out of use. `WrongState`.
    async fn block(&self, actor: &Actor, id: KeyId, reason: ShortText) -> Outcome<()>;

    /// Lets a key be used again. `WrongState`.
    async fn unblock(&self, actor: &Actor, id: KeyId, reason: ShortText) -> Outcome<()>;
}
