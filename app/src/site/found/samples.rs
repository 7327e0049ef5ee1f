//! Believable cases for the tests and the preview. Tests only.

use domain::custody::{AccessCode, QrToken};
use domain::found::{
    CaseNumber, CaseStage, DropBank, DropPhase, DropView, FeeView, MeetingView, NewReport, OfficeCard, PartyCase,
    PartyMessage, PartyProposal, ProposalState, Side, Speaker, Wants, Way,
};
use domain::{Currency, Error, FieldError, Money, Refusal, RefusalCode, Span};

use super::{CasePage, ReportPage, Step, found_case, found_key, found_known, found_report};
use crate::site::frame::Frame;
use crate::site::samples::{self, NOW, id, later};

fn wrong(field: &str, code: RefusalCode) -> Error {
    let mut refusal = Refusal::act(RefusalCode::Form);
    refusal.fields.push(FieldError {
        field: field.to_owned(),
        code,
    });
    Error::Refused(refusal)
}

fn case(side: Side) -> PartyCase {
    PartyCase {
        number: CaseNumber::from_chance(3_829_137),
        side,
        key: "7QK4-M2XP".into(),
        thing: (side == Side::Owner).then(|| "Casa".into()),
        stage: CaseStage::OwnerTold,
        owner_known: true,
        wants: Wants::Reward,
        pictured: side == Side::Owner,
        reward: Some("50 RON".into()),
        way: None,
        ways: Way::ALL
            .into_iter()
            .filter(|w| side == Side::Finder || *w != Way::Locker)
            .collect(),
        messages: vec![
            message(Speaker::You, "La poartă"),
            message(Speaker::Other, "Mulțumesc\n!"),
            message(Speaker::Desk, "<b>OK</b>"),
        ],
        may_write: true,
        proposals: vec![
            proposal(1, false, ProposalState::Open),
            proposal(2, true, ProposalState::Declined),
        ],
        may_propose: true,
        meeting: None,
        drop: None,
        waits_at: None,
        office: Some(OfficeCard {
            name: "Biroul Central".into(),
            address: "Calea Victoriei 1, București".into(),
            phone: "+40215550100".into(),
            opening_hours: "9-17".into(),
        }),
        fee: None,
        may_confirm: false,
        may_withdraw: side == Side::Finder,
        time_zone: "Europe/Bucharest".into(),
        now: NOW,
    }
}

fn message(from: Speaker, text: &str) -> PartyMessage {
    PartyMessage {
        from,
        text: text.into(),
        at: NOW,
    }
}

fn proposal(n: usize, mine: bool, state: ProposalState) -> PartyProposal {
    PartyProposal {
        id: id(n),
        mine,
        at: later(Span::hours(30)),
        place: "Piața Unirii".into(),
        state,
    }
}

fn drop(phase: DropPhase) -> DropView {
    let opens = phase == DropPhase::Waiting;
    let place = samples::places()[0].clone();
    DropView {
        place,
        compartment: 7,
        phase,
        code: AccessCode::parse("7QK4M2").filter(|_| opens),
        qr: opens.then(|| QrToken::from_bytes([7; 16])),
        until: later(Span::hours(24)),
    }
}

