//! One request: what was said, what it is about with its whole history, the bank as it stands, and what can be done.

use domain::accounts::Profile;
use domain::lockers::BankView;
use domain::notices::Channel;
use domain::support::{HelpThing, Origin, RequestView};
use domain::{Error, Locale};
use leptos::prelude::*;

use super::acts::acts;
use super::queue::promised;
use crate::delivery::history;
use crate::delivery::look::{item_name, state};
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date_time, error_text};
use crate::lockers::look as banks;
use crate::portal::look::delivery_href;
use crate::support::look;
use crate::t::lockers;
use crate::t::support as text;
use crate::ui::{
    Banner, Button, ButtonLook, Detail, DetailList, DoorGrid, Glyph, PageHeader, StatusBadge, Tag, TagSize, Timeline,
    Tone, When,
};

/// What was typed into the forms of the page, and refused.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Of which form: the last part of its address.
    pub act: String,
    /// The words or the reason.
    pub words: String,
    /// The days.
    pub days: String,
}

/// What the page needs.
#[derive(Clone, Copy)]
pub struct RequestPage<'a> {
    /// The request.
    pub view: &'a RequestView,
    /// What was typed into the form that was refused.
    pub typed: &'a Typed,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page.
pub fn request(frame: &Frame<'_>, profile: &Profile, page: RequestPage<'_>) -> String {
    let l = frame.locale;
    let row = &page.view.row;
    let number = text::number(l, &row.number.to_string());
    let title = [&number, " · Cloakroom"].concat();
    let head = Head::private(title, text::lead(l)).live("help consignment bank");
    portal_page(frame, profile, head, || {
        let back = (frame.to("/support"), text::title(l).to_owned());
        let place = [frame.to("/support/").as_str(), &row.id.to_string()].concat();
        let (tone, icon, label) = look::stage(l, row.stage);
        // Errors of a field stand beside it.
        let refused = page
            .refusal
            .filter(|e| e.refusal().is_none_or(|r| r.fields.is_empty()))
            .map(|error| {
                let why = error_text(l, error);
                view! { <Banner tone=Tone::Bad title=text::not_done(l)><p>{why}</p></Banner> }
            });
        view! {
            <div class="stack stack-l">
                <PageHeader title=look::problem(l, row.problem) eyebrow=number back>
                    <StatusBadge tone label icon/>
                </PageHeader>
                {refused}
                <div class="split">
                    <div class="stack">
                        <div class="stack" data-live="thread" aria-live="polite">{thread(l, page.view)}</div>
                        {acts(frame, &place, page)}
                        // In the wide column: a cabinet is wider than what stands beside it.
                        <div class="stack" data-live="bank">{bank(l, &place, page.view)}</div>
                    </div>
                    <div class="stack" data-live="facts">
                        {facts(l, page.view)}
                        {thing(l, page.view)}
                    </div>
                </div>
            </div>
        }
        .into_any()
    })
}

fn thread(l: Locale, view: &RequestView) -> AnyView {
    let items: Vec<_> = view.lines.iter().map(|line| look::line(l, line)).collect();
    view! {
        <section class="card stack">
            <h2>{text::thread(l)}</h2>
            <Timeline label=text::thread(l) items/>
        </section>
    }
    .into_any()
}

fn facts(l: Locale, view: &RequestView) -> AnyView {
    let row = &view.row;
    let holder = match (&row.holder, row.mine) {
        (Some(_), true) => text::you(l).into_any(),
        (Some(name), false) => view! { <span translate="no">{name.clone()}</span> }.into_any(),
        (None, _) => text::nobody(l).into_any(),
    };
    let (opened, now) = (row.opened, Some(row.now));
    let details = vec![
        Detail::new(text::holder(l), holder),
        Detail::new(text::promised(l), promised(l, row)),
        Detail::new(
            text::opened(l),
            view! { <When moment=opened now/> " · " {look::origin(l, row.origin)} },
        ),
    ];
    view! { <section class="card"><DetailList details/></section> }.into_any()
}

