//! The port of this slice: the demo's inbox.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::ids::NoticeId;
use domain::notices::{CapturedView, NoticesPort};
use domain::{Moment, Outcome, RefusalCode, Timestamp};

use super::sql::{self, CapturedRow};
use crate::fault::Result;
use crate::house::House;

/// The captured messages of the demo. Outside the demo there are none, whatever the table holds.
#[derive(Clone)]
pub struct Notices {
    house: House,
}

impl Notices {
    /// Of this house.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    fn must_be_demo(&self) -> Outcome<()> {
        if self.house.settings.demo {
            Ok(())
        } else {
            Err(RefusalCode::NotFound.into())
        }
    }
}

fn view(row: CapturedRow) -> Result<CapturedView> {
    Ok(CapturedView {
        id: row.id.0,
        channel: row.channel()?,
        locale: row.locale()?,
        to: row.to_text,
        subject: row.subject,
        text: row.body,
        html: row.html,
        at: Moment::utc(Timestamp(row.at)),
    })
}

#[async_trait]
impl NoticesPort for Notices {
    // Everybody may read it, visitors too: whoever tries the demo out plays the citizen as well.
    async fn captured(&self, _actor: &Actor, page: u16) -> Outcome<Vec<CapturedView>> {
        self.must_be_demo()?;
        let mut reader = self.house.db.read().await?;
        let rows = sql::captured(&mut reader, page).await?;
        Ok(rows.into_iter().map(view).collect::<Result<_>>()?)
    }

    async fn captured_one(&self, _actor: &Actor, id: NoticeId) -> Outcome<CapturedView> {
        self.must_be_demo()?;
        let mut reader = self.house.db.read().await?;
        let row = sql::captured_one(&mut reader, id).await?.ok_or(RefusalCode::NotFound)?;
        Ok(view(row)?)
    }
}
