//! The end of one delivery, and (by hand) its code: what an employee does when the ordinary way is not enough.

use domain::accounts::{Operation, Profile};
use domain::custody::Keeping;
use domain::delivery::{CareView, DeliveryState, IssueByHand, MoveDeadline, MoveNow, MoveThing};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::delivery::look::item_name;
use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date_time, field_error, relative};
use crate::portal::look::delivery_href;
use crate::t::care as text;
use crate::ui::{
    Banner, Button, ButtonLook, Field, FieldKind, FormErrors, Glyph, PageHeader, SelectField, TextArea, Tone,
    form_errors,
};

/// What was typed into the forms of the page: whichever was refused is shown again as it was written.
#[derive(Debug, Clone, Default)]
pub struct CareTyped {
    /// Another end.
    pub deadline: MoveDeadline,
    /// A new code by hand.
    pub by_hand: IssueByHand,
    /// Another compartment.
    pub thing: MoveThing,
    /// To support: what is wrong, as the choices of [`CarePage::problems`] name it.
    pub problem: String,
    /// To support: in their own words.
    pub words: String,
}

/// What the page needs.
#[derive(Clone, Copy)]
pub struct CarePage<'a> {
    /// The delivery.
    pub view: &'a CareView,
    /// The forms as typed.
    pub typed: &'a CareTyped,
    /// What can be wrong when support is called: what is sent, and how it is told.
    pub problems: &'a [(String, String)],
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
    /// Whether the end was just moved.
    pub moved: bool,
    /// Whether support was just called.
    pub called: bool,
}

/// The page.
pub fn care(frame: &Frame<'_>, profile: &Profile, page: CarePage<'_>) -> String {
    let l = frame.locale;
    let title = [text::care_title(l), " · Cloakroom"].concat();
    portal_page(frame, profile, Head::private(title, text::move_lead(l)), || {
        let delivery = &page.view.delivery;
        let eyebrow = [item_name(l, delivery.item), " · ", &delivery.recipient].concat();
        let back = (delivery_href(l, delivery.id), text::back(l).to_owned());
        let moved = page
            .moved
            .then(|| view! { <Banner tone=Tone::Good title=text::moved(l)/> });
        let called = page
            .called
            .then(|| view! { <Banner tone=Tone::Good title=crate::t::support::called(l)/> });
        let calls = profile.roles.iter().any(|role| role.may(Operation::CallSupport));
        let body = if page.view.may_move {
            let by_hand = page.view.may_issue.then(|| by_hand_form(l, page));
            view! { <div class="split">{move_form(frame, page)} <div class="stack">{by_hand} {moving(l, page)} {call(l, page, calls)}</div></div> }.into_any()
        } else if page.view.moving.to().is_some() {
            view! { {moving(l, page)} {call(l, page, calls)} }.into_any()
        } else {
            view! { <Banner tone=Tone::Warn title=text::not_now(l)/> {call(l, page, calls)} }.into_any()
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::care_title(l) eyebrow own_eyebrow=true back/>
                {moved}
                {called}
                {body}
            </div>
        }
        .into_any()
    })
}

/// Until when, and what that means now.
fn present(l: Locale, view: &CareView) -> AnyView {
    let deadline = view.delivery.deadline.map(|at| {
        view! {
            <p>
                {text::now_until(l)} " "
                <strong>{date_time(l, at)}</strong>
                " · "
                {relative(l, at, view.now)}
            </p>
        }
    });
    let late = view.delivery.state == DeliveryState::Overdue;
    let note = if view.paused {
        Some(text::paused(l))
    } else {
        late.then(|| text::late_by(l))
    };
    view! { {deadline} {note.map(|words| view! { <p class="quiet-text">{words}</p> })} }.into_any()
}

/// Whether another form was refused.
fn is_another(error: &Error) -> bool {
    error.refusal().is_some_and(|refusal| {
        let others = ["by_hand_reason", "thing_reason", "words"];
        others.iter().any(|field| refusal.at(field).is_some())
    })
}

/// To another compartment, or not after all, or back into its own.
fn moving(l: Locale, page: CarePage<'_>) -> Option<AnyView> {
    let href = delivery_href(l, page.view.delivery.id);
    let to = page.view.moving.to().unwrap_or_default().to_string();
    let own = page.view.delivery.compartment.to_string();
    let (act, lead, button) = match page.view.moving {
        MoveNow::No | MoveNow::AtTheDoor { .. } => return None,
        MoveNow::Possible => return Some(set_out(l, page)),
        MoveNow::Ordered { .. } => (
            "/stay",
            text::thing_ordered(l, &own, &to),
            text::thing_stay(l).to_owned(),
        ),
        MoveNow::OnTheWay { .. } => ("/put-back", text::thing_out(l, &to), text::thing_put_back(l, &own)),
    };
    let action = [href.as_str(), act].concat();
    let form = view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::thing_title(l)}</h2>
            <p>{lead}</p>
            <p><a href=href>{text::thing_go_on(l)}</a></p>
            <Button>{button}</Button>
        </form>
    };
    Some(form.into_any())
}

