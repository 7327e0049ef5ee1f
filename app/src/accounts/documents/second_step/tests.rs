//! The pages of the second step, in every language and every state.

use domain::accounts::second_step::{
    CodeAsked, ColleagueStep, MOST_PASSKEYS, OwnPasskeys, PasskeySetUp, PasskeyView, RecoveryCode, Removal,
    SecondStepOf, SecondStepSetUp, SecondStepView, SignInRules, TakeOff, TotpSecret,
};
use domain::accounts::{PersonState, PersonView, Role};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode};

use super::{
    CodePage, DoorPage, OwnStepPage, PasskeyMatter, PasskeysPage, RulesPage, StepMatter, StepOfPage, StepReader,
    own_passkeys, own_step, passkey_door, passkey_set_up, sign_in_rules, step_code, step_codes, step_of, step_set_up,
};
use crate::documents::Frame;
use crate::i18n::refusal_text;
use crate::site::samples::{NOW, files, frame, id, profile};

fn whole(l: Locale, html: &str) {
    assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{l:?}");
    assert!(html.ends_with("</body></html>"), "{l:?}");
    assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
    for bad in [" style=", "<script>", "null", "Some(", "{"] {
        assert!(!html.contains(bad), "{l:?}: {bad} in {html}");
    }
    let mut ids = std::collections::BTreeSet::new();
    for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.insert(id), "{l:?}: {id} stands twice");
    }
}

