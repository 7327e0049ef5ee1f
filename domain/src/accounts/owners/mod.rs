//! Owners: people of the bureau who have tagged things. A map.
//!
//! An owner is a row of `people` in the bureau's organisation (`organisations.bureau = 1`) with the role
//! [`Role::Owner`](super::Role), so a [`PersonId`](crate::ids::PersonId) is all that other slices keep of one.
//!
//! * The state is `active` once a password was chosen; `invited` while an owner whom the desk entered by telephone has
//!   none yet. Such an owner claims the account by signing up with the same e-mail address; until then the keys work
//!   like anybody's. Whoever has no address at all has `email = ''`.
//! * The name is plain (it is shown everywhere); `person_names` holds it folded, for the search of the desk.
//! * Telephones are sealed in `person_phones`, found by keyed hash; trusted contacts are sealed as a whole.
//! * Language, time zone and quiet hours stand in the row of `people`.
//! * After erasure the row stays as `erased`, with nothing personal in it, because other rows point at it.
//!
//! `forms.rs`: what is typed. `views.rs`: what is shown. `quiet.rs`: the hours in which no telephone shall ring.
//! `port.rs`: [`OwnersPort`] for visitors and owners, [`DeskOwnersPort`] for the telephone desk.
//!
//! What must not be here: keys and cover (slice `tags`), reports (slice `found`).

mod forms;
mod port;
mod quiet;
mod views;

pub use forms::{
    ChangeEmail, ChangePassword, ConfirmSignUp, ContactForm, Forgotten, NewOwner, OwnerDetails, ProfileForm, QuietForm,
    ResetPassword, SignUp,
};
pub use port::{DeskOwnersPort, OwnersPort};
pub use quiet::QuietHours;
pub use views::{OpenReset, OpenSignUp, OwnerCard, OwnerSheet, PersonSettings, TrustedContact, Welcome};
