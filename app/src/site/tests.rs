//! What must hold for every public page.

use std::collections::BTreeSet;

use domain::custody::{DigitsEntry, OpenPhase, PickupItem, Sharing};
use domain::{Error, FaultKind, Locale, Refusal, RefusalCode};

use super::preview::{pages, wrong_form};
use super::samples::{self, frame, only, waiting};
use super::{Frame, InvitationPage, PickupPage, PickupRating, invitation, pickup, pickup_way, sign_in};
use crate::i18n::refusal_text;
use crate::t::pickup as text;

#[test]
fn every_page_is_a_whole_document_without_inline_style_or_script() {
    for l in Locale::ALL {
        for (name, html) in pages(l) {
            assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{name}: {html:.80}");
            assert!(html.ends_with("</body></html>"), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}: one headline");
            assert_eq!(html.matches("<main").count(), 1, "{name}");
            for bad in [" style=", "<style", " onclick=", "javascript:", "<!--", "<!>"] {
                assert!(!html.contains(bad), "{name}: {bad}");
            }
            let scripts = html.matches("<script").count();
            assert_eq!(scripts, html.matches("nonce=\"bm9uY2U\" defer").count(), "{name}");
            unique_ids(&name, &html);
        }
    }
}

fn unique_ids(name: &str, html: &str) {
    let mut seen = BTreeSet::new();
    for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(seen.insert(id), "{name}: id {id} stands twice");
    }
}

/// Labels and headings, not names or codes: no long run of English in a page of another language.
#[test]
fn no_page_speaks_english_to_others() {
    let english: Vec<_> = pages(Locale::En);
    for l in [Locale::Ro, Locale::Ru, Locale::Zh] {
        for ((name, html), (_, en)) in pages(l).iter().zip(&english) {
            let said: BTreeSet<&str> = phrases(en).collect();
            for phrase in phrases(html)
                .filter(|p| p.split(' ').count() > 2 && p.contains(char::is_alphabetic) && said.contains(p))
            {
                assert!(!phrase.is_ascii(), "{name} in {l:?}: {phrase}");
            }
        }
    }
}

/// The texts between tags that are not marked as untranslatable.
fn phrases(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .filter(|piece| !piece.contains("translate=\"no\""))
        .filter_map(|piece| piece.split_once('>').map(|(_, text)| text.trim()))
        .filter(|text| !text.is_empty())
}

/// Whoever has a code of digits is told whose number will be asked behind it.
#[test]
fn a_code_of_digits_says_what_is_asked_behind_it() {
    let files = samples::files();
    let digits = || PickupItem {
        code: DigitsEntry::parse("4829135010").map(|entry| entry.code),
        ..waiting(None)
    };
    let lent = Sharing::Lent {
        link: "https://cloakroom.example/ro/p/abcdefghijklmnopqrstuv".into(),
        since: samples::NOW,
    };
    for l in Locale::ALL {
        let shown = |item| pickup(&frame(l, "/pickup", &files), PickupPage::of(&only(item)));
        let (own, of_theirs) = (text::then_digits(l), text::then_digits_of(l, "Ion Popescu"));
        assert!(!shown(waiting(None)).contains(own), "{l:?}");
        let html = shown(digits());
        assert!(html.contains(own) && !html.contains(text::share_digits(l)), "{l:?}");
        let sharing = lent.clone();
        let html = shown(PickupItem { sharing, ..digits() });
        assert!(html.contains(text::share_digits(l)), "{l:?}");
        let sharing = Sharing::Borrowed;
        let html = shown(PickupItem { sharing, ..digits() });
        assert!(html.contains(&of_theirs) && !html.contains(own), "{l:?}");
    }
}

#[test]
fn a_hostile_name_is_only_a_name() {
    let files = samples::files();
    let evil = "<script>alert(1)</script><!>\"'&";
    for (name, view) in samples::phases() {
        let mut view = view;
        for item in &mut view.items {
            *item = PickupItem {
                recipient: evil.into(),
                organisation: evil.into(),
                place: domain::lockers::Place {
                    name: evil.into(),
                    address: evil.into(),
                    hotline: "\" onclick=\"x".into(),
                    ..item.place.clone()
                },
                ..item.clone()
            };
        }
        let html = pickup(&frame(Locale::Ro, "/pickup", &files), PickupPage::of(&view));
        assert!(!html.contains("<script>"), "{name}");
        assert!(!html.contains("tel:\""), "{name}");
    }
    let html = sign_in(&frame(Locale::En, "/sign-in", &files), "\"><script>", "\"><b>", None);
    assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    let invited = domain::accounts::Invitation {
        name: evil.into(),
        ..samples::invitation()
    };
    let what = InvitationPage {
        invitation: &invited,
        name: evil,
        secret: None,
        refusal: None,
    };
    let html = invitation(&frame(Locale::En, "/invitation", &files), what);
    assert!(!html.contains("<script>"), "{html}");
}

