//! A receipt on paper: A4, in the reader's language.
//!
//! What must not be here: the words; they stand in `backend/templates/{lang}/hand_over.json`.

use std::collections::BTreeMap;

use domain::custody::{Ending, EventKind, HistoryEntry, Means};
use domain::proofs::{ReceiptOf, ReceiptView};
use domain::{Locale, Moment};
use serde::Deserialize;

use crate::fault::{Fault, Result};
use crate::paper::{Ink, Paper, Sheet, Weight, wrap};

const LEFT: f32 = 22.0;
const RIGHT: f32 = 188.0;
const LABELS: f32 = 52.0;
/// No line of the history below this; what is older then stands in the file only.
const BOTTOM: f32 = 236.0;

/// The words on the paper.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    title_pickup: String,
    title_delivery: String,
    title_returned: String,
    item: String,
    recipient: String,
    organisation: String,
    reference: String,
    place: String,
    compartment: String,
    stored: String,
    ended_collected: String,
    ended_returned: String,
    ended_cancelled: String,
    issued: String,
    history: String,
    proof: String,
    proof_text: String,
    late: String,
    items: BTreeMap<String, String>,
    events: BTreeMap<String, String>,
}

fn words(l: Locale) -> Result<Words> {
    let text = match l {
        Locale::En => include_str!("../../templates/en/hand_over.json"),
        Locale::Ro => include_str!("../../templates/ro/hand_over.json"),
        Locale::Ru => include_str!("../../templates/ru/hand_over.json"),
        Locale::Zh => include_str!("../../templates/zh/hand_over.json"),
    };
    serde_json::from_str(text).map_err(|e| Fault::broken("proofs.words", "reading the words of a receipt").because(e))
}

/// Date and time as papers of the language have them, in figures.
fn instant(l: Locale, moment: Moment) -> String {
    let c = moment.civil();
    let day = match l {
        Locale::En => format!("{}-{:02}-{:02}", c.year, c.month, c.day),
        Locale::Ro | Locale::Ru => format!("{:02}.{:02}.{}", c.day, c.month, c.year),
        Locale::Zh => format!("{}年{}月{}日", c.year, c.month, c.day),
    };
    format!("{day} {:02}:{:02}:{:02}", c.hour, c.minute, c.second)
}

impl Words {
    fn title(&self, receipt: &ReceiptView) -> &str {
        match (receipt.of, receipt.ending) {
            (_, Ending::Returned | Ending::Cancelled) => &self.title_returned,
            (ReceiptOf::Pickup, Ending::Collected) => &self.title_pickup,
            (ReceiptOf::Delivery, Ending::Collected) => &self.title_delivery,
        }
    }

    const fn ended(&self, ending: Ending) -> &String {
        match ending {
            Ending::Collected => &self.ended_collected,
            Ending::Returned => &self.ended_returned,
            Ending::Cancelled => &self.ended_cancelled,
        }
    }

    fn event(&self, event: &EventKind) -> Option<&str> {
        self.events.get(word(event)?).map(String::as_str)
    }
}

/// Under which name the words of an event stand; none for what stands in the file only.
const fn word(event: &EventKind) -> Option<&'static str> {
    Some(match event {
        EventKind::Announced => "announced",
        EventKind::Stored => "stored",
        EventKind::Issued => "issued",
        EventKind::IssuedByHand { .. } => "issued_by_hand",
        EventKind::CodeReplaced => "code_replaced",
        EventKind::NewCodeSent { .. } => "new_code_sent",
        EventKind::OpenedFromAfar { .. } => "opened_from_afar",
        EventKind::Moved { .. } => "moved",
        EventKind::Proved { means: Means::Code } => "proved_code",
        EventKind::Proved { means: Means::Qr } => "proved_qr",
        EventKind::Proved { means: Means::Phone } => "proved_phone",
        EventKind::Shared => "shared",
        EventKind::ShareRevoked => "share_revoked",
        EventKind::ProvedByShare { .. } => "proved_by_share",
        EventKind::ProvedInVisit { .. } => "proved_in_visit",
        EventKind::Extended { .. } => "extended",
        EventKind::Opened => "opened",
        EventKind::Closed { item: None } => "closed",
        EventKind::Closed { item: Some(true) } => "closed_item",
        EventKind::Closed { item: Some(false) } => "closed_empty",
        EventKind::LeftInside => "left_inside",
        EventKind::LeftOpen => "left_open",
        EventKind::Forced => "forced",
        EventKind::NotOpened { .. } => "not_opened",
        EventKind::Collected => "collected",
        EventKind::Returned => "returned",
        EventKind::Cancelled => "cancelled",
        EventKind::Commanded { .. }
        | EventKind::Unlocked
        | EventKind::Told { .. }
        | EventKind::NothingInside
        | EventKind::Unclear
        | EventKind::CancelAsked { .. }
        | EventKind::Reminded { .. }
        | EventKind::DeadlineMoved { .. }
        | EventKind::MoveOrdered { .. }
        | EventKind::TakenOut
        | EventKind::PutBack
        | EventKind::MoveAbandoned
        | EventKind::ClockStopped
        | EventKind::ClockGoesOn { .. } => return None,
    })
}

