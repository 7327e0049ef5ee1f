//! Every public page as a file to be looked at: the test writes `target/site-preview/<page>.<language>.html` with its
//! style in it. Tests only.

use std::path::Path;

use domain::custody::OpenPhase;
use domain::support::AskForm;
use domain::{Error, FieldError, Locale, Refusal, RefusalCode};

use super::samples::{self, LOGINS, NOW, frame};
use super::{
    Frame, InvitationPage, PickupPage, PickupRating, being_set_up, broken, demo, demo_bank, demo_inbox, demo_message,
    home, invitation, link_expired, not_found, pair, pickup, sign_in, too_often, unavailable,
};
use crate::site::{bureau, found, register};

/// A wrong e-mail address and a missing password.
pub fn wrong_form() -> Error {
    let field = |field: &str, code| FieldError {
        field: field.into(),
        code,
    };
    let fields = vec![
        field("email", RefusalCode::NotAnEmail),
        field("password", RefusalCode::Missing),
    ];
    Error::Refused(Refusal::with_fields(RefusalCode::Form, fields))
}

/// Every page in one language, by name.
pub fn pages(l: Locale) -> Vec<(String, String)> {
    let files = samples::files();
    let at = |path| Frame {
        demo: false,
        bureau: true,
        ..frame(l, path, &files)
    };
    let in_demo = |path| frame(l, path, &files);
    let profile = samples::profile();
    let signed_in = Frame {
        signed_in: Some(&profile),
        ..at("/")
    };
    let (invited, messages, bank) = (samples::invitation(), samples::messages(), samples::bank());
    let welcome = InvitationPage {
        invitation: &invited,
        name: &invited.name,
        secret: None,
        refusal: None,
    };
    let mut all = vec![
        ("home", home(&at("/"), &samples::banks())),
        ("home-signed-in", home(&signed_in, &[])),
        ("sign-in", sign_in(&in_demo("/sign-in"), "", "", None)),
        (
            "sign-in-refused",
            sign_in(&at("/sign-in"), "elena", "", Some(&wrong_form())),
        ),
        (
            "sign-in-slow",
            sign_in(&at("/sign-in"), "elena@x.ro", "", Some(&RefusalCode::SlowDown.into())),
        ),
        ("invitation", invitation(&at("/invitation"), welcome)),
        ("pair", pair(&at("/pair"), Some(&RefusalCode::WrongPairingCode.into()))),
        ("link-expired", link_expired(&at("/pickup"))),
        ("not-found", not_found(&at("/nothing"))),
        ("unavailable", unavailable(&at("/"))),
        ("too-often", too_often(&at("/sign-in"))),
        ("broken", broken(&at("/"))),
        ("demo-being-set-up", being_set_up(&in_demo("/demo"))),
        ("demo", demo(&in_demo("/demo"), &LOGINS, &samples::banks())),
        ("demo-inbox", demo_inbox(&in_demo("/demo/inbox"), &messages, 0, NOW)),
        ("demo-inbox-empty", demo_inbox(&in_demo("/demo/inbox"), &[], 0, NOW)),
        ("demo-message", demo_message(&in_demo("/demo/inbox/x"), &messages[0])),
        (
            "demo-bank",
            demo_bank(&in_demo("/demo/banks/x"), &bank, Some(&samples::simulated()), Some(9)),
        ),
        (
            "demo-bank-away",
            demo_bank(&in_demo("/demo/banks/x"), &bank, None, None),
        ),
    ]
    .into_iter()
    .map(|(name, html)| (name.to_owned(), html))
    .collect::<Vec<_>>();
    all.extend(found::samples::pages(at));
    all.extend(register::samples::pages(at));
    let bureau = bureau::samples::pages(at);
    all.extend(bureau.into_iter().map(|(name, html)| (name.to_owned(), html)));
    for (name, view) in samples::phases() {
        let html = pickup(&at("/pickup"), PickupPage::of(&view));
        all.push((["pickup-", name].concat(), html));
    }
    all.extend(ratings(&at("/pickup")));
    all.push(("pickup-help".to_owned(), helped(&at("/pickup"))));
    let there = super::pickup_way(&at("/pickup/way/x"), &super::pickup::samples::way_view());
    all.push(("pickup-way".to_owned(), there));
    all
}

/// The pickup page with every stage of the question how it was.
fn ratings(frame: &Frame<'_>) -> Vec<(String, String)> {
    let view = samples::only(samples::item(OpenPhase::Collected { at: NOW }));
    let shown = |rating: PickupRating<'_>| {
        let page = PickupPage {
            rating,
            ..PickupPage::of(&view)
        };
        pickup(frame, page)
    };
    let (typed, error) = samples::wrong_rating();
    let mut all: Vec<(String, String)> = samples::asked()
        .iter()
        .map(|(name, asked)| {
            let rating = PickupRating { asked, refused: None };
            (["pickup-rating-", *name].concat(), shown(rating))
        })
        .collect();
    for (name, asked) in samples::asked().iter().take(2) {
        let rating = PickupRating {
            asked,
            refused: Some((&typed, &error)),
        };
        all.push((["pickup-rating-refused-", *name].concat(), shown(rating)));
    }
    all
}

/// In the middle of a talk with support, with a second word that was refused.
fn helped(frame: &Frame<'_>) -> String {
    let view = samples::only(samples::waiting(None));
    let about = view.items[0].id;
    let threads = [crate::site::pickup::samples::thread(about)];
    let form = AskForm::default();
    let refusal = Error::from(form.check().unwrap_err());
    let page = PickupPage {
        threads: &threads,
        asked: Some((about, &form, &refusal)),
        ..PickupPage::of(&view)
    };
    pickup(frame, page)
}

/// A style entry with its imports in it, as the site builder does it.
fn bundle(entry: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let mut out = String::new();
    for line in std::fs::read_to_string(folder.join(entry)).unwrap().lines() {
        let import = line
            .strip_prefix("@import \"")
            .and_then(|rest| rest.split_once("\" layer("));
        if let Some((file, layer)) = import {
            let css = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
            let layer = layer.trim_end_matches(");");
            out += &["@layer ", layer, " {\n", &css, "\n}\n"].concat();
        } else {
            out += line;
            out.push('\n');
        }
    }
    out
}

#[test]
fn the_preview_is_written() {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site-preview");
    std::fs::create_dir_all(&target).unwrap();
    std::fs::write(target.join("site.css"), bundle("site.css")).unwrap();
    for l in Locale::ALL {
        for (name, html) in pages(l) {
            let html = html.replace("/assets/site.0123456789abcdef.css", "site.css");
            std::fs::write(target.join(format!("{name}.{}.html", l.code())), html).unwrap();
        }
    }
}
