//! The rules of a case, as a table and under chance.

use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp(1_000);

fn run(events: &[CaseEvent]) -> Result<CaseState, CaseNotPossible> {
    events
        .iter()
        .try_fold(CaseState::Reported, |state, event| state.apply(*event, NOW))
}

fn ends(events: &[CaseEvent], end: CaseEnd) {
    assert_eq!(run(events), Ok(CaseState::Ended { end, at: NOW }), "{events:?}");
}

#[test]
fn the_roads_home() {
    use CaseEvent::{Arrange, CallOff, Close, HandOver, MoveOn, OwnerTold, Return};
    for way in Way::ALL {
        ends(
            &[OwnerTold, Arrange { way }, HandOver { way }, Return],
            CaseEnd::Returned,
        );
        // Nobody was known at first; the desk found the owner later.
        ends(
            &[Arrange { way }, HandOver { way }, OwnerTold, Return],
            CaseEnd::Returned,
        );
        // Somebody came to where it lay.
        ends(&[HandOver { way }, Return], CaseEnd::Returned);
        ends(&[HandOver { way }, Close { end: CaseEnd::Kept }], CaseEnd::Kept);
    }
    let (meeting, locker, office) = (Way::Meeting, Way::Locker, Way::Office);
    // They meet without another word to us.
    ends(&[OwnerTold, Return], CaseEnd::Returned);
    ends(
        &[OwnerTold, Arrange { way: meeting }, Arrange { way: locker }, Return],
        CaseEnd::Returned,
    );
    ends(
        &[
            OwnerTold,
            Arrange { way: meeting },
            CallOff,
            Close { end: CaseEnd::NoAnswer },
        ],
        CaseEnd::NoAnswer,
    );
    assert_eq!(run(&[Arrange { way: meeting }, CallOff]), Ok(CaseState::Reported));
    assert_eq!(
        run(&[HandOver { way: locker }, MoveOn { way: office }]).map(CaseState::way),
        Ok(Some(office))
    );
}

#[test]
fn what_cannot_be() {
    use CaseEvent::{Arrange, CallOff, Close, HandOver, MoveOn, OwnerTold, Return};
    let way = Way::Courier;
    for events in [
        &[Return][..],
        &[Arrange { way }, Return],
        &[CallOff],
        &[MoveOn { way }],
        &[OwnerTold, OwnerTold],
        &[HandOver { way }, Arrange { way }],
        &[HandOver { way }, HandOver { way }],
        &[HandOver { way }, CallOff],
        &[
            HandOver { way },
            Close {
                end: CaseEnd::Withdrawn,
            },
        ],
        &[HandOver { way }, Close { end: CaseEnd::Mistake }],
        &[Close { end: CaseEnd::Kept }],
        &[OwnerTold, Close { end: CaseEnd::Returned }],
    ] {
        assert_eq!(run(events), Err(CaseNotPossible), "{events:?}");
    }
}

fn any_way() -> impl Strategy<Value = Way> {
    (0_usize..4).prop_map(|n| Way::ALL[n])
}

fn any_event() -> impl Strategy<Value = CaseEvent> {
    prop_oneof![
        Just(CaseEvent::OwnerTold),
        any_way().prop_map(|way| CaseEvent::Arrange { way }),
        Just(CaseEvent::CallOff),
        any_way().prop_map(|way| CaseEvent::HandOver { way }),
        any_way().prop_map(|way| CaseEvent::MoveOn { way }),
        Just(CaseEvent::Return),
        (0_usize..5).prop_map(|n| CaseEvent::Close { end: CaseEnd::ALL[n] }),
    ]
}

proptest! {
    #[test]
    fn whatever_comes(events in proptest::collection::vec(any_event(), 0..40)) {
        let (mut state, mut given, mut told) = (CaseState::Reported, false, false);
        for (n, event) in (1_i64..).zip(events) {
            let before = state;
            match state.apply(event, Timestamp(n)) {
                Err(CaseNotPossible) => continue,
                Ok(next) => state = next,
            }
            prop_assert!(!before.is_over(), "terminal is terminal");
            given |= matches!(event, CaseEvent::HandOver { .. });
            told |= event == CaseEvent::OwnerTold;
            // Once the finder gave it away it never is with the finder again.
            prop_assert!(!(given && state.finder_has_it()));
            // Whoever was told stays told until the end.
            prop_assert!(state.is_over() || state.told().is_some() == told);
            if let CaseState::Ended { end, .. } = state {
                prop_assert_eq!(end == CaseEnd::Returned, event == CaseEvent::Return);
                prop_assert!(end != CaseEnd::Returned || told || given);
                prop_assert_eq!(end == CaseEnd::Kept, event == CaseEvent::Close { end: CaseEnd::Kept });
            }
            // What is kept is read back.
            let text = serde_json::to_string(&state).unwrap();
            prop_assert_eq!(serde_json::from_str::<CaseState>(&text).unwrap(), state);
        }
    }
}

#[test]
fn a_fee_is_settled_once() {
    let amount = Money {
        minor: 2_500,
        currency: crate::Currency::Ron,
    };
    assert_eq!(Fee::None.settle(FeeSettled::Cash), None);
    let settled = Fee::Due { amount }.settle(FeeSettled::Online).unwrap();
    assert!(!settled.is_due() && Fee::Due { amount }.is_due());
    assert_eq!(settled.settle(FeeSettled::Cash), None);
}

#[test]
fn names_are_read_back() {
    for stage in CaseStage::ALL {
        assert_eq!(CaseStage::from_wire(stage.wire()), Some(stage));
    }
    for end in CaseEnd::ALL {
        assert_eq!(CaseEnd::from_wire(end.wire()), Some(end));
    }
    for way in Way::ALL {
        assert_eq!(Way::from_wire(way.wire()), Some(way));
    }
}
