//! All of one's things, each on its brass number.

use domain::Locale;
use domain::accounts::Profile;
use domain::tags::{CoverView, MyKey};
use leptos::prelude::*;

use super::report::waits;
use super::{Report, look};
use crate::documents::{Frame, Head, portal_page};
use crate::t::things as text;
use crate::ui::{ButtonLook, CodePlate, Drawing, Empty, Glyph, LinkButton, PageHeader, StatusBadge, TagSize};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct MinePage<'a> {
    /// One's keys, newest first.
    pub keys: &'a [MyKey],
    /// What finders reported of them.
    pub reports: &'a [Report],
}

/// The list.
pub fn mine(frame: &Frame<'_>, profile: &Profile, page: MinePage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).live("case payment");
    portal_page(frame, profile, head, || {
        if page.keys.is_empty() {
            return nothing_yet(frame);
        }
        let (activate, shop) = (frame.to("/owner/activate"), frame.to("/catalogue"));
        let open = page.reports.iter().filter(|report| report.open);
        let found = open.map(|report| waits(frame, report, name_of(page.keys, report)));
        let found = found.collect_view();
        let cards = page.keys.iter().map(|key| card(frame, key)).collect_view();
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)>
                    <LinkButton href=shop icon=Glyph::Tag>{text::shop(l)}</LinkButton>
                    <LinkButton href=activate look=ButtonLook::Primary icon=Glyph::Plus>{text::activate(l)}</LinkButton>
                </PageHeader>
                <div class="stack" data-live="found">{found}</div>
                <ul class="things" data-live="things">{cards}</ul>
            </div>
        }
        .into_any()
    })
}

/// Which of the things a report is about.
fn name_of<'a>(keys: &'a [MyKey], report: &Report) -> Option<&'a str> {
    let key = keys.iter().find(|key| key.key.grouped() == report.key)?;
    Some(key.thing.name.as_str())
}

/// How to begin: three steps and the two ways in.
fn nothing_yet(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    let (activate, shop) = (frame.to("/owner/activate"), frame.to("/catalogue"));
    let steps = [text::begin_1(l), text::begin_2(l), text::begin_3(l)].map(|words| view! { <li><p>{words}</p></li> });
    view! {
        <div class="stack stack-l">
            <PageHeader title=text::title(l) lead=text::lead(l)/>
            <div class="card">
                <Empty drawing=Drawing::Hooks title=text::empty_title(l) text=text::empty_text(l)>
                    <LinkButton href=activate look=ButtonLook::Primary icon=Glyph::Plus>{text::activate(l)}</LinkButton>
                    <LinkButton href=shop icon=Glyph::Tag>{text::shop(l)}</LinkButton>
                </Empty>
                <ol class="begin">{steps.collect_view()}</ol>
            </div>
        </div>
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
            <a class="thing-link" href=href>
                <span class="thing-hook"><CodePlate code=key.key.plain() size=TagSize::Medium/></span>
                <span class="thing-words">
                    <span class="eyebrow">{look::kind(l, key.thing.kind)}</span>
                    <strong class="thing-name" translate="no">{key.thing.name.as_str().to_owned()}</strong>
                </span>
            </a>
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
    let class = if look::ends_soon(cover) {
        "cover cover-soon"
    } else {
        "cover"
    };
    let left = look::left(l, cover).map(|words| view! { <span class="quiet-text">{words}</span> });
    view! {
        <div class=class>
            <svg class="cover-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="cover-rest" width="100" height="4"></rect>
                <rect class="cover-left" width=width height="4"></rect>
            </svg>
            <p class="cover-words small-text"><span>{look::cover(l, cover)}</span> {left}</p>
        </div>
    }
    .into_any()
}
