//! Somebody was offered a key by mail: what it is, and one button.

use domain::Error;
use domain::tags::OfferedKey;
use leptos::prelude::*;

use crate::documents::{Frame, Head};
use crate::site::public_page;
use crate::t::things as text;
use crate::ui::{Button, ButtonLook, CodePlate, FormErrors, LinkButton, PageHeader, TagSize, form_errors};

/// The page; `action` is its own address. Whoever is not signed in is led there first.
pub fn take_over(frame: &Frame<'_>, action: &str, offered: &OfferedKey, refusal: Option<&Error>) -> String {
    let l = frame.locale;
    let head = Head::private([text::take_title(l), " · Cloakroom"].concat(), text::lead(l));
    let errors = refusal.map(|e| form_errors(l, e, &[])).unwrap_or_default();
    let lead = text::take_lead(l, &offered.from, &offered.thing);
    let sign_in = [&frame.to("/sign-in"), "?next=", action].concat();
    let signed_in = frame.signed_in.is_some();
    let action = action.to_owned();
    public_page(frame, head, || {
        let way = if signed_in {
            view! {
                <form class="form" method="post" action=action>
                    <FormErrors errors/>
                    <Button look=ButtonLook::Primary>{text::take(l)}</Button>
                </form>
            }
            .into_any()
        } else {
            view! { <LinkButton href=sign_in look=ButtonLook::Primary>{text::take_sign_in(l)}</LinkButton> }.into_any()
        };
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=text::take_title(l) lead/>
                <CodePlate code=offered.key.plain() size=TagSize::Large/>
                {way}
            </div>
        }
        .into_any()
    })
}
