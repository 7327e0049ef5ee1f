//! The dealers, and those who would like to become one.

use domain::accounts::Profile;
use domain::tags::{ApplicationState, ApplicationView, DealerView};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::documents::Frame;
use crate::i18n::{date_short, number};
use crate::t::trade as text;
use crate::tags::documents::parts::{head, refused, sheet};
use crate::tags::look;
use crate::ui::{
    Button, ButtonLook, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, StatusBadge, Tone,
};

/// What the page shows.
#[derive(Debug, Clone, Copy)]
pub struct DealersPage<'a> {
    /// All dealers.
    pub dealers: &'a [DealerView],
    /// All applications, the undecided first.
    pub applications: &'a [ApplicationView],
    /// Why the last act did nothing.
    pub refusal: Option<&'a Error>,
}

/// The page.
pub fn dealers(frame: &Frame<'_>, profile: &Profile, what: DealersPage<'_>) -> String {
    let l = frame.locale;
    let new = frame.to("/manager/dealers/new");
    sheet(frame, profile, head(text::dealers_title(l)), || {
        view! {
            <PageHeader title=text::dealers_title(l) lead=text::dealers_lead(l)>
                <LinkButton href=new look=ButtonLook::Primary icon=Glyph::Plus>{text::dealer_new(l)}</LinkButton>
            </PageHeader>
            {refused(l, what.refusal)}
            {applications(frame, what.applications)}
            {list(frame, what.dealers)}
        }
        .into_any()
    })
}

fn applications(frame: &Frame<'_>, all: &[ApplicationView]) -> Option<AnyView> {
    let l = frame.locale;
    let open: Vec<_> = all.iter().filter(|one| one.state == ApplicationState::New).collect();
    if open.is_empty() {
        return None;
    }
    let cards = open.into_iter().map(|one| application(frame, one)).collect_view();
    let part = view! {
        <section class="stack" id="applications">
            <h2>{text::applications(l)}</h2>
            <ul class="trade-cards">{cards}</ul>
        </section>
    };
    Some(part.into_any())
}

fn application(frame: &Frame<'_>, one: &ApplicationView) -> AnyView {
    let l = frame.locale;
    let act = |act: &str| frame.to(&format!("/manager/dealers/applications/{}/{act}", one.id));
    let reach = [
        one.email.to_string(),
        one.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
    ];
    let reach = reach
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join(" · ");
    let message = one
        .message
        .clone()
        .map(|words| view! { <p class="trade-letter" translate="no">{words}</p> });
    let site = one.website.clone().map(|href| {
        let words = href.clone();
        view! { <p><a href=href rel="noopener nofollow" translate="no">{words}</a></p> }
    });
    view! {
        <li class="card stack stack-s">
            <p class="eyebrow" translate="no">{one.city.clone()}</p>
            <h3 translate="no">{one.firm.clone()}</h3>
            <p translate="no">{one.name.clone()} " · " {reach}</p>
            {site}
            {message}
            <p class="quiet-text small-text">{date_short(l, one.at)} " · " <span translate="no">{one.locale.name()}</span></p>
            <div class="row">
                <form method="post" action=act("accept")>
                    <Button look=ButtonLook::Primary icon=Glyph::Check>{text::accept(l)}</Button>
                </form>
                <form method="post" action=act("refuse")>
                    <Button look=ButtonLook::Quiet icon=Glyph::Ban>{text::decline(l)}</Button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

fn list(frame: &Frame<'_>, dealers: &[DealerView]) -> AnyView {
    let l = frame.locale;
    let place = frame.to("/manager/dealers");
    let rows = dealers.iter().map(|dealer| row(l, &place, dealer)).collect();
    let columns = vec![
        Column::new(text::name(l)),
        Column::new(text::city(l)),
        Column::new(text::contract(l)),
        Column::figures(text::commission_share(l)),
        Column::figures(text::credit(l)),
        Column::figures(text::most_keys(l)),
        Column::new(text::state(l)),
    ];
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::dealers_none(l) text=text::dealers_none_text(l)/> }.into_any()
    };
    view! { <DataTable caption=text::dealers_title(l) columns rows empty/> }.into_any()
}

fn row(l: Locale, place: &str, dealer: &DealerView) -> Row {
    let dash = || "\u{2013}".to_owned();
    let (tone, word) = if dealer.active {
        (Tone::Good, text::dealer_active(l))
    } else {
        (Tone::Warn, text::dealer_paused(l))
    };
    let cells = vec![
        view! { <span translate="no">{dealer.name.clone()}</span> }.into_any(),
        view! { <span translate="no">{dealer.city.clone()}</span> }.into_any(),
        view! { <span translate="no">{dealer.contract.clone().unwrap_or_else(dash)}</span> }.into_any(),
        look::percent(l, dealer.commission_permille).into_any(),
        dealer.credit.map_or_else(dash, |credit| credit.written(l)).into_any(),
        number(l, i64::from(dealer.most_keys)).into_any(),
        view! { <StatusBadge tone label=word/> }.into_any(),
    ];
    Row::linked(format!("{place}/{}", dealer.id), cells)
}
