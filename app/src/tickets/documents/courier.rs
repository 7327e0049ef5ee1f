//! The courier's pages, made for a phone in one hand: the day as a list of stops, and one ticket with its next step.

use domain::accounts::Profile;
use domain::ids::TicketId;
use domain::tickets::{CourierDay, FailReason, RouteStop, Stop, TicketRow, TicketStage, TicketView};
use domain::{Error, Locale, Moment};
use leptos::prelude::*;

use super::parts::{badge, history, money_line, phone_link};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{field_error, number, weekday_date};
use crate::photos::PhotoField;
use crate::t;
use crate::tickets::look::{map_of, reason, stop_kind, window};
use crate::ui::{
    Banner, Button, ButtonLook, CheckField, Drawing, Empty, Field, FormErrors, Glyph, Icon, PageHeader, SelectField,
    Tone, form_errors,
};

fn head(title: String, l: Locale) -> Head {
    Head::private([title.as_str(), " · Cloakroom"].concat(), t::courier::lead(l)).live("ticket")
}

fn href(frame: &Frame<'_>, id: TicketId) -> String {
    [frame.to("/courier/").as_str(), &id.to_string()].concat()
}

/// The day.
pub fn day(frame: &Frame<'_>, profile: &Profile, day: &CourierDay) -> String {
    let l = frame.locale;
    portal_page(frame, profile, head(t::courier::title(l).to_owned(), l), || {
        let stops = day
            .stops
            .iter()
            .map(|stop| stop_card(frame, stop, day.now))
            .collect_view();
        let open = day.open.iter().map(|row| open_card(frame, row, day.now)).collect_view();
        let done = day.done.iter().map(|row| done_line(frame, row)).collect_view();
        let idle = (day.stops.is_empty() && day.open.is_empty()).then(|| {
            view! { <Empty drawing=Drawing::Hooks title=t::courier::idle_title(l) text=t::courier::idle_text(l)/> }
        });
        let nothing_next = (day.stops.is_empty() && !day.open.is_empty())
            .then(|| view! { <p class="quiet-text">{t::courier::nothing_next(l)}</p> });
        let eyebrow = day.office.clone().unwrap_or_else(|| profile.organisation_name.clone());
        view! {
            <div class="stack stack-l courier">
                <PageHeader
                    title=t::courier::title(l)
                    eyebrow
                    own_eyebrow=true
                    lead=weekday_date(l, day.now)
                />
                <div class="stack stack-l" data-live="day">
                    {idle}
                    {(!day.stops.is_empty() || !day.open.is_empty()).then(|| view! {
                        <section class="stack" aria-labelledby="next">
                            <h2 id="next" class="courier-h">{t::courier::next(l)}</h2>
                            {nothing_next}
                            <ol class="route">{stops}</ol>
                        </section>
                    })}
                    {(!day.open.is_empty()).then(|| view! {
                        <section class="stack" aria-labelledby="open">
                            <h2 id="open" class="courier-h">
                                {t::courier::open(l)} " "
                                <span class="courier-count">{number(l, i64::try_from(day.open.len()).unwrap_or_default())}</span>
                            </h2>
                            <ul class="route">{open}</ul>
                        </section>
                    })}
                    {(!day.done.is_empty()).then(|| view! {
                        <section class="stack stack-s" aria-labelledby="done">
                            <h2 id="done" class="courier-h">{t::courier::done(l)}</h2>
                            <ul class="courier-done">{done}</ul>
                        </section>
                    })}
                </div>
            </div>
        }
        .into_any()
    })
}

fn stop_card(frame: &Frame<'_>, stop: &RouteStop, now: Moment) -> AnyView {
    let l = frame.locale;
    let (word, glyph) = if stop.drop {
        (t::courier::bring(l), Glyph::Home)
    } else {
        (t::courier::fetch(l), Glyph::Box)
    };
    let late = stop
        .late
        .then(|| view! { <span class="route-late">{t::tickets::late(l)}</span> });
    view! {
        <li class="route-stop" class:route-drop=stop.drop>
            <a class="route-card" href=href(frame, stop.ticket)>
                <span class="route-dot"><Icon glyph/></span>
                <span class="route-words">
                    <span class="route-top">
                        <strong>{word}</strong>
                        <span class="route-when">{window(l, stop.window, now)}</span>
                    </span>
                    <span class="route-where" translate="no">{stop.stop.address.clone()}</span>
                    <span class="route-more">
                        <span translate="no">{stop.stop.city.clone()}</span> " · "
                        <span translate="no">{stop.what.clone()}</span>
                    </span>
                    {late}
                </span>
            </a>
            <a class="route-map" href=map_of(&stop.stop.line()) target="_blank" rel="noopener noreferrer external">
                <Icon glyph=Glyph::Pin/>
                <span class="unseen">{t::courier::map_to(l, &stop.stop.line())}</span>
            </a>
        </li>
    }
    .into_any()
}

