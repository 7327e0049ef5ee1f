//! Receipts and credit notes: their numbers, and the paper they are printed on.
//!
//! A number is counted up in the transaction that writes the receipt, so none is ever left out or given twice. What must
//! not be here: the words on the paper; they stand in `backend/templates/{lang}/receipt.json`.

use domain::ids::{CheckoutId, ReceiptId};
use domain::payments::{ReceiptKind, ReceiptNumber, ReceiptView, Vat};
use domain::{Locale, Money, Timestamp};
use serde::Deserialize;

use super::sql::{self, Intent};
use super::sql_ledger::{self, NewReceipt, ReceiptRow};
use crate::db::Tx;
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::paper::{Ink, Paper, Sheet, Weight, width, wrap};

/// An instant by the seller's calendar.
pub(super) fn at(house: &House, at: Timestamp) -> domain::Moment {
    moment(&house.settings.payments.time_zone, at)
}

/// Who is paid, as it stands on receipts.
pub(super) fn seller(house: &House, intent: &Intent) -> String {
    match house.settings.payments.seller.trim() {
        "" => intent.organisation_name.clone(),
        seller => seller.to_owned(),
    }
}

/// Writes a receipt, or a credit note for one.
pub(super) async fn write(
    tx: &mut Tx,
    house: &House,
    intent: &Intent,
    checkout: CheckoutId,
    (kind, gross): (ReceiptKind, Money),
) -> Result<ReceiptNumber> {
    let now = house.now();
    let year = at(house, now).civil().year;
    let earlier = match kind {
        ReceiptKind::Receipt => Vec::new(),
        ReceiptKind::Credit => sql_ledger::receipts_of(tx, intent.id.0).await?,
    };
    let credits = earlier.iter().find(|r| r.kind == ReceiptKind::Receipt.wire());
    let number = sql_ledger::next_number(tx, intent.organisation_id.0, year).await?;
    let row = NewReceipt {
        id: ReceiptId(house.outside.uuid7()),
        organisation: intent.organisation_id.0,
        year,
        number,
        kind,
        intent: intent.id.0,
        checkout,
        credits: credits.map(|r| r.id.0),
        seller: &seller(house, intent),
        what: &intent.what,
        gross,
        vat_permille: intent.vat_permille,
    };
    sql_ledger::add_receipt(tx, &row, now).await?;
    Ok(ReceiptNumber { year, number })
}

fn number(year: i64, number: i64) -> ReceiptNumber {
    ReceiptNumber {
        year: i32::try_from(year).unwrap_or_default(),
        number,
    }
}

/// A stored receipt as people see it. `title` names a provider.
pub(super) fn view(house: &House, row: ReceiptRow, title: impl Fn(&str) -> String) -> Result<ReceiptView> {
    let reference = row.reference.unwrap_or_default();
    let tail = reference.len().saturating_sub(12);
    Ok(ReceiptView {
        kind: ReceiptKind::from_wire(&row.kind)
            .ok_or_else(|| Fault::broken("payments.receipt", "reading a receipt's kind"))?,
        number: number(row.year, row.number),
        issued: at(house, Timestamp(row.issued_at)),
        seller: row.seller,
        what: row.what,
        gross: sql::money(row.gross, &row.currency)?,
        vat: Vat(u32::try_from(row.vat_permille).unwrap_or_default()),
        provider: title(&row.provider),
        reference: reference.get(tail..).unwrap_or_default().to_owned(),
        credits: row.credits_year.zip(row.credits_number).map(|(y, n)| number(y, n)),
    })
}

/// The words on the paper.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    receipt: String,
    credit: String,
    number: String,
    date: String,
    seller: String,
    what: String,
    amount: String,
    net: String,
    vat: String,
    paid: String,
    returned: String,
    paid_by: String,
    credits: String,
    thanks: String,
}

fn words(l: Locale) -> Result<Words> {
    let text = match l {
        Locale::En => include_str!("../../templates/en/receipt.json"),
        Locale::Ro => include_str!("../../templates/ro/receipt.json"),
        Locale::Ru => include_str!("../../templates/ru/receipt.json"),
        Locale::Zh => include_str!("../../templates/zh/receipt.json"),
    };
    serde_json::from_str(text).map_err(|e| Fault::broken("payments.words", "reading the words of a receipt").because(e))
}

/// A date as papers of the language have it, in figures.
fn day_in(l: Locale, moment: domain::Moment) -> String {
    let c = moment.civil();
    match l {
        Locale::En => format!("{}-{:02}-{:02}", c.year, c.month, c.day),
        Locale::Ro | Locale::Ru => format!("{:02}.{:02}.{}", c.day, c.month, c.year),
        Locale::Zh => format!("{}年{}月{}日", c.year, c.month, c.day),
    }
}

const LEFT: f32 = 22.0;
const RIGHT: f32 = 188.0;

/// One receipt on an A4 page.
pub(super) fn paper(receipt: &ReceiptView, l: Locale) -> Result<Vec<u8>> {
    let words = words(l)?;
    let title = match receipt.kind {
        ReceiptKind::Receipt => &words.receipt,
        ReceiptKind::Credit => &words.credit,
    };
    let heading = format!("{title} {}", receipt.number);
    let mut paper = Paper::new(&heading, l, receipt.issued.civil());
    paper.page(210.0, 297.0, |sheet| draw(sheet, receipt, &words, &heading, l))?;
    paper.finish()
}