/// A receipt on an A4 page. `key` is the public key that signed the file beside it.
pub(super) fn paper(receipt: &ReceiptView, l: Locale, key: &str) -> Result<Vec<u8>> {
    let words = words(l)?;
    let mut paper = Paper::new(words.title(receipt), l, receipt.issued.civil());
    paper.page(210.0, 297.0, |sheet| draw(sheet, receipt, &words, l, key))?;
    paper.finish()
}

fn draw(sheet: &mut Sheet<'_>, receipt: &ReceiptView, words: &Words, l: Locale, key: &str) {
    sheet.block(0.0, 0.0, 210.0, 5.0, Ink::FELT);
    sheet.text(LEFT, 22.0, 11.0, Weight::Bold, Ink::QUIET, &receipt.organisation);
    sheet.text(LEFT, 36.0, 22.0, Weight::Bold, Ink::FELT, words.title(receipt));
    let mut y = 50.0;
    for (label, text) in facts(receipt, words, l) {
        y = fact(sheet, y, label, &text);
    }
    y += 6.0;
    sheet.text(LEFT, y, 12.0, Weight::Bold, Ink::TEXT, &words.history);
    y += 7.0;
    let told: Vec<(&HistoryEntry, &str)> = receipt
        .history
        .iter()
        .filter_map(|entry| words.event(&entry.event).map(|text| (entry, text)))
        .collect();
    y = history(sheet, y, &told, l);
    sheet.block(LEFT, y.max(BOTTOM) + 2.0, RIGHT - LEFT, 0.3, Ink::LINE);
    y = y.max(BOTTOM) + 9.0;
    sheet.text(LEFT, y, 10.0, Weight::Bold, Ink::TEXT, &words.proof);
    let mut text = words.proof_text.replace("{head}", &receipt.head).replace("{key}", key);
    if receipt.linked_late {
        text = [text.as_str(), &words.late].join(" ");
    }
    for line in wrap(&text, 9.0, Weight::Regular, RIGHT - LEFT) {
        y += 4.6;
        sheet.text(LEFT, y, 9.0, Weight::Regular, Ink::QUIET, &line);
    }
}

fn facts<'a>(receipt: &ReceiptView, words: &'a Words, l: Locale) -> Vec<(&'a str, String)> {
    let place = &receipt.place;
    let item = words.items.get(receipt.item.wire()).cloned().unwrap_or_default();
    let mut facts = vec![
        (words.item.as_str(), item),
        (words.recipient.as_str(), receipt.recipient.clone()),
        (words.organisation.as_str(), receipt.organisation.clone()),
        (
            words.place.as_str(),
            [place.name.as_str(), &place.address, &place.city].join(", "),
        ),
        (words.compartment.as_str(), receipt.compartment.to_string()),
        (words.stored.as_str(), instant(l, receipt.stored)),
        (words.ended(receipt.ending).as_str(), instant(l, receipt.ended)),
        (words.issued.as_str(), instant(l, receipt.issued)),
    ];
    if let Some(reference) = &receipt.reference {
        facts.insert(1, (words.reference.as_str(), reference.clone()));
    }
    facts
}

/// A label and its text, which may take several lines. Gives where the next one goes.
fn fact(sheet: &mut Sheet<'_>, y: f32, label: &str, text: &str) -> f32 {
    sheet.text(LEFT, y, 9.5, Weight::Regular, Ink::QUIET, label);
    let mut at = y;
    for line in wrap(text, 10.5, Weight::Regular, RIGHT - LEFT - LABELS) {
        sheet.text(LEFT + LABELS, at, 10.5, Weight::Regular, Ink::TEXT, &line);
        at += 5.2;
    }
    at + 1.4
}

