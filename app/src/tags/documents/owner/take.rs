//! Somebody was offered a key by mail: what it is, and one button.

use domain::Error;
use domain::tags::OfferedKey;
use leptos::prelude::*;

use super::look;
use crate::documents::{Frame, Head};
use crate::site::public_page;
use crate::t::things as text;
use crate::ui::{Button, ButtonLook, CodePlate, FormErrors, Glyph, LinkButton, PageHeader, TagSize, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct TakePage<'a> {
    /// What the link offers.
    pub offered: &'a OfferedKey,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page at `/{lang}/offered`. Whoever is not signed in is led to the sign-in or the sign-up first.
pub fn take_over(frame: &Frame<'_>, page: TakePage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::take_title(l), " · Cloakroom"].concat(), text::lead(l));
    let offered = page.offered;
    let action = frame.to("/offered");
    let errors = page.refusal.map(|e| form_errors(l, e, &[])).unwrap_or_default();
    public_page(frame, head, || {
        let way = if frame.signed_in.is_some() {
            view! {
                <form class="form" method="post" action=action>
                    <FormErrors errors/>
                    <Button look=ButtonLook::Primary icon=Glyph::Check>{text::take(l)}</Button>
                </form>
            }
            .into_any()
        } else {
            let to = |place: &str| [frame.to(place).as_str(), "?next=", &action].concat();
            let (sign_in, sign_up) = (to("/sign-in"), to("/sign-up"));
            view! {
                <p>{text::take_how(l)}</p>
                <div class="row">
                    <LinkButton href=sign_up look=ButtonLook::Primary>{text::take_sign_up(l)}</LinkButton>
                    <LinkButton href=sign_in>{text::take_sign_in(l)}</LinkButton>
                </div>
            }
            .into_any()
        };
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=text::take_title(l)/>
                <div class="card stack">
                    <p class="page-lead">
                        <strong translate="no">{offered.from.clone()}</strong> " " {text::take_lead(l)} " "
                        <strong translate="no">{offered.thing.clone()}</strong>
                    </p>
                    <div class="row"><CodePlate code=offered.key.plain() size=TagSize::Large/></div>
                    <p class="quiet-text">{look::cover(l, &offered.cover)}</p>
                    {way}
                </div>
            </div>
        }
        .into_any()
    })
}
