//! Signing in with a passkey and nothing else.

use domain::Error;
use leptos::prelude::*;

use super::ask::{Answer, Ask, ask};
use crate::documents::{Frame, Head, Script};
use crate::site::public_page;
use crate::t::passkeys as text;
use crate::ui::{Button, ButtonLook, FormErrors, Glyph, PageHeader, form_errors};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct DoorPage<'a> {
    /// Where to go afterwards: a path of ours, checked by `server`.
    pub next: &'a str,
    /// What the browser is asked, once the button was pressed: JSON.
    pub options: Option<&'a str>,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page. It says the same to everybody: nothing on it tells whether somebody has an account.
pub fn passkey_door(frame: &Frame<'_>, page: DoorPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::door_title(l), " · Cloakroom"].concat(), text::door_lead(l));
    let (begin, password) = (frame.to("/sign-in/passkey/begin"), frame.to("/sign-in"));
    let password = match page.next {
        "" => password,
        // It is plain: `server` let it through.
        next => [password.as_str(), "?next=", &next.replace('&', "%26")].concat(),
    };
    public_page(frame, head.with(Some(Script::Passkey)), || {
        let errors = page.refusal.map(|e| form_errors(l, e, &[])).unwrap_or_default();
        let next = page.next.to_owned();
        let matter = if let Some(options) = page.options {
            let answer = Answer {
                action: frame.to("/sign-in/passkey"),
                next: page.next,
                button: text::use_mine(l),
            };
            ask(frame, Ask::UseNow(options), answer.form(l))
        } else {
            let inside = view! {
                <form method="post" action=begin>
                    <input type="hidden" name="next" value=next/>
                    <p><Button look=ButtonLook::Primary icon=Glyph::Key>{text::use_mine(l)}</Button></p>
                </form>
            };
            ask(frame, Ask::Offer, inside.into_any())
        };
        view! {
            <div class="stack stack-l site-narrow">
                <PageHeader title=text::door_title(l) lead=text::door_lead(l)/>
                <section class="card stack">
                    <FormErrors errors/>
                    {matter}
                </section>
                <p><a href=password>{text::with_password(l)}</a></p>
            </div>
        }
        .into_any()
    })
}
