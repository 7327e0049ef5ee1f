//! The manager's list of payments, and what a human must look at over it.

use domain::accounts::Profile;
use domain::payments::{IncidentView, PaymentFilter, PaymentRow, Phase, Purpose};
use domain::{Locale, Page};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::date_time;
use crate::payments::look;
use crate::t::payments as text;
use crate::ui::{
    Banner, Button, Column, DataTable, Drawing, Empty, Field, Glyph, LinkButton, PageHeader, Row, SearchForm,
    SelectField, StatusBadge, Tone,
};

/// What the list shows.
#[derive(Clone, Copy)]
pub struct ListPage<'a> {
    /// What was asked for.
    pub filter: &'a PaymentFilter,
    /// This page of it.
    pub page: &'a Page<PaymentRow>,
    /// What a human must look at.
    pub incidents: &'a [IncidentView],
}

/// The payments of one's organisation.
pub fn list(frame: &Frame<'_>, profile: &Profile, shown: ListPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).live("payment");
    portal_page(frame, profile, head, || {
        let place = frame.to("/manager/payments");
        let day = [place.as_str(), "/day"].concat();
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)>
                    <LinkButton href=day icon=Glyph::Check>{text::day_link(l)}</LinkButton>
                </PageHeader>
                <div class="stack stack-l" data-live="payments">
                    {incidents(frame, shown.incidents, &place)}
                </div>
                {search(l, shown.filter, &place)}
                <div data-live="table">{table(frame, shown, &place)}</div>
            </div>
        }
        .into_any()
    })
}

fn search(l: Locale, filter: &PaymentFilter, place: &str) -> AnyView {
    let all = |words: &str| vec![(String::new(), words.to_owned())];
    let mut phases = all(text::all_states(l));
    phases.extend(Phase::ALL.map(|p| (p.wire().to_owned(), look::phase(l, p).1.to_owned())));
    let mut purposes = all(text::all_purposes(l));
    purposes.extend(
        Purpose::ALL
            .iter()
            .map(|p| (p.wire().to_owned(), look::purpose(l, *p).to_owned())),
    );
    let (phase, purpose) = (filter.phase.clone(), filter.purpose.clone());
    view! {
        <SearchForm action=place.to_owned() value=filter.search.clone() hint=text::search_hint(l)>
            <SelectField name="phase" label=text::state(l) options=phases value=phase/>
            <SelectField name="purpose" label=text::purpose(l) options=purposes value=purpose/>
        </SearchForm>
    }
    .into_any()
}

fn table(frame: &Frame<'_>, shown: ListPage<'_>, place: &str) -> AnyView {
    let l = frame.locale;
    let columns = vec![
        Column::new(text::what(l)),
        Column::new(text::state(l)),
        Column::figures(text::amount(l)),
        Column::new(text::opened(l)),
        Column::new(text::receipt(l)),
    ];
    let rows = shown.page.rows.iter().map(|payment| row(l, payment, place)).collect();
    let empty = move || view! { <Empty drawing=Drawing::Search title=text::empty_title(l) text=text::empty_text(l)/> };
    let filter = shown.filter;
    let at = |cursor: &str| {
        let mut href = String::from(place);
        let fields = [
            ("q", filter.search.as_str()),
            ("phase", &filter.phase),
            ("purpose", &filter.purpose),
            ("from", cursor),
        ];
        for (mark, (name, value)) in std::iter::once('?').chain(std::iter::repeat('&')).zip(fields) {
            href.push(mark);
            href.push_str(name);
            href.push('=');
            // What was typed: only what needs no escape goes along; the rest of a search is words.
            href.extend(value.chars().map(|c| {
                if c.is_alphanumeric() || c == '-' || c == '_' {
                    c
                } else {
                    '+'
                }
            }));
        }
        href
    };
    let next = shown.page.next.as_ref().map(|cursor| at(&cursor.0));
    let first = filter.cursor.as_ref().map(|_| at(""));
    view! { <DataTable caption=text::title(l) columns rows empty next first/> }.into_any()
}

fn row(l: Locale, payment: &PaymentRow, place: &str) -> Row {
    let (tone, word) = look::phase(l, payment.phase);
    let must_look = payment
        .incident
        .then(|| view! { <StatusBadge tone=Tone::Warn label=text::must_look(l)/> });
    let receipt = payment.receipt.map(|n| n.to_string()).unwrap_or_default();
    let small = look::purpose(l, payment.purpose);
    Row::linked(
        [place, "/", &payment.id.to_string()].concat(),
        vec![
            view! {
                <span class="pay-row">
                    <strong translate="no">{payment.what.clone()}</strong>
                    <span class="small-text quiet-text">{small}</span>
                </span>
            }
            .into_any(),
            view! { <span class="row"><StatusBadge tone label=word/>{must_look}</span> }.into_any(),
            payment.amount.written(l).into_any(),
            date_time(l, payment.opened).into_any(),
            receipt.into_any(),
        ],
    )
}

fn incidents(frame: &Frame<'_>, all: &[IncidentView], place: &str) -> Option<AnyView> {
    let l = frame.locale;
    (!all.is_empty()).then(|| {
        let lines = all
            .iter()
            .map(|incident| incident_line(l, incident, place))
            .collect_view();
        view! {
            <Banner tone=Tone::Warn title=text::incidents_title(l)>{text::incidents_lead(l)}</Banner>
            <ul class="pay-incidents">{lines}</ul>
        }
        .into_any()
    })
}

/// One of them, with the form that ends it. Shared with the page of one payment.
pub(super) fn incident_line(l: Locale, incident: &IncidentView, place: &str) -> AnyView {
    let what = incident.what.clone().unwrap_or_default();
    let amount = incident.amount.map(|m| m.written(l)).unwrap_or_default();
    let href = incident.intent.map(|id| [place, "/", &id.to_string()].concat());
    let id = incident.id.to_string();
    let ending = if let Some((note, by, at)) = &incident.settled {
        let when = [by.as_str(), ", ", &date_time(l, *at)].concat();
        view! {
            <StatusBadge tone=Tone::Good label=text::settled_by(l)/>
            <span>{note.clone()}</span>
            <span class="small-text quiet-text">{when}</span>
        }
        .into_any()
    } else {
        let action = [place, "/incidents/", &id].concat();
        let field = ["note-", &id].concat();
        view! {
            <form class="pay-settle" method="post" action=action>
                <Field name="note" id=field label=text::note(l) required=true/>
                <Button icon=Glyph::Check>{text::settle(l)}</Button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="card stack">
            <p><strong>{look::incident(l, incident.kind)}</strong> " " {amount}</p>
            <p class="small-text quiet-text">{what} " " {date_time(l, incident.at)}</p>
            {href.map(|href| view! { <a href=href>{text::see(l)}</a> })}
            {ending}
        </li>
    }
    .into_any()
}
