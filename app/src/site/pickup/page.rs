//! The pickup page as a whole: its title, what was refused, and a card for each thing.

use domain::custody::{PickupItem, PickupView};
use domain::{Locale, Refusal, RefusalCode};
use leptos::prelude::*;

use super::{PickupRating, card, look};
use crate::i18n::refusal_words;
use crate::site::frame::{Frame, Head, Script, page};
use crate::t;
use crate::ui::{Banner, Tone};

/// What waits for the holder of the links. `notice` is why the last press of Open, or the last scan of a kiosk's QR,
/// did nothing; `rating` what is asked about things that were collected. The page holds secrets: it must not be stored by
/// anybody (`Cache-Control: no-store`).
pub fn pickup(frame: &Frame<'_>, view: &PickupView, rating: PickupRating<'_>, notice: Option<&Refusal>) -> String {
    let l = frame.locale;
    let moving = view.items.iter().any(|item| look::moves(item.phase));
    let head = Head::private(
        [t::pickup::title(l), " · Cloakroom"].concat(),
        t::pickup::description(l),
    )
    .with(moving.then_some(Script::Follow));
    // A second press while the door is on its way is refused, and that is no news to anybody.
    let notice = notice.filter(|refusal| {
        let second = matches!(refusal.code, RefusalCode::WrongState | RefusalCode::AnotherDoorOpen);
        !(moving && second && refusal.door.is_none())
    });
    page(frame, head, || {
        let ways = card::Ways {
            open: frame.to("/pickup/open"),
            extend: frame.to("/pickup/extend"),
            share: frame.to("/pickup/share"),
            revoke: frame.to("/pickup/share/revoke"),
            rating: frame.to("/pickup/rating"),
        };
        let only = (view.items.len() == 1).then(|| view.items.first()).flatten();
        let cards = view
            .items
            .iter()
            .map(|item| card::card(l, item, view.present_at, &ways, &rating, only.is_none()));
        let cards = cards.collect_view();
        view! {
            <div class="pickup" data-follow="" aria-live=moving.then_some("polite")>
                {head_line(l, view, only)}
                {notice.map(|refusal| refused(l, refusal))}
                {cards}
            </div>
        }
        .into_any()
    })
}

fn head_line(l: Locale, view: &PickupView, only: Option<&PickupItem>) -> AnyView {
    if let Some(item) = only {
        let words = look::headline(l, item);
        return view! {
            <header class="pickup-head">
                {card::eyebrow(l, item)}
                <h1>{words}</h1>
                {card::until(l, item)}
            </header>
        }
        .into_any();
    }
    let count = i64::try_from(view.items.len()).unwrap_or(i64::MAX);
    view! { <header class="pickup-head"><h1>{t::pickup::several(l, count)}</h1></header> }.into_any()
}

fn refused(l: Locale, refusal: &Refusal) -> impl IntoView + use<> {
    let words = refusal_words(l, refusal);
    view! {
        <Banner tone=Tone::Warn title=t::pickup::not_done(l)>
            <p>{words}</p>
        </Banner>
    }
}