#[test]
fn every_refusal_is_shown_in_every_language() {
    let files = samples::files();
    let frame = |l| frame(l, "/pickup", &files);
    for l in Locale::ALL {
        for code in RefusalCode::ALL {
            let text = refusal_text(l, *code).replace('&', "&amp;");
            let notice = pickup(
                &frame(l),
                PickupPage::of(&only(waiting(None))).refused(Some(&Refusal::act(*code))),
            );
            assert!(notice.contains(&text), "{code} as a notice in {l:?}");
            let last = pickup(&frame(l), PickupPage::of(&only(waiting(Some(*code)))));
            assert!(last.contains(&text), "{code} as the last try in {l:?}");
            let signing = sign_in(&frame(l), "a@b.example", "", Some(&Error::from(*code)));
            assert!(signing.contains(&text), "{code} at sign-in in {l:?}");
        }
    }
}

#[test]
fn nothing_typed_is_lost_but_the_password() {
    let files = samples::files();
    let html = sign_in(
        &frame(Locale::En, "/sign-in", &files),
        "elena@",
        "/en/employee/deliveries",
        Some(&wrong_form()),
    );
    assert!(html.contains("value=\"elena@\""), "{html}");
    assert!(html.contains("value=\"/en/employee/deliveries\""), "{html}");
    assert!(
        html.contains("autocomplete=\"username\"") && html.contains("autocomplete=\"current-password\""),
        "{html}"
    );
    assert!(
        html.contains("href=\"#email\"") && html.contains("id=\"email-error\""),
        "{html}"
    );
    let fault = sign_in(
        &frame(Locale::En, "/sign-in", &files),
        "",
        "",
        Some(&Error::Failed(FaultKind::Unavailable)),
    );
    assert!(
        fault.contains(crate::i18n::fault_text(Locale::En, FaultKind::Unavailable)),
        "{fault}"
    );
}

#[test]
fn only_who_stands_before_the_right_bank_can_press_open() {
    let files = samples::files();
    let frame = frame(Locale::En, "/pickup", &files);
    let button = "action=\"/en/pickup/open\"";
    for (name, view) in samples::phases() {
        let html = pickup(&frame, PickupPage::of(&view));
        let expected = usize::from(matches!(name, "here" | "several" | "visit" | "visit-next"));
        assert_eq!(html.matches(button).count(), expected, "{name}");
        let follows = html.contains("/site.js");
        let moves = matches!(name, "opening" | "open" | "visit-opening" | "visit-open" | "left-open");
        assert_eq!(follows, moves, "{name}");
        assert_eq!(
            follows,
            html.contains("<noscript><meta http-equiv=\"refresh\""),
            "{name}"
        );
    }
}

/// The next door by a press, and no press before its turn: by the thing's own id, at the address of every opening.
#[test]
fn the_next_thing_of_a_visit_is_named_with_its_door_and_opened_in_its_turn() {
    let files = samples::files();
    for l in Locale::ALL {
        let frame = frame(l, "/pickup", &files);
        for (name, view) in super::pickup::samples::visits() {
            let html = pickup(&frame, PickupPage::of(&view));
            assert!(html.contains(crate::t::pickup::visit_title(l)), "{name} {l:?}");
            let ids = html.matches(&view.items[0].visit[0].id.to_string()).count();
            assert_eq!(ids, usize::from(name == "visit-next"), "{name} {l:?}");
            let doors = view.items[0].visit.iter().map(|other| other.compartment.to_string());
            for door in doors {
                assert!(html.contains(&format!("class=\"tag-number\">{door}<")), "{name} {l:?}");
            }
        }
    }
}

/// Nobody is forced, nobody is asked twice, and nothing typed is lost.
#[test]
fn how_it_was_is_asked_about_what_was_collected() {
    let files = samples::files();
    let frame = frame(Locale::En, "/pickup", &files);
    for (stage, asked) in samples::asked() {
        for (name, view) in samples::phases() {
            let rating = PickupRating {
                asked: &asked,
                refused: None,
            };
            let page = PickupPage {
                rating,
                ..PickupPage::of(&view)
            };
            let html = pickup(&frame, page);
            let collected = matches!(name, "collected" | "several") || name.starts_with("visit-");
            assert_eq!(html.contains("class=\"rating\""), collected, "{name}, {stage}");
            let forms = usize::from(collected && stage != "final");
            assert_eq!(
                html.matches("action=\"/en/pickup/rating#").count(),
                forms,
                "{name}, {stage}"
            );
            let others = html.matches("name=\"problem\"").count();
            let buttons = html.matches("type=\"radio\"").count() - others;
            assert_eq!(buttons, forms * (5 + 6 + 6), "{name}, {stage}");
        }
    }
    let view = only(samples::item(OpenPhase::Collected { at: samples::NOW }));
    let ([(_, open), (_, changeable), _], (typed, error)) = (samples::asked(), samples::wrong_rating());
    for asked in [open, changeable] {
        let refused = PickupRating {
            asked: &asked,
            refused: Some((&typed, &error)),
        };
        let page = PickupPage {
            rating: refused,
            ..PickupPage::of(&view)
        };
        let html = pickup(&frame, page);
        let missing = refusal_text(Locale::En, RefusalCode::Missing);
        for part in ["name=\"ease\" value=\"2\" checked", "&lt;i&gt;wet", missing, "-error\""] {
            assert!(html.contains(part), "{part}");
        }
        assert!(
            !html.contains("name=\"overall\" value=\"4\" checked"),
            "what was typed, not what was kept"
        );
    }
}