fn cases() -> Vec<(&'static str, PartyCase)> {
    let fee = |settled| {
        Some(FeeView {
            amount: Money::new(2_500, Currency::Ron),
            settled,
        })
    };
    let arranged = |side, way| PartyCase {
        stage: CaseStage::Arranged,
        way: Some(way),
        ..case(side)
    };
    let mut all = vec![
        ("found-finder", case(Side::Finder)),
        (
            "found-owner",
            PartyCase {
                fee: fee(false),
                may_propose: false,
                ..case(Side::Owner)
            },
        ),
        (
            "found-owner-paid",
            PartyCase {
                fee: fee(true),
                ..case(Side::Owner)
            },
        ),
        (
            "found-nobody",
            PartyCase {
                stage: CaseStage::Reported,
                owner_known: false,
                ways: vec![Way::Office],
                messages: vec![],
                proposals: vec![],
                may_propose: false,
                may_write: false,
                ..case(Side::Finder)
            },
        ),
        (
            "found-meeting",
            PartyCase {
                meeting: Some(MeetingView {
                    at: later(Span::hours(30)),
                    place: "Piața Unirii".into(),
                }),
                may_confirm: true,
                ..arranged(Side::Owner, Way::Meeting)
            },
        ),
        (
            "found-courier",
            PartyCase {
                may_confirm: true,
                ..arranged(Side::Finder, Way::Courier)
            },
        ),
        ("found-office", arranged(Side::Owner, Way::Office)),
        (
            "found-held",
            PartyCase {
                stage: CaseStage::HandedOver,
                waits_at: Some(samples::places()[0].clone()),
                fee: fee(false),
                ..arranged(Side::Owner, Way::Locker)
            },
        ),
    ];
    for (name, phase) in [
        ("found-drop", DropPhase::Waiting),
        ("found-drop-door", DropPhase::AtTheDoor),
        ("found-drop-stored", DropPhase::Stored),
        ("found-drop-unclear", DropPhase::Unclear),
    ] {
        let drop = Some(drop(phase));
        all.push((
            name,
            PartyCase {
                drop,
                ..arranged(Side::Finder, Way::Locker)
            },
        ));
    }
    for stage in CaseStage::ALL.into_iter().filter(|stage| stage.is_over()) {
        let over = PartyCase {
            stage,
            ways: vec![],
            may_write: false,
            may_propose: false,
            may_withdraw: false,
            ..case(Side::Finder)
        };
        all.push((stage.wire(), over));
    }
    all
}

/// Every page of found things, in the language of the frame.
pub fn pages<'a>(at: impl Fn(&'static str) -> Frame<'a>) -> Vec<(String, String)> {
    let form = NewReport {
        key: "7QK4-M2XP".into(),
        place: "\"<Gara>\"".into(),
        email: "x".into(),
        once: "once-once".into(),
        ..NewReport::default()
    };
    let banks: Vec<DropBank> = samples::banks()
        .into_iter()
        .map(|bank| DropBank {
            id: bank.id,
            place: bank.place,
        })
        .collect();
    let email = wrong("email", RefusalCode::NotAnEmail);
    let countries = ["MD".to_owned(), "RO".to_owned()];
    let ask = |step, refusal| {
        found_report(
            &at("/found/x"),
            ReportPage {
                form: &form,
                countries: &countries,
                step,
                refusal,
            },
        )
    };
    let picture = wrong("photo", RefusalCode::NotAPicture);
    let slip = wrong("key", RefusalCode::NotAKey);
    let mut all = vec![
        ("found-key".to_owned(), found_key(&at("/found"), "", None)),
        (
            "found-key-slip".to_owned(),
            found_key(&at("/found"), "7QK4<", Some(&slip)),
        ),
        ("found-report-place".to_owned(), ask(Step::Place, None)),
        ("found-report-contact".to_owned(), ask(Step::Contact, Some(&email))),
        ("found-report-wants".to_owned(), ask(Step::Wants, None)),
        ("found-report-photo".to_owned(), ask(Step::Photo, Some(&picture))),
        (
            "found-known".to_owned(),
            found_known(&at("/found/known/1"), CaseNumber::from_chance(1)),
        ),
    ];
    let words = wrong("at", RefusalCode::OutOfRange);
    for (name, case) in &cases() {
        let what = CasePage {
            case,
            banks: &banks,
            notice: (*name == "found-owner").then_some(RefusalCode::FeeDue),
            words: "",
            at: "",
            place: "",
            refusal: (*name == "found-finder").then_some(&words),
        };
        all.push(((*name).to_owned(), found_case(&at("/case/1"), what)));
    }
    all
}
