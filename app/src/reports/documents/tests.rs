//! The manager's figures, rendered in every language. Tests only.

use domain::reports::{CourierLine, DeskLine, Work, WorkBy};
use domain::{Error, Locale, RefusalCode, Span};

use super::work;
use crate::site::samples;

fn sample(by: WorkBy, label: &str) -> Work {
    let desk = DeskLine {
        label: label.to_owned(),
        reports: 31,
        by_phone: 12,
        answer: Some(Span::minutes(44)),
        over: 24,
        returned: 20,
        home: Some(Span::hours(53)),
    };
    let couriers = CourierLine {
        label: label.to_owned(),
        tickets: 11,
        delivered: 9,
        on_time: 8,
        failed: 2,
    };
    Work {
        by,
        from: "2025-04".into(),
        until: "2026-03".into(),
        desk: vec![desk.clone(), DeskLine::default()],
        desk_total: desk,
        couriers: vec![couriers.clone()],
        couriers_total: couriers,
    }
}

#[test]
fn the_figures_hold_in_every_language() {
    let files = samples::files();
    for l in Locale::ALL {
        let frame = samples::frame(l, "/manager/work", &files);
        let profile = samples::profile();
        let months = work(&frame, &profile, Some(&sample(WorkBy::Month, "2026-03")), None);
        for part in [
            "03/2026",
            "desk.csv?by=month&amp;from=2025-04",
            "couriers.xlsx?",
            "<svg",
        ] {
            assert!(months.contains(part), "{l:?}: {part}");
        }
        let offices = work(&frame, &profile, Some(&sample(WorkBy::Office, "Biroul <b>")), None);
        assert!(
            offices.contains("Biroul &lt;b>") || offices.contains("Biroul &lt;b&gt;"),
            "{l:?}"
        );
        let error = Error::from(RefusalCode::Form);
        let refused = work(&frame, &profile, None, Some(&error));
        assert!(!refused.contains("<svg class=\"chart"), "{l:?}");
        for html in [months, offices, refused] {
            assert!(html.ends_with("</html>") && !html.contains("style=\""), "{l:?}");
        }
    }
}
