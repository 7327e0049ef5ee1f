//! More time to collect: asked for, or given back by a fault; and where the thing is when there was none left.

use domain::custody::{PickupItem, ReturnedTo};
use domain::{Locale, Moment, Phone};
use leptos::prelude::*;

use super::card::Ways;
use super::look;
use crate::t::pickup as text;
use crate::ui::{Banner, Button, Detail, DetailList, Glyph, Tone};

/// That the clock stands still, and the way to more time where there is one.
pub(super) fn more_time(l: Locale, item: &PickupItem, ways: &Ways) -> AnyView {
    let paused = (item.paused && look::rests(item.phase)).then(|| {
        view! { <Banner tone=Tone::Active title=text::paused_title(l)><p>{text::paused_text(l)}</p></Banner> }
    });
    let until = item.may_extend.filter(|_| look::rests(item.phase));
    let extend = until.map(|until| {
        view! {
            <form class="pickup-extend" method="post" action=ways.extend.clone()>
                <input type="hidden" name="consignment" value=item.id.to_string()/>
                <p>
                    <strong>{text::extend_title(l)}</strong>
                    " "
                    {text::extend_text(l, &look::exact(l, until))}
                </p>
                <Button icon=Glyph::Clock>{text::extend_button(l)}</Button>
            </form>
        }
    });
    view! { {paused}{extend} }.into_any()
}

/// Nobody came in time: the office that has it now.
pub(super) fn returned(l: Locale, office: &ReturnedTo, at: Moment) -> AnyView {
    let kept = |words: &str| {
        let words = words.to_owned();
        view! { <span translate="no">{words}</span> }
    };
    let tel = ["tel:", &office.phone].concat();
    let number = Phone::parse(&office.phone).map_or_else(|_| office.phone.clone(), |phone| phone.grouped());
    let details = vec![
        Detail::new(text::office(l), kept(&office.name)),
        Detail::new(text::place(l), kept(&office.address)),
        Detail::new(text::hours(l), kept(&office.opening_hours)),
        Detail::new(
            crate::t::ui::hotline(l),
            view! { <a class="number" href=tel>{number}</a> },
        ),
    ];
    view! {
        <section class="pickup-call">
            <p>{text::returned_text(l, &look::exact(l, at))}</p>
            <DetailList details/>
            <p>{text::returned_how(l)}</p>
        </section>
    }
    .into_any()
}
