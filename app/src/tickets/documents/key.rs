//! A key with its owner: the card that answers a call, and the page with what can be done about it.

use domain::accounts::Profile;
use domain::accounts::owners::OwnerSheet;
use domain::tags::{DeskKeyView, spell};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::desk::reach;
use super::parts::phone_link;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date_time, error_text, time};
use crate::photos::photo_shown;
use crate::t;
use crate::tickets::case_look;
use crate::ui::{
    Banner, Button, ButtonLook, CodePlate, Detail, DetailList, Field, Glyph, LinkButton, PageHeader, StatusBadge,
    TagSize, Timeline, TimelineItem, Tone,
};

fn place(frame: &Frame<'_>, view: &DeskKeyView) -> String {
    [frame.to("/desk/keys/").as_str(), &view.row.id.to_string()].concat()
}

/// The card that answers a call: is it active, is it paid, whose is it, how to reach them.
pub(super) fn key_card(frame: &Frame<'_>, view: &DeskKeyView, linked: bool) -> AnyView {
    let l = frame.locale;
    let row = &view.row;
    let (tone, icon, word) = case_look::key_word(l, row.word);
    let (cover_tone, cover_icon, cover) = case_look::cover(l, &row.cover);
    let lost = row
        .lost
        .map(|_| view! { <StatusBadge tone=Tone::Warn label=t::desk::lost_since(l) icon=Glyph::Search/> });
    let plate = view! { <CodePlate code=row.key.plain() size=TagSize::Large/> };
    let plate = if linked {
        view! { <a class="desk-plate" href=place(frame, view) data-hit="">{plate}</a> }.into_any()
    } else {
        view! { <span class="desk-plate">{plate}</span> }.into_any()
    };
    let thing = row.thing.as_ref().map(|thing| {
        let reward = thing
            .reward
            .map(|money| [" · ", t::desk::reward(l), ": ", &money.written(l)].concat());
        view! {
            <p class="desk-thing">
                <span translate="no">{thing.name.to_string()}</span>
                <span class="quiet-text">" · " {case_look::thing_kind(l, thing.kind)} {reward}</span>
            </p>
        }
    });
    let photo = view
        .pictured
        .then(|| photo_shown([place(frame, view).as_str(), "/photo"].concat(), t::photos::of_thing(l)));
    let owner = match (&view.owner, &row.owner) {
        (Some(sheet), _) => owner_sheet(l, sheet),
        (None, Some(card)) => reach(l, card),
        (None, None) => ().into_any(),
    };
    let key = row.key.plain();
    let report = [frame.to("/desk/report?key=").as_str(), &key].concat();
    let activate = [frame.to("/desk/activate?key=").as_str(), &key].concat();
    let activate = view.may_activate.then(|| {
        view! { <LinkButton href=activate look=ButtonLook::Primary icon=Glyph::Check>{t::desk::activate(l)}</LinkButton> }
    });
    view! {
        <section class="card desk-key">
            <div class="desk-key-head">
                {plate}
                <div class="desk-badges">
                    <StatusBadge tone label=word icon/>
                    <StatusBadge tone=cover_tone label=cover icon=cover_icon/>
                    {lost}
                </div>
            </div>
            <div class="desk-key-body">
                {thing}
                {photo.map(|photo| view! { <div class="photo-small">{photo}</div> })}
                {owner}
            </div>
            <div class="row">
                {activate}
                <LinkButton href=report icon=Glyph::Plus>{t::desk::take_report(l)}</LinkButton>
            </div>
        </section>
    }
    .into_any()
}

/// An owner as one sees them while on the telephone.
pub(super) fn owner_sheet(l: Locale, sheet: &OwnerSheet) -> AnyView {
    let quiet = sheet
        .quiet_now
        .then(|| view! { <StatusBadge tone=Tone::Warn label=t::desk::quiet_now(l) icon=Glyph::Moon/> });
    let contacts = sheet.contacts.iter().map(|contact| {
        let phone = contact.phone.as_ref().map(phone_link);
        view! { <li><span translate="no">{contact.name.to_string()}</span> " " {phone}</li> }
    });
    let contacts = contacts.collect_view();
    let contacts = (!sheet.contacts.is_empty()).then(|| {
        view! {
            <div class="desk-contacts">
                <p class="small-text quiet-text">{t::desk::contacts(l)}</p>
                <ul class="desk-ways">{contacts}</ul>
            </div>
        }
    });
    view! {
        {reach(l, &sheet.card)}
        <p class="small-text quiet-text">{t::desk::their_time(l)} " " {time(l, sheet.their_time)} " · " <span translate="no">{sheet.card.locale.name()}</span></p>
        {quiet}
        {contacts}
    }
    .into_any()
}

