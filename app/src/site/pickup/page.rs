//! The pickup page as a whole: its title, what was refused, and a card for each thing.

use domain::custody::{PickupItem, PickupView};
use domain::ids::ConsignmentId;
use domain::support::{AskForm, HelpThread};
use domain::{Error, Locale, Refusal, RefusalCode};
use leptos::prelude::*;

use super::{PickupRating, card, look, visit};
use crate::i18n::refusal_words;
use crate::site::frame::{Frame, Head, Script, page};
use crate::t;
use crate::ui::{Banner, Tone};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct PickupPage<'a> {
    /// What waits.
    pub view: &'a PickupView,
    /// Why the last press of Open, or the last scan of a kiosk's QR, did nothing.
    pub notice: Option<&'a Refusal>,
    /// The requests for help about these things.
    pub threads: &'a [HelpThread],
    /// What was typed into "I have a problem", about which thing, and why that was refused.
    pub asked: Option<(ConsignmentId, &'a AskForm, &'a Error)>,
    /// What is asked about things that were collected.
    pub rating: PickupRating<'a>,
}

impl<'a> PickupPage<'a> {
    /// Nothing but what waits.
    pub const fn of(view: &'a PickupView) -> Self {
        Self {
            view,
            notice: None,
            threads: &[],
            asked: None,
            rating: PickupRating {
                asked: &[],
                refused: None,
            },
        }
    }

    /// With why something did nothing.
    #[must_use]
    pub const fn refused(self, notice: Option<&'a Refusal>) -> Self {
        Self { notice, ..self }
    }
}

/// What waits for the holder of the links. The page holds secrets: it must not be stored by anybody
/// (`Cache-Control: no-store`).
pub fn pickup(frame: &Frame<'_>, shown: PickupPage<'_>) -> String {
    let l = frame.locale;
    let (view, notice) = (shown.view, shown.notice);
    let moving = view
        .items
        .iter()
        .any(|item| look::moves(item.phase) || visit::moves(item));
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
            help: frame.to("/pickup/help"),
            rating: frame.to("/pickup/rating"),
            way: frame.to("/pickup/way/"),
        };
        let only = (view.items.len() == 1).then(|| view.items.first()).flatten();
        let cards = view
            .items
            .iter()
            .map(|item| card::card(l, item, shown, &ways, only.is_none()));
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
