//! What a colleague can do about a request: answer, send a code, open, move the end, free the keypad, see to the door.

use domain::Locale;
use domain::delivery::MoveNow;
use domain::support::{HelpDoor, RequestStage};
use leptos::prelude::*;

use super::request::RequestPage;
use crate::documents::Frame;
use crate::i18n::{date_time, field_error};
use crate::t::support as text;
use crate::t::{care, lockers};
use crate::ui::{Banner, Button, ButtonLook, Field, FieldKind, Glyph, TextArea};

/// All of it; for what is closed, or in a colleague's hands, what that means.
pub(super) fn acts(frame: &Frame<'_>, place: &str, page: RequestPage<'_>) -> AnyView {
    let l = frame.locale;
    let row = &page.view.row;
    if row.stage == RequestStage::Closed {
        return view! { <Banner title=text::closed_title(l)><p>{text::closed_text(l)}</p></Banner> }.into_any();
    }
    if !page.view.may_act {
        let name = row.holder.clone().unwrap_or_default();
        return view! {
            <section class="card stack">
                <p>{text::held_by(l, &name)}</p>
                {press(place, "take-over", text::take_over(l), ButtonLook::Secondary)}
            </section>
        }
        .into_any();
    }
    let take = (!row.mine).then(|| press(place, "take", text::take(l), ButtonLook::Secondary));
    let given = row.mine.then(|| {
        view! {
            {press(place, "close", text::close(l), ButtonLook::Primary)}
            {press(place, "release", text::release(l), ButtonLook::Quiet)}
            <p class="small-text quiet-text">{text::close_hint(l)}</p>
        }
    });
    view! {
        {answer(l, place, page)}
        <section class="card stack" aria-labelledby="acts">
            <h2 id="acts">{text::acts(l)}</h2>
            {take}
            {door(l, place, page)}
            <div class="support-ends">{given}</div>
        </section>
    }
    .into_any()
}

/// One button that needs no words.
fn press(place: &str, act: &str, words: &'static str, look: ButtonLook) -> AnyView {
    let action = [place, "/", act].concat();
    view! { <form method="post" action=action><Button look>{words}</Button></form> }.into_any()
}

