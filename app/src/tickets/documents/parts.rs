//! Pieces that several pages of desk and couriers show alike.

use domain::tickets::{TicketStage, TicketView};
use domain::{Locale, Phone};
use leptos::prelude::*;

use crate::i18n::date_time;
use crate::t;
use crate::tickets::look;
use crate::ui::{StatusBadge, Timeline, TimelineItem};

/// The stage of a ticket.
pub(super) fn badge(l: Locale, stage: TicketStage) -> AnyView {
    let (tone, icon, label) = look::stage(l, stage);
    view! { <StatusBadge tone label icon/> }.into_any()
}

/// A number that a press calls.
pub(super) fn phone_link(phone: &Phone) -> AnyView {
    let href = ["tel:", phone.as_str()].concat();
    view! { <a class="tel" href=href translate="no">{phone.grouped()}</a> }.into_any()
}

/// What is to be handed out and taken in: reward and fee.
pub(super) fn money_line(l: Locale, view: &TicketView) -> AnyView {
    let reward = view.reward.map(|money| {
        view! { <p class="job-money"><span>{t::tickets::reward(l)}</span> <strong>{money.written(l)}</strong></p> }
    });
    let fee = view.fee_due.map(|money| {
        view! { <p class="job-money job-money-due"><span>{t::tickets::fee_due(l)}</span> <strong>{money.written(l)}</strong></p> }
    });
    view! { {reward} {fee} }.into_any()
}

/// The history of a ticket; nothing while there is none to see.
pub(super) fn history(l: Locale, view: &TicketView) -> AnyView {
    if view.history.is_empty() {
        return ().into_any();
    }
    let items = view.history.iter().map(|line| {
        let (tone, icon, title, mut detail) = look::history(l, &line.what);
        if let Some(by) = &line.by {
            if !detail.is_empty() {
                detail.push_str(" · ");
            }
            detail.push_str(by);
        }
        TimelineItem {
            tone,
            icon,
            title,
            detail,
            when: date_time(l, line.at),
        }
    });
    let items: Vec<TimelineItem> = items.collect();
    view! {
        <section class="card stack">
            <h2>{t::tickets::history(l)}</h2>
            <Timeline label=t::tickets::history(l) items/>
        </section>
    }
    .into_any()
}

/// The words for all signs of keys, to spell with a caller.
pub(super) fn alphabet(l: Locale) -> AnyView {
    let signs = "23456789ABCDEFGHJKMNPQRSTVWXY".chars().map(|sign| {
        let word = domain::tags::word(sign, l);
        view! { <li><span class="mono">{sign.to_string()}</span> <span>{word}</span></li> }
    });
    view! {
        <details class="desk-alphabet">
            <summary>{t::desk::alphabet(l)}</summary>
            <ul class="desk-spell">{signs.collect_view()}</ul>
        </details>
    }
    .into_any()
}