/// The newest lines that fit, oldest first. Gives where the next one goes.
fn history(sheet: &mut Sheet<'_>, from: f32, told: &[(&HistoryEntry, &str)], l: Locale) -> f32 {
    let mut room = 0;
    let mut end = from;
    while end < BOTTOM {
        room += 1;
        end += 5.6;
    }
    let mut y = from;
    for (entry, text) in told.iter().skip(told.len().saturating_sub(room)) {
        sheet.text(LEFT, y, 9.5, Weight::Regular, Ink::QUIET, &instant(l, entry.at));
        sheet.text(LEFT + LABELS, y, 10.0, Weight::Regular, Ink::TEXT, text);
        y += 5.6;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::custody::Item;
    use domain::lockers::Place;

    fn sample(of: ReceiptOf, ending: Ending) -> ReceiptView {
        let at = |seconds: i64| Moment {
            at: Timestamp((1_795_349_100 + seconds) * 1_000_000),
            offset_seconds: 7_200,
        };
        let events = [
            EventKind::Stored,
            EventKind::Issued,
            EventKind::Told { messages: 2 },
            EventKind::Proved { means: Means::Qr },
            EventKind::Opened,
            EventKind::Closed { item: Some(false) },
            EventKind::Collected,
        ];
        let history = (0..).zip(
            events
                .iter()
                .cycle()
                .take(if ending == Ending::Returned { 60 } else { 7 }),
        );
        ReceiptView {
            consignment: "01890a5d-ac96-774b-bcce-000000000001".parse().unwrap(),
            of,
            locale: Locale::Ro,
            organisation: "Primăria Municipiului Exemplu 市政厅".into(),
            place: Place {
                name: "Primăria Sector 3".into(),
                address: "Calea Dudești 191".into(),
                city: "București".into(),
                latitude: 44.4,
                longitude: 26.1,
                time_zone: "Europe/Bucharest".into(),
                opening_hours: "24/7".into(),
                hotline: "+40215550100".into(),
            },
            compartment: 7,
            item: Item::Passport,
            recipient: "Ион Попеску 约翰 Ștefănescu".into(),
            reference: (of == ReceiptOf::Delivery).then(|| "RO-77/2026".into()),
            stored: at(0),
            ended: at(90_000),
            ending,
            history: history
                .map(|(n, event)| HistoryEntry {
                    at: at(n * 700),
                    event: event.clone(),
                    by: None,
                })
                .collect(),
            head: "jpgxVLUMJ-eZFF84aqwqs-IAZsVXVOt8zbU03anjgXM".into(),
            linked_late: true,
            issued: at(91_000),
        }
    }

    #[test]
    fn it_is_printed_in_every_language() {
        for l in Locale::ALL {
            for (name, of, ending) in [
                ("pickup", ReceiptOf::Pickup, Ending::Collected),
                ("delivery", ReceiptOf::Delivery, Ending::Collected),
                ("returned", ReceiptOf::Delivery, Ending::Returned),
            ] {
                let key = "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik";
                let file = paper(&sample(of, ending), l, key).unwrap();
                assert!(
                    file.starts_with(b"%PDF-") && file.len() < 90_000,
                    "{l:?}: {}",
                    file.len()
                );
                if let Ok(folder) = std::env::var("CLOAKROOM_TEST_PAPERS") {
                    std::fs::write(format!("{folder}/hand-over-{name}-{}.pdf", l.code()), &file).unwrap();
                }
            }
        }
    }

    #[test]
    fn every_item_and_every_event_has_its_word() {
        // The names in `word`, as they stand in this file.
        let names = include_str!("paper.rs").split("Some(match event {").nth(1).unwrap();
        let names = names.split("EventKind::Commanded").next().unwrap();
        let mut events: Vec<&str> = names.split('"').skip(1).step_by(2).collect();
        events.sort_unstable();
        assert!(events.len() > 20);
        for l in Locale::ALL {
            let words = words(l).unwrap();
            for item in Item::ALL {
                assert!(words.items.contains_key(item.wire()), "{l:?} {item:?}");
            }
            assert_eq!(words.events.keys().collect::<Vec<_>>(), events, "{l:?}");
        }
    }
}