fn set_out(l: Locale, page: CarePage<'_>) -> AnyView {
    let action = [delivery_href(l, page.view.delivery.id).as_str(), "/move"].concat();
    let error = page.refusal.and_then(|e| field_error(l, e, "thing_reason"));
    let (reason, lower) = (page.typed.thing.thing_reason.clone(), page.typed.thing.lower.clone());
    let options = vec![
        (String::new(), text::thing_any(l).to_owned()),
        ("1".to_owned(), text::thing_lower(l).to_owned()),
    ];
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::thing_title(l)}</h2>
            <p class="quiet-text">{text::thing_lead(l)}</p>
            <Field name="thing_reason" label=text::reason(l) value=reason error required=true/>
            <SelectField name="lower" label=text::thing_which(l) options value=lower/>
            <p class="quiet-text">{text::thing_old(l)}</p>
            <Button icon=Glyph::Wrench>{text::thing_button(l)}</Button>
        </form>
    }
    .into_any()
}

/// A new code by hand, for a slip on paper.
fn by_hand_form(l: Locale, page: CarePage<'_>) -> AnyView {
    let error = page.refusal.and_then(|e| field_error(l, e, "by_hand_reason"));
    let action = [delivery_href(l, page.view.delivery.id).as_str(), "/code"].concat();
    let reason = page.typed.by_hand.by_hand_reason.clone();
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::by_hand_title(l)}</h2>
            <p class="quiet-text">{text::by_hand_lead(l)}</p>
            <Field name="by_hand_reason" label=text::reason(l) value=reason hint=text::by_hand_hint(l) error required=true/>
            <Button icon=Glyph::Print>{text::by_hand_button(l)}</Button>
        </form>
    }
    .into_any()
}

/// Technical support, for when one's own means are not enough.
fn call(l: Locale, page: CarePage<'_>, calls: bool) -> Option<AnyView> {
    use crate::t::support as words;
    let action = [delivery_href(l, page.view.delivery.id).as_str(), "/support"].concat();
    let error = page.refusal.and_then(|e| field_error(l, e, "words"));
    let wrong = page.refusal.and_then(|e| field_error(l, e, "problem"));
    let (problem, value) = (page.typed.problem.clone(), page.typed.words.clone());
    let options = page.problems.to_vec();
    calls.then(|| {
        view! {
            <form class="form card" method="post" action=action novalidate>
                <h2>{words::call_title(l)}</h2>
                <p class="quiet-text">{words::call_lead(l)}</p>
                <SelectField name="problem" label=words::problem(l) options value=problem error=wrong required=true/>
                <TextArea name="words" label=words::help_words(l) value error maxlength=600_u32/>
                <Button icon=Glyph::Phone>{words::call_button(l)}</Button>
            </form>
        }
        .into_any()
    })
}

fn move_form(frame: &Frame<'_>, page: CarePage<'_>) -> AnyView {
    let l = frame.locale;
    let labels = [("days", text::days(l)), ("reason", text::reason(l))];
    let own = page.refusal.filter(|e| !is_another(e));
    let errors = own.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = |name| page.refusal.and_then(|e| field_error(l, e, name));
    let action = [delivery_href(l, page.view.delivery.id).as_str(), "/care"].concat();
    let days_hint = text::days_hint(l, &Keeping::MOST_MOVED.to_string());
    let (days, reason) = (page.typed.deadline.days.clone(), page.typed.deadline.reason.clone());
    view! {
        <form class="form card" method="post" action=action novalidate>
            <h2>{text::move_title(l)}</h2>
            {present(l, page.view)}
            <p class="quiet-text">{text::move_lead(l)}</p>
            <FormErrors errors/>
            <Field name="days" label=text::days(l) kind=FieldKind::Number value=days hint=days_hint error=error("days") required=true/>
            <Field name="reason" label=text::reason(l) value=reason hint=text::reason_hint(l) error=error("reason") required=true/>
            <Button look=ButtonLook::Primary>{text::move_button(l)}</Button>
        </form>
    }
    .into_any()
}
