//! Believable things for the tests and the preview of the public pages. Tests only.

use std::fmt::Debug;
use std::str::FromStr;

use domain::accounts::{Invitation, Profile, Role};
use domain::custody::{AccessCode, Item, OpenPhase, PickupItem, PickupView, QrToken, ReturnedTo, Sharing};
use domain::feedback::{Asked, Comment, Rating, RatingForm, Said, Stars};
use domain::ids::ConsignmentId;
use domain::lockers::{
    BankSummary, BankView, ClaimState, Clearing, Connection, DoorState, DoorView, Place, Service, Size, SizeFree,
};
use domain::notices::{CapturedView, Channel};
use domain::{Error, Locale, Moment, RefusalCode, Span, Timestamp};

use super::{DemoLogin, Frame, SimBank, SimDoor};
use crate::portal::root::SiteFiles;

/// 2026-11-22 14:05 in Bucharest.
pub const NOW: Moment = Moment {
    at: Timestamp(1_795_349_100_000_000),
    offset_seconds: 7_200,
};

pub fn files() -> SiteFiles {
    SiteFiles {
        site_css: "/assets/site.0123456789abcdef.css".into(),
        ..SiteFiles::default()
    }
}

pub fn frame<'a>(locale: Locale, path: &'a str, files: &'a SiteFiles) -> Frame<'a> {
    Frame {
        locale,
        path,
        files,
        signed_in: None,
        demo: true,
        bureau: true,
        origin: "https://cloakroom.example",
        nonce: "bm9uY2U",
    }
}

/// The `n`th identifier of its kind.
pub fn id<T: FromStr<Err: Debug>>(n: usize) -> T {
    format!("01890a5d-ac96-774b-bcce-{n:012x}").parse().unwrap()
}

pub fn later(span: Span) -> Moment {
    Moment {
        at: NOW.at + span,
        ..NOW
    }
}

fn place([name, address, city]: [&str; 3], latitude: f64, longitude: f64, hotline: &str) -> Place {
    Place {
        name: name.into(),
        address: address.into(),
        city: city.into(),
        latitude,
        longitude,
        time_zone: "Europe/Bucharest".into(),
        opening_hours: "Mo–Su 06–23".into(),
        hotline: hotline.into(),
    }
}

pub fn places() -> [Place; 3] {
    [
        place(
            ["Primăria Sectorului 1", "Bd. Banu Manta 9", "București"],
            44.4529,
            26.0786,
            "+40215550110",
        ),
        place(
            ["МФЦ Тверской", "ул. Тверская, 13", "Москва"],
            55.7617,
            37.6093,
            "+74955550119",
        ),
        place(
            ["福田政务服务中心", "福中三路2012号", "深圳"],
            22.5431,
            114.0579,
            "+8675588880123",
        ),
    ]
}

pub fn banks() -> Vec<BankSummary> {
    let summary = |(n, place): (usize, Place)| BankSummary {
        id: id(n),
        place,
        connection: if n == 1 {
            Connection::Offline { since: Some(NOW) }
        } else {
            Connection::Online
        },
        doors: 16,
        free: 9,
        trouble: 0,
        out_of_order: false,
        sizes: vec![SizeFree { size: Size::M, free: 4 }],
    };
    places().into_iter().enumerate().map(summary).collect()
}

/// One thing at the bank in Bucharest.
pub fn item(phase: OpenPhase) -> PickupItem {
    let [place, ..] = places();
    let usable = matches!(phase, OpenPhase::Waiting { .. });
    PickupItem {
        id: id(77),
        item: Item::IdentityCard,
        organisation: "Primăria Sectorului 1, Evidența persoanelor".into(),
        recipient: "Ion Popescu".into(),
        way: super::pickup::samples::way(),
        place,
        bank: id(0),
        compartment: 7,
        connection: Connection::Online,
        out_of_service: false,
        stored_at: Some(NOW),
        deadline: Some(later(Span::days(7))),
        paused: false,
        may_extend: Some(later(Span::days(10))).filter(|_| usable),
        sharing: if usable { Sharing::Possible } else { Sharing::Not },
        visit: Vec::new(),
        returned_to: None,
        phase,
        code: AccessCode::parse("K7Q4MX").filter(|_| usable),
        qr: usable.then(|| QrToken::from_bytes([7; 16])),
        now: NOW,
    }
}

