//! The second step of the staff: the rule of the organisation, who has it, and the colleague who lost the phone.

use domain::accounts::Profile;
use domain::accounts::second_step::{ColleagueStep, Removal, SecondStepOf, SignInRules, TakeOff};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::accounts::look::role_names;
use crate::documents::{Frame, Head, Script, portal_page};
use crate::i18n::{field_error, number};
use crate::portal::look::second_step_href;
use crate::t::second_step as text;
use crate::ui::{
    Banner, Button, ButtonLook, Column, DataTable, Detail, DetailList, Drawing, Empty, Field, FormErrors, Glyph,
    LinkButton, PageHeader, Row, StatusBadge, Tone, WhenHere, form_errors,
};

/// What the page of the rule needs.
#[derive(Clone, Copy)]
pub struct RulesPage<'a> {
    /// The rule, and who has a second step.
    pub rules: &'a SignInRules,
    /// Whether the reader may take one off.
    pub may_take_off: bool,
    /// What was done just now: `saved`, `taken_off` or nothing.
    pub done: &'a str,
}

/// The rule, and who has a second step.
pub fn sign_in_rules(frame: &Frame<'_>, profile: &Profile, page: RulesPage<'_>) -> String {
    let l = frame.locale;
    let head =
        Head::private([text::rules_title(l), " · Cloakroom"].concat(), text::rules_lead(l)).with(Some(Script::Here));
    portal_page(frame, profile, head, || {
        let done = match page.done {
            "saved" => Some(text::rule_saved(l)),
            "taken_off" => Some(text::taken_off(l)),
            _ => None,
        };
        let people = &page.rules.people;
        let count = |n: usize| number(l, i64::try_from(n).unwrap_or(i64::MAX));
        let some = count(people.iter().filter(|one| one.since.is_some()).count());
        let words = text::people_count(l, &some, &count(people.len()));
        let columns = vec![
            Column::new(text::person(l)),
            Column::new(text::roles(l)),
            Column::new(text::state(l)),
            Column::new(text::lost_phone(l)),
        ];
        let rows = people
            .iter()
            .map(|one| row(frame, one, page.may_take_off && one.person.id != profile.person))
            .collect();
        let empty = move || {
            view! { <Empty drawing=Drawing::Hooks title=text::nobody_title(l) text=text::nobody_text(l)/> }.into_any()
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::rules_title(l) lead=text::rules_lead(l)/>
                {done.map(|words| view! { <Banner tone=Tone::Good title=words/> })}
                {rule(frame, page.rules.required)}
                <section class="stack">
                    <div class="row row-between">
                        <h2>{text::people_title(l)}</h2>
                        <p class="quiet-text">{words}</p>
                    </div>
                    <DataTable caption=text::people_title(l) columns rows empty/>
                </section>
            </div>
        }
        .into_any()
    })
}

fn rule(frame: &Frame<'_>, required: bool) -> AnyView {
    let l = frame.locale;
    let action = frame.to("/manager/second-step");
    let (now, lead, value, button, look) = if required {
        (text::rule_on(l), None, "no", text::unrequire(l), ButtonLook::Secondary)
    } else {
        let lead = Some(text::require_lead(l));
        (text::rule_off(l), lead, "yes", text::require(l), ButtonLook::Primary)
    };
    view! {
        <form class="form card" method="post" action=action>
            <h2>{text::rule_title(l)}</h2>
            <p>{now}</p>
            {lead.map(|words| view! { <p class="quiet-text">{words}</p> })}
            <Button look name="required" value>{button}</Button>
        </form>
    }
    .into_any()
}

