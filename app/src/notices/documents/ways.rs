//! How mails and text messages leave the house, what waits, and a test of each.

use domain::accounts::Profile;
use domain::notices::{Channel, Queue, SetUp, TestMessage, Tested, WayOut};
use domain::{Error, Locale, RefusalCode};
use leptos::prelude::*;

use crate::documents::{Frame, Head, Script, portal_page};
use crate::i18n::{field_error, number};
use crate::notices::look;
use crate::t::ways_out as text;
use crate::ui::{
    Banner, Button, ButtonLook, Detail, DetailList, Field, FieldKind, FormErrors, PageHeader, Tone, WhenHere,
    form_errors,
};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct WaysPage<'a> {
    /// The ways, and what waits.
    pub ways: &'a [WayOut],
    /// The test as typed.
    pub form: &'a TestMessage,
    /// Why no test was sent.
    pub refusal: Option<&'a Error>,
    /// What came of the test that was sent just now.
    pub tested: Option<&'a Tested>,
}

/// How messages leave the house.
pub fn ways_out(frame: &Frame<'_>, profile: &Profile, page: WaysPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).with(Some(Script::Here));
    portal_page(frame, profile, head, || {
        let ways = page.ways.iter().map(|one| way(frame, page, one)).collect_view();
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                {ways}
            </div>
        }
        .into_any()
    })
}

fn way(frame: &Frame<'_>, page: WaysPage<'_>, way: &WayOut) -> AnyView {
    let l = frame.locale;
    let id = ["way-", way.channel.wire()].concat();
    let labelled = id.clone();
    let unset = (way.set_up == SetUp::Unset).then(|| {
        let (title, more) = look::unset(l, way.channel);
        view! { <Banner tone=Tone::Warn title>{more}</Banner> }
    });
    let tested = page.tested.filter(|tested| tested.channel == way.channel);
    view! {
        <section class="card stack" aria-labelledby=labelled>
            <h2 id=id>{look::title(l, way.channel)}</h2>
            {unset}
            <DetailList details=details(l, way)/>
            {trouble(l, &way.queue)}
            {tested.map(|tested| outcome(frame, tested, &way.set_up))}
            {form(frame, page, way.channel)}
        </section>
    }
    .into_any()
}

fn details(l: Locale, way: &WayOut) -> Vec<Detail> {
    let queue = &way.queue;
    let mut details = Vec::new();
    match &way.set_up {
        SetUp::Unset => {}
        SetUp::Captured => details.push(Detail::new(text::way(l), text::captured(l))),
        SetUp::Out { host, from, cover } => {
            details.push(Detail::own(look::machine(l, way.channel), host.clone()));
            details.extend(from.as_ref().map(|from| Detail::own(text::sender(l), from.clone())));
            details.push(Detail::new(text::cover(l), look::cover(l, *cover)));
        }
    }
    details.push(Detail::new(text::waiting(l), number(l, queue.waiting)));
    if queue.held > 0 {
        details.push(Detail::new(text::held(l), number(l, queue.held)));
    }
    details.extend(
        queue
            .oldest
            .map(|moment| Detail::new(text::oldest(l), view! { <WhenHere moment/> })),
    );
    details.push(match queue.last_sent {
        Some(moment) => Detail::new(text::last_sent(l), view! { <WhenHere moment/> }),
        None => Detail::new(text::last_sent(l), text::none_sent(l)),
    });
    details.push(Detail::new(text::given_up(l), number(l, queue.given_up)));
    details
}

/// What is the matter with the queue, what to do, and when it is tried again.
fn trouble(l: Locale, queue: &Queue) -> Option<AnyView> {
    let last = queue.trouble?;
    let (title, advice) = look::trouble(l, last.what);
    let tone = if last.again_at.is_some() { Tone::Bad } else { Tone::Warn };
    let again = last
        .again_at
        .map(|moment| view! { <p>{text::again_at(l)} " " <WhenHere moment/></p> });
    let given_up = last
        .given_up_at
        .map(|moment| view! { <p>{text::given_up_at(l)} " " <WhenHere moment/></p> });
    Some(
        view! {
            <Banner tone title>
                <p>{advice}</p>
                {again}
                {given_up}
            </Banner>
        }
        .into_any(),
    )
}

/// What came of the test.
fn outcome(frame: &Frame<'_>, tested: &Tested, set_up: &SetUp) -> AnyView {
    let l = frame.locale;
    let said = tested.said.clone().map(|words| {
        view! { <p>{text::said(l)} " " <samp class="notices-said" translate="no">{words}</samp></p> }
    });
    let Some(trouble) = tested.trouble else {
        let inbox = (*set_up == SetUp::Captured).then(|| {
            view! { <p><a href=frame.to("/demo/inbox")>{text::to_inbox(l)}</a></p> }
        });
        let title = look::taken(l, tested, set_up);
        return view! { <Banner tone=Tone::Good title>{said} {inbox}</Banner> }.into_any();
    };
    let (title, advice) = look::trouble(l, trouble);
    view! {
        <Banner tone=Tone::Bad title>
            <p>{advice}</p>
            {said}
        </Banner>
    }
    .into_any()
}

fn form(frame: &Frame<'_>, page: WaysPage<'_>, channel: Channel) -> AnyView {
    let l = frame.locale;
    let own = page.form.channel == channel.wire();
    let refusal = page.refusal.filter(|_| own);
    let slow = refusal.is_some_and(|error| error.is(RefusalCode::SlowDown));
    let (label, hint, button) = look::question(l, channel);
    let id = ["to-", channel.wire()].concat();
    let wrong = refusal.filter(|_| !slow);
    let mut errors = wrong
        .map(|error| form_errors(l, error, &[("to", label)]))
        .unwrap_or_default();
    for one in &mut errors {
        one.field = one.field.as_ref().map(|_| id.clone());
    }
    let error = wrong.and_then(|error| field_error(l, error, "to"));
    let value = if own { page.form.to.clone() } else { String::new() };
    let kind = match channel {
        Channel::Email => FieldKind::Email,
        Channel::Sms => FieldKind::Tel,
    };
    let slow = slow.then(|| view! { <Banner tone=Tone::Warn title=text::too_many(l)/> });
    view! {
        <form class="form" method="post" action=frame.to("/manager/notices") novalidate>
            {slow}
            <FormErrors errors/>
            <input type="hidden" name="channel" value=channel.wire()/>
            <Field id name="to" label kind value hint error autocomplete="off" required=true/>
            <Button look=ButtonLook::Secondary>{button}</Button>
        </form>
    }
    .into_any()
}
