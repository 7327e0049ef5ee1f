//! Tags and the numbers on them: keys, pools, products, cover, dealers. A map.
//!
//! * `key.rs`: [`TagKey`], the number on a tag, with its check character. `spelling.rs`: how it is read out.
//! * `state.rs`: [`KeyState`], what becomes of a key, and [`Cover`], its paid period. `thing.rs`: what it is attached to,
//!   and the forms by which it gets an owner. `views.rs`: what owners see.
//! * `pool.rs`: [`PoolState`]. `order.rs`: orders as typed and shown. `labels.rs`: sheets of labels and other files.
//! * `product.rs`, `offer.rs`, `shop.rs`: what is sold, for how much, to whom. `words.rs`: texts in four languages.
//! * `dealer.rs`, `partner.rs`: who sells it, on what terms. `sales.rs`: the figures.
//! * `question.rs`: questions and answers of the public site. `content.rs`: [`ContentPort`], which changes and previews it.
//! * `desk.rs`: what the telephone desk sees.
//! * `port.rs`: [`CataloguePort`], [`OwnerTagsPort`], [`DealerPort`], [`BureauPort`], [`DeskTagsPort`].
//!
//! What must not be here: found things and cases (slice `found`), and who an owner is (slice `accounts`).

mod content;
mod dealer;
mod desk;
mod key;
mod labels;
mod offer;
mod order;
mod partner;
mod pool;
mod port;
mod product;
mod question;
mod sales;
mod shop;
mod spelling;
mod state;
mod thing;
mod views;
mod words;

pub use content::ContentPort;
pub use dealer::{CheckedDealer, DealerForm, DealerPerson, DealerPrice, DealerView, LabelText};
pub use desk::{DeskFindings, DeskKey, DeskKeyView, DeskOwner, Reading};
pub use key::TagKey;
pub use labels::{Download, Grid, LabelSheet, PoolFile};
pub use offer::{CheckedOffer, Discount, OfferForm, OfferView, PromoCode, day};
pub use order::{
    CheckedOrder, DealerKey, KeyFilter, Orderable, PoolActs, PoolFilter, PoolHistory, PoolOrder, PoolRow, PoolView,
};
pub use partner::{ApplicationState, ApplicationView, CheckedApplication, DealerApplicationForm, Partner};
pub use pool::{PoolEvent, PoolNotPossible, PoolState, PoolWord};
pub use port::{BureauPort, CataloguePort, DealerPort, DeskTagsPort, OwnerTagsPort};
pub use product::{CheckedProduct, Product, ProductForm, ProductKind};
pub use question::{Question, QuestionForm, QuestionPart, ReadyMade};
pub use sales::{Sales, SalesBy, SalesFilter, SalesLine};
pub use shop::{CatalogueItem, CheckedPurchase, Parcel, PurchaseForm, PurchaseView};
pub use spelling::{Spelled, spell, word};
pub use state::{Cover, KeyEvent, KeyState, KeyWord, NotPossible, Reminder, Standing};
pub use thing::{
    ActivationForm, CheckedTelephoneActivation, TelephoneActivation, Thing, ThingForm, ThingKind, TransferForm,
};
pub use views::{CoverView, FreeKey, KeyFact, KeyHistory, MyKey, MyKeyView, OfferedKey, TransferView};
pub use words::InFour;
