//! What finders reported of one's things. Cases themselves are a slice above: here is only what leads to them.

use domain::{Locale, Moment};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::date;
use crate::t::things as text;
use crate::ui::{Glyph, Icon, StatusBadge, Tone};

/// Somebody reported one of one's things as found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The number of the case; also the end of its address.
    pub number: String,
    /// The key, grouped.
    pub key: String,
    /// Whether it is still on its way home.
    pub open: bool,
    /// When it was reported.
    pub at: Moment,
}

impl Report {
    fn href(&self, frame: &Frame<'_>) -> String {
        frame.to(&["/case/", &self.number].concat())
    }
}

/// Over everything else: a thing was found and waits for its owner's word. `name` says which, where that is not clear.
pub(super) fn waits(frame: &Frame<'_>, report: &Report, name: Option<&str>) -> AnyView {
    let l = frame.locale;
    let href = report.href(frame);
    let name = name.map(|name| view! { <p class="found-name" translate="no">{name.to_owned()}</p> });
    view! {
        <section class="found-again" role="status">
            <Icon glyph=Glyph::Bell/>
            <div>
                <p class="found-title">{text::somebody_found(l)}</p>
                {name}
                <p>{text::somebody_found_text(l)}</p>
            </div>
            <a class="button button-primary" href=href>
                <span class="button-words">{text::case_open(l)} " " <span translate="no">{report.number.clone()}</span></span>
            </a>
        </section>
    }
    .into_any()
}

/// All reports of one thing, newest first.
pub(super) fn list(frame: &Frame<'_>, reports: &[&Report]) -> AnyView {
    let l = frame.locale;
    if reports.is_empty() {
        return view! { <p class="quiet-text">{text::no_reports(l)}</p> }.into_any();
    }
    let lines = reports.iter().map(|report| line(l, report.href(frame), report));
    view! { <ul class="reports">{lines.collect_view()}</ul> }.into_any()
}

fn line(l: Locale, href: String, report: &Report) -> AnyView {
    let (tone, icon, word) = if report.open {
        (Tone::Active, Glyph::Return, text::report_open(l))
    } else {
        (Tone::Neutral, Glyph::Check, text::report_closed(l))
    };
    view! {
        <li class="report">
            <a href=href>{text::case(l)} " " <span translate="no">{report.number.clone()}</span></a>
            <span class="quiet-text small-text">{date(l, report.at)}</span>
            <StatusBadge tone icon label=word/>
        </li>
    }
    .into_any()
}
