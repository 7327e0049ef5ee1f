//! The desk's side of tickets: the list by what was promised next, and one ticket with what the desk can do.

use domain::accounts::Profile;
use domain::tickets::{HandOver, Stop, TicketRow, TicketStage, TicketView};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::parts::{badge, history, money_line, phone_link};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::error_text;
use crate::photos::photo_shown;
use crate::t;
use crate::tickets::look::{map_of, stage, stop_kind, window};
use crate::ui::{
    Banner, Button, ButtonLook, CodePlate, Column, DataTable, Detail, DetailList, Drawing, Empty, Field, Glyph,
    PageHeader, Row, SelectField, TagSize, Tone, When,
};

fn head(title: &str, l: Locale) -> Head {
    Head::private([title, " · Cloakroom"].concat(), t::tickets::lead(l)).live("ticket payment")
}

/// The list.
pub fn tickets(frame: &Frame<'_>, profile: &Profile, rows: &[TicketRow], chosen: Option<TicketStage>) -> String {
    let l = frame.locale;
    portal_page(frame, profile, head(t::tickets::title(l), l), || {
        let columns = vec![
            Column::new(t::tickets::title(l)),
            Column::new(t::tickets::state(l)),
            Column::new(t::tickets::from(l)),
            Column::new(t::tickets::to(l)),
            Column::new(t::tickets::courier(l)),
            Column::new(t::tickets::office(l)),
            Column::figures(t::tickets::promised(l)),
        ];
        let lines = rows.iter().map(|row| line(frame, row)).collect();
        let empty = move || {
            view! { <Empty drawing=Drawing::Hooks title=t::tickets::empty_title(l) text=t::tickets::empty_text(l)/> }
                .into_any()
        };
        let mut options = vec![(String::new(), t::tickets::all_open(l).to_owned())];
        options.extend(TicketStage::ALL.map(|s| (s.wire().to_owned(), stage(l, s).2.to_owned())));
        let value = chosen.map(|s| s.wire().to_owned()).unwrap_or_default();
        view! {
            <div class="stack desk">
                <PageHeader title=t::tickets::title(l) lead=t::tickets::lead(l)/>
                <form class="desk-filter" method="get" action=frame.to("/desk/tickets")>
                    <SelectField name="stage" label=t::tickets::state(l) options value required=true/>
                    <Button>{t::desk::filter(l)}</Button>
                </form>
                <div class="stack" data-live="tickets">
                    <DataTable caption=t::tickets::title(l) columns rows=lines empty/>
                </div>
            </div>
        }
        .into_any()
    })
}

fn line(frame: &Frame<'_>, row: &TicketRow) -> Row {
    let l = frame.locale;
    let own = |text: String| view! { <span translate="no">{text}</span> }.into_any();
    let maybe = |text: &Option<String>| match text {
        Some(name) => own(name.clone()),
        None => view! { <span class="quiet-text">{t::desk::nobody(l)}</span> }.into_any(),
    };
    let office = match &row.office {
        Some(name) => own(name.clone()),
        None => view! { <span class="quiet-text">{t::desk::central(l)}</span> }.into_any(),
    };
    let late = row
        .late
        .then(|| view! { <span class="desk-old">{t::tickets::late(l)}</span> });
    let href = [frame.to("/desk/tickets/").as_str(), &row.id.to_string()].concat();
    Row::linked(
        href,
        vec![
            view! {
                <span><span class="mono">{row.number.to_string()}</span> " " <span translate="no">{row.what.clone()}</span></span>
            }
            .into_any(),
            badge(l, row.stage),
            own(row.from.clone()),
            own(row.to.clone()),
            maybe(&row.courier),
            office,
            view! { <span>{late} " " <When moment=row.promised()/></span> }.into_any(),
        ],
    )
}

/// What the page of one ticket needs.
#[derive(Clone, Copy)]
pub struct TicketPage<'a> {
    /// The ticket.
    pub view: &'a TicketView,
    /// Whether its reader may do something about it.
    pub may_work: bool,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// One ticket.
