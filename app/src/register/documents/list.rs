//! The list of things, with what waits over it.

use domain::Locale;
use domain::accounts::Profile;
use domain::register::{RegisterDesk, ThingFilter, ThingRow, ThingStage};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::date_short;
use crate::register::look;
use crate::t::register as text;
use crate::ui::{
    Button, ButtonLook, CheckField, Column, DataTable, Drawing, Empty, Field, FieldKind, Glyph, LinkButton, PageHeader,
    Row, SelectField, StatusBadge, Tone, When,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct ThingsPage<'a> {
    /// Kinds, offices, what waits.
    pub desk: &'a RegisterDesk,
    /// The things.
    pub rows: &'a [ThingRow],
    /// What they are narrowed to.
    pub filter: &'a ThingFilter,
    /// Whether its reader may say how long things are kept.
    pub may_rule: bool,
}

/// The list.
pub fn things(frame: &Frame<'_>, profile: &Profile, page: ThingsPage<'_>) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l));
    portal_page(frame, profile, head, || {
        let rules = page.may_rule.then(|| {
            view! { <LinkButton href=frame.to("/register/rules") icon=Glyph::Clock>{text::rules(l)}</LinkButton> }
        });
        let new = (!page.desk.offices.is_empty()).then(|| {
            view! {
                <LinkButton href=frame.to("/register/new") look=ButtonLook::Primary icon=Glyph::Plus>{text::new(l)}</LinkButton>
            }
        });
        view! {
            <div class="stack register">
                <PageHeader title=text::title(l) lead=text::lead(l)>{rules}{new}</PageHeader>
                {waiting(frame, page)}
                {filters(frame, page)}
                {table(frame, page)}
            </div>
        }
        .into_any()
    })
}

fn waiting(frame: &Frame<'_>, page: ThingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let claimed = (page.desk.claimed > 0).then(|| {
        let href = frame.to("/register?stage=under_proof");
        let words = text::waiting_claims(l, i64::from(page.desk.claimed));
        view! { <LinkButton href icon=Glyph::Search>{words}</LinkButton> }
    });
    let due = (page.desk.due > 0).then(|| {
        let href = frame.to("/register?due=on");
        let words = text::waiting_due(l, i64::from(page.desk.due));
        view! { <LinkButton href icon=Glyph::Bell>{words}</LinkButton> }
    });
    if claimed.is_none() && due.is_none() {
        return ().into_any();
    }
    view! { <div class="row">{claimed}{due}</div> }.into_any()
}

fn filters(frame: &Frame<'_>, page: ThingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let filter = page.filter;
    let mut stages = vec![(String::new(), text::all_here(l).to_owned())];
    stages.extend(ThingStage::ALL.map(|s| (s.wire().to_owned(), look::stage(l, s).2.to_owned())));
    let mut kinds = vec![(String::new(), text::all_categories(l).to_owned())];
    kinds.extend(kind_options(l, page.desk));
    let stage = filter.stage.map(|s| s.wire().to_owned()).unwrap_or_default();
    let kind = filter.category.as_ref().map(ToString::to_string).unwrap_or_default();
    let offices = (page.desk.offices.len() > 1).then(|| {
        let mut options = vec![(String::new(), text::all_offices(l).to_owned())];
        options.extend(office_options(page.desk));
        let value = filter.office.map(|id| id.to_string()).unwrap_or_default();
        view! { <SelectField name="office" label=text::office(l) options value required=true names=true/> }
    });
    view! {
        <form class="register-filter" method="get" action=frame.to("/register") role="search">
            <Field name="q" label=text::search(l) kind=FieldKind::Search value=filter.q.clone() required=false maxlength=100 autocomplete="off"/>
            <SelectField name="stage" label=text::stage(l) options=stages value=stage required=true/>
            <SelectField name="category" label=text::category(l) options=kinds value=kind required=true/>
            {offices}
            <CheckField name="due" label=text::only_due(l) checked=filter.due/>
            <Button icon=Glyph::Search>{text::show(l)}</Button>
        </form>
    }
    .into_any()
}

/// The kinds of things as a form offers them.
pub(super) fn kind_options(l: Locale, desk: &RegisterDesk) -> Vec<(String, String)> {
    let option = |kind: &domain::register::Category| (kind.code.to_string(), kind.name.get(l).to_owned());
    desk.categories.iter().map(option).collect()
}

/// The offices as a form offers them.
pub(super) fn office_options(desk: &RegisterDesk) -> Vec<(String, String)> {
    let option = |office: &domain::accounts::OfficeView| (office.id.to_string(), office.office.name.clone());
    desk.offices.iter().map(option).collect()
}

fn table(frame: &Frame<'_>, page: ThingsPage<'_>) -> AnyView {
    let l = frame.locale;
    let columns = vec![
        Column::new(text::thing(l)),
        Column::new(text::category(l)),
        Column::new(text::stage(l)),
        Column::new(text::storage(l)),
        Column::figures(text::found_on(l)),
        Column::figures(text::entered(l)),
        Column::figures(text::keep_until(l)),
    ];
    let rows = page.rows.iter().map(|row| line(frame, page, row)).collect();
    let no_office = page.desk.offices.is_empty();
    let empty = move || {
        let words = if no_office {
            text::no_office(l)
        } else {
            text::empty_text(l)
        };
        view! { <Empty drawing=Drawing::Hooks title=text::empty_title(l) text=words/> }.into_any()
    };
    view! { <DataTable caption=text::title(l) columns rows empty/> }.into_any()
}

fn line(frame: &Frame<'_>, page: ThingsPage<'_>, row: &ThingRow) -> Row {
    let l = frame.locale;
    let kind = page.desk.categories.iter().find(|kind| kind.code == row.category);
    let kind = kind.map(|kind| kind.name.get(l).to_owned()).unwrap_or_default();
    let (tone, icon, label) = look::stage(l, row.stage);
    let (name, number) = (row.what.clone(), row.number.to_string());
    let place = if page.desk.offices.len() > 1 {
        [row.office.as_str(), " · ", &row.storage].concat()
    } else {
        row.storage.clone()
    };
    let now = page
        .desk
        .offices
        .iter()
        .find(|office| office.office.name == row.office)
        .map(|office| office.now);
    let entered = row.entered;
    let href = [frame.to("/register/").as_str(), &row.id.to_string()].concat();
    let due = row
        .due
        .then(|| view! { <StatusBadge tone=Tone::Warn icon=Glyph::Bell label=text::due(l)/> });
    Row::linked(
        href,
        vec![
            view! { <span translate="no"><span class="mono">{number}</span> " " {name}</span> }.into_any(),
            kind.into_any(),
            view! { <StatusBadge tone label icon/> }.into_any(),
            view! { <span translate="no">{place}</span> }.into_any(),
            view! { <span class="register-day">{date_short(l, row.found_on.moment())}</span> }.into_any(),
            view! { <span class="register-day"><When moment=entered now/></span> }.into_any(),
            view! { <span class="register-until">{due} " " <span class="register-day">{date_short(l, row.keep_until)}</span></span> }.into_any(),
        ],
    )
}
