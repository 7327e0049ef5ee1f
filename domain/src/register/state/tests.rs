//! Every state with every event: what is allowed, and that everything else is refused.

use super::*;

const NOW: Timestamp = Timestamp(1_000);

fn claim(n: u128) -> ClaimId {
    ClaimId(uuid::Uuid::from_u128(n))
}

fn states() -> Vec<ThingState> {
    let at = Timestamp(1);
    let mut all = vec![
        ThingState::Held { since: at },
        ThingState::UnderProof { open: 1, since: at },
        ThingState::UnderProof { open: 2, since: at },
        ThingState::Promised {
            claim: claim(1),
            open: 0,
            since: at,
        },
        ThingState::Promised {
            claim: claim(1),
            open: 1,
            since: at,
        },
        ThingState::HandedOut { claim: claim(1), at },
    ];
    all.extend(EndKind::ALL.map(|how| ThingState::Ended { how, at }));
    all
}

fn events() -> Vec<ThingEvent> {
    use ThingEvent as E;
    let mut all = vec![E::Claim, E::Decline, E::Accept(claim(2)), E::Lapse, E::HandOut];
    for how in EndKind::ALL {
        all.extend([true, false].map(|due| E::End { how, due }));
    }
    all
}

/// What is allowed, written out; where it leads as the word of the next state and how many claims are open then.
#[expect(clippy::match_same_arms, reason = "a table: one line for each pair")]
fn expected(state: &ThingState, event: ThingEvent) -> Result<(ThingStage, u32), ThingNotPossible> {
    use ThingEvent as E;
    use ThingStage as S;
    let no = Err(ThingNotPossible::State);
    match (state.stage(), state.open(), event) {
        (S::Held, _, E::Claim) => Ok((S::UnderProof, 1)),
        (S::UnderProof, n, E::Claim) => Ok((S::UnderProof, n + 1)),
        (S::UnderProof, 1, E::Decline) => Ok((S::Held, 0)),
        (S::UnderProof, 2, E::Decline) => Ok((S::UnderProof, 1)),
        (S::UnderProof, n, E::Accept(_)) => Ok((S::Promised, n - 1)),
        (S::Promised, n, E::Claim) => Ok((S::Promised, n + 1)),
        (S::Promised, 1, E::Decline) => Ok((S::Promised, 0)),
        (S::Promised, 0, E::Lapse) => Ok((S::Held, 0)),
        (S::Promised, 1, E::Lapse) => Ok((S::UnderProof, 1)),
        (S::Promised, _, E::HandOut) => Ok((S::HandedOut, 0)),
        (
            S::Held,
            _,
            E::End {
                how: EndKind::Sold | EndKind::ReturnedToFinder,
                due: false,
            },
        ) => Err(ThingNotPossible::NotDue),
        (
            S::Held,
            _,
            E::End {
                how: EndKind::ReturnedToFinder,
                ..
            },
        ) => Ok((S::ReturnedToFinder, 0)),
        (S::Held, _, E::End { how: EndKind::Sold, .. }) => Ok((S::Sold, 0)),
        (
            S::Held,
            _,
            E::End {
                how: EndKind::Destroyed,
                ..
            },
        ) => Ok((S::Destroyed, 0)),
        (
            S::Held,
            _,
            E::End {
                how: EndKind::Authority,
                ..
            },
        ) => Ok((S::Authority, 0)),
        _ => no,
    }
}

#[test]
fn every_pair_is_allowed_on_purpose_or_refused() {
    for state in states() {
        for event in events() {
            let next = state.clone().apply(event, NOW).map(|next| (next.stage(), next.open()));
            assert_eq!(next, expected(&state, event), "{state:?} {event:?}");
        }
    }
}

#[test]
fn a_thing_is_handed_out_to_whom_it_was_promised() {
    let state = ThingState::Held { since: NOW };
    let mut state = state.apply(ThingEvent::Claim, NOW).unwrap();
    for event in [
        ThingEvent::Claim,
        ThingEvent::Accept(claim(7)),
        ThingEvent::Claim,
        ThingEvent::HandOut,
    ] {
        state = state.apply(event, NOW).unwrap();
    }
    assert_eq!(
        state,
        ThingState::HandedOut {
            claim: claim(7),
            at: NOW
        }
    );
    assert!(state.stage().is_over());
}

#[test]
fn states_and_words_are_read_as_they_are_written() {
    for state in states() {
        let text = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<ThingState>(&text).unwrap(), state);
        assert_eq!(ThingStage::from_wire(state.stage().wire()), Some(state.stage()));
    }
    for kind in EndKind::ALL {
        assert_eq!(EndKind::from_wire(kind.wire()), Some(kind));
    }
    for stage in ClaimStage::ALL {
        assert_eq!(ClaimStage::from_wire(stage.wire()), Some(stage));
    }
}