pub fn ticket(frame: &Frame<'_>, profile: &Profile, page: TicketPage<'_>) -> String {
    let l = frame.locale;
    let view = page.view;
    let title = t::tickets::number(l, &view.row.number.to_string());
    let place = [frame.to("/desk/tickets/").as_str(), &view.row.id.to_string()].concat();
    portal_page(frame, profile, head(&title, l), || {
        let back = (frame.to("/desk/tickets"), t::tickets::title(l).to_owned());
        let refused = page
            .refusal
            .map(|error| view! { <Banner tone=Tone::Bad title=error_text(l, error)/> });
        let acts = page.may_work.then(|| acts(l, view, &place));
        view! {
            <div class="stack desk">
                <PageHeader title=view.row.what.clone() own=true eyebrow=title back/>
                {refused}
                <div class="split">
                    <div class="stack" data-live="ticket">
                        <div class="desk-badges">{badge(l, view.row.stage)}</div>
                        {money_line(l, view)}
                        <div class="desk-two">
                            {stop(l, t::courier::fetch(l), &view.from, window(l, view.row.pick, view.now))}
                            {stop(l, t::courier::bring(l), &view.to, window(l, view.row.drop, view.now))}
                        </div>
                        {photos(l, view, &place)}
                        {history(l, view)}
                    </div>
                    <div class="stack" data-live="acts">
                        {facts(frame, view)}
                        {acts}
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

/// What the courier photographed when the thing changed hands.
fn photos(l: Locale, view: &TicketView, place: &str) -> AnyView {
    let one = |moment: HandOver| {
        let (word, alt) = match moment {
            HandOver::PickUp => (t::courier::fetch(l), t::photos::of_pick_up(l)),
            HandOver::Delivery => (t::courier::bring(l), t::photos::of_delivery(l)),
        };
        let shown = photo_shown([place, "/photo/", moment.wire()].concat(), alt);
        view! { <figure class="photo-small stack stack-s"><figcaption class="eyebrow">{word}</figcaption>{shown}</figure> }
    };
    let all = view.photos.iter().copied().map(one).collect_view();
    (!view.photos.is_empty())
        .then(|| view! { <section class="card stack"><h2>{t::photos::proofs(l)}</h2><div class="photo-row">{all}</div></section> })
        .into_any()
}

fn stop(l: Locale, word: &'static str, stop: &Stop, hours: String) -> AnyView {
    let phone = stop.phone.as_ref().map(|phone| view! { <li>{phone_link(phone)}</li> });
    let email = stop.email.as_ref().map(|email| {
        let href = ["mailto:", email.as_str()].concat();
        view! { <li><a href=href translate="no">{email.to_string()}</a></li> }
    });
    let map = (!stop.address.is_empty()).then(|| {
        view! { <li><a href=map_of(&stop.line()) target="_blank" rel="noopener noreferrer external">{t::ui::open_map(l)}</a></li> }
    });
    view! {
        <section class="card stack stack-s">
            <p class="eyebrow">{word} " · " {hours}</p>
            <p><strong translate="no">{stop.name.clone()}</strong> " " <span class="quiet-text">{stop_kind(l, stop.kind)}</span></p>
            <p translate="no">{stop.address.clone()}<br/>{[stop.postcode.as_str(), " ", &stop.city].concat()}</p>
            <ul class="desk-ways">{phone}{email}{map}</ul>
        </section>
    }
    .into_any()
}

fn facts(frame: &Frame<'_>, view: &TicketView) -> AnyView {
    let l = frame.locale;
    let mut details = Vec::new();
    if let Some((_, number)) = view.row.case {
        let href = [frame.to("/desk/cases/").as_str(), &number.to_string()].concat();
        let link = view! { <a class="mono" href=href>{number.to_string()}</a> };
        details.push(Detail::new(t::tickets::case(l), link));
    }
    let office = view
        .row
        .office
        .clone()
        .unwrap_or_else(|| t::desk::central(l).to_owned());
    details.push(Detail::own(t::tickets::office(l), office));
    let courier = view
        .row
        .courier
        .clone()
        .unwrap_or_else(|| t::desk::nobody(l).to_owned());
    details.push(Detail::own(t::tickets::courier(l), courier));
    let (made, now) = (view.row.made, Some(view.now));
    details.push(Detail::new(t::tickets::made(l), view! { <When moment=made now/> }));
    let code = view.pickup_code.as_ref().map(|code| {
        view! {
            <section class="card stack stack-s">
                <h2>{t::tickets::pickup_code(l)}</h2>
                <p><CodePlate code=code.replace(' ', "") size=TagSize::Large/></p>
                <p class="small-text quiet-text">{t::tickets::pickup_code_hint(l)}</p>
            </section>
        }
    });
    view! {
        <section class="card"><h2>{t::tickets::details(l)}</h2><DetailList details/></section>
        {code}
    }
    .into_any()
}

fn acts(l: Locale, view: &TicketView, place: &str) -> AnyView {
    let action = |act: &str| [place, "/", act].concat();
    let over = view.row.stage.is_over();
    let failed = view.row.stage == TicketStage::Failed;
    let code = (!over && !failed).then(|| {
        view! {
            <form class="stack stack-s" method="post" action=action("code")>
                <Button icon=Glyph::Key>{t::tickets::new_code(l)}</Button>
                <p class="small-text quiet-text">{t::tickets::new_code_hint(l)}</p>
            </form>
        }
    });
    let retry = failed.then(|| {
        view! {
            <form method="post" action=action("retry")>
                <Button look=ButtonLook::Primary icon=Glyph::Send>{t::tickets::retry(l)}</Button>
            </form>
        }
    });
    let cancel = (!over && !view.held).then(|| {
        view! {
            <details class="desk-more">
                <summary>{t::tickets::cancel(l)}</summary>
                <form class="stack" method="post" action=action("cancel")>
                    <Field name="reason" label=t::tickets::cancel_reason(l) maxlength=120 required=true autocomplete="off"/>
                    <Button look=ButtonLook::Danger>{t::tickets::cancel(l)}</Button>
                </form>
            </details>
        }
    });
    (!over)
        .then(|| view! { <section class="card stack desk-acts">{retry} {code} {cancel}</section> })
        .into_any()
}
