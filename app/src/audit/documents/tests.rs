//! The audit in every language.

use domain::audit::{Act, AuditFilter, AuditRow, AuditThing, AuditWho, Came};
use domain::{Cursor, Locale, Page};

use super::{LogPage, log};
use crate::site::samples::{NOW, files, frame, profile};

fn shown(l: Locale, filter: &AuditFilter, rows: Vec<AuditRow>) -> String {
    let files = files();
    let page = Page {
        next: (!rows.is_empty()).then(|| Cursor("77".into())),
        rows,
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
        assert!(shown(l, &AuditFilter::default(), Vec::new()).contains("empty"), "{l:?}");
    }
}