/// The page of one key.
pub fn key(frame: &Frame<'_>, profile: &Profile, view: &DeskKeyView, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let number = view.row.key.grouped();
    let title = [number.as_str(), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, t::desk::lead(l)), || {
        let back = (frame.to("/desk"), t::desk::back_desk(l).to_owned());
        let refused = refusal.map(|error| view! { <Banner tone=Tone::Bad title=error_text(l, error)/> });
        let spelled = spell(&view.row.key, l).into_iter().map(|sign| {
            view! { <li><span class="mono">{sign.sign.to_string()}</span> <span>{sign.word}</span></li> }
        });
        let spelled = spelled.collect_view();
        let dealer = view.dealer.clone().unwrap_or_else(|| t::desk::own_shop(l).to_owned());
        let product = view.product.get(l).to_owned();
        let details = vec![
            Detail::own(t::desk::the_key(l), product),
            Detail::own(t::desk::dealer(l), dealer),
        ];
        view! {
            <div class="stack desk">
                <PageHeader title=number own=true eyebrow=t::desk::key(l) back/>
                {refused}
                <div class="split">
                    <div class="stack">{key_card(frame, view, false)} {history(l, view)}</div>
                    <div class="stack">
                        <section class="card stack">
                            <h2>{t::desk::spell(l)}</h2>
                            <ol class="desk-spell">{spelled}</ol>
                        </section>
                        <section class="card"><DetailList details/></section>
                        {acts(l, view, &place(frame, view))}
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

fn history(l: Locale, view: &DeskKeyView) -> AnyView {
    let items = view.history.iter().map(|line| {
        let (tone, icon, title, mut detail) = case_look::key_fact(l, &line.what);
        if let Some(by) = &line.by {
            if !detail.is_empty() {
                detail.push_str(" · ");
            }
            detail.push_str(by);
        }
        TimelineItem {
            tone,
            icon,
            title: title.to_owned(),
            detail,
            when: date_time(l, line.at),
        }
    });
    let items: Vec<TimelineItem> = items.collect();
    (!items.is_empty())
        .then(|| {
            view! {
                <section class="card stack">
                    <h2>{t::desk::key_history(l)}</h2>
                    <Timeline label=t::desk::key_history(l) items/>
                </section>
            }
        })
        .into_any()
}

fn acts(l: Locale, view: &DeskKeyView, place: &str) -> AnyView {
    let owned = view.row.owner.is_some();
    let button = |act: &str, words: &'static str, icon: Glyph| {
        let action = [place, "/", act].concat();
        view! { <form method="post" action=action><Button icon>{words}</Button></form> }
    };
    let renewal = owned.then(|| button("renewal", t::desk::send_renewal(l), Glyph::Send));
    let lost = owned.then(|| {
        if view.row.lost.is_some() {
            button("found", t::desk::report_not_lost(l), Glyph::Check)
        } else {
            button("lost", t::desk::report_lost(l), Glyph::Search)
        }
    });
    let reasoned = |act: &str, words: &'static str, look: ButtonLook| {
        let action = [place, "/", act].concat();
        view! {
            <details class="desk-more">
                <summary>{words}</summary>
                <form class="stack" method="post" action=action>
                    <Field name="reason" label=t::desk::reason(l) maxlength=120 required=true autocomplete="off"/>
                    <Button look>{words}</Button>
                </form>
            </details>
        }
    };
    let block = view
        .may_block
        .then(|| reasoned("block", t::desk::block(l), ButtonLook::Danger));
    let unblock = view
        .may_unblock
        .then(|| reasoned("unblock", t::desk::unblock(l), ButtonLook::Secondary));
    view! { <section class="card stack desk-acts">{renewal} {lost} {block} {unblock}</section> }.into_any()
}
