//! Receipts in every language: what they must say, and what must not be on them.

use domain::custody::{Ending, EventKind, HistoryEntry, Item, Means};
use domain::proofs::{ReceiptOf, ReceiptView};
use domain::{Locale, Span};

use super::{delivery_receipt, pickup_receipt};
use crate::site::samples::{NOW, files, frame, id, later, places, profile};

const KEY: &str = "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik";

fn receipt(of: ReceiptOf, ending: Ending) -> ReceiptView {
    let events = [
        EventKind::Stored,
        EventKind::Proved { means: Means::Phone },
        EventKind::Opened,
        EventKind::Collected,
    ];
    let history = (0..).zip(events).map(|(n, event)| HistoryEntry {
        at: later(Span::minutes(n)),
        event,
        by: None,
    });
    ReceiptView {
        consignment: id(7),
        of,
        locale: Locale::Ro,
        organisation: "Primăria Municipiului Exemplu".into(),
        place: places()[0].clone(),
        compartment: 7,
        item: Item::Passport,
        recipient: "Ion <Popescu>".into(),
        reference: (of == ReceiptOf::Delivery).then(|| "RO-77/2026".into()),
        stored: NOW,
        ended: later(Span::minutes(3)),
        ending,
        history: history.collect(),
        head: "jpgxVLUMJ-eZFF84aqwqs-IAZsVXVOt8zbU03anjgXM".into(),
        linked_late: false,
        issued: later(Span::hours(1)),
    }
}

#[test]
fn a_receipt_tells_the_hand_over_in_every_language() {
    let files = files();
    for l in Locale::ALL {
        let mine = receipt(ReceiptOf::Pickup, Ending::Collected);
        let path = format!("/pickup/receipts/{}", mine.consignment);
        let html = pickup_receipt(&frame(l, &path, &files), &mine, KEY);
        for text in ["Ion &lt;Popescu&gt;", &mine.head, KEY, "receipt.pdf", "receipt.json"] {
            assert!(html.contains(text), "{l:?}: {text}");
        }
        assert!(!html.contains("RO-77/2026") && !html.contains("wasm"), "{l:?}");
        let theirs = receipt(ReceiptOf::Delivery, Ending::Collected);
        let path = format!("/employee/receipts/{}", theirs.consignment);
        let html = delivery_receipt(&frame(l, &path, &files), &profile(), &theirs, KEY);
        assert!(html.contains("RO-77/2026"), "{l:?}");
        assert!(html.contains(&format!("/{}/employee/deliveries/{}", l.code(), theirs.consignment)));
    }
}

#[test]
fn what_came_back_is_not_called_delivered() {
    let files = files();
    let told = |ending| {
        let receipt = receipt(ReceiptOf::Delivery, ending);
        delivery_receipt(
            &frame(Locale::En, "/employee/receipts/x", &files),
            &profile(),
            &receipt,
            KEY,
        )
    };
    assert!(told(Ending::Collected).contains("Proof of delivery"));
    for ending in [Ending::Returned, Ending::Cancelled] {
        assert!(!told(ending).contains("Proof of delivery"));
    }
}
