//! Who waits for help: a list by what was promised.

use domain::Locale;
use domain::accounts::Profile;
use domain::support::{Origin, QueueFilter, RequestRow, RequestStage};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::relative;
use crate::support::look;
use crate::t::support as text;
use crate::ui::{
    Button, Column, DataTable, Drawing, Empty, PageHeader, Row, SelectField, StatusBadge, Tag, Tone, When,
};

/// The list. `waiting`: how many nobody has.
pub fn queue(frame: &Frame<'_>, profile: &Profile, rows: &[RequestRow], filter: QueueFilter, waiting: u32) -> String {
    let l = frame.locale;
    let head = Head::private([text::title(l), " · Cloakroom"].concat(), text::lead(l)).live("help");
    portal_page(frame, profile, head, || {
        let count = (waiting > 0).then(|| view! { <p><strong>{text::waiting(l, i64::from(waiting))}</strong></p> });
        view! {
            <div class="stack stack-l">
                <PageHeader title=text::title(l) lead=text::lead(l)/>
                {narrow(frame, filter)}
                <div class="stack" data-live="queue" aria-live="polite">
                    {count}
                    {table(frame, rows)}
                </div>
            </div>
        }
        .into_any()
    })
}

fn narrow(frame: &Frame<'_>, filter: QueueFilter) -> AnyView {
    let l = frame.locale;
    let mut options = vec![(String::new(), text::open_ones(l).to_owned())];
    options.push(("mine".to_owned(), text::mine(l).to_owned()));
    options.extend(RequestStage::ALL.map(|stage| (stage.wire().to_owned(), look::stage(l, stage).2.to_owned())));
    let value = match (filter.mine, filter.stage) {
        (true, _) => "mine",
        (false, Some(stage)) => stage.wire(),
        (false, None) => "",
    };
    view! {
        <form class="desk-filter" method="get" action=frame.to("/support")>
            <SelectField name="show" label=text::which(l) options value=value.to_owned() required=true/>
            <Button>{crate::t::desk::filter(l)}</Button>
        </form>
    }
    .into_any()
}

fn table(frame: &Frame<'_>, rows: &[RequestRow]) -> AnyView {
    let l = frame.locale;
    let columns = vec![
        Column::new(text::problem(l)),
        Column::new(text::who(l)),
        Column::new(text::place(l)),
        Column::new(text::opened(l)),
        Column::new(text::promised(l)),
        Column::new(text::holder(l)),
    ];
    let lines = rows.iter().map(|row| line(frame, row)).collect();
    let empty = move || {
        view! { <Empty drawing=Drawing::Hooks title=text::empty_title(l) text=text::empty_text(l)/> }.into_any()
    };
    view! { <DataTable caption=text::title(l) columns rows=lines empty/> }.into_any()
}

fn line(frame: &Frame<'_>, row: &RequestRow) -> Row {
    let l = frame.locale;
    let (tone, icon, label) = look::stage(l, row.stage);
    let who = match (&row.recipient, row.origin) {
        (Some(name), _) => view! { <strong translate="no">{name.clone()}</strong> }.into_any(),
        (None, Origin::House) => view! { <span class="quiet-text">{text::nobody(l)}</span> }.into_any(),
        (None, _) => text::unknown_person(l).into_any(),
    };
    let door = row.compartment.map(|number| view! { <Tag number=number.to_string()/> });
    let holder = match (&row.holder, row.mine) {
        (Some(_), true) => text::you(l).into_any(),
        (Some(name), false) => view! { <span translate="no">{name.clone()}</span> }.into_any(),
        (None, _) => view! { <span class="quiet-text">{text::nobody(l)}</span> }.into_any(),
    };
    Row::linked(
        [frame.to("/support/").as_str(), &row.id.to_string()].concat(),
        vec![
            view! {
                <div class="stack stack-s">
                    <span>{look::problem(l, row.problem)}</span>
                    <span class="small-text">
                        <StatusBadge tone label icon/> " " {text::number(l, &row.number.to_string())} " · " {look::origin(l, row.origin)}
                    </span>
                </div>
            }
            .into_any(),
            who,
            view! { <span class="support-where">{door} <span translate="no">{row.bank.clone()}</span></span> }.into_any(),
            relative(l, row.opened, row.now).into_any(),
            promised(l, row),
            holder,
        ],
    )
}

/// Until when an answer is promised, and whether that has passed.
pub(super) fn promised(l: Locale, row: &RequestRow) -> AnyView {
    let Some(at) = row.promised else {
        let words = match row.stage {
            RequestStage::Closed => look::stage(l, row.stage).2,
            RequestStage::Waiting | RequestStage::InHand => text::answered(l),
        };
        return view! { <span class="quiet-text">{words}</span> }.into_any();
    };
    let late = row
        .late
        .then(|| view! { <StatusBadge tone=Tone::Bad label=text::late(l)/> " " });
    view! { <span>{late} <When moment=at now=Some(row.now)/></span> }.into_any()
}
