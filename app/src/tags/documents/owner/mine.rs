//! All of one's things, each on its brass number.

use domain::Locale;
use domain::accounts::Profile;
use domain::tags::{CoverView, MyKey};
use leptos::prelude::*;

use super::look;
use crate::documents::{Frame, Head, portal_page};
use crate::t::things as text;
use crate::ui::{ButtonLook, CodePlate, Drawing, Empty, Glyph, LinkButton, PageHeader, StatusBadge, TagSize};

/// The list.
pub fn mine(frame: &Frame<'_>, profile: &Profile, keys: &[MyKey]) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let activate = frame.to("/owner/activate");
        let body = if keys.is_empty() {
            empty(frame)
        } else {
            let cards = keys.iter().map(|key| card(frame, key)).collect_view();
            view! { <ul class="things">{cards}</ul> }.into_any()
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)>
                    <LinkButton href=activate look=ButtonLook::Primary icon=Glyph::Plus>{text::activate(l)}</LinkButton>
                </PageHeader>
                {body}
            </div>
        }
        .into_any()
    })
}

fn empty(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    let shop = frame.to("/catalogue");
    view! {
        <Empty drawing=Drawing::Hooks title=text::empty_title(l) text=text::empty_text(l)>
            <LinkButton href=shop icon=Glyph::Tag>{text::shop(l)}</LinkButton>
        </Empty>
    }
    .into_any()
}

fn card(frame: &Frame<'_>, key: &MyKey) -> AnyView {
    let l = frame.locale;
    let href = frame.to(&format!("/owner/keys/{}", key.id));
    let (tone, icon, word) = look::state(l, key);
    let next = look::next(l, key);
    view! {
        <li class="thing card">
            <CodePlate code=key.key.plain() size=TagSize::Medium/>
            <div class="thing-words">
                <h2><a href=href translate="no">{key.thing.name.as_str().to_owned()}</a></h2>
                <p class="quiet-text">{look::kind(l, key.thing.kind)}</p>
            </div>
            <StatusBadge tone icon label=word/>
            {cover_bar(l, &key.cover)}
            {next.map(|words| view! { <p class="thing-next">{words}</p> })}
        </li>
    }
    .into_any()
}

/// The paid period as a bar, and its end in words.
pub(super) fn cover_bar(l: Locale, cover: &CoverView) -> AnyView {
    let width = look::filled(cover).to_string();
    view! {
        <div class="cover">
            <svg class="cover-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="cover-rest" width="100" height="4"></rect>
                <rect class="cover-left" width=width height="4"></rect>
            </svg>
            <p class="small-text">{look::cover(l, cover)}</p>
        </div>
    }
    .into_any()
}