fn open_card(frame: &Frame<'_>, row: &TicketRow, now: Moment) -> AnyView {
    let l = frame.locale;
    let late = row
        .late
        .then(|| view! { <span class="route-late">{t::tickets::late(l)}</span> });
    let accept = [href(frame, row.id).as_str(), "/accept"].concat();
    view! {
        <li class="route-stop route-open">
            <a class="route-card" href=href(frame, row.id)>
                <span class="route-dot"><Icon glyph=Glyph::Bell/></span>
                <span class="route-words">
                    <span class="route-top">
                        <strong translate="no">{row.what.clone()}</strong>
                        <span class="route-when">{window(l, row.pick, now)}</span>
                    </span>
                    <span class="route-where" translate="no">{row.from.clone()}</span>
                    <span class="route-more">{t::courier::to_place(l, &row.to)}</span>
                    {late}
                </span>
            </a>
            <form class="route-accept" method="post" action=accept>
                <Button look=ButtonLook::Primary icon=Glyph::Check>{t::courier::accept(l)}</Button>
            </form>
        </li>
    }
    .into_any()
}

fn done_line(frame: &Frame<'_>, row: &TicketRow) -> AnyView {
    let l = frame.locale;
    view! {
        <li>
            <a href=href(frame, row.id)>
                <span translate="no">{row.what.clone()}</span>
            </a>
            {badge(l, row.stage)}
        </li>
    }
    .into_any()
}

/// What the page of one ticket needs.
#[derive(Clone, Copy)]
pub struct JobPage<'a> {
    /// The ticket.
    pub view: &'a TicketView,
    /// The code, as typed before.
    pub code: &'a str,
    /// The name that was signed, as typed before.
    pub signed: &'a str,
    /// A photo was sent, and must be chosen again if the form was refused.
    pub again: bool,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// One ticket and its next step.
pub fn job(frame: &Frame<'_>, profile: &Profile, page: JobPage<'_>) -> String {
    let l = frame.locale;
    let view = page.view;
    let title = t::tickets::number(l, &view.row.number.to_string());
    portal_page(frame, profile, head(title.clone(), l), || {
        let back = (frame.to("/courier"), t::courier::title(l).to_owned());
        let place = href(frame, view.row.id);
        let call_desk = view.office_phone.as_ref().map(|phone| {
            view! { <p class="courier-help">{t::courier::desk(l)} " " {phone_link(phone)}</p> }
        });
        view! {
            <div class="stack stack-l courier">
                <PageHeader title=view.row.what.clone() own=true eyebrow=title back/>
                <div class="courier-state">{badge(l, view.row.stage)}</div>
                {next_step(l, &place, page)}
                <div class="job-way">
                    {way_stop(l, t::courier::fetch(l), &view.from, window(l, view.row.pick, view.now), !view.held)}
                    {way_stop(l, t::courier::bring(l), &view.to, window(l, view.row.drop, view.now), view.held)}
                </div>
                {money_line(l, view)}
                {troubles(l, &place, view)}
                {call_desk}
                {history(l, view)}
            </div>
        }
        .into_any()
    })
}

fn way_stop(l: Locale, word: &'static str, stop: &Stop, hours: String, now: bool) -> AnyView {
    let phone = stop.phone.as_ref().map(|phone| {
        view! { <a class="button button-secondary" href=["tel:", phone.as_str()].concat()><Icon glyph=Glyph::Phone/><span class="button-words">{phone.grouped()}</span></a> }
    });
    let known = !stop.address.is_empty();
    let map = known.then(|| {
        view! {
            <a class="button button-secondary" href=map_of(&stop.line()) target="_blank" rel="noopener noreferrer external">
                <Icon glyph=Glyph::Pin/><span class="button-words">{t::ui::open_map(l)}</span>
            </a>
        }
    });
    view! {
        <section class="card job-stop" class:job-now=now>
            <p class="eyebrow">{word} " · " {hours}</p>
            <p class="job-name"><strong translate="no">{stop.name.clone()}</strong> " " <span class="quiet-text">{stop_kind(l, stop.kind)}</span></p>
            <p class="job-address" translate="no">{stop.address.clone()}<br/>{[stop.postcode.as_str(), " ", &stop.city].concat()}</p>
            <div class="job-buttons">{map}{phone}</div>
        </section>
    }
    .into_any()
}