fn row(frame: &Frame<'_>, one: &ColleagueStep, may_take_off: bool) -> Row {
    let l = frame.locale;
    let person = &one.person;
    let act = (may_take_off && one.since.is_some()).then(|| {
        let href = [frame.to("/manager/second-step/").as_str(), &person.id.to_string()].concat();
        let whose = person.name.clone();
        view! {
            <LinkButton href look=ButtonLook::Quiet>
                {text::take_off(l)} <span class="unseen">": " <span translate="no">{whose}</span></span>
            </LinkButton>
        }
    });
    Row::new(vec![
        view! { <strong translate="no">{person.name.clone()}</strong> }.into_any(),
        role_names(l, &person.roles).into_any(),
        state(l, one),
        act.into_any(),
    ])
}

fn state(l: Locale, one: &ColleagueStep) -> AnyView {
    match one.since {
        Some(moment) => view! {
            <StatusBadge tone=Tone::Good icon=Glyph::Shield label=text::on(l)/>
            " "
            <span class="small-text quiet-text"><WhenHere moment/></span>
        }
        .into_any(),
        None => view! { <StatusBadge tone=Tone::Neutral label=text::none(l)/> }.into_any(),
    }
}

/// What the page of a colleague needs.
#[derive(Clone, Copy)]
pub struct StepOfPage<'a> {
    /// Whose, and what was before.
    pub of: &'a SecondStepOf,
    /// The form as typed.
    pub form: &'a TakeOff,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// A colleague's second step, and the form that takes it off.
pub fn step_of(frame: &Frame<'_>, profile: &Profile, page: StepOfPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private(
        [text::take_off_title(l), " · Cloakroom"].concat(),
        text::take_off_lead(l),
    );
    portal_page(frame, profile, head.with(Some(Script::Here)), || {
        let back = (frame.to("/manager/second-step"), text::rules_title(l).to_owned());
        let one = &page.of.colleague;
        let details = vec![
            Detail::own(text::person(l), one.person.name.clone()),
            Detail::new(text::roles(l), role_names(l, &one.person.roles)),
            Detail::new(text::state(l), state(l, one)),
        ];
        let matter = match (page.of.own, one.since) {
            (true, _) => view! {
                <Banner title=text::your_own(l)>
                    <a href=second_step_href(l)>{text::to_own(l)}</a>
                </Banner>
            }
            .into_any(),
            (false, None) => view! { <p class="quiet-text">{text::has_none(l)}</p> }.into_any(),
            (false, Some(_)) => form(frame, page),
        };
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::take_off_title(l) lead=text::take_off_lead(l) back/>
                <section class="card measure"><DetailList details/></section>
                {matter}
                {before(l, &page.of.removals)}
            </div>
        }
        .into_any()
    })
}

fn form(frame: &Frame<'_>, page: StepOfPage<'_>) -> AnyView {
    let l = frame.locale;
    let labels = [("reason", text::reason(l))];
    let errors = page.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let error = page.refusal.and_then(|e| field_error(l, e, "reason"));
    let id = page.of.colleague.person.id.to_string();
    let action = [frame.to("/manager/second-step/").as_str(), &id].concat();
    let value = page.form.reason.clone();
    view! {
        <form class="form card" method="post" action=action novalidate>
            <FormErrors errors/>
            <Field name="reason" label=text::reason(l) hint=text::reason_hint(l) value error maxlength=120 required=true/>
            <Button look=ButtonLook::Danger>{text::take_off(l)}</Button>
        </form>
    }
    .into_any()
}

fn before(l: Locale, removals: &[Removal]) -> Option<AnyView> {
    let lines = removals.iter().map(|removal| {
        let by = match &removal.by {
            Some(name) => view! { <span translate="no">{text::by(l, name)}</span> }.into_any(),
            None => text::by_house(l).into_any(),
        };
        let (moment, reason) = (removal.at, removal.reason.clone());
        view! {
            <li>
                <p translate="no"><strong>{reason}</strong></p>
                <p class="small-text quiet-text"><WhenHere moment/> " · " {by}</p>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!removals.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{text::before_title(l)}</h2>
                <ul class="stack">{lines}</ul>
            </section>
        }
        .into_any()
    })
}
