//! Passkeys in the place of the phone's digits, and as a whole sign-in. A map.
//!
//! * `party.rs`: for whom browsers make them, by the public address. `question.rs`: what a browser is asked, and that it answers once.
//! * `own.rs`: one's own passkeys. `enter.rs`: signing in with one. `key.rs`: how a key is kept, and whether an answer counts.
//! * `sql.rs`: the SQL.
//!
//! The challenge of a question is the one piece of chance that is not ours to turn: `webauthn-rs` draws it itself.
//! What must not be here: what a browser does with a question (`public/passkey.js`).

pub(super) mod enter;
mod key;
pub(super) mod own;
mod party;
mod question;
pub(super) mod sql;

pub(super) use question::ask_half;
