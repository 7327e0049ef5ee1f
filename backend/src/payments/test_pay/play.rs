//! The provider that only plays: its pages, its words, its day.
//!
//! What must not be here: our books. It has its own.

use async_trait::async_trait;
#[cfg(test)]
use domain::Money;
use domain::accounts::{Actor, Operation};
use domain::ids::CheckoutId;
use domain::payments::{PaymentsPort, Play, TestPayPort, TestPayView};
use domain::{Outcome, RefusalCode, Span, Timestamp};

use super::sql;
use crate::fault::Result;
use crate::house::House;
use crate::payments::provider::{
    Ask, BookLine, Opened, PaymentProvider, RefundAnswer, RefundAsk, Snapshot, Standing, Word,
};
use crate::secrets::{SecretToken, same};

/// How long "late" is.
const LATE: Span = Span::seconds(30);
/// A signed word may be so old.
const FRESH: Span = Span::seconds(300);

/// The provider that only plays.
#[derive(Clone)]
pub struct TestPay {
    house: House,
}

impl TestPay {
    /// For a demo, or where a setting allows it. Whoever makes one has asked that before.
    pub const fn new(house: House) -> Self {
        Self { house }
    }

    fn sign(&self, at: Timestamp, body: &[u8]) -> String {
        let text = [at.0.to_string().as_bytes(), b".", body].concat();
        self.house.key.lookup_hash("test_pay.word", &text)
    }

    /// A word as it comes in by the webhook, with its signature.
    fn written(&self, event_id: &str, kind: &str, reference: &str) -> (Vec<u8>, String) {
        let body = serde_json::json!({ "id": event_id, "kind": kind, "reference": reference });
        let (body, now) = (body.to_string().into_bytes(), self.house.now());
        let signature = format!("{},{}", now.0, self.sign(now, &body));
        (body, signature)
    }

    /// Sends the words that are due, the way a webhook would. A job of the process calls it.
    ///
    /// # Errors
    /// What the database says. A word that was not taken is sent again.
    pub async fn send_words(&self, payments: &dyn PaymentsPort) -> Outcome<usize> {
        let mut reader = self.house.db.read().await?;
        let due = sql::words_due(&mut reader, self.house.now()).await?;
        drop(reader);
        let mut sent = 0;
        let house = Actor::House;
        for word in due {
            let (body, signature) = self.written(&word.event_id, &word.kind, &word.reference);
            if payments.provider_says(&house, self.wire(), &body, &signature).await? {
                let mut tx = self.house.db.begin().await?;
                sql::word_sent(&mut tx, &word.event_id, self.house.now()).await?;
                tx.commit().await?;
                sent += 1;
            }
        }
        Ok(sent)
    }

    fn token(&self) -> String {
        let token = SecretToken::new(self.house.outside.chance.as_ref());
        token.expose()[..22].to_owned()
    }
}

