//! What the operator set: the command line over the environment over a file over defaults. A map.
//!
//! * [`Config`] and its parts (`types.rs`): what the rest of the process gets, checked.
//! * `file.rs`, `environment.rs`: the two places in which most of it may stand.
//! * `resolve.rs`: puts them together.
//! * [`Proxies`] (`proxies.rs`): whom to believe about where a visitor comes from.
//!
//! Every setting has a row in docs/operations.md. What must not be here: secrets as arguments, or any that can be printed.

mod environment;
mod file;
mod proxies;
mod resolve;
mod types;

pub use environment::strangers;
pub use proxies::Proxies;
pub use resolve::{Overrides, load};
pub use types::{
    BrokerChoice, Config, ConfigError, KeySource, Keys, Limits, LogConfig, LogFormat, PaymentsConfig, StripeSettings,
    is_to_be_made,
};
