//! The page of a case: what it is, what comes next, what is said. One page for both sides.

use domain::found::{CaseStage, DropBank, FeeView, PartyCase, Side, Wants, Way};
use domain::{Error, Locale, Refusal, RefusalCode};
use leptos::prelude::*;

use super::{look, talk, ways};
use crate::i18n::refusal_words;
use crate::photos::photo_shown;
use crate::site::frame::{Frame, Head, page};
use crate::t;
use crate::t::found as text;
use crate::ui::{Banner, Button, ButtonLook, Detail, DetailList, Glyph, Icon, MapLink, PageHeader, StatusBadge, Tone};

/// What the page of a case needs.
#[derive(Clone, Copy)]
pub struct CasePage<'a> {
    /// The case.
    pub case: &'a PartyCase,
    /// The lockers that can be chosen.
    pub banks: &'a [DropBank],
    /// Why the last act did nothing.
    pub notice: Option<RefusalCode>,
    /// What was typed and refused: the message, and the time and place of a proposal.
    pub words: &'a str,
    /// See `words`.
    pub at: &'a str,
    /// See `words`.
    pub place: &'a str,
    /// What is wrong with it.
    pub refusal: Option<&'a Error>,
}

impl CasePage<'_> {
    /// Where the form of an act goes.
    pub(super) fn action(&self, frame: &Frame<'_>, act: &str) -> String {
        frame.to(&["/case/", &self.case.number.digits(), "/", act].concat())
    }
}

/// The page of a case. It may hold a drop code: it must not be stored by anybody.
pub fn found_case(frame: &Frame<'_>, what: CasePage<'_>) -> String {
    let l = frame.locale;
    let case = what.case;
    let title = text::case_title(l, &case.number.to_string());
    let head = Head::private([title.as_str(), " · Cloakroom"].concat(), text::description(l));
    page(frame, head, || {
        let lead = match case.side {
            Side::Finder => text::case_lead_finder(l).to_owned(),
            Side::Owner => text::case_lead_owner(l, &case.key),
        };
        let (tone, icon, label) = look::stage(l, case.stage);
        view! {
            <div class="stack stack-l site-narrow found">
                <div class="found-over"><StatusBadge tone label icon/></div>
                <PageHeader title=title lead=lead/>
                {what.notice.map(|code| refused(l, code))}
                {fee(frame, l, &what)}
                {nobody(l, case)}
                {ways::settled(frame, l, &what)}
                {ways::choose(frame, l, &what)}
                {talk::proposals(frame, l, &what)}
                {talk::messages(frame, l, &what)}
                {photo(frame, l, &what)}
                {details(l, case)}
                {withdraw(frame, l, &what)}
            </div>
        }
        .into_any()
    })
}

fn refused(l: Locale, code: RefusalCode) -> AnyView {
    let words = refusal_words(l, &Refusal::act(code));
    view! { <Banner tone=Tone::Warn title=text::not_done(l)><p>{words}</p></Banner> }.into_any()
}

fn fee(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> Option<AnyView> {
    let FeeView { amount, settled } = what.case.fee?;
    let amount = amount.written(l);
    if settled {
        let words = text::fee_paid(l, &amount);
        return Some(view! { <p class="found-line"><Icon glyph=Glyph::Check/><span>{words}</span></p> }.into_any());
    }
    let action = what.action(frame, "pay");
    Some(
        view! {
            <section class="card stack stack-s">
                <h2>{text::fee_title(l, &amount)}</h2>
                <p>{text::fee_text(l)}</p>
                <form method="post" action=action>
                    <Button look=ButtonLook::Primary icon=Glyph::ArrowRight>{text::fee_pay(l)}</Button>
                </form>
            </section>
        }
        .into_any(),
    )
}

fn nobody(l: Locale, case: &PartyCase) -> Option<AnyView> {
    let waits = case.stage == CaseStage::Reported && case.side == Side::Finder && !case.owner_known;
    waits.then(|| {
        view! { <p class="found-line"><Icon glyph=Glyph::Info/><span>{text::nobody_known(l)}</span></p> }.into_any()
    })
}

fn photo(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> Option<AnyView> {
    what.case.pictured.then(|| {
        let shown = photo_shown(what.action(frame, "photo"), t::photos::of_find(l));
        view! { <section class="card stack stack-s"><h2>{text::photo_from_finder(l)}</h2>{shown}</section> }.into_any()
    })
}

fn details(l: Locale, case: &PartyCase) -> AnyView {
    let kept = |words: &str| words.to_owned();
    let mut details = vec![Detail::own(text::key_label(l), kept(&case.key))];
    if let Some(thing) = &case.thing {
        details.push(Detail::own(text::thing_label(l), kept(thing)));
    }
    if let Some(place) = &case.waits_at {
        let address = [place.name.as_str(), ", ", &place.address, ", ", &place.city].concat();
        let map = view! { <MapLink address latitude=place.latitude longitude=place.longitude/> };
        details.push(Detail::new(text::way_locker(l), map));
    }
    if let Some(office) = &case.office {
        details.push(Detail::own(
            text::office_label(l),
            [office.name.as_str(), ", ", &office.address].concat(),
        ));
        if !office.opening_hours.is_empty() {
            details.push(Detail::own(text::open_label(l), kept(&office.opening_hours)));
        }
        if !office.phone.is_empty() {
            let shown = domain::Phone::parse(&office.phone).map_or_else(|_| office.phone.clone(), |p| p.grouped());
            let href = ["tel:", &office.phone].concat();
            details.push(Detail::new(
                text::phone(l),
                view! { <a class="number" href=href>{shown}</a> },
            ));
        }
    }
    let reward = case.reward.as_ref().map(|reward| text::reward(l, reward));
    let wants = (case.side == Side::Owner).then(|| match case.wants {
        Wants::Thanks => text::finder_wants_thanks(l),
        Wants::Reward => text::finder_wants_reward(l),
    });
    view! {
        <section class="card stack stack-s">
            <DetailList details/>
            {reward.map(|words| view! { <p>{words}</p> })}
            {wants.map(|words| view! { <p class="quiet-text">{words}</p> })}
        </section>
    }
    .into_any()
}

fn withdraw(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> Option<AnyView> {
    // While somebody may stand before the door, the drop must be called off first.
    let at_locker = what.case.way == Some(Way::Locker);
    (what.case.may_withdraw && !at_locker).then(|| {
        let action = what.action(frame, "withdraw");
        view! {
            <form class="found-line" method="post" action=action>
                <span class="quiet-text">{text::withdraw_text(l)}</span>
                <Button look=ButtonLook::Quiet icon=Glyph::Return>{text::withdraw(l)}</Button>
            </form>
        }
        .into_any()
    })
}