/// Without the secret being usable, neither code nor QR is shown.
#[test]
fn a_second_press_is_no_news() {
    let files = samples::files();
    let frame = frame(Locale::En, "/pickup", &files);
    let text = refusal_text(Locale::En, RefusalCode::WrongState);
    for (name, view) in samples::phases() {
        let html = pickup(
            &frame,
            PickupPage::of(&view).refused(Some(&Refusal::act(RefusalCode::WrongState))),
        );
        let moves = matches!(name, "opening" | "open" | "visit-opening" | "visit-open" | "left-open");
        assert_eq!(html.contains(text), !moves, "{name}");
    }
}

/// Pictures cost nothing before they are asked for, and whoever does not see them is told what is on them.
#[test]
fn the_way_there_is_read_in_ones_own_language_or_marked_as_another() {
    let files = samples::files();
    let view = only(waiting(None));
    let there = super::pickup::samples::way_view();
    let tag = |html: &str, begin: &str, part: &str| {
        let mut tags = html.split(begin).skip(1).filter_map(|rest| rest.split('>').next());
        tags.find(|tag| tag.contains(part)).unwrap().to_owned()
    };
    for l in Locale::ALL {
        let html = pickup(&frame(l, "/pickup", &files), PickupPage::of(&view));
        let words = match l {
            Locale::Zh => "从药店旁的院子进入。",
            _ => "Intrați prin curte, pe lângă farmacie.\nLockerul este la stânga, sub scară.",
        };
        assert!(html.contains(words), "{l:?}");
        assert!(!html.contains("<img") && !html.contains("/photos/"), "{l:?}");
        let page = ["/", l.code(), "/pickup/way/", &there.bank.to_string()].concat();
        assert_eq!(html.matches(&["href=\"", &page, "\""].concat()).count(), 1, "{l:?}");

        let html = pickup_way(&frame(l, "/pickup/way/x", &files), &there);
        assert!(html.contains(words), "{l:?}");
        assert_eq!(html.matches("<img").count(), 1, "{l:?}: one has no caption yet");
        let picture = tag(&html, "<img ", &[&page, "/photos/"].concat());
        assert!(
            picture.contains("alt=\"Intrarea &lt;din&gt; curte\""),
            "{l:?}: {picture}"
        );
        let other = l != Locale::Ro;
        assert_eq!(picture.contains("lang=\"ro\""), other, "{l:?}");
        let marked = tag(&html, "<p ", "way-words").contains("lang=\"ro\"");
        assert_eq!(marked, other && l != Locale::Zh, "{l:?}");
    }
}

#[test]
fn what_is_for_one_reader_is_not_for_search_engines() {
    for (name, html) in pages(Locale::Ru) {
        let public = [
            "home",
            "sign-in",
            "catalogue",
            "product",
            "partners",
            "questions",
            "found-key",
            "lost",
        ]
        .iter()
        .any(|begin| name.starts_with(begin) && !name.starts_with("lost-claim"));
        assert_eq!(!html.contains("noindex"), public, "{name}");
        assert_eq!(html.contains("hreflang=\"x-default\""), public, "{name}");
    }
    let files = samples::files();
    let html = super::home(
        &Frame {
            demo: false,
            bureau: true,
            ..frame(Locale::Ru, "/", &files)
        },
        &[],
    );
    assert!(
        html.contains("<link rel=\"canonical\" href=\"https://cloakroom.example/ru/\">"),
        "{html:.900}"
    );
    assert!(
        html.contains("hreflang=\"zh-Hans\" href=\"https://cloakroom.example/zh/\""),
        "{html:.900}"
    );
}

#[test]
fn many_at_once_get_their_own_page() {
    let alone: Vec<String> = Locale::ALL
        .iter()
        .flat_map(|l| pages(*l))
        .map(|(_, html)| html)
        .collect();
    std::thread::scope(|scope| {
        let others: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    Locale::ALL
                        .iter()
                        .flat_map(|l| pages(*l))
                        .map(|(_, html)| html)
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        for other in others {
            assert!(other.join().unwrap() == alone);
        }
    });
}
