//! One of one's things: how it stands, what to do next, its forms, what finders reported, its history.

use domain::accounts::Profile;
use domain::tags::{MyKeyView, ThingForm};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::acts::{self, Act};
use super::report::{list, waits};
use super::{Report, look};
use crate::documents::{Frame, Head, portal_page};
use crate::t::things as text;
use crate::ui::{Banner, CodePlate, PageHeader, StatusBadge, TagSize, Timeline, Tone};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct ThingPage<'a> {
    /// The key and everything about it.
    pub view: &'a MyKeyView,
    /// What finders reported of it, newest first.
    pub reports: &'a [Report],
    /// What it hangs on, as typed or as kept.
    pub form: &'a ThingForm,
    /// The promo code or the address as typed, in the form that was refused.
    pub typed: &'a str,
    /// What became of which form.
    pub refusal: Option<(Act, &'a Error)>,
    /// What was done just now (see `look::done`), or nothing.
    pub done: &'a str,
}

impl<'a> ThingPage<'a> {
    pub(super) fn refused(&self, act: Act) -> Option<&'a Error> {
        self.refusal.filter(|(at, _)| *at == act).map(|(_, error)| error)
    }

    pub(super) fn typed_at(&self, act: Act) -> String {
        self.refused(act).map_or(String::new(), |_| self.typed.to_owned())
    }
}

/// The form as kept.
pub fn filled(view: &MyKeyView) -> ThingForm {
    let thing = &view.row.thing;
    ThingForm {
        kind: thing.kind.wire().to_owned(),
        thing: thing.name.as_str().to_owned(),
        description: thing.description.clone().unwrap_or_default(),
        reward: thing.reward.map(domain::Money::plain).unwrap_or_default(),
        currency: thing
            .reward
            .map(|reward| reward.currency.code().to_owned())
            .unwrap_or_default(),
    }
}

/// The page.
pub fn thing(frame: &Frame<'_>, profile: &Profile, page: ThingPage<'_>) -> String {
    let l = frame.locale;
    let row = &page.view.row;
    let name = row.thing.name.as_str().to_owned();
    let head = Head::private([&name, " · Cloakroom"].concat(), text::lead(l)).live("case payment");
    portal_page(frame, profile, head, || {
        let back = (frame.to("/owner"), text::back(l).to_owned());
        let own = row.key.grouped();
        let reports: Vec<&Report> = page.reports.iter().filter(|report| report.key == own).collect();
        let open = reports.iter().filter(|report| report.open);
        let open = open.map(|report| waits(frame, report, None)).collect_view();
        let at = |act: Act| frame.to(&format!("/owner/keys/{}/{}", row.id, act.path()));
        view! {
            <div class="stack stack-l">
                <PageHeader title=name own=true eyebrow=look::kind(l, row.thing.kind) back/>
                {look::done(l, page.done).map(|words| view! { <Banner tone=Tone::Good title=words/> })}
                <div class="stack" data-live="found">{open}</div>
                <div data-live="stand">{stand(l, &page)}</div>
                <div class="thing-page">
                    <div class="stack stack-l">
                        {acts::cover(l, &page, &at)} {acts::lost(l, &page, at(Act::Lost))}
                        {acts::transfer(l, &page, &at)}
                        <section class="card stack" data-live="reports">
                            <h2>{text::reports(l)}</h2>
                            {list(frame, &reports)}
                        </section>
                    </div>
                    <div class="stack stack-l">
                        {acts::photo(l, &page, &at)} {acts::describe(l, &page, at(Act::Describe))}
                        {history(l, page.view)}
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

/// The number on its hook, how it stands, and what to do next.
fn stand(l: Locale, page: &ThingPage<'_>) -> AnyView {
    let row = &page.view.row;
    let (tone, icon, word) = look::state(l, row);
    let next = look::next(l, row).map(|words| view! { <p class="thing-next">{words}</p> });
    view! {
        <div class="thing-head card">
            <div class="thing-hook"><CodePlate code=row.key.plain() size=TagSize::Large/></div>
            <div class="thing-words">
                <p class="quiet-text">{page.view.product.get(l).to_owned()}</p>
                <StatusBadge tone icon label=word/>
                {next}
            </div>
        </div>
    }
    .into_any()
}

fn history(l: Locale, view: &MyKeyView) -> AnyView {
    let facts = view.history.iter().rev().map(|fact| look::fact(l, fact));
    let items = facts.collect::<Vec<_>>();
    view! {
        <section class="card stack" data-live="history">
            <h2>{text::history(l)}</h2>
            <Timeline label=text::history(l) items/>
        </section>
    }
    .into_any()
}
