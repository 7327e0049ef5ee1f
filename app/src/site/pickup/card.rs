//! One thing on the pickup page: one thing to do next, then the place.

use domain::custody::{OpenPhase, PickupItem, Sharing};
use domain::ids::BankId;
use domain::{Locale, Moment, Phone};
use leptos::prelude::*;

use super::page::PickupPage;
use super::{help, look, more_time, rating, sharing, visit, way};
use crate::i18n::{refusal_text, relative};
use crate::t::pickup as text;
use crate::ui::{
    Banner, Button, ButtonLook, CodePlate, Detail, DetailList, Glyph, Icon, LinkButton, MapLink, QrCode, StatusBadge,
    Tag, TagSize, Tone,
};

/// Where the forms of a card go.
pub(super) struct Ways {
    /// Opens the door.
    pub open: String,
    /// Asks for more time.
    pub extend: String,
    /// Lends the right to collect.
    pub share: String,
    /// Takes it back.
    pub revoke: String,
    /// Asks for help.
    pub help: String,
    /// Says how it was.
    pub rating: String,
    /// Tells how to get to a bank, by its id.
    pub way: String,
}

/// The card. `own_head` when the page shows several, so that each says what it is.
pub(super) fn card(l: Locale, item: &PickupItem, page: PickupPage<'_>, ways: &Ways, own_head: bool) -> AnyView {
    let present_at = page.view.present_at;
    let head = own_head.then(|| {
        let words = look::headline(l, item);
        view! { <header class="pickup-head">{eyebrow(l, item)}<h2>{words}</h2>{until(l, item)}</header> }
    });
    let act = match item.phase {
        OpenPhase::Waiting { last } => waiting(l, item, last.map(|code| refusal_text(l, code)), present_at, &ways.open),
        OpenPhase::Opening => at_the_door(l, item, vec![text::opening_text(l)]),
        OpenPhase::Open => at_the_door(l, item, vec![text::door_open_take(l), text::door_open_shut(l)]),
        OpenPhase::LeftOpen => at_the_door(l, item, vec![text::left_open_text(l), text::door_open_shut(l)]),
        OpenPhase::Late => call(l, item, text::late_text(l)),
        OpenPhase::Moving => call(l, item, text::moving_text(l)),
        OpenPhase::Unclear => call(l, item, text::unclear_text(l)),
        OpenPhase::Collected { at } => collected(l, item, at, &ways.open),
        OpenPhase::Gone { at } => match &item.returned_to {
            Some(office) => more_time::returned(l, office, at),
            None => call_about(l, item, text::gone_text(l, &look::exact(l, at))),
        },
    };
    let visit = visit::visit(l, item, &ways.open);
    let more = more_time::more_time(l, item, ways);
    let sharing = sharing::sharing(l, item, ways);
    let place = look::rests(item.phase).then(|| place(l, item, ways));
    let help = help::help(l, item, page, ways);
    let done = matches!(item.phase, OpenPhase::Collected { .. });
    let rating = done.then(|| rating::rating(l, item.id, &page.rating, &ways.rating));
    view! {
        <article class="pickup-item">
            {head}
            {act}
            {visit}
            {rating.flatten()}
            {more}
            {sharing}
            {place}
            {help}
        </article>
    }
    .into_any()
}

/// What it is and in which state, over the headline.
pub(super) fn eyebrow(l: Locale, item: &PickupItem) -> AnyView {
    let (tone, icon, label) = look::badge(l, item.phase);
    view! {
        <div class="pickup-over">
            <p class="eyebrow">{look::noun(l, item.item)}</p>
            <StatusBadge tone label icon/>
        </div>
    }
    .into_any()
}

