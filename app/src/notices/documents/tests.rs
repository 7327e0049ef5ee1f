//! The page of the ways out in every language.

use domain::notices::{Channel, Cover, LastTrouble, Queue, SetUp, TestMessage, Tested, Trouble, WayOut};
use domain::{Error, FieldError, Locale, Refusal, RefusalCode};

use super::{WaysPage, ways_out};
use crate::notices::look;
use crate::site::samples::{NOW, files, frame, profile};

fn queue(trouble: Option<LastTrouble>) -> Queue {
    Queue {
        waiting: 3,
        held: 1,
        oldest: Some(NOW),
        last_sent: None,
        given_up: 2,
        trouble,
    }
}

fn ways() -> [WayOut; 2] {
    let trouble = LastTrouble {
        what: Trouble::SignIn,
        again_at: Some(NOW),
        given_up_at: None,
    };
    [
        WayOut {
            channel: Channel::Email,
            set_up: SetUp::Out {
                host: "mail.example.org".into(),
                from: Some("Primăria <locker@example.org>".into()),
                cover: Cover::Plain,
            },
            queue: queue(Some(trouble)),
        },
        WayOut {
            channel: Channel::Sms,
            set_up: SetUp::Unset,
            queue: queue(None),
        },
    ]
}

fn shown(l: Locale, form: &TestMessage, refusal: Option<&Error>, tested: Option<&Tested>) -> String {
    let files = files();
    let page = WaysPage {
        ways: &ways(),
        form,
        refusal,
        tested,
    };
    ways_out(&frame(l, "/manager/notices", &files), &profile(), page)
}

fn typed(channel: Channel, to: &str) -> TestMessage {
    TestMessage {
        channel: channel.wire().into(),
        to: to.into(),
    }
}

#[test]
fn it_tells_how_messages_leave_and_what_to_set() {
    for l in Locale::ALL {
        let html = shown(l, &TestMessage::default(), None, None);
        for part in [
            "mail.example.org",
            "Primăria &lt;locker@example.org&gt;",
            "sms.url",
            "CLOAKROOM_SMS_URL",
            "id=\"to-email\"",
            "id=\"to-sms\"",
            "/manager/notices\"",
        ] {
            assert!(html.contains(part), "{l:?}: {part}");
        }
        assert!(!html.contains("CLOAKROOM_MAIL_URL"), "{l:?}: mail is set up");
        assert!(html.contains(look::trouble(l, Trouble::SignIn).1), "{l:?}");
    }
}

#[test]
fn a_refused_test_keeps_what_was_typed_at_its_own_form() {
    let wrong = FieldError {
        field: "to".into(),
        code: RefusalCode::NotAnEmail,
    };
    let refusal = Error::Refused(Refusal::with_fields(RefusalCode::Form, vec![wrong]));
    for l in Locale::ALL {
        let html = shown(l, &typed(Channel::Email, "ana@"), Some(&refusal), None);
        assert_eq!(html.matches("value=\"ana@\"").count(), 1, "{l:?}");
        assert!(
            html.contains("href=\"#to-email\"") && html.contains("to-email-error"),
            "{l:?}"
        );
        assert!(!html.contains("to-sms-error"), "{l:?}");
        let slow = Error::from(RefusalCode::SlowDown);
        let html = shown(l, &typed(Channel::Sms, "+40721555010"), Some(&slow), None);
        assert!(
            html.contains("value=\"+40721555010\"") && !html.contains("to-sms-error"),
            "{l:?}"
        );
    }
}

#[test]
fn what_came_of_a_test_is_said_in_words() {
    for l in Locale::ALL {
        let tested = |trouble, said: Option<&str>| Tested {
            channel: Channel::Email,
            to: "ana@example.org".into(),
            trouble,
            said: said.map(str::to_owned),
        };
        let form = typed(Channel::Email, "ana@example.org");
        let html = shown(l, &form, None, Some(&tested(None, Some("250 <queued>"))));
        assert!(html.contains("250 &lt;queued&gt;"), "{l:?}");
        assert!(!html.contains(look::trouble(l, Trouble::Refused).0), "{l:?}");
        let html = shown(l, &form, None, Some(&tested(Some(Trouble::Refused), Some("550 no"))));
        assert!(html.contains("550 no"), "{l:?}");
        assert!(html.contains(look::trouble(l, Trouble::Refused).0), "{l:?}");
    }
}