pub fn waiting(last: Option<RefusalCode>) -> PickupItem {
    item(OpenPhase::Waiting { last })
}

pub fn only(item: PickupItem) -> PickupView {
    PickupView {
        items: vec![item],
        present_at: None,
    }
}

/// What may be around a thing besides its phase.
fn around() -> Vec<(&'static str, PickupView)> {
    let at = NOW;
    let paused = PickupItem {
        paused: true,
        connection: Connection::Offline { since: Some(NOW) },
        ..waiting(None)
    };
    let lent = PickupItem {
        sharing: Sharing::Lent {
            link: "https://cloakroom.example/ro/p/abcdefghijklmnopqrstuv".into(),
            since: NOW,
        },
        ..waiting(None)
    };
    let borrowed = PickupItem {
        sharing: Sharing::Borrowed,
        may_extend: None,
        ..waiting(None)
    };
    let returned = PickupItem {
        returned_to: Some(ReturnedTo {
            name: "Biroul Sector 1".into(),
            address: "Strada Lipscani 20, București".into(),
            opening_hours: "9:00–17:00".into(),
            phone: "+40213180330".into(),
        }),
        ..item(OpenPhase::Gone { at })
    };
    vec![
        ("lent", only(lent)),
        ("borrowed", only(borrowed)),
        ("paused", only(paused)),
        ("returned", only(returned)),
    ]
}

/// Every phase, by a name for the preview's file.
pub fn phases() -> Vec<(&'static str, PickupView)> {
    let at = NOW;
    let offline = PickupItem {
        connection: Connection::Offline { since: Some(NOW) },
        ..waiting(Some(RefusalCode::BankOffline))
    };
    let out = PickupItem {
        out_of_service: true,
        ..waiting(None)
    };
    let late = PickupItem {
        deadline: Some(later(Span::days(-2))),
        ..item(OpenPhase::Late)
    };
    let passport = PickupItem {
        id: id(76),
        item: Item::Passport,
        bank: id(1),
        place: places()[1].clone(),
        compartment: 28,
        ..waiting(None)
    };
    let here = |item: PickupItem| PickupView {
        items: vec![item],
        present_at: Some(id(0)),
    };
    let mut several = here(waiting(Some(RefusalCode::DoorDidNotOpen)));
    several.items[0].id = id(75);
    several.items.extend([passport, item(OpenPhase::Collected { at })]);
    let mut all = vec![
        ("waiting", only(waiting(None))),
        ("here", here(waiting(None))),
        ("offline", only(offline)),
        ("out", only(out)),
        ("opening", here(item(OpenPhase::Opening))),
        ("open", here(item(OpenPhase::Open))),
        ("left-open", here(item(OpenPhase::LeftOpen))),
        ("late", only(late)),
        ("moving", only(item(OpenPhase::Moving))),
        ("unclear", only(item(OpenPhase::Unclear))),
        ("collected", only(item(OpenPhase::Collected { at }))),
        ("gone", only(item(OpenPhase::Gone { at }))),
        ("several", several),
    ];
    all.extend(around());
    all.extend(super::pickup::samples::visits());
    all
}

