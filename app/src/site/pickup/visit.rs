//! What else waits at the same locker for the same person: named, and opened one after the other.

use domain::Locale;
use domain::custody::{OpenPhase, PickupItem, Turn, VisitItem};
use leptos::prelude::*;

use super::look;
use crate::t::pickup as text;
use crate::ui::{Button, ButtonLook, Glyph, Tag, TagSize};

/// The other things of the visit; nothing where there are none.
pub(super) fn visit(l: Locale, item: &PickupItem, open: &str) -> Option<AnyView> {
    if item.visit.is_empty() {
        return None;
    }
    let title = ["visit-", &item.id.to_string()].concat();
    let named = title.clone();
    let things = item.visit.iter().map(|other| thing(l, other, open)).collect_view();
    Some(
        view! {
            <section class="pickup-visit" aria-labelledby=named>
                <h2 id=title>{text::visit_title(l)}</h2>
                <ul>{things}</ul>
            </section>
        }
        .into_any(),
    )
}

/// Whether the page must be looked at again soon.
pub(super) fn moves(item: &PickupItem) -> bool {
    item.visit.iter().any(|other| look::moves(other.phase))
}

fn thing(l: Locale, other: &VisitItem, open: &str) -> AnyView {
    let waits = matches!(other.phase, OpenPhase::Waiting { .. });
    let until = other.deadline.filter(|_| waits).map(|end| {
        view! { <span>{text::until(l)} " " {look::exact(l, end)}</span> }
    });
    let button = (waits && other.turn == Turn::Now).then(|| open_form(l, other, open));
    let said = said(l, other).into_iter().map(|words| view! { <p>{words}</p> });
    view! {
        <li>
            <Tag number=other.compartment.to_string() size=TagSize::Large label=text::compartment(l)/>
            <div class="stack stack-s">
                <p class="pickup-by"><strong>{look::noun(l, other.item)}</strong> " " {until}</p>
                {said.collect_view()}
                {button}
            </div>
        </li>
    }
    .into_any()
}

/// Where it is and what to do about it.
fn said(l: Locale, other: &VisitItem) -> Vec<String> {
    let door = other.compartment.to_string();
    match other.phase {
        OpenPhase::Waiting { .. } => {
            let words = match other.turn {
                Turn::Later => text::visit_then(l),
                Turn::Now => text::open_lead(l),
                Turn::Presence => text::visit_presence(l),
                Turn::Own => text::visit_own(l),
            };
            vec![words.to_owned()]
        }
        OpenPhase::Opening => vec![text::opening_title(l, &door), text::opening_text(l).to_owned()],
        OpenPhase::Open | OpenPhase::LeftOpen => {
            let steps = [text::door_open_take(l), text::door_open_shut(l)].map(str::to_owned);
            let mut said = vec![text::door_open_title(l, &door)];
            said.extend(steps);
            said
        }
        OpenPhase::Late
        | OpenPhase::Moving
        | OpenPhase::Unclear
        | OpenPhase::Collected { .. }
        | OpenPhase::Gone { .. } => vec![look::badge(l, other.phase).2.to_owned()],
    }
}

fn open_form(l: Locale, other: &VisitItem, open: &str) -> AnyView {
    let door = other.compartment.to_string();
    view! {
        <form method="post" action=open.to_owned()>
            <input type="hidden" name="consignment" value=other.id.to_string()/>
            <Button look=ButtonLook::Primary icon=Glyph::DoorOpen>{text::open_button(l, &door)}</Button>
        </form>
    }
    .into_any()
}
