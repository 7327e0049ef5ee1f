//! What can be done about a case: calls, the way home, fee, messages, closing, another office. Plain forms.

use domain::Locale;
use domain::found::{CallOutcome, CaseView, Side, Way, Whom};
use leptos::prelude::*;

use super::case::{CasePage, due};
use crate::documents::Frame;
use crate::t;
use crate::tickets::case_look;
use crate::ui::{Button, ButtonLook, Field, Glyph, Icon, LinkButton, SelectField, TextArea};

fn action(place: &str, act: &str) -> String {
    [place, "/", act].concat()
}

fn options<T: Copy>(
    l: Locale,
    all: &[T],
    wire: impl Fn(T) -> &'static str,
    words: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    let mut list = vec![(String::new(), t::desk::choose(l).to_owned())];
    list.extend(all.iter().map(|one| (wire(*one).to_owned(), words(*one).to_owned())));
    list
}

/// What the owner owes, and the two ways to settle it at the desk.
pub(super) fn fee(l: Locale, view: &CaseView, place: &str) -> AnyView {
    let Some(amount) = due(view.fee) else {
        return ().into_any();
    };
    let form = view.may_work.then(|| {
        view! {
            <form class="row" method="post" action=action(place, "fee")>
                <Button name="how" value="cash" icon=Glyph::Check>{t::desk::fee_took_cash(l)}</Button>
                <Button name="how" value="waived" look=ButtonLook::Quiet>{t::desk::fee_waive(l)}</Button>
            </form>
        }
    });
    view! {
        <section class="card desk-fee stack stack-s">
            <h2>{t::desk::fee_due(l, &amount.written(l))}</h2>
            <p class="small-text">{t::desk::fee_text(l)}</p>
            {form}
        </section>
    }
    .into_any()
}

/// Everything that changes the case; nothing for whoever may not.
pub(super) fn work(frame: &Frame<'_>, page: CasePage<'_>, place: &str) -> AnyView {
    if !page.view.may_work {
        return ().into_any();
    }
    let l = frame.locale;
    view! {
        {call_log(l, place)}
        {way_home(frame, page, place)}
        <div class="desk-small">
            {write(l, place)}
            {moving(l, page, place)}
            {closing(l, page.view, place)}
        </div>
    }
    .into_any()
}

fn call_log(l: Locale, place: &str) -> AnyView {
    let whom = options(l, &[Whom::Owner, Whom::Finder], Whom::wire, |whom| {
        case_look::whom(l, whom)
    });
    let outcomes = options(l, &CallOutcome::ALL, CallOutcome::wire, |outcome| {
        case_look::call_outcome(l, outcome)
    });
    view! {
        <section class="card stack">
            <h2 class="desk-title"><Icon glyph=Glyph::Phone/> {t::desk::calls(l)}</h2>
            <form class="desk-line" method="post" action=action(place, "call")>
                <SelectField name="whom" label=t::desk::call_whom(l) options=whom required=true/>
                <SelectField name="outcome" label=t::desk::call_outcome(l) options=outcomes required=true/>
                <Field name="note" id="call-note" label=t::desk::call_note(l) maxlength=300 autocomplete="off"/>
                <Button look=ButtonLook::Primary>{t::desk::call_save(l)}</Button>
            </form>
        </section>
    }
    .into_any()
}

fn way_home(frame: &Frame<'_>, page: CasePage<'_>, place: &str) -> AnyView {
    let l = frame.locale;
    let view = page.view;
    let ways = view.ways.iter().filter(|way| **way != Way::Locker).map(|way| {
        let (icon, words) = case_look::way(l, *way);
        view! { <Button name="way" value=way.wire() icon>{words}</Button> }
    });
    let ways = ways.collect_view();
    let served = page.tickets.iter().any(|row| !row.stage.is_over());
    let ticket = (!served && !view.stage.is_over()).then(|| {
        let href = action(place, "ticket");
        view! { <LinkButton href look=ButtonLook::Primary icon=Glyph::Courier>{t::desk::make_ticket(l)}</LinkButton> }
    });
    let mut banks: Vec<(String, String)> = vec![(String::new(), t::desk::choose(l).to_owned())];
    banks.extend(page.banks.iter().map(|bank| {
        let words = [bank.place.name.as_str(), " · ", &bank.place.city].concat();
        (bank.id.to_string(), words)
    }));
    let drop = view.ways.contains(&Way::Locker).then(|| {
        view! {
            <form class="desk-line" method="post" action=action(place, "drop")>
                <SelectField name="bank" names=true label=t::desk::drop_bank(l) options=banks required=true/>
                <Button icon=Glyph::Bank>{t::desk::drop_give(l)}</Button>
            </form>
        }
    });
    let gone = view
        .way
        .filter(|_| view.stage == domain::found::CaseStage::Arranged)
        .map(|way| {
            view! {
                <form method="post" action=action(place, "handed-over")>
                    <input type="hidden" name="way" value=way.wire()/>
                    <Button icon=Glyph::Box>{t::desk::handed_over(l)}</Button>
                </form>
            }
        });
    view! {
        <section class="card stack">
            <h2>{t::desk::arrange(l)}</h2>
            <div class="row">{ticket} {gone}</div>
            <form class="row" method="post" action=action(place, "arrange")>{ways}</form>
            {drop}
        </section>
    }
    .into_any()
}

fn write(l: Locale, place: &str) -> AnyView {
    let sides = options(l, &[Side::Owner, Side::Finder], Side::wire, |side| {
        case_look::side(l, side)
    });
    view! {
        <details class="card desk-more">
            <summary>{t::desk::write_title(l)}</summary>
            <form class="stack" method="post" action=action(place, "write")>
                <SelectField name="to" label=t::desk::write_to(l) options=sides required=true/>
                <TextArea name="words" label=t::desk::write_words(l) maxlength=600 required=true/>
                <Button icon=Glyph::Send>{t::desk::write_send(l)}</Button>
            </form>
        </details>
    }
    .into_any()
}

fn moving(l: Locale, page: CasePage<'_>, place: &str) -> AnyView {
    let mut offices = vec![(String::new(), t::desk::central(l).to_owned())];
    let others = page.offices.iter().filter(|office| {
        let own = page.view.office.as_ref().map(|own| own.id);
        own != Some(office.id)
    });
    offices.extend(others.map(|office| (office.id.to_string(), office.office.name.clone())));
    view! {
        <details class="card desk-more">
            <summary>{t::desk::move_title(l)}</summary>
            <form class="stack" method="post" action=action(place, "move") novalidate>
                <SelectField name="office" names=true label=t::desk::office(l) options=offices required=true/>
                <Button>{t::desk::move_on(l)}</Button>
            </form>
        </details>
    }
    .into_any()
}

fn closing(l: Locale, view: &CaseView, place: &str) -> AnyView {
    if view.ends.is_empty() {
        return ().into_any();
    }
    let ends = options(l, &view.ends, domain::found::CaseEnd::wire, |end| {
        case_look::end(l, end)
    });
    view! {
        <details class="card desk-more">
            <summary>{t::desk::close_title(l)}</summary>
            <form class="stack" method="post" action=action(place, "close")>
                <SelectField name="end" label=t::desk::close_end(l) options=ends required=true/>
                <Field name="note" id="close-note" label=t::desk::reason(l) maxlength=120 required=true autocomplete="off"/>
                <Button look=ButtonLook::Danger>{t::desk::close(l)}</Button>
            </form>
        </details>
    }
    .into_any()
}