fn answer(l: Locale, place: &str, page: RequestPage<'_>) -> AnyView {
    let action = [place, "/answer"].concat();
    let error = page.refusal.and_then(|e| field_error(l, e, "words"));
    let reached = page.view.thing.as_ref().map_or(0, |thing| thing.reached_by.len());
    let hint = match reached {
        0 => text::answer_hint_none(l),
        1 => text::answer_hint_one(l),
        _ => text::answer_hint_both(l),
    };
    let value = kept(page, "answer");
    let send = (page.view.thing.is_some()).then(|| {
        view! { <Button look=ButtonLook::Primary icon=Glyph::Send>{text::answer_send(l)}</Button> }
    });
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::answer_title(l)}</h2>
            <TextArea name="words" label=text::answer_words(l) value hint=hint error maxlength=600_u32 required=true/>
            <div class="support-ends">
                {send}
                <Button name="note" value="1">{text::note_send(l)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// What was typed into this form, if it was the one that was refused.
fn kept(page: RequestPage<'_>, act: &str) -> String {
    if page.typed.act == act {
        page.typed.words.clone()
    } else {
        String::new()
    }
}

/// What is done at the door and its thing, as far as it can be done now.
fn door(l: Locale, place: &str, page: RequestPage<'_>) -> AnyView {
    let view = page.view;
    let thing = view.thing.as_ref();
    let code = thing.filter(|t| t.may.renew).map(|_| {
        let words = Words::of(text::code_title(l), text::code_lead(l), text::code_title(l));
        with_reason(l, place, page, ("code", "code_reason"), words)
    });
    let number = view.row.compartment.unwrap_or_default().to_string();
    let open = thing.filter(|t| t.may.open).map(|_| {
        let button = text::open_button(l, &number);
        let words = Words {
            button,
            ..Words::of(text::open_title(l), text::open_lead(l), "")
        };
        with_reason(l, place, page, ("open", "open_reason"), words)
    });
    let end = thing.filter(|t| t.may.move_end).map(|_| move_end(l, place, page));
    let keypad = view.keypad_locked_until.map(|until| {
        let lead = text::keypad_lead(l, &date_time(l, until));
        let words = Words {
            lead,
            ..Words::of(text::keypad_title(l), "", text::keypad_title(l))
        };
        with_reason(l, place, page, ("keypad", "keypad_reason"), words)
    });
    let service = view
        .door
        .filter(|door| door.may_change)
        .map(|door| service(l, place, page, door));
    let test = view.door.filter(|door| door.may_test).map(|door| {
        let button = lockers::test_confirm(l, &door.number.to_string());
        let words = Words {
            button,
            ..Words::of(lockers::test_door(l), lockers::test_text(l), "")
        };
        with_reason(l, place, page, ("door-test", "test_reason"), words)
    });
    let moving = thing.and_then(|thing| moving(l, place, page, thing.moving));
    view! { {open} {code} {end} {moving} {keypad} {test} {service} }.into_any()
}

/// To another compartment, with a colleague on site; or not after all.
fn moving(l: Locale, place: &str, page: RequestPage<'_>, now: MoveNow) -> Option<AnyView> {
    let (ids, words) = match now {
        MoveNow::Possible => {
            let words = Words::of(text::move_title(l), text::move_lead(l), text::move_title(l));
            (("move", "move_reason"), words)
        }
        MoveNow::Ordered { to } => {
            let lead = text::stay_lead(l, &to.to_string());
            let words = Words {
                lead,
                ..Words::of(text::stay_title(l), "", text::stay_title(l))
            };
            (("stay", "stay_reason"), words)
        }
        MoveNow::No | MoveNow::OnTheWay { .. } | MoveNow::AtTheDoor { .. } => return None,
    };
    Some(with_reason(l, place, page, ids, words))
}

fn service(l: Locale, place: &str, page: RequestPage<'_>, door: HelpDoor) -> AnyView {
    if door.out {
        let words = Words::of(text::back_title(l), text::back_lead(l), text::back_title(l));
        with_reason(l, place, page, ("door-back", "door_reason"), words)
    } else {
        let words = Words::of(text::out_title(l), text::out_lead(l), text::out_title(l));
        with_reason(l, place, page, ("door-out", "door_reason"), words)
    }
}

/// What a form says.
struct Words {
    title: &'static str,
    lead: String,
    button: String,
}

impl Words {
    fn of(title: &'static str, lead: &str, button: &str) -> Self {
        Self {
            title,
            lead: lead.to_owned(),
            button: button.to_owned(),
        }
    }
}

/// A form that asks why, folded away until it is wanted or was refused.
fn with_reason(
    l: Locale,
    place: &str,
    page: RequestPage<'_>,
    (act, field): (&'static str, &'static str),
    words: Words,
) -> AnyView {
    let action = [place, "/", act].concat();
    let mine = page.typed.act == act;
    let error = page.refusal.filter(|_| mine).and_then(|e| field_error(l, e, field));
    let value = kept(page, act);
    let id = ["reason-", act].concat();
    view! {
        <details class="desk-more" open=mine>
            <summary>{words.title}</summary>
            <form class="form" method="post" action=action novalidate>
                <p>{words.lead}</p>
                <Field name="reason" id=id label=text::reason(l) value hint=text::reason_seen(l) error maxlength=120_u32 required=true/>
                <Button look=ButtonLook::Primary>{words.button}</Button>
            </form>
        </details>
    }
    .into_any()
}

fn move_end(l: Locale, place: &str, page: RequestPage<'_>) -> AnyView {
    let action = [place, "/deadline"].concat();
    let mine = page.typed.act == "deadline";
    let error = |field| page.refusal.filter(|_| mine).and_then(|e| field_error(l, e, field));
    let days = page.typed.days.clone();
    let reason = kept(page, "deadline");
    view! {
        <details class="desk-more" open=mine>
            <summary>{text::end_title(l)}</summary>
            <form class="form" method="post" action=action novalidate>
                <p>{care::move_lead(l)}</p>
                <Field name="days" label=care::days(l) kind=FieldKind::Number value=days error=error("days") required=true/>
                <Field name="reason" id="reason-deadline" label=text::reason(l) value=reason hint=text::reason_seen(l) error=error("reason") maxlength=120_u32 required=true/>
                <Button look=ButtonLook::Primary>{care::move_button(l)}</Button>
            </form>
        </details>
    }
    .into_any()
}
