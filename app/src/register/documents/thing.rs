//! One thing: what is known, who claims it, what can be done, and its protocol.

use domain::Error;
use domain::accounts::Profile;
use domain::register::{EndForm, HandOutForm, ThingView};
use leptos::prelude::*;

use super::{acts, claims, facts};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date_time, error_text};
use crate::register::look;
use crate::t::register as text;
use crate::ui::{Banner, Glyph, LinkButton, PageHeader, StatusBadge, Timeline, TimelineItem, Tone};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct ThingPage<'a> {
    /// The thing.
    pub view: &'a ThingView,
    /// How it is handed out, as typed.
    pub hand: &'a HandOutForm,
    /// How it ends, as typed.
    pub end: &'a EndForm,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// One thing.
pub fn thing(frame: &Frame<'_>, profile: &Profile, page: ThingPage<'_>) -> String {
    let l = frame.locale;
    let view = page.view;
    let number = view.row.number.to_string();
    let head = Head::private([number.as_str(), " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let place = [frame.to("/register/").as_str(), &view.row.id.to_string()].concat();
        let back = (frame.to("/register"), text::title(l).to_owned());
        let refused = page
            .refusal
            .map(|error| view! { <Banner tone=Tone::Bad title=error_text(l, error)/> });
        let (tone, icon, label) = look::stage(l, view.row.stage);
        let due = view
            .row
            .due
            .then(|| view! { <StatusBadge tone=Tone::Warn icon=Glyph::Bell label=text::due(l)/> });
        let print = [place.as_str(), "/print"].concat();
        let change = (!view.row.stage.is_over()).then(|| {
            view! { <LinkButton href=[place.as_str(), "/change"].concat() icon=Glyph::Document>{text::change(l)}</LinkButton> }
        });
        view! {
            <div class="stack register">
                <PageHeader title=view.row.what.clone() own=true eyebrow=number own_eyebrow=true back>
                    {change}
                    <LinkButton href=print icon=Glyph::Print>{text::print(l)}</LinkButton>
                </PageHeader>
                {refused}
                <div class="row"><StatusBadge tone label icon/>{due}</div>
                <div class="split">
                    <div class="stack">
                        {claims::all(l, view, &place)}
                        {facts::facts(l, view)}
                        {protocol(l, view)}
                    </div>
                    <div class="stack">
                        {acts::acts(l, page, &place)}
                        {facts::hidden(l, view)}
                        {facts::photo(l, view, &place)}
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

fn protocol(l: domain::Locale, view: &ThingView) -> AnyView {
    let items = view.protocol.iter().rev().map(|line| {
        let (tone, icon, title, mut detail) = look::fact(l, &line.what);
        if let Some(by) = &line.by {
            if !detail.is_empty() {
                detail.push_str(" · ");
            }
            detail.push_str(by);
        }
        TimelineItem {
            tone,
            icon,
            title: title.to_owned(),
            detail,
            when: date_time(l, line.at),
        }
    });
    let items: Vec<TimelineItem> = items.collect();
    view! {
        <section class="card stack">
            <h2>{text::protocol(l)}</h2>
            <Timeline label=text::protocol(l) items/>
        </section>
    }
    .into_any()
}