fn everywhere(path: &str, show: impl Fn(&Frame<'_>) -> String) -> Vec<(Locale, String)> {
    let files = files();
    let all = Locale::ALL.map(|l| (l, show(&frame(l, path, &files))));
    for (l, html) in &all {
        whole(*l, html);
    }
    all.to_vec()
}

fn wrong(code: RefusalCode) -> Error {
    let field = FieldError {
        field: "code".into(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field]).into()
}

fn secret() -> SecondStepSetUp {
    SecondStepSetUp {
        secret: TotpSecret::from_bytes(*b"12345678901234567890"),
        email: "ana+x@example.org".into(),
        organisation_name: "Primăria & <Fiii>".into(),
    }
}

fn codes() -> Vec<RecoveryCode> {
    (0..10_u8)
        .map(|n| RecoveryCode::from_bytes(&[n; 10]).unwrap())
        .collect()
}

fn colleague(n: usize, on: bool) -> ColleagueStep {
    ColleagueStep {
        person: PersonView {
            id: id(n),
            name: format!("Ana <{n}>"),
            email: format!("ana{n}@example.org"),
            roles: vec![Role::Employee],
            state: PersonState::Active,
            last_seen: None,
        },
        since: on.then_some(NOW),
    }
}

#[test]
fn after_the_password_a_code_is_asked_for_and_never_shown_again() {
    for code in [
        RefusalCode::WrongSecondStep,
        RefusalCode::SecondStepRests,
        RefusalCode::Missing,
    ] {
        let refusal = wrong(code);
        for by_recovery in [false, true] {
            let page = CodePage {
                next: "/ro/desk?q=1",
                digits: true,
                passkey: None,
                by_recovery,
                refusal: Some(&refusal),
            };
            for (l, html) in everywhere("/sign-in/code", |frame| step_code(frame, page)) {
                assert!(html.contains(refusal_text(l, code)), "{l:?}");
                let at = if by_recovery { "recovery-error" } else { "code-error" };
                assert!(html.contains(&format!("id=\"{at}\"")), "{l:?} {html}");
                assert!(html.contains("value=\"/ro/desk?q=1\""), "{l:?}");
                assert!(html.contains("autocomplete=\"one-time-code\""), "{l:?}");
                assert!(!html.contains("/sign-out"), "nobody is signed in");
            }
        }
    }
}

#[test]
fn ones_own_page_offers_what_can_be_done() {
    let view = |on: bool, codes_left, required| SecondStepView {
        since: on.then_some(NOW),
        passkeys: 0,
        codes_left,
        required,
    };
    let profile = profile();
    for (on, left, required, confined, forms) in [
        (false, 0, false, false, 1),
        (false, 0, true, true, 1),
        (true, 10, false, false, 3),
        (true, 1, true, false, 2),
    ] {
        let refusal = wrong(RefusalCode::WrongSecondStep);
        let page = OwnStepPage {
            view: &view(on, left, required),
            refusal: Some((StepMatter::Codes, &refusal)),
            turned_off: !on,
        };
        let reader = StepReader {
            profile: &profile,
            confined,
        };
        for (l, html) in everywhere("/account/second-step", |frame| own_step(frame, reader, page)) {
            assert_eq!(
                html.matches("class=\"form card\"").count(),
                forms,
                "{l:?} {on} {required}"
            );
            assert_eq!(html.contains("id=\"codes-code-error\""), on, "{l:?}");
            assert_eq!(
                html.contains("shell-rail"),
                !confined,
                "{l:?}: whoever is confined has nowhere else to go"
            );
            assert!(html.contains("/sign-out"), "{l:?}: but out");
        }
    }
}

#[test]
fn the_secret_is_drawn_and_written_and_the_codes_are_shown() {
    let (set_up, profile, refusal) = (secret(), profile(), wrong(RefusalCode::WrongSecondStep));
    for confined in [false, true] {
        let reader = StepReader {
            profile: &profile,
            confined,
        };
        let show = |frame: &Frame<'_>| step_set_up(frame, reader, &set_up, Some(&refusal));
        for (l, html) in everywhere("/account/second-step/set-up", show) {
            assert!(html.contains("class=\"qr\"") && html.contains("GEZD"), "{l:?}");
            assert!(
                html.contains("otpauth://totp/Prim%C4%83ria%20%26%20%3CFiii%3E:ana%2Bx%40example.org?secret=GEZDGNBV"),
                "{l:?}"
            );
            assert!(html.contains("id=\"code-error\""), "{l:?}");
        }
    }
    let codes = codes();
    for (l, html) in everywhere("/account/second-step/set-up", |frame| {
        step_codes(frame, &profile, &codes, true)
    }) {
        assert_eq!(html.matches("<li>22222-22222").count(), 1, "{l:?}");
        for code in &codes {
            assert!(html.contains(&code.grouped()), "{l:?}");
        }
    }
}

#[test]
fn the_rule_tells_who_has_one_and_who_may_take_it_off() {
    for (required, may_take_off, links) in [(false, true, 1), (true, false, 0)] {
        let rules = SignInRules {
            required,
            people: vec![colleague(3, true), colleague(4, false)],
        };
        let page = RulesPage {
            rules: &rules,
            may_take_off,
            done: "saved",
        };
        for (l, html) in everywhere("/manager/second-step", |frame| sign_in_rules(frame, &profile(), page)) {
            assert_eq!(html.matches("/manager/second-step/01890a5d").count(), links, "{l:?}");
            assert!(html.contains("Ana &lt;3&gt;"), "{l:?}");
            let other = if required { "no" } else { "yes" };
            assert!(
                html.contains(&format!("name=\"required\" value=\"{other}\"")),
                "{l:?} {html}"
            );
        }
    }
    let none = SignInRules {
        required: false,
        people: Vec::new(),
    };
    let page = RulesPage {
        rules: &none,
        may_take_off: true,
        done: "",
    };
    everywhere("/manager/second-step", |frame| sign_in_rules(frame, &profile(), page));
}

#[test]
fn taking_off_asks_for_a_reason_and_keeps_what_was_typed() {
    let form = TakeOff {
        reason: "x \"quoted\"".into(),
    };
    let refusal = Error::from(TakeOff::default().check().unwrap_err());
    let removal = |by: Option<&str>| Removal {
        at: NOW,
        by: by.map(str::to_owned),
        reason: "the <phone>".into(),
    };
    for (own, on, forms) in [(false, true, 1), (false, false, 0), (true, true, 0)] {
        let of = SecondStepOf {
            colleague: colleague(1, on),
            own,
            removals: vec![removal(Some("Root")), removal(None)],
        };
        let page = StepOfPage {
            of: &of,
            form: &form,
            refusal: Some(&refusal),
        };
        for (l, html) in everywhere("/manager/second-step/x", |frame| step_of(frame, &profile(), page)) {
            assert_eq!(html.matches("class=\"form card\"").count(), forms, "{l:?}");
            assert_eq!(html.contains("id=\"reason-error\""), forms == 1, "{l:?}");
            assert_eq!(
                html.contains("value=\"x &quot;quoted&quot;\""),
                forms == 1,
                "{l:?} {html}"
            );
            assert_eq!(html.matches("the &lt;phone&gt;").count(), 2, "{l:?}");
        }
    }
}

fn passkey(n: usize, used: bool) -> PasskeyView {
    PasskeyView {
        id: id(n),
        name: format!("Phone <{n}>"),
        added: NOW,
        used: used.then_some(NOW),
    }
}

#[test]
fn ones_passkeys_are_told_and_what_can_be_done_with_them() {
    let profile = profile();
    for (many, asked, last_stays, confined, forms, codes) in [
        (0, CodeAsked::No, false, true, 1, 0),
        (1, CodeAsked::No, true, false, 1, 0),
        (2, CodeAsked::Digits, false, false, 2, 2),
        (2, CodeAsked::Recovery, false, false, 2, 2),
        (MOST_PASSKEYS, CodeAsked::No, false, false, 1, 0),
    ] {
        let own = OwnPasskeys {
            passkeys: (0..many).map(|n| passkey(n, n == 0)).collect(),
            asked,
            last_stays,
        };
        let refusal = wrong(RefusalCode::WrongSecondStep);
        let page = PasskeysPage {
            own: &own,
            refusal: Some((PasskeyMatter::Begin, &refusal)),
            name: "a \"quoted\" name",
            chosen: "",
            done: "added",
        };
        let reader = StepReader {
            profile: &profile,
            confined,
        };
        for (l, html) in everywhere("/account/passkeys", |frame| own_passkeys(frame, reader, page)) {
            assert_eq!(html.matches("class=\"form card\"").count(), forms, "{l:?} {many}");
            assert_eq!(html.matches("name=\"code\"").count(), codes, "{l:?} {many}");
            let adds = many < MOST_PASSKEYS;
            assert_eq!(
                html.contains("value=\"a &quot;quoted&quot; name\""),
                adds,
                "{l:?} {html}"
            );
            assert_eq!(html.contains("data-passkey=\"offer\""), adds, "{l:?}");
            assert_eq!(html.matches("Phone &lt;0&gt;").count() > 0, many > 0, "{l:?}");
            assert_eq!(html.contains("shell-rail"), !confined, "{l:?}");
        }
    }
}

#[test]
fn a_passkey_is_offered_beside_what_else_counts() {
    for (passkey, digits) in [(Some("options"), true), (Some("options"), false), (None, false)] {
        for refused in [
            RefusalCode::WrongPasskey,
            RefusalCode::PasskeyCopied,
            RefusalCode::WrongSecondStep,
        ] {
            let refusal = Error::from(refused);
            let page = CodePage {
                next: "",
                digits,
                passkey,
                by_recovery: false,
                refusal: Some(&refusal),
            };
            let of_passkey = refused != RefusalCode::WrongSecondStep;
            for (l, html) in everywhere("/sign-in/code", |frame| step_code(frame, page)) {
                assert_eq!(html.contains("data-options=\"options\""), passkey.is_some(), "{l:?}");
                assert_eq!(html.contains("name=\"code\""), digits, "{l:?}");
                assert!(html.contains("name=\"recovery\""), "{l:?}: paper counts always");
                let told = html.matches(refusal_text(l, refused)).count();
                assert_eq!(told, usize::from(passkey.is_some() || !of_passkey), "{l:?} {html}");
                assert_eq!(html.contains("/passkey.js"), passkey.is_some(), "{l:?}");
            }
        }
    }
}

#[test]
fn where_browsers_make_no_passkeys_there_is_no_button_for_them() {
    let (files, set_up) = (
        files(),
        PasskeySetUp {
            name: "x".into(),
            options: "options".into(),
        },
    );
    let profile = profile();
    let reader = StepReader {
        profile: &profile,
        confined: false,
    };
    for l in Locale::ALL {
        let named = frame(l, "/sign-in/passkey", &files);
        let bare = Frame {
            origin: "http://192.0.2.7:3000",
            ..named
        };
        let door = |frame: &Frame<'_>, options| {
            passkey_door(
                frame,
                DoorPage {
                    next: "/ro/desk",
                    options,
                    refusal: None,
                },
            )
        };
        for (html, kind) in [
            (door(&named, None), "offer"),
            (door(&named, Some("options")), "use-now"),
            (passkey_set_up(&named, reader, &set_up), "make"),
        ] {
            whole(l, &html);
            assert!(html.contains(&format!("data-passkey=\"{kind}\"")), "{l:?} {html}");
            assert!(html.contains("data-at=\"https://cloakroom.example\""), "{l:?}");
            // What needs the script is not seen without it.
            let at = html.find("data-passkey-can").unwrap();
            let (begin, end) = (html[..at].rfind('<').unwrap(), html[at..].find('>').unwrap());
            assert!(html[begin..at + end].contains(" hidden"), "{l:?} {html}");
        }
        let words = crate::t::passkeys::needs_name(l);
        for html in [door(&bare, None), passkey_set_up(&bare, reader, &set_up)] {
            whole(l, &html);
            assert!(html.contains(words) && !html.contains("data-passkey"), "{l:?} {html}");
        }
        // The languages lead to the page's own address.
        let (named, bare) = (
            Frame {
                path: "/sign-in",
                ..named
            },
            Frame {
                path: "/sign-in",
                ..bare
            },
        );
        assert!(
            !crate::site::sign_in(&bare, "", "", None).contains("/sign-in/passkey"),
            "{l:?}"
        );
        assert!(
            crate::site::sign_in(&named, "", "", None).contains("/sign-in/passkey"),
            "{l:?}"
        );
    }
}
