//! What the outside may ask of the public site's content: its questions, and how a change would look before it is kept.

use async_trait::async_trait;

use super::{CatalogueItem, DealerForm, OfferForm, OfferView, Partner, ProductForm, Question, QuestionForm};
use crate::Outcome;
use crate::accounts::Actor;
use crate::ids::QuestionId;

/// Content of the public site that has no port of its own. Everybody may read questions; the rest is for managers.
#[async_trait]
pub trait ContentPort: Send + Sync {
    /// The bureau's own questions, hidden ones too: what is hidden hides the ready-made one in whose place it stands.
    async fn questions(&self, actor: &Actor) -> Outcome<Vec<Question>>;

    /// Makes or changes a question. `Form`; `Taken` at `stands_for` when another stands there already.
    async fn save_question(&self, actor: &Actor, form: QuestionForm) -> Outcome<QuestionId>;

    /// Takes a question away; a ready-made one in whose place it stood is shown again.
    async fn remove_question(&self, actor: &Actor, id: QuestionId) -> Outcome<()>;

    /// All questions as they would be. Nothing is kept. `Form`.
    async fn preview_question(&self, actor: &Actor, form: QuestionForm) -> Outcome<Vec<Question>>;

    /// A product as visitors would see it. Nothing is kept. `Form`.
    async fn preview_product(&self, actor: &Actor, form: ProductForm) -> Outcome<CatalogueItem>;

    /// An offer as visitors would see it. Nothing is kept. `Form`.
    async fn preview_offer(&self, actor: &Actor, form: OfferForm) -> Outcome<OfferView>;

    /// The partners as visitors would see them with this dealer. Nothing is kept. `Form`.
    async fn preview_partner(&self, actor: &Actor, form: DealerForm) -> Outcome<Vec<Partner>>;
}