/// What was said about the thing that was collected, stage by stage, by a name for the preview's file.
pub fn asked() -> [(&'static str, [Asked; 1]); 3] {
    let rating = Rating {
        overall: Stars::ALL[3],
        compartment: Some(Stars::ALL[1]),
        ease: None,
        comment: Comment::parse("</textarea><b>Întuneric</b>,\nși ploua.").ok(),
    };
    let of = |said| [Asked { thing: id(77), said }];
    let changeable = Said::Changeable {
        rating: rating.clone(),
        until: later(Span::hours(20)),
    };
    [
        ("nothing", of(Said::Nothing)),
        ("changeable", of(changeable)),
        ("final", of(Said::Final { rating })),
    ]
}

/// A rating without stars, and what is wrong with it.
pub fn wrong_rating() -> (RatingForm, Error) {
    let typed = RatingForm {
        consignment: id::<ConsignmentId>(77).to_string(),
        ease: "2".into(),
        comment: "<i>wet".into(),
        ..RatingForm::default()
    };
    let error = typed.check().map_or_else(Error::from, |_| RefusalCode::Form.into());
    (typed, error)
}

pub fn profile() -> Profile {
    Profile {
        person: id(1),
        name: "Elena Ionescu".into(),
        email: "elena@primarie.example".into(),
        locale: Locale::Ro,
        roles: vec![Role::Employee],
        organisation: id(2),
        organisation_name: "Primăria Sectorului 1".into(),
    }
}

pub fn invitation() -> Invitation {
    Invitation {
        name: "Elena Ionescu".into(),
        email: "elena@primarie.example".into(),
        organisation_name: "Primăria Sectorului 1".into(),
    }
}

pub const LOGINS: [DemoLogin<'static>; 4] = [
    login(Role::Employee, "Elena Ionescu", "employee@demo.example"),
    login(Role::Manager, "Mihai Georgescu", "manager@demo.example"),
    login(Role::Support, "Анна Смирнова", "support@demo.example"),
    login(Role::Administrator, "王伟", "administrator@demo.example"),
];

const fn login(role: Role, name: &'static str, email: &'static str) -> DemoLogin<'static> {
    DemoLogin {
        role,
        name,
        email,
        password: "brass-tag-demo",
    }
}

pub fn messages() -> Vec<CapturedView> {
    let message = |n, channel, to: &str, subject: Option<&str>, minutes: i64| {
        CapturedView {
        id: id(n),
        channel,
        to: to.into(),
        locale: Locale::Ro,
        subject: subject.map(str::to_owned),
        text: "Cartea dumneavoastră de identitate vă așteaptă.\n\nhttps://cloakroom.example/ro/p/AAECAwQFBgcICQoLDA0ODw\n\nCod: K7Q 4MX".into(),
        html: subject.map(|_| "<p>…</p>".into()),
        at: later(Span::minutes(-minutes)),
    }
    };
    vec![
        message(
            1,
            Channel::Email,
            "ion@example.org",
            Some("Cartea dumneavoastră de identitate vă așteaptă"),
            1,
        ),
        message(2, Channel::Sms, "+40 721 555 010", None, 2),
        message(
            3,
            Channel::Email,
            "maria@example.org",
            Some("Ați ridicat pașaportul"),
            190,
        ),
    ]
}

const COLUMNS: [&[Size]; 3] = [
    &[Size::S, Size::S, Size::S, Size::S, Size::M, Size::M, Size::M],
    &[Size::S, Size::S, Size::M, Size::L, Size::L],
    &[Size::XL, Size::M, Size::L],
];

pub fn bank() -> BankView {
    let [place, ..] = places();
    let mut number = 0;
    let mut doors = Vec::new();
    for (column, sizes) in (1..).zip(COLUMNS) {
        let mut row = 1;
        for size in sizes {
            number += 1;
            doors.push(DoorView {
                id: id(200 + usize::from(number)),
                number,
                size: *size,
                column,
                row,
                door: DoorState::Closed,
                claim: ClaimState::Free,
                service: Service::In,
                faults: Vec::new(),
                test: None,
                clearing: Clearing::One,
            });
            row += size.rows();
        }
    }
    BankView {
        id: id(0),
        place,
        connection: Connection::Online,
        troubles: Vec::new(),
        firmware: Some("1.0.0".into()),
        doors,
        panels: Vec::new(),
        kiosks: 1,
    }
}

pub fn simulated() -> SimBank {
    let door = |number| SimDoor {
        number,
        open: number == 7,
        item: matches!(number, 2 | 7 | 11),
        jammed: number == 9,
    };
    SimBank {
        plugged: true,
        connected: true,
        mains: true,
        doors: (1..=15).map(door).collect(),
    }
}