/// The one thing to do now.
fn next_step(l: Locale, place: &str, page: JobPage<'_>) -> AnyView {
    let view = page.view;
    let plain = |act: &str, words: &'static str, glyph: Glyph| {
        let action = [place, "/", act].concat();
        view! {
            <form class="job-next" method="post" action=action>
                <Button look=ButtonLook::Primary icon=glyph>{words}</Button>
            </form>
        }
        .into_any()
    };
    let whole = page
        .refusal
        .filter(|error| error.refusal().is_none_or(|refusal| refusal.fields.is_empty()))
        .map(|error| view! { <Banner tone=Tone::Bad title=crate::i18n::error_text(l, error)/> });
    let step = match view.row.stage {
        TicketStage::Made => plain("accept", t::courier::accept(l), Glyph::Check),
        TicketStage::Accepted if view.mine => {
            let set_off = plain("set-off", t::courier::set_off(l), Glyph::Courier);
            view! { {set_off} {handing(l, place, "pick-up", page)} }.into_any()
        }
        TicketStage::OnTheWay if view.mine => handing(l, place, "pick-up", page),
        TicketStage::PickedUp if view.mine => handing(l, place, "deliver", page),
        TicketStage::Failed => view! { <Banner tone=Tone::Warn title=t::courier::failed_wait(l)/> }.into_any(),
        _ => ().into_any(),
    };
    view! { {whole} {step} }.into_any()
}

/// The code, or the name of who signs.
fn handing(l: Locale, place: &str, act: &'static str, page: JobPage<'_>) -> AnyView {
    let view = page.view;
    let pick_up = act == "pick-up";
    let labels = [
        ("code", t::courier::code(l)),
        ("signed", t::courier::signed(l)),
        ("cash", t::courier::cash(l)),
        ("photo", t::photos::photo(l)),
    ];
    let again = page.again && page.refusal.is_some();
    let error = |field| page.refusal.and_then(|e| field_error(l, e, field));
    let errors = page
        .refusal
        .filter(|error| error.refusal().is_some_and(|refusal| !refusal.fields.is_empty()))
        .map(|e| form_errors(l, e, &labels))
        .unwrap_or_default();
    let (title, hint, button) = if pick_up {
        (
            t::courier::got_title(l),
            t::courier::code_hint_finder(l),
            t::courier::got(l),
        )
    } else {
        (
            t::courier::gave_title(l),
            t::courier::code_hint_owner(l),
            t::courier::gave(l),
        )
    };
    let cash = (!pick_up).then_some(view.fee_due).flatten().map(|fee| {
        let label = t::courier::cash_taken(l, &fee.written(l));
        view! {
            <CheckField name="cash" label required=true/>
            {error("cash").map(|text| view! { <p class="field-error" id="cash-error"><Icon glyph=Glyph::Alert/>{text}</p> })}
        }
    });
    let action = [place, "/", act].concat();
    view! {
        <form class="card stack job-hand" method="post" action=action enctype="multipart/form-data" novalidate>
            <h2>{title}</h2>
            <FormErrors errors/>
            <div class="job-code">
                <Field
                    name="code"
                    label=t::courier::code(l)
                    hint
                    value=page.code.to_owned()
                    error=error("code")
                    autocomplete="off"
                    maxlength=12
                />
            </div>
            <details class="job-sign" open=!page.signed.is_empty()>
                <summary>{t::courier::no_code(l)}</summary>
                <Field
                    name="signed"
                    label=t::courier::signed(l)
                    hint=t::courier::signed_hint(l)
                    value=page.signed.to_owned()
                    error=error("signed")
                    autocomplete="off"
                    maxlength=120
                />
            </details>
            {cash}
            <PhotoField label=t::courier::proof(l) error=error("photo") again camera=true/>
            <Button look=ButtonLook::Primary icon=Glyph::Check>{button}</Button>
        </form>
    }
    .into_any()
}

/// What may go wrong: coming back without success, giving it back.
fn troubles(l: Locale, place: &str, view: &TicketView) -> AnyView {
    let working = view.mine
        && matches!(
            view.row.stage,
            TicketStage::Accepted | TicketStage::OnTheWay | TicketStage::PickedUp
        );
    if !working {
        return ().into_any();
    }
    let fail = [place, "/fail"].concat();
    let give_back = [place, "/give-back"].concat();
    let mut options = vec![(String::new(), t::courier::choose_reason(l).to_owned())];
    options.extend(FailReason::ALL.map(|why| (why.wire().to_owned(), reason(l, why).to_owned())));
    let back = (!view.held).then(|| {
        view! {
            <form method="post" action=give_back>
                <Button look=ButtonLook::Quiet icon=Glyph::Return>{t::courier::give_back(l)}</Button>
            </form>
        }
    });
    view! {
        <details class="card job-trouble">
            <summary>{t::courier::trouble(l)}</summary>
            <div class="stack">
                <form class="stack" method="post" action=fail>
                    <SelectField name="reason" label=t::courier::reason(l) options required=true/>
                    <Field name="note" label=t::courier::note(l) maxlength=120 autocomplete="off"/>
                    <Button look=ButtonLook::Danger icon=Glyph::Alert>{t::courier::fail(l)}</Button>
                </form>
                {back}
            </div>
        </details>
    }
    .into_any()
}
