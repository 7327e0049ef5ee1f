//! One case: who has found what, whose it is, who works on it, and what happened so far.

use domain::accounts::{OfficeView, Profile};
use domain::found::{CaseView, Fee, FinderCard, OwnerCard, ProposalState};
use domain::lockers::BankSummary;
use domain::tickets::TicketRow;
use domain::{Error, Locale};
use leptos::prelude::*;

use super::case_forms;
use super::desk::works_here;
use super::parts::{badge, phone_link};
use crate::documents::{Frame, Head, Script, portal_page};
use crate::i18n::{date, date_time, error_text, time};
use crate::photos::photo_shown;
use crate::t;
use crate::tickets::case_look;
use crate::tickets::look::window;
use crate::ui::{
    Banner, Button, ButtonLook, CodePlate, Detail, DetailList, Glyph, PageHeader, StatusBadge, TagSize, Timeline,
    TimelineItem, Tone,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct CasePage<'a> {
    /// The case.
    pub view: &'a CaseView,
    /// Its tickets.
    pub tickets: &'a [TicketRow],
    /// The offices that it could be given to.
    pub offices: &'a [OfficeView],
    /// The banks where a finder could leave it.
    pub banks: &'a [BankSummary],
    /// A drop code that was just made: shown once.
    pub drop_code: Option<&'a str>,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The case.
pub fn case(frame: &Frame<'_>, profile: &Profile, page: CasePage<'_>) -> String {
    let l = frame.locale;
    let view = page.view;
    let number = view.number.to_string();
    let title = t::desk::case_title(l, &number);
    let place = [frame.to("/desk/cases/").as_str(), &number].concat();
    let head = Head::private([title.as_str(), " · Cloakroom"].concat(), t::desk::lead(l))
        .live("case ticket payment consignment")
        .and(Script::Desk);
    portal_page(frame, profile, head, || {
        let back = (frame.to("/desk"), t::desk::back_desk(l).to_owned());
        let (tone, icon, word) = case_look::stage(l, view.stage);
        let way = view.way.filter(|_| !view.stage.is_over()).map(|way| {
            let (icon, label) = case_look::way(l, way);
            view! { <StatusBadge tone=Tone::Active label icon/> }
        });
        let refused = page
            .refusal
            .map(|error| view! { <Banner tone=Tone::Bad title=error_text(l, error)/> });
        let code = page.drop_code.map(|code| drop_code(l, code));
        view! {
            <div class="stack desk">
                <PageHeader title eyebrow=origin(l, view) back/>
                <div class="desk-badges" data-live="stage"><StatusBadge tone label=word icon/> {way}</div>
                {refused}
                {code}
                <div data-live="claim">{claim(l, view, &place)}</div>
                <div class="desk-case">
                    <div class="stack">
                        {parties(frame, view, works_here(profile))}
                        <div class="stack" data-live="fee">{case_forms::fee(l, view, &place)}</div>
                        {case_forms::work(frame, page, &place)}
                        <div class="stack" data-live="talk">{talk(l, view)}</div>
                    </div>
                    <div class="stack" data-live="history">
                        {tickets(frame, page)}
                        {history(l, view)}
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

fn origin(l: Locale, view: &CaseView) -> String {
    let office = view
        .office
        .as_ref()
        .map_or_else(|| t::desk::central(l).to_owned(), |office| office.name.clone());
    [office.as_str(), " · ", &date_time(l, view.created)].concat()
}

fn drop_code(l: Locale, code: &str) -> AnyView {
    let code = code.replace(' ', "");
    view! {
        <Banner tone=Tone::Good title=t::desk::drop_code(l)>
            <p><CodePlate code size=TagSize::Large/></p>
            <p>{t::desk::drop_read(l)}</p>
        </Banner>
    }
    .into_any()
}

/// Who works on it, so that two never do unknowingly.
fn claim(l: Locale, view: &CaseView, place: &str) -> AnyView {
    let act = |act: &str, words: &'static str, look: ButtonLook| {
        let action = [place, "/", act].concat();
        view! { <form method="post" action=action><Button look>{words}</Button></form> }
    };
    if view.stage.is_over() {
        return ().into_any();
    }
    match &view.claim {
        None => view! {
            <div class="desk-claim">
                <p>{t::desk::claim_none(l)}</p>
                {act("claim", t::desk::claim(l), ButtonLook::Primary)}
            </div>
        }
        .into_any(),
        Some(claim) if claim.mine => view! {
            <div class="desk-claim desk-claim-mine">
                <p>
                    <strong>{t::desk::claim_mine(l)}</strong>
                    <span class="small-text quiet-text">" " {t::desk::claim_until(l, &time(l, claim.until))}</span>
                </p>
                {act("release", t::desk::release(l), ButtonLook::Quiet)}
            </div>
        }
        .into_any(),
        Some(claim) => view! {
            <div class="desk-claim desk-claim-other" role="status">
                <p><strong>{t::desk::claim_other(l, &claim.name)}</strong></p>
                {act("take-over", t::desk::take_over(l), ButtonLook::Secondary)}
            </div>
        }
        .into_any(),
    }
}

/// Key, owner and finder side by side.
fn parties(frame: &Frame<'_>, view: &CaseView, works: bool) -> AnyView {
    let l = frame.locale;
    let owner = match &view.owner {
        Some(owner) => owner_card(l, owner, view.earlier),
        None => view! { <p class="quiet-text">{t::desk::unknown_owner(l)}</p> }.into_any(),
    };
    view! {
        <div class="desk-parties">
            <section class="card desk-party">
                <h2>{t::desk::key(l)}</h2>
                {key_card(frame, view, works)}
            </section>
            <section class="card desk-party">
                <h2>{t::desk::owner(l)}</h2>
                {owner}
            </section>
            <section class="card desk-party">
                <h2>{t::desk::finder(l)}</h2>
                {finder_card(l, view, &view.finder)}
                {photo(frame, view, view.pictured, "photo", t::photos::of_find(l))}
            </section>
        </div>
    }
    .into_any()
}

fn photo(frame: &Frame<'_>, view: &CaseView, there: bool, end: &str, alt: &'static str) -> Option<AnyView> {
    there.then(|| {
        let address = frame.to(&["/desk/cases/", &view.number.to_string(), "/", end].concat());
        view! { <div class="photo-small">{photo_shown(address, alt)}</div> }.into_any()
    })
}

fn key_card(frame: &Frame<'_>, view: &CaseView, works: bool) -> AnyView {
    let (l, key) = (frame.locale, &view.key);
    let (tone, label) = match (key.known, key.blocked, key.active) {
        (false, ..) => (Tone::Warn, t::desk::unknown_title(l)),
        (_, true, _) => (Tone::Bad, t::desk::key_blocked(l)),
        (_, _, true) => (Tone::Good, t::desk::key_active(l)),
        _ => (Tone::Neutral, t::desk::key_sold(l)),
    };
    let cover = match key.cover_until {
        Some(until) if key.covered => (Tone::Good, t::desk::cover_paid(l, &date(l, until))),
        Some(since) => (Tone::Warn, t::desk::cover_over(l, &date(l, since))),
        None => (Tone::Warn, t::desk::cover_never(l).to_owned()),
    };
    let cover = key
        .known
        .then(|| view! { <StatusBadge tone=cover.0 label=cover.1 icon=Glyph::Shield/> });
    let code: String = key.key.chars().filter(char::is_ascii_alphanumeric).collect();
    let href = [frame.to("/desk?q=").as_str(), &code].concat();
    let plate = view! { <CodePlate code size=TagSize::Medium/> }.into_any();
    let plate = if works {
        view! { <a class="desk-plate" href=href>{plate}</a> }.into_any()
    } else {
        plate
    };
    let thing = key
        .thing
        .clone()
        .map(|thing| view! { <p class="desk-thing" translate="no">{thing}</p> });
    let reward = key.reward.clone().map(|reward| {
        view! { <p class="small-text">{t::desk::reward(l)} ": " <span translate="no">{reward}</span></p> }
    });
    view! {
        {plate}
        <div class="desk-badges"><StatusBadge tone label/> {cover}</div>
        {thing}
        {reward}
        {photo(frame, view, key.pictured, "thing-photo", t::photos::of_thing(l))}
    }
    .into_any()
}

fn owner_card(l: Locale, owner: &OwnerCard, earlier: u32) -> AnyView {
    let phones = owner
        .phones
        .iter()
        .map(|phone| view! { <li>{phone_link(phone)}</li> })
        .collect_view();
    let email = owner.email.as_ref().map(|email| {
        let href = ["mailto:", email.as_str()].concat();
        view! { <li><a href=href translate="no">{email.to_string()}</a></li> }
    });
    let earlier = (earlier > 0)
        .then(|| view! { <p class="small-text quiet-text">{t::desk::earlier_count(l, i64::from(earlier))}</p> });
    view! {
        <strong class="desk-name" translate="no">{owner.name.clone()}</strong>
        <ul class="desk-ways">{phones}{email}</ul>
        <p class="small-text quiet-text" translate="no">{owner.locale.name()}</p>
        {earlier}
    }
    .into_any()
}

fn finder_card(l: Locale, view: &CaseView, finder: &FinderCard) -> AnyView {
    let contact = &finder.contact;
    let name = contact
        .name
        .as_ref()
        .map(|name| view! { <strong class="desk-name" translate="no">{name.to_string()}</strong> });
    let phone = contact
        .phone
        .as_ref()
        .map(|phone| view! { <li>{phone_link(phone)}</li> });
    let email = contact.email.as_ref().map(|email| {
        let href = ["mailto:", email.as_str()].concat();
        view! { <li><a href=href translate="no">{email.to_string()}</a></li> }
    });
    let nothing = (!contact.is_reachable()).then(|| view! { <li class="quiet-text">{t::desk::unreachable(l)}</li> });
    let mut details = Vec::new();
    if let Some(place) = &view.place {
        let postcode = view.postcode.clone().unwrap_or_default();
        details.push(Detail::own(
            t::desk::place(l),
            [place.as_str(), " ", &postcode].concat(),
        ));
    }
    let locker = view.locker.as_ref().map(|(bank, town, door)| {
        let line = [bank.as_str(), " · ", town, " · ", &door.to_string()].concat();
        Detail::own(t::desk::way_locker(l), line)
    });
    details.extend(locker);
    view! {
        {name}
        <ul class="desk-ways">{phone}{email}{nothing}</ul>
        <p class="small-text quiet-text">{case_look::wants(l, finder.wants)} " · " <span translate="no">{finder.locale.name()}</span></p>
        <DetailList details/>
    }
    .into_any()
}

/// What was said, and times to meet.
fn talk(l: Locale, view: &CaseView) -> AnyView {
    let messages = view.messages.iter().map(|message| {
        let to = t::desk::message_to(l, case_look::side(l, message.to));
        let by = message
            .by
            .clone()
            .map(|by| view! { " · " <span translate="no">{by}</span> });
        view! {
            <li class="desk-message">
                <p class="small-text quiet-text">{to} {by} " · " {date_time(l, message.at)}</p>
                <p class="desk-words" translate="no">{message.text.clone()}</p>
            </li>
        }
    });
    let messages = messages.collect_view();
    let shown = (!view.messages.is_empty()).then(|| {
        view! {
            <section class="card stack stack-s">
                <h2>{t::desk::messages_title(l)}</h2>
                <ul class="desk-messages">{messages}</ul>
            </section>
        }
    });
    let meetings = view.proposals.iter().map(|proposal| {
        let (tone, icon) = match proposal.state {
            ProposalState::Agreed => (Tone::Good, Glyph::Check),
            ProposalState::Open => (Tone::Active, Glyph::Clock),
            _ => (Tone::Neutral, Glyph::Close),
        };
        view! {
            <li>
                <StatusBadge tone label=date_time(l, proposal.at) icon/>
                " " <span translate="no">{proposal.place.clone()}</span>
                <span class="small-text quiet-text">" · " {case_look::side(l, proposal.from)}</span>
            </li>
        }
    });
    let meetings = meetings.collect_view();
    let meetings = (!view.proposals.is_empty()).then(|| {
        view! {
            <section class="card stack stack-s">
                <h2>{t::desk::meetings(l)}</h2>
                <ul class="desk-messages">{meetings}</ul>
            </section>
        }
    });
    view! { {shown} {meetings} }.into_any()
}

fn tickets(frame: &Frame<'_>, page: CasePage<'_>) -> AnyView {
    let l = frame.locale;
    let rows = page.tickets.iter().map(|row| {
        let href = [frame.to("/desk/tickets/").as_str(), &row.id.to_string()].concat();
        let courier = row
            .courier
            .clone()
            .map(|name| view! { " · " <span translate="no">{name}</span> });
        view! {
            <li class="desk-ticket">
                <a href=href>{t::tickets::number(l, &row.number.to_string())}</a>
                {badge(l, row.stage)}
                <span class="small-text quiet-text">{window(l, row.drop, page.view.now)} {courier}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!page.tickets.is_empty())
        .then(|| {
            view! {
                <section class="card stack stack-s">
                    <h2>{t::desk::tickets_of_case(l)}</h2>
                    <ul class="desk-messages">{rows}</ul>
                </section>
            }
        })
        .into_any()
}

fn history(l: Locale, view: &CaseView) -> AnyView {
    let items = view.history.iter().rev().map(|line| {
        let (tone, icon, title, mut detail) = case_look::fact(l, line.fact);
        for more in [&line.note, &line.by].into_iter().flatten() {
            if !detail.is_empty() {
                detail.push_str(" · ");
            }
            detail.push_str(more);
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
    view! {
        <section class="card stack">
            <h2>{t::desk::case_history(l)}</h2>
            <Timeline label=t::desk::case_history(l) items/>
        </section>
    }
    .into_any()
}

/// What the owner owes, if they owe.
pub(super) fn due(fee: Fee) -> Option<domain::Money> {
    match fee {
        Fee::Due { amount } => Some(amount),
        Fee::None | Fee::Settled { .. } => None,
    }
}
