//! What recipients are told, in words of the organisation's own: the manager's pages. A map.
//!
//! | page | function |
//! |---|---|
//! | `/{lang}/manager/texts` | [`list`] |
//! | `/{lang}/manager/texts/{kind}` | [`one`] |
//!
//! `shown.rs`: a mail and a text message as they will look. `look.rs`: kinds as words.
//! What must not be here: how the words are put together. The port shows the whole message.

mod list;
mod look;
mod one;
mod shown;
#[cfg(test)]
mod tests;

pub use list::list;
pub use look::noted;
pub use one::{TextsPage, TextsState, one};
