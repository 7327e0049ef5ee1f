//! A list before it is entered, looked at against what is known; and the list as it is kept.

use std::collections::HashMap;

use domain::accounts::Actor;
use domain::delivery::bulk::{
    BulkForm, BulkLine, BulkPreview, CheckedLine, Column, Destination, LineCheck, PreviewLine, Terms, check,
    folded_reference, room,
};
use domain::ids::{BatchId, BatchLineId, OrganisationId};
use domain::lockers::BankSummary;
use domain::{FieldError, Outcome, RefusalCode};

use super::lines;
use super::sql::{self, NewBatch, NewLine};
use crate::custody;
use crate::db::{Handle, Tx};
use crate::delivery::Delivery;
use crate::delivery::service::{not_a_choice, refused_at};
use crate::fault::{Fault, Result};
use crate::lockers;

impl Delivery {
    /// Every line with what is wrong with it.
    pub(super) async fn look_at(&self, h: &mut impl Handle, actor: &Actor, form: &BulkForm) -> Outcome<BulkPreview> {
        let to = form.check()?;
        let organisation = actor.organisation()?;
        let banks = lockers::summaries(h, Some(organisation)).await?;
        let bank = banks.into_iter().find(|bank| bank.id == to.bank);
        let bank = bank.ok_or_else(|| not_a_choice("bank"))?;
        let known = self.known(h, organisation, &form.lines).await?;
        let asks_end = custody::asks_phone_end(h, bank.id).await?;
        let mut preview = looked_at(bank, to, &form.lines, &known)?;
        if asks_end {
            ask_for_numbers(&mut preview);
        }
        Ok(preview)
    }

    /// The numbers among these that cannot be entered once more, and why.
    async fn known(
        &self,
        h: &mut impl Handle,
        organisation: OrganisationId,
        lines: &[BulkLine],
    ) -> Result<HashMap<String, RefusalCode>> {
        let numbers = lines.iter().filter(|line| !line.out);
        let numbers = numbers.map(|line| folded_reference(&line.words.reference));
        let by_hash: HashMap<String, String> = numbers
            .filter(|number| !number.is_empty())
            .map(|number| (self.reference_hash(organisation, &number), number))
            .collect();
        let wanted: Vec<&String> = by_hash.keys().collect();
        let wanted = serde_json::to_string(&wanted)
            .map_err(|error| Fault::broken("delivery.bulk_numbers", "asking for known numbers").because(error))?;
        let on_lists = sql::on_lists(h, &wanted).await?.into_iter();
        let in_lockers = sql::in_lockers(h, &wanted).await?.into_iter();
        let why = on_lists
            .map(|(hash,)| (hash, RefusalCode::OnListAlready))
            .chain(in_lockers.map(|(hash,)| (hash, RefusalCode::InLockerAlready)));
        let named = why.filter_map(|(hash, code)| by_hash.get(&hash).map(|number| (number.clone(), code)));
        Ok(named.collect())
    }

    /// Keeps a list, unless the same form kept it before.
    pub(super) async fn keep_lines(&self, actor: &Actor, form: &BulkForm, once: &str) -> Outcome<BatchId> {
        let mut tx = self.house.db.begin().await?;
        if let Some(id) = sql::by_once(&mut tx, once).await? {
            return Ok(id);
        }
        let preview = self.look_at(&mut tx, actor, form).await?;
        if preview.wrong() > 0 || preview.fine() == 0 {
            // Another press of the same form may have come first meanwhile: then what is known are its own lines.
            return match sql::by_once(&mut tx, once).await? {
                Some(id) => Ok(id),
                None => Err(RefusalCode::Form.into()),
            };
        }
        let organisation = actor.organisation()?;
        let id = BatchId(self.house.outside.uuid7());
        let batch = NewBatch {
            id,
            organisation,
            bank: preview.bank.id,
            by: actor.person()?,
            at: self.house.now(),
            once,
        };
        sql::insert_batch(&mut tx, &batch).await?;
        for PreviewLine { line, check } in preview.lines {
            if let LineCheck::Fine(checked) = check {
                self.keep_line(&mut tx, &batch, line.number, &checked).await?;
            }
        }
        tx.commit().await?;
        Ok(id)
    }

    async fn keep_line(&self, tx: &mut Tx, batch: &NewBatch<'_>, number: u32, line: &CheckedLine) -> Result<()> {
        let id = BatchLineId(self.house.outside.uuid7());
        let recipient = &line.recipient;
        let email = recipient.email.as_ref();
        let phone = recipient.phone.as_ref();
        let row = NewLine {
            id,
            batch: batch.id,
            number,
            item: line.item.wire(),
            size: line.size.wire(),
            sealed: lines::sealed(&self.house, id, line)?,
            reference_hash: self.reference_hash(batch.organisation, line.reference.as_str()),
            email_hash: email.map(|email| lines::email_hash(&self.house, email)),
            phone_hash: phone.map(|phone| lines::phone_hash(&self.house, phone)),
        };
        sql::insert_line(tx, row).await
    }
}

/// Of whom no mobile number is given, nobody could type a code at this bank: said while there is time to ask for one.
fn ask_for_numbers(preview: &mut BulkPreview) {
    let without = |check: &LineCheck| matches!(check, LineCheck::Fine(line) if line.recipient.phone.is_none());
    for line in preview.lines.iter_mut().filter(|line| without(&line.check)) {
        line.check = LineCheck::Wrong(vec![FieldError {
            field: Column::Phone.field().to_owned(),
            code: RefusalCode::NeedsMobile,
        }]);
    }
    let wanted = preview.lines.iter().filter_map(|line| match &line.check {
        LineCheck::Fine(line) => Some(line.size),
        LineCheck::Wrong(_) | LineCheck::Out => None,
    });
    preview.room = room(&preview.bank.sizes, wanted);
}

fn looked_at(
    bank: BankSummary,
    to: Destination,
    lines: &[BulkLine],
    known: &HashMap<String, RefusalCode>,
) -> Outcome<BulkPreview> {
    let largest = bank.sizes.iter().map(|of| of.size).max();
    let largest = largest.filter(|largest| *largest >= to.size);
    let mark = |number: &str| known.get(number).copied();
    let terms = Terms {
        size: to.size,
        largest: largest.ok_or_else(|| refused_at("size", RefusalCode::NoSuchSize))?,
        known: &mark,
    };
    let checks = check(lines, &terms);
    let wanted = checks.iter().filter_map(|check| match check {
        LineCheck::Fine(line) => Some(line.size),
        LineCheck::Wrong(_) | LineCheck::Out => None,
    });
    let room = room(&bank.sizes, wanted);
    let lines = lines.iter().cloned().zip(checks);
    Ok(BulkPreview {
        size: to.size,
        lines: lines.map(|(line, check)| PreviewLine { line, check }).collect(),
        room,
        bank,
    })
}
