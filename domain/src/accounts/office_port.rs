//! What the outside may ask of offices.

use async_trait::async_trait;

use super::{Actor, OfficeDetail, OfficeForm, OfficeView};
use crate::Outcome;
use crate::ids::{OfficeId, PersonId};

/// The regional branches of an organisation and who works in them.
#[async_trait]
pub trait OfficesPort: Send + Sync {
    /// Whether this house runs a lost-property bureau. Every page asks: its public part shows then.
    async fn has_bureau(&self) -> Outcome<bool>;

    /// The offices of one's organisation, by name.
    async fn offices(&self, actor: &Actor) -> Outcome<Vec<OfficeView>>;

    /// One office with its people, and the colleagues who could be moved there.
    async fn office(&self, actor: &Actor, id: OfficeId) -> Outcome<OfficeDetail>;

    /// Opens an office. `Form` with the fields; `Taken` at `areas` when another office answers for one of them.
    async fn open_office(&self, actor: &Actor, form: OfficeForm) -> Outcome<OfficeId>;

    /// Changes an office. As [`Self::open_office`].
    async fn change_office(&self, actor: &Actor, id: OfficeId, form: OfficeForm) -> Outcome<()>;

    /// Puts a colleague into an office, or into none (the central desk). What they may see follows at once.
    async fn move_person(&self, actor: &Actor, person: PersonId, office: Option<OfficeId>) -> Outcome<()>;
}
