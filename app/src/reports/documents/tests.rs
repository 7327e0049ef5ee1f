//! The manager's figures and the view of all lockers, rendered in every language. Tests only.

use domain::lockers::{Connection, Size};
use domain::reports::{
    BankNow, CourierLine, DayLine, DeskLine, DoorCount, FaultLine, Overview, Usage, UsageFilter, UsageLine, WeekLine,
    WentLine, Work, WorkBy,
};
use domain::{Day, Error, Locale, RefusalCode, Span};

use super::{UsagePage, overview, usage, work};
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

fn bank(n: usize, connection: Connection, count: DoorCount) -> BankNow {
    BankNow {
        id: samples::id(n),
        name: "Primăria <b>".into(),
        city: "București".into(),
        connection,
        sizes: vec![(Size::S, count), (Size::XL, DoorCount::default())],
        waiting: 5,
        overdue: 2,
        faults: 1,
    }
}

#[test]
fn all_lockers_are_seen_in_every_language() {
    let files = samples::files();
    let count = DoorCount {
        free: 4,
        reserved: 1,
        occupied: 5,
        out: 2,
    };
    let away = Connection::Offline {
        since: Some(samples::NOW),
    };
    let banks = vec![bank(1, Connection::Online, count), bank(2, away, DoorCount::default())];
    for l in Locale::ALL {
        let frame = samples::frame(l, "/manager/overview", &files);
        let shown = overview(&frame, &samples::profile(), &Overview { banks: banks.clone() });
        for part in [
            "data-live=\"overview\"",
            "name=\"live\" content=\"bank consignment\"",
            "viewBox=\"0 0 12 1\"",
            "14:05",
            &["/", l.code(), "/manager/banks/"].concat(),
            crate::t::usage::out(l),
        ] {
            assert!(shown.contains(part), "{l:?}: {part}");
        }
        assert!(!shown.contains("Primăria <b>"), "{l:?}");
        let empty = overview(&frame, &samples::profile(), &Overview::default());
        assert!(
            empty.contains(crate::t::usage::no_banks_title(l)) && !empty.contains("doors-table"),
            "{l:?}"
        );
        for html in [shown, empty] {
            assert!(html.ends_with("</html>") && !html.contains("style=\""), "{l:?}");
            assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
        }
    }
}

fn used() -> Usage {
    let line = UsageLine {
        label: "2026-03".into(),
        went: WentLine {
            in_time: 5,
            late: 1,
            taken_back: 2,
        },
        median: Some(Span::minutes(135)),
        ninety: Some(Span::hours(60)),
        faults: 3,
    };
    let monday = Day::parse("2026-03-16").unwrap();
    let week = WeekLine {
        monday,
        collected: 6,
        median: line.median,
        ninety: line.ninety,
    };
    Usage {
        offered_banks: vec![(samples::id(1), "Primăria <b>".into())],
        offered_months: vec!["2026-04".into()],
        days: (0..4)
            .map(|n| DayLine {
                day: monday.plus(n),
                collected: 2,
            })
            .collect(),
        weeks: vec![week],
        months: vec![line.clone()],
        banks: vec![UsageLine {
            label: "Primăria <b>".into(),
            ..line.clone()
        }],
        faults: vec![FaultLine {
            bank: "Primăria <b>".into(),
            month: "2026-03".into(),
            faults: 3,
        }],
        total: line,
    }
}

#[test]
fn how_lockers_were_used_holds_in_every_language() {
    let files = samples::files();
    let filter = UsageFilter {
        bank: "\"><x".into(),
        month: "2026-03".into(),
    };
    for l in Locale::ALL {
        let frame = samples::frame(l, "/manager/usage", &files);
        let profile = samples::profile();
        let shown = |answer: Option<&Usage>, refusal: Option<&Error>| {
            let page = UsagePage {
                filter: &filter,
                usage: answer,
                refusal,
            };
            usage(&frame, &profile, page)
        };
        let all = used();
        let html = shown(Some(&all), None);
        for part in [
            "03-16",
            "pickups.csv?bank=x&amp;month=2026-03",
            "faults.xlsx?bank=x",
            "/manager/ratings?bank=x&amp;month=2026-03",
            "value=\"2026-03\"",
            crate::t::usage::days_title(l),
        ] {
            assert!(html.contains(part), "{l:?}: {part}");
        }
        assert!(!html.contains("Primăria <b>") && !html.contains("\"><x"), "{l:?}");
        assert_eq!(html.matches("<figure").count(), 4, "{l:?}");
        // A year of days would be columns that nobody can tell apart.
        let year = Usage {
            days: (0..365)
                .map(|n| DayLine {
                    day: Day(20_000 + n),
                    collected: 1,
                })
                .collect(),
            ..used()
        };
        assert!(
            shown(Some(&year), None).contains(crate::t::usage::weeks_title(l)),
            "{l:?}"
        );
        let nothing = shown(Some(&Usage::default()), None);
        assert!(
            nothing.contains(crate::t::usage::empty_title(l)) && !nothing.contains("pickups.csv"),
            "{l:?}"
        );
        let error = Error::from(RefusalCode::Form);
        let refused = shown(None, Some(&error));
        assert!(
            !refused.contains("<figure") && refused.contains("name=\"month\""),
            "{l:?}"
        );
        for html in [html, nothing, refused] {
            assert!(html.ends_with("</html>") && !html.contains("style=\""), "{l:?}");
            assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
        }
    }
}