/// Until when, under the headline, while it matters.
pub(super) fn until(l: Locale, item: &PickupItem) -> Option<AnyView> {
    let deadline = item.deadline.filter(|_| look::rests(item.phase))?;
    if item.paused {
        let words = [text::paused_until(l), " ", &look::exact(l, deadline)].concat();
        return Some(view! { <p class="pickup-until"><Icon glyph=Glyph::Clock/><span>{words}</span></p> }.into_any());
    }
    Some(
        view! {
            <p class="pickup-until">
                <Icon glyph=Glyph::Clock/>
                <span>
                    {text::until(l)} " "
                    <strong>{look::exact(l, deadline)}</strong>
                    " · "
                    {relative(l, deadline, item.now)}
                </span>
            </p>
        }
        .into_any(),
    )
}

fn waiting(
    l: Locale,
    item: &PickupItem,
    last: Option<&'static str>,
    present_at: Option<BankId>,
    open: &str,
) -> AnyView {
    let works = item.connection.is_online() && !item.out_of_service;
    let here = present_at == Some(item.bank);
    let elsewhere = present_at.is_some() && !here;
    let button = (here && works).then(|| open_panel(l, item, open));
    view! {
        {trouble(l, item)}
        {last.map(|why| view! { <Banner tone=Tone::Warn title=text::last_try(l)><p>{why}</p></Banner> })}
        {elsewhere.then(|| view! { <Banner title=text::other_bank(l)/> })}
        {button}
        {ways(l, item, here)}
    }
    .into_any()
}

/// Why it cannot be opened now, before anybody sets out.
fn trouble(l: Locale, item: &PickupItem) -> Option<AnyView> {
    let (title, more) = if item.out_of_service {
        (text::out_title(l), text::out_text(l))
    } else if !item.connection.is_online() {
        (text::offline_title(l), text::offline_text(l))
    } else {
        return None;
    };
    let call = call_button(l, item, ButtonLook::Secondary);
    Some(
        view! {
            <Banner tone=Tone::Warn title>
                <p>{more}</p>
                {call}
            </Banner>
        }
        .into_any(),
    )
}

