//! The search: a plain form whose answers are in the address, and what fits with little said about it.

use domain::register::{Category, LostForm, LostMatch};
use domain::{Error, Locale};
use leptos::prelude::*;

use crate::i18n::{date, field_error};
use crate::site::frame::{Frame, Head, page};
use crate::t::register as text;
use crate::ui::{
    Button, ButtonLook, Drawing, Empty, Field, FieldKind, FormErrors, Glyph, LinkButton, PageHeader, SelectField,
    form_errors,
};

/// What the page shows.
#[derive(Clone, Copy)]
pub struct LostPage<'a> {
    /// The kinds of things.
    pub kinds: &'a [Category],
    /// As typed.
    pub form: &'a LostForm,
    /// What fits; none while nothing was searched for.
    pub found: Option<&'a [LostMatch]>,
    /// What became of the last try.
    pub refusal: Option<&'a Error>,
}

/// The page. Its form asks for itself, by GET.
pub fn lost(frame: &Frame<'_>, what: LostPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::lost_page(l), " · Cloakroom"].concat();
    page(frame, Head::public(title, text::lost_description(l)), || {
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::lost_page(l) lead=text::lost_lead(l)/>
                {form(frame, what)}
                {what.found.map(|found| results(frame, found))}
            </div>
        }
        .into_any()
    })
}

fn form(frame: &Frame<'_>, what: LostPage<'_>) -> AnyView {
    let l = frame.locale;
    let error = |field: &str| what.refusal.and_then(|e| field_error(l, e, field));
    let labels: [(&str, &str); 5] = [
        ("q", text::thing(l)),
        ("category", text::category(l)),
        ("from", text::lost_from(l)),
        ("until", text::lost_until(l)),
        ("place", text::area(l)),
    ];
    let errors = what.refusal.map(|e| form_errors(l, e, &labels)).unwrap_or_default();
    let mut kinds = vec![(String::new(), text::lost_any(l).to_owned())];
    kinds.extend(
        what.kinds
            .iter()
            .map(|kind| (kind.code.to_string(), kind.name.get(l).to_owned())),
    );
    let form = what.form;
    view! {
        <form class="form card" method="get" action=frame.to("/lost") role="search" novalidate>
            <FormErrors errors/>
            <Field name="q" label=text::lost_what(l) hint=text::lost_what_hint(l) kind=FieldKind::Search value=form.q.clone()
                error=error("q") maxlength=200 autocomplete="off"/>
            <SelectField name="category" label=text::category(l) options=kinds value=form.category.clone()
                error=error("category") required=true/>
            <div class="form-pair">
                <Field name="from" label=text::lost_from(l) kind=FieldKind::Date value=form.from.clone() error=error("from")/>
                <Field name="until" label=text::lost_until(l) kind=FieldKind::Date value=form.until.clone() error=error("until")/>
            </div>
            <Field name="place" label=text::lost_where(l) hint=text::lost_where_hint(l) value=form.place.clone()
                error=error("place") maxlength=200 autocomplete="off"/>
            <Button look=ButtonLook::Primary icon=Glyph::Search>{text::lost_search(l)}</Button>
        </form>
    }
    .into_any()
}

fn results(frame: &Frame<'_>, found: &[LostMatch]) -> AnyView {
    let l = frame.locale;
    if found.is_empty() {
        return view! { <Empty drawing=Drawing::Search title=text::lost_none(l) text=text::lost_none_text(l)/> }
            .into_any();
    }
    let count = text::lost_count(l, i64::try_from(found.len()).unwrap_or_default());
    let all = found.iter().map(|one| card(frame, one)).collect_view();
    view! {
        <section class="stack" id="matches">
            <h2>{count}</h2>
            <ul class="lost-matches">{all}</ul>
        </section>
    }
    .into_any()
}

/// Kind, week and area of a thing.
pub(super) fn told(l: Locale, one: &LostMatch) -> AnyView {
    view! {
        <p>{text::lost_week(l, &date(l, one.week.moment()))}</p>
        <p><span translate="no">{one.area.clone()}</span></p>
        <p class="quiet-text">{text::lost_kept(l)} " " <span translate="no">{one.city.clone()}</span></p>
    }
    .into_any()
}

fn card(frame: &Frame<'_>, one: &LostMatch) -> AnyView {
    let l = frame.locale;
    let href = [frame.to("/lost/").as_str(), &one.id.to_string()].concat();
    view! {
        <li class="card stack stack-s">
            <h3>{one.category.name.get(l).to_owned()}</h3>
            {told(l, one)}
            <div class="row"><LinkButton href icon=Glyph::ArrowRight>{text::lost_mine(l)}</LinkButton></div>
        </li>
    }
    .into_any()
}
