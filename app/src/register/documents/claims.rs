//! Who says that a thing is theirs: their answers beside the questions, and the two buttons of a colleague.

use domain::Locale;
use domain::register::{ClaimStage, ClaimView, ClaimantShown, ThingStage, ThingView};
use leptos::prelude::*;

use super::facts::reach;
use crate::i18n::date;
use crate::register::look;
use crate::t::register as text;
use crate::ui::{Button, ButtonLook, Detail, DetailList, Field, Glyph, LinkButton, StatusBadge, When};

/// All claims, the newest first.
pub(super) fn all(l: Locale, view: &ThingView, place: &str) -> AnyView {
    let here = !view.row.stage.is_over();
    let claims = view
        .claims
        .iter()
        .map(|claim| one(l, view, claim, place))
        .collect_view();
    let none = view
        .claims
        .is_empty()
        .then(|| view! { <p class="quiet-text">{text::claims_none(l)}</p> });
    let compare = (view.row.open > 0).then(|| view! { <p class="quiet-text">{text::compare(l)}</p> });
    let take = here.then(|| {
        view! { <LinkButton href=[place, "/claim"].concat() icon=Glyph::Person>{text::take_claim(l)}</LinkButton> }
    });
    view! {
        <section class="card stack">
            <h2>{text::claims(l)}</h2>
            {none}
            {compare}
            <ul class="register-claims">{claims}</ul>
            <div class="row">{take}</div>
        </section>
    }
    .into_any()
}

fn one(l: Locale, view: &ThingView, claim: &ClaimView, place: &str) -> AnyView {
    let (tone, icon, label) = look::claim(l, claim.stage);
    let made = claim.made;
    let now = Some(view.now);
    let said = match &claim.said {
        Some(said) => said_by(l, view, said),
        None => view! { <p class="quiet-text">{text::forgotten(l)}</p> }.into_any(),
    };
    let decide = (claim.stage == ClaimStage::Open).then(|| decide(l, view, claim, place));
    view! {
        <li class="register-claim stack stack-s">
            <div class="row">
                <h3 class="register-claim-title">{text::claim_number(l, &claim.number.to_string())}</h3>
                <StatusBadge tone label icon/>
                <span class="small-text quiet-text"><When moment=made now/></span>
            </div>
            {said}
            {decide}
        </li>
    }
    .into_any()
}

fn said_by(l: Locale, view: &ThingView, said: &ClaimantShown) -> AnyView {
    let mut details = vec![Detail::own(
        text::said_words(l),
        view! { <span class="register-words">{said.words.clone()}</span> },
    )];
    for (question, answer) in view.questions().iter().zip(&said.answers) {
        let words = question.get(l).to_owned();
        details.push(if answer.is_empty() {
            Detail::new(words, view! { <span class="quiet-text">{text::said_none(l)}</span> })
        } else {
            Detail::own(words, answer.clone())
        });
    }
    let lost = [said.lost_on.map(|day| date(l, day.moment())), said.place.clone()];
    let lost: Vec<String> = lost.into_iter().flatten().collect();
    if !lost.is_empty() {
        details.push(Detail::own(text::said_lost(l), lost.join(" · ")));
    }
    let name = said.contact.name.as_ref().map(ToString::to_string).unwrap_or_default();
    view! {
        <p><strong translate="no">{name}</strong></p>
        {reach(&said.contact)}
        <DetailList details/>
    }
    .into_any()
}

fn decide(l: Locale, view: &ThingView, claim: &ClaimView, place: &str) -> AnyView {
    let action = |act: &str| [place, "/", act, "/", &claim.id.to_string()].concat();
    let accept = (view.row.stage == ThingStage::UnderProof).then(|| {
        view! {
            <form method="post" action=action("accept")>
                <Button look=ButtonLook::Primary icon=Glyph::Check>{text::accept(l)}</Button>
            </form>
        }
    });
    let id = ["reason-", &claim.id.to_string()].concat();
    view! {
        {accept}
        <details class="register-more">
            <summary>{text::decline(l)}</summary>
            <form class="stack stack-s" method="post" action=action("decline")>
                <Field name="reason" id label=text::reason(l) maxlength=120 required=true autocomplete="off"/>
                <div class="row"><Button look=ButtonLook::Danger>{text::decline(l)}</Button></div>
            </form>
        </details>
    }
    .into_any()
}
