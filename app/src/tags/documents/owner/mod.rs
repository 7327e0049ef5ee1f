//! Owners and their things, as whole documents (docs/decisions/0007). A map.
//!
//! * [`mine`] (`mine.rs`): all of one's things. [`activate`] (`activate.rs`): a key becomes one's own.
//! * [`thing`] (`thing.rs`): one of them; `acts.rs`: its forms: cover, lost and found, handing over, description.
//! * [`take_over`] (`take.rs`): the page behind a transfer's link.
//! * [`buy`] (`buy.rs`), [`purchases`] (`purchases.rs`): a tag from our shop, and what was paid.
//! * [`for_owners_only`] (`other.rs`): what somebody without an owner's account sees instead.
//! * [`Report`] (`report.rs`): what finders reported of a thing. `look.rs`: words and tones, as pure functions.
//!
//! Every form POSTs and is followed by a redirect; a refused one is shown again with what was typed.
//! What must not be here: who may do what; the ports decide that.

mod activate;
mod acts;
mod buy;
mod look;
mod mine;
mod other;
mod purchases;
mod report;
mod take;
mod thing;

#[cfg(test)]
mod tests;

pub use activate::{ActivatePage, activate};
pub use acts::Act;
pub use buy::{BuyPage, buy};
pub use mine::{MinePage, mine};
pub use other::for_owners_only;
pub use purchases::{PurchasesPage, purchases};
pub use report::Report;
pub use take::{TakePage, take_over};
pub use thing::{ThingPage, filled, thing};
