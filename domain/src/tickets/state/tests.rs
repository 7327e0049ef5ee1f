//! The whole table of states and events.

use super::*;

const NOW: Timestamp = Timestamp(1_772_355_600_000_000);

fn courier() -> PersonId {
    PersonId(uuid::Uuid::from_u128(7))
}

fn events() -> [TicketEvent; 9] {
    [
        TicketEvent::Accept { by: courier() },
        TicketEvent::SetOff,
        TicketEvent::GiveBack,
        TicketEvent::PickUp { proof: Proof::Code },
        TicketEvent::Deliver { proof: Proof::Code },
        TicketEvent::ToLocker,
        TicketEvent::Fail {
            reason: FailReason::NobodyThere,
            note: None,
        },
        TicketEvent::Retry,
        TicketEvent::Cancel { reason: "x".into() },
    ]
}

fn states() -> Vec<TicketState> {
    let (by, at) = (courier(), NOW);
    let proof = Proof::Signature { name: "Ion".into() };
    let picked = Handover { by, at, proof };
    let failed = |held| TicketState::Failed {
        by,
        at,
        reason: FailReason::Declined,
        note: None,
        held,
    };
    vec![
        TicketState::Made,
        TicketState::Accepted { by, at },
        TicketState::OnTheWay { by, at },
        TicketState::PickedUp { picked: picked.clone() },
        failed(None),
        failed(Some(picked.clone())),
        TicketState::Delivered {
            given: picked.clone(),
            picked: picked.clone(),
        },
        TicketState::InLocker { picked, at },
        TicketState::Cancelled { at, reason: "x".into() },
    ]
}

/// The whole table: a row per state, what each of [`events`] leads to; `-` is refused.
#[test]
fn state_by_event() {
    let rows = [
        "accepted - - - - - - - cancelled",
        "- on_the_way made picked_up - - failed - cancelled",
        "- - made picked_up - - failed - cancelled",
        "- - - - delivered in_locker failed - -",
        "- - - - - - - made cancelled",
        "- - - - - - - picked_up -",
        "- - - - - - - - -",
        "- - - - - - - - -",
        "- - - - - - - - -",
    ];
    for (state, row) in states().into_iter().zip(rows) {
        let seen: Vec<&str> = events()
            .into_iter()
            .map(|event| state.clone().apply(event, NOW).map_or("-", |next| next.stage().wire()))
            .collect();
        assert_eq!(seen.join(" "), row, "{state:?}");
    }
}

#[test]
fn what_is_over_stays_over_and_the_thing_has_a_holder() {
    for state in states() {
        let ends = events()
            .into_iter()
            .all(|event| state.clone().apply(event, NOW).is_err());
        assert_eq!(ends, state.stage().is_over(), "{state:?}");
        if state.is_held() {
            assert_eq!(state.courier(), Some(courier()));
        }
        let json = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<TicketState>(&json).unwrap(), state);
    }
}

#[test]
fn names_are_read_back() {
    for stage in TicketStage::ALL {
        assert_eq!(TicketStage::from_wire(stage.wire()), Some(stage));
    }
    for reason in FailReason::ALL {
        assert_eq!(FailReason::from_wire(reason.wire()), Some(reason));
    }
}