fn draw(sheet: &mut Sheet<'_>, receipt: &ReceiptView, words: &Words, heading: &str, l: Locale) {
    sheet.block(0.0, 0.0, 210.0, 5.0, Ink::FELT);
    let mut seller = receipt.seller.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut y = 24.0;
    for line in wrap(seller.next().unwrap_or_default(), 13.0, Weight::Bold, 110.0) {
        sheet.text(LEFT, y, 13.0, Weight::Bold, Ink::TEXT, &line);
        y += 6.0;
    }
    for line in seller.flat_map(|line| wrap(line, 9.5, Weight::Regular, 110.0)) {
        sheet.text(LEFT, y, 9.5, Weight::Regular, Ink::QUIET, &line);
        y += 4.6;
    }
    y = y.max(40.0) + 18.0;
    sheet.text(LEFT, y, 22.0, Weight::Bold, Ink::FELT, heading);
    y += 12.0;
    let mut facts = vec![
        (&words.number, receipt.number.to_string()),
        (&words.date, day_in(l, receipt.issued)),
        (
            &words.seller,
            receipt.seller.lines().next().unwrap_or_default().to_owned(),
        ),
        (&words.paid_by, format!("{} · {}", receipt.provider, receipt.reference)),
    ];
    if let Some(credits) = receipt.credits {
        facts.push((&words.credits, credits.to_string()));
    }
    for (label, text) in facts {
        y = fact(sheet, y, label, &text);
    }
    y = amounts(sheet, y + 8.0, receipt, words, l);
    sheet.text(LEFT, y + 16.0, 10.0, Weight::Regular, Ink::QUIET, &words.thanks);
}

/// A label and its text, which may take several lines. Gives where the next one goes.
fn fact(sheet: &mut Sheet<'_>, y: f32, label: &str, text: &str) -> f32 {
    sheet.text(LEFT, y, 9.5, Weight::Regular, Ink::QUIET, label);
    let mut at = y;
    for line in wrap(text, 10.5, Weight::Regular, RIGHT - LEFT - 55.0) {
        sheet.text(LEFT + 55.0, at, 10.5, Weight::Regular, Ink::TEXT, &line);
        at += 5.2;
    }
    at + 1.2
}

fn amounts(sheet: &mut Sheet<'_>, from: f32, receipt: &ReceiptView, words: &Words, l: Locale) -> f32 {
    let sign = if receipt.kind == ReceiptKind::Credit { -1 } else { 1 };
    let gross = Money::new(receipt.gross.minor * sign, receipt.gross.currency);
    let written = gross.written(l);
    sheet.text(LEFT, from, 9.5, Weight::Regular, Ink::QUIET, &words.what);
    sheet.text_right(RIGHT, from, 9.5, Weight::Regular, Ink::QUIET, &words.amount);
    let mut y = from + 2.5;
    sheet.block(LEFT, y, RIGHT - LEFT, 0.3, Ink::LINE);
    y += 6.5;
    sheet.text_right(RIGHT, y, 11.0, Weight::Regular, Ink::TEXT, &written);
    for line in wrap(&receipt.what, 11.0, Weight::Regular, RIGHT - LEFT - 45.0) {
        sheet.text(LEFT, y, 11.0, Weight::Regular, Ink::TEXT, &line);
        y += 5.5;
    }
    sheet.block(LEFT, y - 1.5, RIGHT - LEFT, 0.3, Ink::LINE);
    y += 6.0;
    let vat = words.vat.replace("{rate}", &receipt.vat.percent());
    for (label, money) in [(&words.net, receipt.vat.net(gross)), (&vat, receipt.vat.of(gross))] {
        let room = width(label, 10.0, Weight::Regular);
        sheet.text(RIGHT - 42.0 - room, y, 10.0, Weight::Regular, Ink::QUIET, label);
        sheet.text_right(RIGHT, y, 10.0, Weight::Regular, Ink::TEXT, &money.written(l));
        y += 5.5;
    }
    y += 3.0;
    let total = if sign < 0 { &words.returned } else { &words.paid };
    let room = width(total, 13.0, Weight::Bold);
    sheet.text(RIGHT - 42.0 - room, y, 13.0, Weight::Bold, Ink::TEXT, total);
    sheet.text_right(RIGHT, y, 13.0, Weight::Bold, Ink::FELT, &written);
    y
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Currency, Moment};

    #[test]
    fn it_is_printed_in_every_language() {
        for l in Locale::ALL {
            let receipt = ReceiptView {
                kind: ReceiptKind::Receipt,
                number: ReceiptNumber { year: 2026, number: 7 },
                issued: Moment::utc(Timestamp(1_795_349_100_000_000)),
                seller: "Biroul de obiecte găsite\nCalea Victoriei 12\nRO 1234567".into(),
                what: "Acoperire pentru cheia 7QK4-M2XP, un an; 钥匙保障一年；защита ключа на год".into(),
                gross: Money::new(4_900, Currency::Ron),
                vat: Vat(210),
                provider: "Stripe".into(),
                reference: "a1b2c3d4e5f6".into(),
                credits: None,
            };
            let file = paper(&receipt, l).unwrap();
            assert!(
                file.starts_with(b"%PDF-") && file.len() < 80_000,
                "{l:?}: {}",
                file.len()
            );
            if let Ok(folder) = std::env::var("CLOAKROOM_TEST_PAPERS") {
                std::fs::write(format!("{folder}/receipt-{}.pdf", l.code()), &file).unwrap();
                let credit = ReceiptView {
                    kind: ReceiptKind::Credit,
                    credits: Some(receipt.number),
                    ..receipt
                };
                std::fs::write(format!("{folder}/credit-{}.pdf", l.code()), paper(&credit, l).unwrap()).unwrap();
            }
        }
    }
}
