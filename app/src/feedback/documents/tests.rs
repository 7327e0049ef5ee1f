//! The manager's page of ratings, rendered in every language. Tests only.

use domain::feedback::{FigureLine, Figures, RatingFilter, RatingRow, Ratings, Stars, Tally};
use domain::{Cursor, Error, Locale, Page, RefusalCode};

use super::{RatingsPage, ratings};
use crate::site::samples::{self, NOW};

fn tally(given: &[u8]) -> Tally {
    given.iter().filter_map(|many| Stars::new(*many)).collect()
}

fn line(label: &str, given: &[u8]) -> FigureLine {
    FigureLine {
        label: label.to_owned(),
        overall: tally(given),
        compartment: tally(&[4]),
        ease: Tally::default(),
    }
}

fn sample(comments: Page<RatingRow>) -> Ratings {
    let bank = "Primăria <b>".to_owned();
    Ratings {
        from: "2025-04".into(),
        until: "2026-03".into(),
        banks: vec![(samples::id(1), bank.clone())],
        months: vec!["2026-03".into(), "2026-02".into()],
        figures: Figures {
            total: line("", &[5, 4, 4, 1]),
            banks: vec![line(&bank, &[5, 4, 4, 1])],
            months: vec![line("2026-02", &[]), line("2026-03", &[5, 4, 4, 1])],
        },
        comments,
    }
}

fn said(comment: &str) -> Page<RatingRow> {
    let row = RatingRow {
        day: NOW,
        bank: "Primăria <b>".into(),
        overall: Stars::ALL[0],
        compartment: Stars::new(2),
        ease: None,
        comment: Some(comment.to_owned()),
    };
    Page {
        rows: vec![row],
        next: Some(Cursor("17.abc".into())),
    }
}

fn shown(l: Locale, filter: &RatingFilter, answer: Option<&Ratings>, refusal: Option<&Error>) -> String {
    let files = samples::files();
    let page = RatingsPage {
        filter,
        ratings: answer,
        refusal,
    };
    ratings(
        &samples::frame(l, "/manager/ratings", &files),
        &samples::profile(),
        page,
    )
}

#[test]
fn figures_and_comments_hold_in_every_language() {
    let filter = RatingFilter {
        bank: samples::id::<domain::ids::BankId>(1).to_string(),
        month: "\"><x".into(),
        most: "2".into(),
        cursor: None,
    };
    for l in Locale::ALL {
        let all = sample(said("Ploua, <script>alert(1)</script>\nși era întuneric"));
        let html = shown(l, &filter, Some(&all), None);
        for part in [
            "<svg",
            "chart-table",
            "03/2026",
            "figures.csv?bank=",
            "ratings.xlsx?bank=",
            "&amp;month=x&amp;most=2&amp;from=17.abc",
            "&lt;script>alert(1)",
            "Primăria &lt;b",
        ] {
            assert!(
                html.contains(part) || html.contains(&part.replace('>', "&gt;")),
                "{l:?}: {part}"
            );
        }
        assert!(
            !html.contains("<script>alert") && !html.contains("Primăria <b>"),
            "{l:?}"
        );
        let quiet = sample(Page {
            rows: Vec::new(),
            next: None,
        });
        let quiet = shown(l, &filter, Some(&quiet), None);
        assert!(quiet.contains(crate::t::feedback::no_words_title(l)), "{l:?}");
        let error = Error::from(RefusalCode::Form);
        let refused = shown(l, &filter, None, Some(&error));
        assert!(
            !refused.contains("class=\"chart\"") && refused.contains("name=\"bank\""),
            "{l:?}"
        );
        let empty = Ratings {
            figures: Figures::default(),
            ..all
        };
        let empty = shown(l, &RatingFilter::default(), Some(&empty), None);
        assert!(
            empty.contains(crate::t::feedback::empty_title(l)) && !empty.contains("figures.csv"),
            "{l:?}"
        );
        for html in [html, quiet, refused, empty] {
            assert!(html.ends_with("</html>") && !html.contains("style=\""), "{l:?}");
            assert_eq!(html.matches("<h1").count(), 1, "{l:?}");
        }
    }
}

/// The day at the bank, and no time of day.
#[test]
fn a_day_is_told_and_no_more() {
    let all = sample(said("x"));
    let html = shown(Locale::En, &RatingFilter::default(), Some(&all), None);
    assert!(html.contains("22 Nov 2026") && !html.contains("14:05"));
}
