//! Who is signed in has no things here: what fits instead.

use domain::accounts::Profile;
use leptos::prelude::*;

use crate::accounts::look::role_names;
use crate::documents::{Frame, Head, portal_page};
use crate::t::things as text;
use crate::ui::{Button, ButtonLook, Glyph, LinkButton, PageHeader};

/// The page of an act that needs an owner's account, for a reader who has none. `wanted` is where they wanted to go,
/// without the language: signed in as an owner they come there.
pub fn for_owners_only(frame: &Frame<'_>, profile: &Profile, wanted: &str) -> String {
    let l = frame.locale;
    let head = Head::private([text::other_title(l), " · Cloakroom"].concat(), text::other_text(l));
    let sign_out = frame.to("/sign-out");
    let there = frame.to(wanted);
    let account = [frame.to("/sign-up").as_str(), "?next=", &there].concat();
    let back = frame.to("/catalogue");
    portal_page(frame, profile, head, || {
        let out = |next: String, look: ButtonLook, icon: Glyph, words: &'static str| {
            view! {
                <form method="post" action=sign_out.clone()>
                    <input type="hidden" name="next" value=next/>
                    <Button look icon>{words}</Button>
                </form>
            }
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::other_title(l) lead=text::other_text(l)/>
                <section class="card stack">
                    <p>
                        {text::other_now(l)} " "
                        <strong translate="no">{profile.name.clone()}</strong> " ("
                        {role_names(l, &profile.roles)} ")."
                    </p>
                    <div class="row">
                        {out(account, ButtonLook::Primary, Glyph::Person, text::other_sign_up(l))}
                        {out(there, ButtonLook::Secondary, Glyph::SignOut, text::other_sign_in(l))}
                    </div>
                </section>
                <p><LinkButton href=back look=ButtonLook::Quiet icon=Glyph::ArrowLeft>{text::shop(l)}</LinkButton></p>
            </div>
        }
        .into_any()
    })
}
