//! The part of a page that a browser answers with a passkey: `public/passkey.js` finds it by its marks. As it comes from the server
//! it says that nothing can be done; the script shows what can.
//!
//! What must not be here: a button that needs the script and can be seen without it.

use domain::Locale;
use domain::accounts::second_step::Party;
use leptos::prelude::*;

use crate::documents::Frame;
use crate::t::passkeys as text;
use crate::ui::{Banner, Button, ButtonLook, Glyph, Tone};

/// What is asked, with the question as JSON where there is one already.
#[derive(Clone, Copy)]
pub(super) enum Ask<'a> {
    /// Nothing yet: only whether passkeys are known here.
    Offer,
    /// A new passkey.
    Make(&'a str),
    /// One that is there.
    Use(&'a str),
    /// As [`Self::Use`], at once: the button was pressed on the page before.
    UseNow(&'a str),
}

/// The form that takes the answer to the server.
pub(super) struct Answer<'a> {
    pub action: String,
    /// Where to go afterwards: a path of ours.
    pub next: &'a str,
    pub button: &'static str,
}

impl Answer<'_> {
    pub(super) fn form(self, l: Locale) -> AnyView {
        let Self { action, next, button } = self;
        let next = next.to_owned();
        view! {
            <form method="post" action=action data-passkey-form="">
                <div hidden=true data-passkey-failed=""><Banner tone=Tone::Warn title=text::failed(l)/></div>
                <input type="hidden" name="answer" value=""/>
                <input type="hidden" name="next" value=next/>
                <p><Button look=ButtonLook::Primary icon=Glyph::Key>{button}</Button></p>
            </form>
        }
        .into_any()
    }
}

/// `inside` where passkeys are known and the page stands under the right name; else words that say what is in the way.
pub(super) fn ask(frame: &Frame<'_>, what: Ask<'_>, inside: AnyView) -> AnyView {
    let l = frame.locale;
    let Some(party) = Party::of(frame.origin) else {
        return view! { <p class="quiet-text">{text::needs_name(l)}</p> }.into_any();
    };
    let (kind, options) = match what {
        Ask::Offer => ("offer", None),
        Ask::Make(options) => ("make", Some(options.to_owned())),
        Ask::Use(options) => ("use", Some(options.to_owned())),
        Ask::UseNow(options) => ("use-now", Some(options.to_owned())),
    };
    let there = [party.origin.as_str(), &frame.to(frame.path)].concat();
    view! {
        <div class="stack" data-passkey=kind data-at=party.origin data-options=options>
            <p class="quiet-text" data-passkey-no="">{text::no_browser(l)}</p>
            <p hidden=true data-passkey-elsewhere="">
                {text::elsewhere(l)} " " <a href=there>{text::open_there(l)}</a>
            </p>
            <div hidden=true data-passkey-can="">{inside}</div>
        </div>
    }
    .into_any()
}
