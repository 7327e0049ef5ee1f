//! The manager's reconciliation of a day: by our books and by the provider's.

use domain::Locale;
use domain::accounts::Profile;
use domain::payments::{Movement, Reconciliation, ReconciliationRow};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::time;
use crate::t::payments as text;
use crate::ui::{Banner, Column, DataTable, Empty, Glyph, LinkButton, PageHeader, Row, StatusBadge, Tone};

/// One day.
pub fn day(frame: &Frame<'_>, profile: &Profile, view: &Reconciliation) -> String {
    let l = frame.locale;
    let title = text::day_title(l, &view.day);
    let head = Head::private([title.as_str(), " · Cloakroom"].concat(), text::day_lead(l));
    portal_page(frame, profile, head, || {
        let place = frame.to("/manager/payments");
        let at = |day: &str| [place.as_str(), "/day?day=", day].concat();
        let file = |kind: &str| [place.as_str(), "/day.", kind, "?day=", &view.day].concat();
        // What stands inside a component is its own.
        let (csv, xlsx, before) = (file("csv"), file("xlsx"), at(&view.before));
        let silent = view
            .silent
            .iter()
            .map(|p| view! { <Banner tone=Tone::Warn title=text::silent(l, p)/> });
        let silent = silent.collect_view();
        let columns = vec![
            Column::new(text::what(l)),
            Column::new(text::at(l)),
            Column::new(text::ours(l)),
            Column::new(text::theirs(l)),
            Column::new(text::state(l)),
        ];
        let rows = view.rows.iter().map(|r| row(l, r, &place)).collect();
        let empty = move || view! { <Empty title=text::day_empty(l)/> };
        let after = view.after.as_deref().map(|day| {
            view! { <LinkButton href=at(day) icon=Glyph::ArrowRight>{text::day_after(l)}</LinkButton> }
        });
        view! {
            <div class="stack stack-l">
                <PageHeader title=title.clone() lead=text::day_lead(l) back=(place.clone(), text::back_to_list(l).to_owned())>
                    <LinkButton href=csv icon=Glyph::Download>{text::csv(l)}</LinkButton>
                    <LinkButton href=xlsx icon=Glyph::Download>{text::xlsx(l)}</LinkButton>
                </PageHeader>
                <nav class="row" aria-label=text::day_link(l)>
                    <LinkButton href=before icon=Glyph::ArrowLeft>{text::day_before(l)}</LinkButton>
                    {after}
                </nav>
                {silent}
                <DataTable caption=title.clone() columns rows empty/>
            </div>
        }
        .into_any()
    })
}

fn row(l: Locale, row: &ReconciliationRow, place: &str) -> Row {
    let (tone, word) = if row.agrees() {
        (Tone::Good, text::agrees(l))
    } else {
        (Tone::Bad, text::differs(l))
    };
    // What was paid stands as the payer read it.
    let what = match row.what.clone() {
        Some(what) => view! { <strong translate="no">{what}</strong> }.into_any(),
        None => view! { <strong>{text::not_ours(l)}</strong> }.into_any(),
    };
    let reference = [row.provider.as_str(), " ", &row.reference].concat();
    let cells = vec![
        view! {
            <span class="pay-row">
                {what}
                <span class="small-text quiet-text" translate="no">{reference}</span>
            </span>
        }
        .into_any(),
        time(l, row.at).into_any(),
        moved(l, row.ours).into_any(),
        moved(l, row.theirs).into_any(),
        view! { <StatusBadge tone label=word/> }.into_any(),
    ];
    match row.intent {
        Some(id) => Row::linked([place, "/", &id.to_string()].concat(), cells),
        None => Row::new(cells),
    }
}

fn moved(l: Locale, movement: Option<Movement>) -> String {
    match movement {
        Some(m) if m.refunded.minor != 0 => text::minus_back(l, &m.paid.written(l), &m.refunded.written(l)),
        Some(m) if m.paid.minor != 0 => m.paid.written(l),
        _ => text::nothing(l).to_owned(),
    }
}

/// The headings of the day's table for spreadsheets, in the order in which `server` fills the columns: when, provider,
/// their number, what for, currency, ours paid and given back, theirs paid and given back, whether they agree.
pub fn day_head(l: Locale) -> Vec<String> {
    [
        text::at(l),
        text::provider(l),
        text::reference(l),
        text::what(l),
        text::currency(l),
        text::ours_paid(l),
        text::ours_back(l),
        text::theirs_paid(l),
        text::theirs_back(l),
        text::agrees(l),
    ]
    .map(str::to_owned)
    .to_vec()
}
