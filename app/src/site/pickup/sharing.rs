//! Somebody else collects: the recipient lends the right and takes it back; whoever has it sees whose it is.

use domain::Locale;
use domain::custody::{PickupItem, Sharing};
use leptos::prelude::*;

use super::card::Ways;
use super::look;
use crate::t::pickup as text;
use crate::ui::{Banner, Button, ButtonLook, Glyph, Icon};

/// What there is to say and to do about sharing; nothing once the thing is gone.
pub(super) fn sharing(l: Locale, item: &PickupItem, ways: &Ways) -> Option<AnyView> {
    if !look::rests(item.phase) {
        return None;
    }
    match &item.sharing {
        Sharing::Not => None,
        Sharing::Possible => Some(offer(l, item, ways)),
        Sharing::Lent { link, since } => Some(lent(l, item, ways, link, &look::exact(l, *since))),
        Sharing::Borrowed => {
            let title = text::share_borrowed(l, &item.recipient);
            Some(view! { <Banner title><p>{text::share_borrowed_text(l)}</p></Banner> }.into_any())
        }
    }
}

fn offer(l: Locale, item: &PickupItem, ways: &Ways) -> AnyView {
    view! {
        <form class="pickup-extend" method="post" action=ways.share.clone()>
            <input type="hidden" name="consignment" value=item.id.to_string()/>
            <p>
                <strong>{text::share_title(l)}</strong>
                " "
                {text::share_text(l)}
            </p>
            <Button icon=Glyph::People>{text::share_button(l)}</Button>
        </form>
    }
    .into_any()
}

fn lent(l: Locale, item: &PickupItem, ways: &Ways, link: &str, since: &str) -> AnyView {
    let (field, hint) = (format!("share-{}", item.id), format!("share-hint-{}", item.id));
    view! {
        <section class="pickup-shared">
            <h2>{text::share_lent(l)}</h2>
            <p id=hint.clone()>{text::share_lent_text(l, since)}</p>
            {look::asks_digits(item).then(|| view! { <p>{text::share_digits(l)}</p> })}
            <label class="unseen" for=field.clone()>{text::share_link(l)}</label>
            <input class="input" id=field type="text" readonly value=link.to_owned() translate="no" aria-describedby=hint/>
            <p class="pickup-way quiet-text">
                <Icon glyph=Glyph::Shield/>
                <span>{text::share_care(l)}</span>
            </p>
            <form method="post" action=ways.revoke.clone()>
                <input type="hidden" name="consignment" value=item.id.to_string()/>
                <Button look=ButtonLook::Danger icon=Glyph::Ban>{text::share_revoke(l)}</Button>
            </form>
        </section>
    }
    .into_any()
}
