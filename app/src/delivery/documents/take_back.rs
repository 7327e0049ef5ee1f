//! What nobody came for: a list to walk along with, bank by bank and door by door, with the doors at hand.

use domain::accounts::Profile;
use domain::delivery::{DoorPhase, TakeBackList, TakeBackRow};
use domain::{Locale, Refusal};
use leptos::prelude::*;

use crate::delivery::look::item_name;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{refusal_text, refusal_words, relative};
use crate::portal::look::delivery_href;
use crate::t::care as text;
use crate::ui::{Banner, Button, Column, DataTable, Drawing, Empty, Glyph, PageHeader, Row, StatusBadge, Tag, Tone};

/// The list. `refusal` is why the last press of a button opened nothing.
pub fn take_back(frame: &Frame<'_>, profile: &Profile, list: &TakeBackList, refusal: Option<&Refusal>) -> String {
    let l = frame.locale;
    let title = [text::take_back_title(l), " · Cloakroom"].concat();
    let head = Head::private(title, text::take_back_lead(l)).live("consignment bank");
    portal_page(frame, profile, head, || {
        let refused = refusal.map(|refusal| {
            let words = refusal_words(l, refusal);
            view! { <Banner tone=Tone::Warn title=text::not_done(l)><p>{words}</p></Banner> }
        });
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::take_back_title(l) lead=text::take_back_lead(l)/>
                {refused}
                <div class="stack" data-live="take-back" aria-live="polite">{table(frame, list)}</div>
            </div>
        }
        .into_any()
    })
}

fn table(frame: &Frame<'_>, list: &TakeBackList) -> AnyView {
    let l = frame.locale;
    let columns = vec![
        Column::new(crate::t::delivery::recipient(l)),
        Column::new(crate::t::delivery::bank(l)),
        Column::new(crate::t::delivery::door(l)),
        Column::new(text::since(l)),
        Column::new(text::act(l)),
    ];
    let rows = list.rows.iter().map(|row| line(frame, list, row)).collect();
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::empty_title(l) text=text::empty_text(l)/> }.into_any()
    };
    let count = i64::try_from(list.rows.len()).unwrap_or(i64::MAX);
    let count = (count > 0).then(|| view! { <p class="quiet-text">{text::count(l, count)}</p> });
    view! {
        {count}
        <DataTable caption=text::take_back_title(l) columns rows empty/>
    }
    .into_any()
}

fn line(frame: &Frame<'_>, list: &TakeBackList, row: &TakeBackRow) -> Row {
    let l = frame.locale;
    let delivery = &row.delivery;
    let what = item_name(l, delivery.item);
    let reference = delivery.reference.clone().map(|text| {
        view! { <span class="delivery-reference" translate="no">{text}</span> }
    });
    let since = delivery.deadline.map(|at| relative(l, at, list.now));
    Row::linked(
        delivery_href(l, delivery.id),
        vec![
            view! {
                <div>
                    <strong translate="no">{delivery.recipient.clone()}</strong>
                    <div class="small-text">{what} " " {reference}</div>
                </div>
            }
            .into_any(),
            view! { <span translate="no">{delivery.bank.clone()}</span> }.into_any(),
            view! { <Tag number=delivery.compartment.to_string()/> }.into_any(),
            since.into_any(),
            at_the_door(l, frame, row),
        ],
    )
}

fn at_the_door(l: Locale, frame: &Frame<'_>, row: &TakeBackRow) -> AnyView {
    let door = row.delivery.compartment.to_string();
    let badge = |tone, icon, label: String| view! { <StatusBadge tone icon label/> }.into_any();
    match row.phase {
        DoorPhase::Opening => return badge(Tone::Active, Glyph::Clock, text::opening(l, &door)),
        DoorPhase::Open => return badge(Tone::Active, Glyph::DoorOpen, text::is_open(l, &door)),
        DoorPhase::Idle | DoorPhase::Failed { .. } | DoorPhase::NothingInside => {}
    }
    let why = match row.phase {
        DoorPhase::Failed { why } => Some(view! { <p class="small-text">{refusal_text(l, why)}</p> }),
        _ => None,
    };
    if !row.online {
        return badge(Tone::Warn, Glyph::Offline, text::offline(l).to_owned());
    }
    if !row.may_open {
        return badge(Tone::Warn, Glyph::Alert, text::needs_you(l).to_owned());
    }
    let action = frame.to("/employee/take-back");
    view! {
        <form method="post" action=action>
            <input type="hidden" name="consignment" value=row.delivery.id.to_string()/>
            {why}
            <Button icon=Glyph::Key>{text::open(l, &door)}</Button>
        </form>
    }
    .into_any()
}