#[async_trait]
impl PaymentProvider for TestPay {
    fn wire(&self) -> &'static str {
        "test"
    }

    fn title(&self) -> &'static str {
        "Test pay"
    }

    fn plays(&self) -> bool {
        true
    }

    async fn checkout(&self, ask: &Ask) -> Result<Opened> {
        let mut tx = self.house.db.begin().await?;
        let known = sql::by_checkout(&mut tx, ask.checkout).await?;
        let reference = if let Some(known) = known {
            known
        } else {
            let reference = format!("test_{}", self.token());
            let own = &self.house.settings.public_url;
            let back = ask.back.strip_prefix(own.as_str()).unwrap_or("/");
            sql::insert(&mut tx, &reference, ask, back, self.house.now()).await?;
            reference
        };
        tx.commit().await?;
        let url = format!(
            "{}/{}/test-pay/{reference}",
            self.house.settings.public_url,
            ask.locale.code()
        );
        Ok(Opened {
            reference,
            url,
            until: ask.until,
        })
    }

    async fn look(&self, reference: &str) -> Result<Option<Snapshot>> {
        let mut reader = self.house.db.read().await?;
        let Some(row) = sql::get(&mut reader, reference).await? else {
            return Ok(None);
        };
        let now = self.house.now().0;
        let standing = match row.state.as_str() {
            "open" if now > row.expires_at => Standing::Expired,
            "open" => Standing::Open,
            "declined" => Standing::Declined,
            "expired" => Standing::Expired,
            _ if row.settles_at.is_some_and(|at| now < at) => Standing::Processing,
            _ => Standing::Paid,
        };
        let paid = crate::payments::sql::money(row.paid, &row.currency)?;
        Ok(Some(Snapshot {
            checkout: row.checkout_id.parse::<CheckoutId>().ok(),
            standing,
            paid: (standing == Standing::Paid).then_some(paid),
            refunded: row.refunded,
            payment: None,
            reference: row.reference,
        }))
    }

    async fn refund(&self, ask: &RefundAsk) -> Result<RefundAnswer> {
        let mut tx = self.house.db.begin().await?;
        let Some(row) = sql::get(&mut tx, &ask.reference).await? else {
            return Ok(RefundAnswer::Refused);
        };
        if sql::refund_known(&mut tx, ask.refund).await? {
            return Ok(RefundAnswer::Done);
        }
        let fits = crate::payments::sql::money(row.paid, &row.currency)?.currency == ask.amount.currency;
        if !fits || row.refunded.saturating_add(ask.amount.minor) > row.paid {
            return Ok(RefundAnswer::Refused);
        }
        sql::refund(&mut tx, ask).await?;
        sql::add_word(&mut tx, &self.token(), &ask.reference, "refunded", self.house.now()).await?;
        tx.commit().await?;
        Ok(RefundAnswer::Done)
    }

    fn word(&self, body: &[u8], signature: &str, now: Timestamp) -> Option<Word> {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Body {
            id: String,
            kind: String,
            reference: String,
        }
        let (at, mac) = signature.split_once(',')?;
        let at = Timestamp(at.parse().ok()?);
        let right = same(self.sign(at, body).as_bytes(), mac.as_bytes());
        let fresh = (now - at).0.abs() <= FRESH.0;
        if !right || !fresh {
            return None;
        }
        let body: Body = serde_json::from_slice(body).ok()?;
        Some(Word {
            event_id: body.id,
            kind: body.kind,
            reference: Some(body.reference),
        })
    }

    async fn day(&self, from: Timestamp, to: Timestamp) -> Result<Vec<BookLine>> {
        let mut reader = self.house.db.read().await?;
        let rows = sql::of_day(&mut reader, from, to).await?;
        let now = self.house.now().0;
        rows.into_iter()
            .map(|row| {
                let settled = row.settles_at.is_none_or(|at| at <= now);
                Ok(BookLine {
                    paid: crate::payments::sql::money(if settled { row.paid } else { 0 }, &row.currency)?,
                    at: Timestamp(row.created_at),
                    refunded: row.refunded,
                    reference: row.reference,
                })
            })
            .collect()
    }
}

/// What a play does to the books: paid how much, state, and whether it is told late.
const fn outcome(play: Play, asked: i64) -> (i64, &'static str, bool) {
    match play {
        Play::Accept | Play::Twice => (asked, "paid", false),
        Play::Late => (asked, "paid", true),
        Play::WrongAmount => (asked / 2 + 1, "paid", false),
        Play::Decline => (0, "declined", false),
        Play::Abandon => (0, "expired", false),
    }
}

#[async_trait]
impl TestPayPort for TestPay {
    async fn page(&self, actor: &Actor, reference: &str) -> Outcome<TestPayView> {
        actor.must(Operation::Pay)?;
        let mut reader = self.house.db.read().await?;
        let row = sql::get(&mut reader, reference).await?.ok_or(RefusalCode::NotFound)?;
        Ok(TestPayView {
            amount: crate::payments::sql::money(row.amount, &row.currency)?,
            open: row.state == "open" && self.house.now().0 <= row.expires_at,
            what: row.what,
            back: row.back,
        })
    }

    async fn play(&self, actor: &Actor, reference: &str, play: Play) -> Outcome<String> {
        actor.must(Operation::Pay)?;
        let now = self.house.now();
        let mut tx = self.house.db.begin().await?;
        let row = sql::get(&mut tx, reference).await?.ok_or(RefusalCode::NotFound)?;
        let (paid, state, late) = outcome(play, row.amount);
        let settles = late.then_some(now + LATE);
        let played = now.0 <= row.expires_at && sql::play(&mut tx, reference, paid, state, settles).await?;
        if played {
            let due = settles.unwrap_or(now);
            sql::add_word(&mut tx, &self.token(), reference, state, due).await?;
            if play == Play::Twice {
                // The same word a second time, and a second charge beside it, as a careless provider would.
                sql::add_word(&mut tx, &self.token(), reference, state, due).await?;
                let second = format!("test_{}", self.token());
                sql::copy(&mut tx, reference, &second, now).await?;
                sql::add_word(&mut tx, &self.token(), &second, state, due).await?;
            }
        }
        tx.commit().await?;
        self.house.wake.payments.notify_one();
        Ok(row.back)
    }
}

/// An amount in the provider's own books; only for tests of what a provider may do wrong.
#[cfg(test)]
pub(in crate::payments) async fn set_books(house: &House, reference: &str, paid: Money, refunded: i64) -> Result<()> {
    let mut tx = house.db.begin().await?;
    sql::set(&mut tx, reference, paid, refunded).await?;
    tx.commit().await
}

#[cfg(test)]
impl TestPay {
    /// A signed word about a page, for tests.
    pub(in crate::payments) fn word_for_test(&self, event_id: &str, reference: &str) -> (Vec<u8>, String) {
        self.written(event_id, "paid", reference)
    }
}
