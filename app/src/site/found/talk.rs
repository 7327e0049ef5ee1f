//! What finder and owner say to each other, and when and where they could meet.

use domain::Locale;
use domain::found::{PartyMessage, PartyProposal, ProposalState, Side, Way};
use leptos::prelude::*;

use super::case::CasePage;
use super::look;
use crate::i18n::{date_time, field_error};
use crate::site::frame::Frame;
use crate::t::found as text;
use crate::ui::{Button, ButtonLook, Field, FieldKind, Glyph, StatusBadge, TextArea};

/// Times and places on the table, and a form for another one.
pub(super) fn proposals(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> Option<AnyView> {
    let case = what.case;
    // Once another way is settled, a meeting would only be in the way.
    let settled = case.way.is_some_and(|way| way != Way::Meeting);
    if case.proposals.is_empty() && (settled || !case.may_propose) {
        return None;
    }
    let answer = what.action(frame, "answer");
    let rows = case.proposals.iter().map(|p| proposal(l, p, &answer, case.may_propose));
    let rows = rows.collect_view();
    let form = (case.may_propose && !settled).then(|| form(frame, l, what));
    Some(
        view! {
            <section class="card stack" id="meeting">
                <h2>{text::proposals_title(l)}</h2>
                <ul class="found-talk">{rows}</ul>
                {form}
            </section>
        }
        .into_any(),
    )
}

fn proposal(l: Locale, p: &PartyProposal, answer: &str, may: bool) -> AnyView {
    let (tone, icon, label) = look::proposal(l, p.state);
    let who = if p.mine {
        text::proposal_mine(l)
    } else {
        text::proposal_theirs(l)
    };
    let asked = (may && !p.mine && p.state == ProposalState::Open).then(|| {
        let (action, id) = (answer.to_owned(), p.id.to_string());
        view! {
            <form class="found-buttons" method="post" action=action>
                <input type="hidden" name="proposal" value=id/>
                <Button look=ButtonLook::Primary icon=Glyph::Check name="agree" value="yes">{text::proposal_agree(l)}</Button>
                <Button look=ButtonLook::Quiet name="agree" value="no">{text::proposal_decline(l)}</Button>
            </form>
        }
    });
    view! {
        <li>
            <p class="eyebrow">{who}</p>
            <p><strong>{date_time(l, p.at)}</strong>", "<span translate="no">{p.place.clone()}</span></p>
            <StatusBadge tone label icon/>
            {asked}
        </li>
    }
    .into_any()
}

fn form(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> AnyView {
    let action = what.action(frame, "propose");
    let error = |field| what.refusal.and_then(|e| field_error(l, e, field));
    view! {
        <form class="form" method="post" action=action novalidate>
            <Field
                name="at"
                label=text::proposal_when(l)
                kind=FieldKind::DateTime
                hint=text::proposal_when_hint(l, &what.case.time_zone.replace('_', " "))
                value=what.at.to_owned()
                error=error("at")
                required=true
            />
            <Field
                name="place"
                label=text::proposal_where(l)
                value=what.place.to_owned()
                error=error("place")
                maxlength=120_u32
                required=true
            />
            <Button icon=Glyph::Send>{text::proposal_send(l)}</Button>
        </form>
    }
    .into_any()
}

/// What was said, and a form to say more.
pub(super) fn messages(frame: &Frame<'_>, l: Locale, what: &CasePage<'_>) -> Option<AnyView> {
    let case = what.case;
    if case.messages.is_empty() && !case.may_write {
        return None;
    }
    let said = case.messages.iter().map(|m| message(l, case.side, m)).collect_view();
    let hint = case
        .messages
        .is_empty()
        .then(|| view! { <p class="quiet-text">{text::messages_none(l)}</p> });
    let action = what.action(frame, "write");
    let error = what.refusal.and_then(|e| field_error(l, e, "words"));
    let words = what.words.to_owned();
    let form = case.may_write.then(|| {
        view! {
            <form class="form" method="post" action=action novalidate>
                <TextArea name="words" label=text::write(l) value=words error=error maxlength=600_u32 required=true/>
                <Button icon=Glyph::Send>{text::write_send(l)}</Button>
            </form>
        }
    });
    Some(
        view! {
            <section class="card stack">
                <h2>{text::messages_title(l)}</h2>
                {hint}
                <ul class="found-talk">{said}</ul>
                {form}
            </section>
        }
        .into_any(),
    )
}

fn message(l: Locale, side: Side, m: &PartyMessage) -> AnyView {
    let who = look::speaker(l, side, m.from);
    view! {
        <li>
            <p class="eyebrow">{who}" · "{date_time(l, m.at)}</p>
            <p class="found-said" translate="no">{m.text.clone()}</p>
        </li>
    }
    .into_any()
}
