//! Owners and their things, as whole documents (docs/decisions/0007). A map.
//!
//! * [`mine`] (`mine.rs`): all of one's things. [`activate`] (`activate.rs`): a key becomes one's own.
//! * [`thing`] (`thing.rs`): one of them: cover, lost and found, handing over, history. [`take_over`] (`take.rs`).
//! * `look.rs`: words, tones and the next step, as pure functions.
//!
//! Every form POSTs and is followed by a redirect; a refused one is shown again with what was typed.
//! What must not be here: who may do what; the ports decide that.

mod activate;
mod look;
mod mine;
mod take;
mod thing;

pub use activate::{ActivatePage, activate};
pub use mine::mine;
pub use take::take_over;
pub use thing::{Act, ThingPage, filled, thing};
