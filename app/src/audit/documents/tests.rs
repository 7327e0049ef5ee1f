//! The audit in every language.

use domain::audit::{Act, AuditFilter, AuditPage, AuditRow, AuditThing, AuditWho, Came};
use domain::{Cursor, Locale, Page};

use super::{LogPage, log};
use crate::site::samples::{NOW, files, frame, profile};

fn shown(l: Locale, filter: &AuditFilter, rows: Vec<AuditRow>) -> String {
    let files = files();
    let page = AuditPage {
        acts: Page {
            next: (!rows.is_empty()).then(|| Cursor("77".into())),
            rows,
        },
        time_zone: "America/New_York".into(),
    };
    log(
        &frame(l, "/manager/audit", &files),
        &profile(),
        LogPage { filter, page: &page },
    )
}

#[test]
fn it_tells_who_did_what_in_every_language() {
    for l in Locale::ALL {
        let rows = [Came::Done, Came::Refused].map(|came| AuditRow {
            at: NOW,
            who: AuditWho::Person("Ana <Ionescu>".into()),
            act: Act::OpenDoor,
            thing: AuditThing::Door("Primăria Sector 3".into(), 7),
            came,
            origin: Some("192.0.2.7".into()),
        });
        let filter = AuditFilter {
            search: "ana & co".into(),
            ..AuditFilter::default()
        };
        let html = shown(l, &filter, rows.to_vec());
        for text in ["Ana &lt;Ionescu&gt;", "192.0.2.7", "q=ana+++co&amp;act=", "from=77"] {
            assert!(html.contains(text), "{l:?}: {text}");
        }
        assert!(
            !html.contains("open_door\"") || html.contains("value=\"open_door\""),
            "{l:?}"
        );
        assert_eq!(html.matches("America/New York").count(), 1, "{l:?}: whose clock, once");
        let nowhere = AuditRow {
            thing: AuditThing::Nameless,
            origin: None,
            ..rows[0].clone()
        };
        let html = shown(l, &filter, vec![nowhere]);
        assert!(!html.contains("translate=\"no\"> <"), "{l:?}: an empty cell is empty");
        assert!(shown(l, &AuditFilter::default(), Vec::new()).contains("empty"), "{l:?}");
    }
}
