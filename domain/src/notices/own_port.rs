//! What the outside may ask about an organisation's own words.

use async_trait::async_trait;

use super::{OwnForm, OwnKind, OwnWords, Segments};
use crate::accounts::Actor;
use crate::{Locale, Outcome};

/// One kind in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnKindView {
    /// Which.
    pub kind: OwnKind,
    /// The languages in which something of the organisation's own stands there.
    pub adapted: Vec<Locale>,
}

/// A message in one language as its reader would get it, about somebody who does not exist: its code opens nothing, and its
/// link holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPreview {
    /// In which language.
    pub locale: Locale,
    /// Who it is from.
    pub organisation: String,
    /// The mail's subject.
    pub subject: String,
    /// The mail's text.
    pub mail: String,
    /// The text message.
    pub sms: String,
    /// What of it is this form's.
    pub words: OwnWords,
    /// How long the text message is.
    pub size: Segments,
    /// How long it is without own words.
    pub standard: Segments,
}

/// An organisation's own words in the messages to recipients of its documents.
#[async_trait]
pub trait OwnTextsPort: Send + Sync {
    /// Every kind, with the languages in which it is adapted.
    async fn kinds(&self, actor: &Actor) -> Outcome<Vec<OwnKindView>>;

    /// The words of one kind as they are kept.
    async fn kept(&self, actor: &Actor, kind: OwnKind) -> Outcome<OwnForm>;

    /// What the messages would be with these words, in every language; at one of the organisation's banks. Nothing is kept.
    /// `Form` with the fields, as [`Self::save`].
    async fn preview(&self, actor: &Actor, kind: OwnKind, form: &OwnForm) -> Outcome<Vec<OwnPreview>>;

    /// Keeps these words for all messages from now on; gives the languages in which something changed. `Form` with the
    /// fields; `SmsGrows` also where an ending's letters make the whole text message longer than one more.
    async fn save(&self, actor: &Actor, kind: OwnKind, form: &OwnForm) -> Outcome<Vec<Locale>>;

    /// Back to our words alone; gives the languages in which something was taken away.
    async fn reset(&self, actor: &Actor, kind: OwnKind) -> Outcome<Vec<Locale>>;
}
