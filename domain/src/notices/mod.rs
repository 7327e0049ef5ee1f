//! Messages to people: what is said, through which channel, in which language.
//!
//! Slices enqueue a [`Template`] with its data in the transaction of the change that it tells of; a job sends it.
//! [`NoticesPort`] is the captured inbox of the demo: outside the demo it is empty. What an organisation adds in words of its
//! own is in `own.rs`, its port in `own_port.rs`; `segments.rs` counts text messages.
//! [`WaysOutPort`] (`ways.rs`) is what an administrator sees of the ways out, and tries.

mod own;
mod own_port;
mod segments;
mod template;
mod ways;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::ids::NoticeId;
use crate::{Locale, Moment, Outcome};

pub(crate) use own::without_link;
pub use own::{OwnForm, OwnKind, OwnWords};
pub use own_port::{OwnKindView, OwnPreview, OwnTextsPort};
pub use segments::{Alphabet, Segments};
pub use template::Template;
pub use ways::{Cover, LastTrouble, Queue, SetUp, TestMessage, Tested, Trouble, WayOut, WaysOutPort};

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// Reads [`Self::wire`].
    pub fn from_wire(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.wire() == text)
    }

    /// The name in the database and of the templates' files.
    pub const fn wire(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// A message of the demo's captured inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapturedView {
    /// Which.
    pub id: NoticeId,
    /// How it would have travelled.
    pub channel: Channel,
    /// To whom.
    pub to: String,
    /// In which language.
    pub locale: Locale,
    /// The subject of a mail.
    pub subject: Option<String>,
    /// The plain text.
    pub text: String,
    /// The HTML of a mail, to be shown in a sandboxed frame only.
    pub html: Option<String>,
    /// When.
    pub at: Moment,
}

/// So many captured messages make a page.
pub const CAPTURED_PAGE: usize = 200;

/// What the outside may ask of notices.
#[async_trait]
pub trait NoticesPort: Send + Sync {
    /// The captured messages, newest first, [`CAPTURED_PAGE`] on a page, the first of which is 0; `NotFound` outside demo
    /// mode.
    async fn captured(&self, actor: &Actor, page: u16) -> Outcome<Vec<CapturedView>>;

    /// One captured message; `NotFound` outside demo mode.
    async fn captured_one(&self, actor: &Actor, id: NoticeId) -> Outcome<CapturedView>;
}