fn thing(l: Locale, view: &RequestView) -> AnyView {
    let Some(thing) = &view.thing else {
        let (title, words) = match view.row.origin {
            Origin::House => (text::about_locker_title(l), text::about_locker_text(l)),
            Origin::Pickup | Origin::Kiosk | Origin::Staff => (text::nothing_title(l), text::nothing_text(l)),
        };
        return view! {
            <section class="card stack stack-s">
                <h2>{title}</h2>
                <p>{words}</p>
            </section>
        }
        .into_any();
    };
    let (tone, icon, label) = state(l, thing.state);
    let door = view
        .row
        .compartment
        .map(|number| view! { <Tag number=number.to_string() size=TagSize::Large/> });
    let mut details = vec![Detail::new(text::reached(l), reached(l, thing))];
    if let Some(until) = thing.deadline {
        let paused = thing.paused.then(|| [" · ", crate::t::care::paused(l)].concat());
        details.push(Detail::new(text::until(l), view! { {date_time(l, until)} {paused} }));
    }
    let items: Vec<_> = thing.history.iter().map(|entry| history::line(l, entry)).collect();
    view! {
        <section class="card stack">
            <h2>{text::thing(l)}</h2>
            <div class="support-thing">
                {door}
                <div class="stack stack-s">
                    <p>
                        <a href=delivery_href(l, thing.id) translate="no"><strong>{thing.recipient.clone()}</strong></a>
                        " · " {item_name(l, thing.item)}
                    </p>
                    <p><StatusBadge tone label icon/></p>
                </div>
            </div>
            <DetailList details/>
            <h3>{text::history(l)}</h3>
            <Timeline label=text::history(l) items/>
        </section>
    }
    .into_any()
}

/// By what, and in which language: that is called by its own name.
fn reached(l: Locale, thing: &HelpThing) -> AnyView {
    let words: Vec<&str> = thing
        .reached_by
        .iter()
        .map(|channel| match channel {
            Channel::Email => text::by_email(l),
            Channel::Sms => text::by_sms(l),
        })
        .collect();
    if words.is_empty() {
        return text::nobody(l).into_any();
    }
    let language = thing.locale.name();
    view! { {words.join(" · ")} " · " <span translate="no">{language}</span> }.into_any()
}

fn bank(l: Locale, place: &str, view: &RequestView) -> AnyView {
    let bank = &view.bank;
    let meant = view.door.map(|door| door.number);
    let doors: Vec<_> = bank
        .doors
        .iter()
        .map(|door| banks::drawing(l, door, meant == Some(door.number)))
        .collect();
    let (tone, icon, label) = banks::connection(l, bank.connection);
    let title = [bank.place.name.as_str(), ", ", &bank.place.city].concat();
    let broken = banks::out_of_order(l, &bank.troubles)
        .map(|(title, what_now)| view! { <Banner tone=Tone::Bad title=title>{what_now}</Banner> });
    view! {
        <section class="card stack">
            <h2>{text::doors(l)}</h2>
            <p><span translate="no">{title.clone()}</span> " " <StatusBadge tone label icon/></p>
            {broken}
            <DoorGrid title doors panels=bank.panels.clone() legend=true/>
            {tried(l, bank)}
            {worked(l, place, view)}
        </section>
    }
    .into_any()
}

/// How the test openings of the bank's doors that are out of service went.
fn tried(l: Locale, bank: &BankView) -> AnyView {
    let lines: Vec<_> = bank
        .doors
        .iter()
        .filter_map(|door| Some((door.number.to_string(), door.test?)))
        .map(|(door, test)| {
            let words = lockers::test_of_door(l, &door, &banks::test_words(l, test));
            view! { <li>{words}</li> }
        })
        .collect();
    let title = (!lines.is_empty()).then(|| view! { <h3>{lockers::test_door(l)}</h3> });
    let list = (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> });
    view! { {title} {list} }.into_any()
}

/// The door worked when it was tried: back into service with one press. The reason is what everybody just saw.
fn worked(l: Locale, place: &str, view: &RequestView) -> AnyView {
    let door = view.door.filter(|door| view.may_act && door.out && door.may_change);
    let tested = door.and_then(|door| view.bank.doors.iter().find(|one| one.id == door.id)?.test);
    let good = tested.is_some_and(|test| test.result.is_good());
    let form = good.then(|| {
        let action = [place, "/door-back"].concat();
        view! {
            <form method="post" action=action>
                <input type="hidden" name="reason" value=text::test_reason_good(l)/>
                <Button look=ButtonLook::Primary icon=Glyph::Check>{text::back_title(l)}</Button>
            </form>
        }
    });
    form.into_any()
}
