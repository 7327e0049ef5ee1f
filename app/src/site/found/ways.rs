//! How the thing gets home: what was settled, and what can be chosen.

use domain::Locale;
use domain::found::{CaseStage, DropBank, DropPhase, DropView, PartyCase, Side, Way};
use leptos::prelude::*;

use super::case::CasePage;
use super::look;
use crate::i18n::date_time;
use crate::site::frame::Frame;
use crate::t::found as text;
use crate::ui::{Button, ButtonLook, CodePlate, Glyph, Icon, LinkButton, MapLink, QrCode, Tag, TagSize};

/// So many lockers are shown at once; the others can be unfolded.
const NEAR: usize = 3;

/// What was settled, and what to do about it.
pub(super) fn settled(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> Option<AnyView> {
    let case = what.case;
    let way = case.way?;
    let (glyph, name, _) = look::way(l, way, case.side);
    let body = match (&case.drop, way) {
        (Some(drop), Way::Locker) => Some(drop_card(l, drop)),
        _ => words(l, case, way).map(|words| view! { <p>{words}</p> }.into_any()),
    };
    let arranged = case.stage == CaseStage::Arranged;
    let off = (arranged && case.drop.as_ref().is_none_or(|drop| drop.phase == DropPhase::Waiting)).then(|| {
        let action = what.action(frame, "call-off");
        view! {
            <form method="post" action=action>
                <Button look=ButtonLook::Quiet icon=Glyph::Return>{text::call_off(l)}</Button>
            </form>
        }
    });
    let done = case.may_confirm.then(|| {
        let action = what.action(frame, "confirm");
        let label = match case.side {
            Side::Finder => text::confirm_finder(l),
            Side::Owner => text::confirm_owner(l),
        };
        view! {
            <form method="post" action=action>
                <Button look=ButtonLook::Primary icon=Glyph::Check>{label}</Button>
            </form>
        }
    });
    Some(
        view! {
            <section class="card stack">
                <h2 class="found-way"><Icon glyph/>{name}</h2>
                {body}
                <div class="found-buttons">{done}{off}</div>
            </section>
        }
        .into_any(),
    )
}

fn words(l: Locale, case: &PartyCase, way: Way) -> Option<String> {
    Some(match (way, case.side) {
        (Way::Meeting, _) => {
            let meeting = case.meeting.as_ref()?;
            let when = text::meeting_agreed(l, &date_time(l, meeting.at));
            [when.as_str(), ", ", &meeting.place].concat()
        }
        (Way::Courier, _) => text::arranged_courier(l).to_owned(),
        (Way::Office, Side::Finder) => text::arranged_office(l).to_owned(),
        (Way::Office, Side::Owner) if case.stage == CaseStage::HandedOver => text::waits_office(l).to_owned(),
        (Way::Office, Side::Owner) => text::arranged_office_owner(l).to_owned(),
        (Way::Locker, _) => match &case.waits_at {
            Some(place) if case.fee.is_some_and(|fee| !fee.settled) => text::waits_held(l, &place.name),
            Some(place) => text::waits_text(l, &place.name),
            None => text::arranged_locker_owner(l).to_owned(),
        },
    })
}

fn drop_card(l: Locale, drop: &DropView) -> AnyView {
    let place = &drop.place;
    let address = [place.name.as_str(), ", ", &place.address, ", ", &place.city].concat();
    let map = view! { <MapLink address latitude=place.latitude longitude=place.longitude/> };
    let words = match drop.phase {
        DropPhase::Waiting => text::drop_text(l),
        DropPhase::AtTheDoor => text::drop_at_door(l),
        DropPhase::Stored | DropPhase::Collected => text::drop_stored(l),
        DropPhase::Unclear => text::drop_unclear(l),
    };
    let secrets = drop.code.as_ref().zip(drop.qr.as_ref()).map(|(code, qr)| {
        view! {
            <div class="found-drop">
                <QrCode data=qr.digits() title=text::drop_qr(l)/>
                <div class="stack stack-s" translate="no">
                    <CodePlate code=code.expose().to_owned() size=TagSize::Large/>
                    <Tag number=drop.compartment.to_string() size=TagSize::Large label=crate::t::pickup::compartment(l)/>
                </div>
            </div>
            <p class="quiet-text">{text::drop_until(l, &date_time(l, drop.until))}</p>
        }
    });
    let title = match drop.phase {
        DropPhase::Stored | DropPhase::Collected => text::drop_done_title(l),
        _ => text::drop_title(l),
    };
    view! {
        <h3>{title}</h3>
        <p>{words}</p>
        {secrets}
        {map}
    }
    .into_any()
}

/// The ways that can be chosen now. A meeting is settled further down, by agreeing to a time and a place.
pub(super) fn choose(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> Option<AnyView> {
    let case = what.case;
    if case.ways.is_empty() || case.way.is_some() {
        return None;
    }
    let title = match case.side {
        Side::Finder => text::ways_title_finder(l),
        Side::Owner => text::ways_title_owner(l),
    };
    let cards = case.ways.iter().map(|way| card(frame, l, what, *way));
    let cards = cards.collect_view();
    Some(view! { <section class="stack"><h2>{title}</h2>{cards}</section> }.into_any())
}

fn card(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>, way: Way) -> AnyView {
    let (glyph, name, words) = look::way(l, way, what.case.side);
    let act = match way {
        Way::Locker => Some(lockers(frame, l, what)),
        Way::Meeting => what
            .case
            .may_propose
            .then(|| view! { <p><LinkButton href="#meeting">{text::proposal_begin(l)}</LinkButton></p> }.into_any()),
        Way::Courier => Some(button(frame, what, way, text::way_courier_button(l))),
        Way::Office => Some(button(frame, what, way, text::way_office_button(l))),
    };
    view! {
        <article class="card stack stack-s">
            <h3 class="found-way"><Icon glyph/>{name}</h3>
            <p>{words}</p>
            {act}
        </article>
    }
    .into_any()
}

fn button(frame: &Frame<'_>, what: &CasePage<'_>, way: Way, label: &'static str) -> AnyView {
    let action = what.action(frame, "choose");
    view! {
        <form method="post" action=action>
            <input type="hidden" name="way" value=way.wire()/>
            <Button>{label}</Button>
        </form>
    }
    .into_any()
}

fn lockers(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> AnyView {
    if what.banks.is_empty() {
        return view! { <p class="quiet-text">{text::way_locker_none(l)}</p> }.into_any();
    }
    let action = what.action(frame, "drop");
    let list = |banks: &[DropBank]| {
        let rows = banks.iter().map(|bank| locker(l, &action, bank));
        view! { <ul class="found-lockers">{rows.collect_view()}</ul> }
    };
    let (near, far) = what.banks.split_at(what.banks.len().min(NEAR));
    let far = (!far.is_empty()).then(|| {
        view! { <details><summary>{text::more_lockers(l)}</summary>{list(far)}</details> }
    });
    view! { {list(near)}{far} }.into_any()
}

fn locker(l: Locale, action: &str, bank: &DropBank) -> AnyView {
    let (action, id) = (action.to_owned(), bank.id.to_string());
    let address = [bank.place.address.as_str(), ", ", &bank.place.city].concat();
    let name = bank.place.name.clone();
    view! {
        <li>
            <form method="post" action=action>
                <input type="hidden" name="bank" value=id/>
                <p translate="no"><strong>{name}</strong><br/>{address}</p>
                <Button look=ButtonLook::Secondary>
                    {text::way_locker_button(l)}
                </Button>
            </form>
        </li>
    }
    .into_any()
}
