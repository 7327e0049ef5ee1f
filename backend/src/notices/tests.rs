//! Messages: every text in every language, the queue with its ends, and both ways out against real peers.

mod peers;
mod queue;
mod waiting;
mod ways;
mod wording;

use std::sync::Arc;

use domain::notices::Template;
use domain::{Email, Locale, Phone};
use serde_json::json;

use super::{Draft, enqueue};
use crate::house::{House, LiveBus, PaymentSettings, Settings, Wakers};
use crate::testing::World;

fn house(world: &World, demo: bool) -> House {
    House {
        db: world.db.clone(),
        outside: world.outside.clone(),
        key: world.master.clone(),
        live: LiveBus::default(),
        wake: Wakers::default(),
        settings: Arc::new(Settings {
            public_url: "https://locker.example.org".to_owned(),
            demo,
            payments: PaymentSettings::default(),
        }),
    }
}

/// What the slices give, all templates' fields together.
fn data(name: &str) -> serde_json::Value {
    let mut all = json!({
        "name": name,
        "item": "identity_card",
        "organisation": "Primăria Exemplu & Fiii",
        "bank": "Gara de Nord",
        "address": "Piața Gării 1",
        "city": "Cluj-Napoca",
        "map_url": "https://www.openstreetmap.org/?mlat=46.78&mlon=23.58",
        "opening_hours": "Mo-Su 00:00-24:00",
        "compartment": 17,
        "deadline": {"at": 1_772_985_900_000_000_i64, "offset_seconds": 7200},
        "at": {"at": 1_772_985_900_000_000_i64, "offset_seconds": 7200},
        "code": "7QK 4M2",
        "link": "https://locker.example.org/ro/p/abcdefghijklmnop",
        "qr": "0123456789012345678901234567890123456789",
        "hotline": "+40721555010",
        "hotline_grouped": "+40 721 555 010",
        "hours": 72,
        "what": "Acoperire pentru o cheie, un an",
        "amount": "49,00 RON",
        "number": "2026-000123",
        "key": "8RL5-N3YQ",
        "thing": "office keys",
        "until": {"at": 1_772_985_900_000_000_i64, "offset_seconds": 7200},
        "days": 7,
        "pay": null,
        "pool": "P-1042",
        "product": "Brass keyring",
        "n": 1000,
        "total": "RON 4,900.00",
        "reason": "the contract has ended",
        "words": "La poartă",
        "fee": "25,00 RON",
        "news": "agreed",
        "meeting": {"at": 1_772_985_900_000_000_i64, "offset_seconds": 7200},
        "meeting_place": "Piața Unirii",
        "what": "Chei",
        "begins": {"at": 1_772_985_900_000_000_i64, "offset_seconds": 7200},
        "ends": {"at": 1_772_989_500_000_000_i64, "offset_seconds": 7200},
    });
    // Of a thing that waits; apart, since one macro takes only so much.
    all["last"] = json!(true);
    all["by_fault"] = json!(true);
    all["event"] = json!("taken_off");
    all["office"] = json!({
        "name": "Biroul Cluj",
        "address": "Strada Memorandumului 28, Cluj-Napoca",
        "opening_hours": "9:00-17:00",
        "phone": "+40264555100",
        "phone_grouped": "+40 264 555 100",
    });
    all
}

async fn queue(house: &House, email: Option<&str>, phone: Option<&str>) -> u32 {
    let email = email.map(|text| Email::parse(text).unwrap());
    let phone = phone.map(|text| Phone::parse(text).unwrap());
    let mut tx = house.db.begin().await.unwrap();
    let draft = Draft {
        template: Template::Ready,
        locale: Locale::Ro,
        email: email.as_ref(),
        phone: phone.as_ref(),
        data: data("Ion Popescu"),
    };
    let count = enqueue(&mut tx, house, draft).await.unwrap();
    tx.commit().await.unwrap();
    count
}
