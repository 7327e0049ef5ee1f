//! A thousand messages that are none: refused and counted, and nothing in the database moves.

use domain::lockers::protocol::{
    Button, DoorSnapshot, Event, Fact, FaultKind, HeldKeys, Level, MAX_BYTES, Outcome, Presence, PublicKey, Snapshot,
    Stream, Topic,
};

use crate::both;
use crate::lockers::Taken;
use crate::simulation::Dice;
use crate::testing::{Scene, contents};

const MESSAGES: usize = 1_000;

both! {
    async fn a_thousand_malformed_messages_change_nothing(world: World) {
        let db = world.db.clone();
        let scene = Scene::new(world).await;
        let (_, number) = scene.stored("a").await;
        let good = good(&scene, number);
        let before = contents(&db).await;
        let mut dice = Dice::new(5);
        let mut refused = 0;
        while refused < MESSAGES {
            let (stream, payload) = &good[dice.below(good.len())];
            let spoilt = spoil(&mut dice, payload);
            // What is a message all the same is not what this test is about.
            if reads(*stream, &spoilt) {
                continue;
            }
            let topic = Topic { bank: scene.bank, stream: *stream }.to_string();
            let taken = scene.intake.take(&topic, &spoilt).await.expect("the database answers");
            let said = String::from_utf8_lossy(&spoilt);
            assert_eq!(taken, Taken::Refused("malformed"), "{said}");
            refused += 1;
        }
        for topic in ["", "cloakroom/v1/banks", "cloakroom/v2/banks/x/events", "$SYS/broker/uptime", "cloakroom/v1/banks/+/events"] {
            let taken = scene.intake.take(topic, &good[0].1).await.expect("the database answers");
            assert_eq!(taken, Taken::Refused("topic"), "{topic}");
        }
        assert_eq!(contents(&db).await, before);
        // The scan sees what moves: the same message whole does.
        let (stream, payload) = &good[0];
        assert_eq!(scene.say(*stream, payload).await, Taken::Applied);
        assert_ne!(contents(&db).await, before);
    }
}

/// One of each kind that a bank sends; any of them would move something.
fn good(scene: &Scene, compartment: u16) -> Vec<(Stream, Vec<u8>)> {
    let mut all: Vec<_> = facts(scene, compartment)
        .into_iter()
        .map(|fact| (Stream::Events, scene.event(fact).to_bytes().expect("an event")))
        .collect();
    let snapshot = Snapshot {
        bank: scene.bank,
        boot: 2,
        seq: 1,
        at: scene.house.now(),
        firmware: "1.0".to_owned(),
        doors: vec![DoorSnapshot {
            compartment,
            door: Level::Open,
            item: Some(false),
            faults: vec![FaultKind::Jam],
            out_of_service: true,
        }],
        keys: Some(HeldKeys {
            generation: 1,
            held: vec![PublicKey::from_bytes([9; 32])],
        }),
    };
    let presence = Presence {
        bank: scene.bank,
        online: false,
        boot: 2,
        connection: 1,
    };
    all.push((Stream::State, snapshot.to_bytes().expect("a snapshot")));
    all.push((Stream::Presence, presence.to_bytes().expect("a presence")));
    all
}

/// Every fact there is.
fn facts(scene: &Scene, compartment: u16) -> Vec<Fact> {
    let command = domain::ids::CommandId(scene.house.outside.uuid7());
    vec![
        Fact::DoorForced { compartment },
        Fact::CommandResult {
            command,
            outcome: Outcome::NotOpened,
        },
        Fact::DoorOpened { compartment, command },
        Fact::DoorClosed {
            compartment,
            command: Some(command),
            item: Some(false),
        },
        Fact::DoorLeftOpen {
            compartment,
            since: scene.house.now(),
        },
        Fact::ItemSensed {
            compartment,
            present: false,
        },
        Fact::Button { button: Button::Help },
        Fact::Fault {
            fault: FaultKind::Jam,
            compartment: Some(compartment),
        },
        Fact::FaultCleared {
            fault: FaultKind::Forced,
            compartment: None,
        },
        Fact::Power { on: false },
        Fact::Tamper,
    ]
}

fn reads(stream: Stream, payload: &[u8]) -> bool {
    match stream {
        Stream::Events => Event::parse(payload).is_ok(),
        Stream::State => Snapshot::parse(payload).is_ok(),
        Stream::Presence => Presence::parse(payload).is_ok(),
        Stream::Commands => false,
    }
}

/// Cut, flipped, doubled, nested, oversized, with fields too many, too few or of another kind.
fn spoil(dice: &mut Dice, good: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    let at = dice.below(bytes.len());
    match dice.below(9) {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << dice.below(8),
        2 => bytes.extend_from_slice(good),
        3 => bytes.splice(1..1, *b"\"open\":true,").for_each(drop),
        4 => bytes.splice(at..at, b"[".repeat(dice.below(4_000))).for_each(drop),
        5 => bytes.resize(MAX_BYTES + 1 + dice.below(MAX_BYTES), b' '),
        6 => bytes.splice(at..at, [0xff, 0xfe]).for_each(drop),
        7 => {
            let text = String::from_utf8_lossy(&bytes).replace(char::is_numeric, "99999999999999999999999");
            bytes = text.into_bytes();
        }
        _ => {
            let text = String::from_utf8_lossy(&bytes);
            let other = ["null", "-1", "[]", "{}", "\"\"", "1e400", "0.5"][dice.below(7)];
            let names: Vec<_> = text.match_indices("\":").map(|(n, _)| n + 2).collect();
            let from = names[dice.below(names.len())];
            let until = text[from..].find([',', '}']).map_or(text.len(), |n| from + n);
            bytes.splice(from..until, other.bytes()).for_each(drop);
        }
    }
    bytes
}