fn open_panel(l: Locale, item: &PickupItem, open: &str) -> AnyView {
    let door = item.compartment.to_string();
    view! {
        <form class="pickup-open" method="post" action=open.to_owned()>
            <input type="hidden" name="consignment" value=item.id.to_string()/>
            <Tag number=door.clone() size=TagSize::Large label=text::compartment(l)/>
            <div class="stack stack-s">
                <p class="eyebrow">{text::open_here(l)}</p>
                <p>{text::open_lead(l)}</p>
                <Button look=ButtonLook::Primary icon=Glyph::DoorOpen>{text::open_button(l, &door)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// QR, code, number, and how to open with the phone.
fn ways(l: Locale, item: &PickupItem, here: bool) -> Option<AnyView> {
    let (code, qr) = (item.code.as_ref()?, item.qr.as_ref()?);
    let title = if here {
        text::open_otherwise(l)
    } else {
        text::ways_title(l)
    };
    let phone = (!here).then(|| {
        view! {
            <div class="pickup-way">
                <Icon glyph=Glyph::Phone/>
                <p class="pickup-by"><strong>{text::way_phone(l)}</strong> " " <span>{text::way_phone_text(l)}</span></p>
            </div>
        }
    });
    Some(
        view! {
            <section class="pickup-ways" aria-label=title>
                <div class="ticket">
                    <div class="ticket-main">
                        <p class="pickup-by"><strong>{text::way_qr(l)}</strong> " " <span>{text::way_qr_text(l)}</span></p>
                        <QrCode data=qr.digits() title=text::qr_name(l)/>
                        <p class="pickup-by"><strong>{text::way_code(l)}</strong></p>
                        <div translate="no">
                            <CodePlate code=code.expose().to_owned() size=TagSize::Large/>
                        </div>
                        {look::then_digits(l, item).map(|words| view! { <p class="pickup-by">{words}</p> })}
                    </div>
                    <div class="ticket-side">
                        <Tag number=item.compartment.to_string() size=TagSize::Huge/>
                        <div>
                            <p class="eyebrow">{text::compartment(l)}</p>
                            <p class="pickup-where" translate="no">{item.place.name.clone()}</p>
                        </div>
                    </div>
                </div>
                {phone}
                <div class="pickup-way quiet-text">
                    <Icon glyph=Glyph::Shield/>
                    <p>{text::keep_secret(l)}</p>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// A door that opens or stands open.
fn at_the_door(l: Locale, item: &PickupItem, lines: Vec<&'static str>) -> AnyView {
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    view! {
        <section class="pickup-door">
            <Tag number=item.compartment.to_string() size=TagSize::Huge label=text::compartment(l)/>
            <ol>{lines.collect_view()}</ol>
            <p class="pickup-follows">{text::follows(l)}</p>
            {call_button(l, item, ButtonLook::Secondary)}
        </section>
    }
    .into_any()
}

fn collected(l: Locale, item: &PickupItem, at: Moment, open: &str) -> AnyView {
    // Beside the address that opened it. The receipt is the recipient's, not theirs who came for them.
    let receipts = open.strip_suffix("open").unwrap_or(open);
    let own = !matches!(item.sharing, Sharing::Borrowed);
    let receipt = own.then(|| {
        let href = [receipts, "receipts/", &item.id.to_string()].concat();
        view! { <LinkButton href icon=Glyph::Document>{crate::t::proofs::link(l)}</LinkButton> }
    });
    view! {
        <section class="pickup-done">
            <Icon glyph=Glyph::Check/>
            <p>{text::collected_text(l, &look::exact(l, at))}</p>
            {receipt}
            <p class="quiet-text">{text::not_you(l)}</p>
            {call_button(l, item, ButtonLook::Secondary)}
        </section>
    }
    .into_any()
}

fn call(l: Locale, item: &PickupItem, words: &'static str) -> AnyView {
    call_about(l, item, words.to_owned())
}

fn call_about(l: Locale, item: &PickupItem, words: String) -> AnyView {
    view! {
        <section class="pickup-call">
            <p>{words}</p>
            {call_button(l, item, ButtonLook::Primary)}
        </section>
    }
    .into_any()
}

/// The hotline as something to press.
fn call_button(_: Locale, item: &PickupItem, look: ButtonLook) -> AnyView {
    let (number, shown) = (item.place.hotline.clone(), grouped(&item.place.hotline));
    view! {
        <LinkButton href=["tel:", &number].concat() look icon=Glyph::Phone>
            <span translate="no">{shown}</span>
        </LinkButton>
    }
    .into_any()
}

pub(super) fn grouped(hotline: &str) -> String {
    Phone::parse(hotline).map_or_else(|_| hotline.to_owned(), |phone| phone.grouped())
}

/// From whom, where, when one can get to it, and whether it works.
fn place(l: Locale, item: &PickupItem, ways: &Ways) -> AnyView {
    let p = &item.place;
    let address = [p.name.as_str(), ", ", &p.address, ", ", &p.city].concat();
    let (tone, icon, label) = if item.out_of_service {
        (Tone::Warn, Glyph::Ban, text::compartment_out(l))
    } else if item.connection.is_online() {
        (Tone::Good, Glyph::Check, text::works(l))
    } else {
        (Tone::Warn, Glyph::Offline, text::works_not(l))
    };
    let kept = |words: &str| {
        let words = words.to_owned();
        view! { <span translate="no">{words}</span> }
    };
    let tel = ["tel:", &p.hotline].concat();
    let mut details = vec![Detail::new(
        text::place(l),
        view! { <MapLink address latitude=p.latitude longitude=p.longitude/> },
    )];
    details.extend(way::on_the_card(l, item, &ways.way).map(|words| Detail::new(crate::t::way::title(l), words)));
    details.extend([
        Detail::new(text::works_label(l), view! { <StatusBadge tone label icon/> }),
        Detail::new(text::hours(l), kept(&p.opening_hours)),
        Detail::new(
            crate::t::ui::hotline(l),
            view! { <a class="number" href=tel>{grouped(&p.hotline)}</a> },
        ),
        Detail::new(text::from_whom(l), kept(&item.organisation)),
        Detail::new(text::for_whom(l), kept(&item.recipient)),
    ]);
    view! { <div class="card pickup-place"><DetailList details/></div> }.into_any()
}
