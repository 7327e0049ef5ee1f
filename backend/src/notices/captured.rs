//! The demo's way out: messages stay in the house, in an inbox that everybody may read.
//!
//! What must not be here: anything outside a demo. `server` chooses this way only there.

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::sql::{self, NewCaptured};
use super::texts::Rendered;
use super::transport::{SendError, Transport};
use crate::fault::Result;
use crate::house::House;

/// Keeps messages instead of sending them.
#[derive(Clone)]
pub struct Captured {
    house: House,
}

impl Captured {
    /// Into the inbox of this house.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    async fn keep(&self, message: &Rendered) -> Result<()> {
        // A page has no attachments: the picture goes into the HTML itself.
        let html = message.html.as_ref().map(|html| match &message.picture {
            Some(png) => html.replace(
                &format!("cid:{}", Rendered::PICTURE),
                &format!("data:image/png;base64,{}", STANDARD.encode(png)),
            ),
            None => html.clone(),
        });
        let captured = NewCaptured {
            id: message.id,
            channel: message.channel,
            locale: message.locale,
            to: &message.to,
            subject: message.subject.as_deref(),
            body: &message.text,
            html: html.as_deref(),
        };
        let mut tx = self.house.db.begin().await?;
        sql::capture(&mut tx, &captured, message.at).await?;
        tx.commit().await
    }
}

#[async_trait]
impl Transport for Captured {
    async fn send(&self, message: &Rendered) -> Result<(), SendError> {
        self.keep(message).await.map_err(|fault| {
            fault.log();
            SendError::Retry("captured")
        })
    }
}
