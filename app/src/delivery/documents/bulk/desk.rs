//! What is to be put in, bank by bank, and the lists that it is on.

use domain::accounts::Profile;
use domain::delivery::bulk::{BankWaiting, BatchRow, BulkDesk};
use leptos::prelude::*;

use crate::documents::{Frame, Head, portal_page};
use crate::i18n::{date_short, date_time, number};
use crate::t;
use crate::t::bulk as text;
use crate::ui::{
    Banner, ButtonLook, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row, StatusBadge, Tone,
};

/// What the page needs.
#[derive(Clone, Copy)]
pub struct BulkDeskPage<'a> {
    /// What waits where.
    pub desk: &'a BulkDesk,
    /// How many documents were just taken off a list.
    pub dropped: Option<u32>,
}

/// The page.
pub fn bulk_desk(frame: &Frame<'_>, profile: &Profile, page: BulkDeskPage<'_>) -> String {
    let l = frame.locale;
    let title = [text::title(l), " · Cloakroom"].concat();
    let head = Head::private(title, text::lead(l)).live("consignment bank");
    portal_page(frame, profile, head, || {
        let dropped = page.dropped.map(|n| {
            let words = text::dropped(l, i64::from(n));
            view! { <Banner tone=Tone::Good title=words/> }
        });
        let new = frame.to("/employee/bulk/new");
        let back = (frame.to("/employee/deliveries"), t::delivery::list_title(l).to_owned());
        view! {
            <div class="stack stack-l bulk">
                <PageHeader title=text::title(l) lead=text::lead(l) back>
                    <LinkButton href=new look=ButtonLook::Primary icon=Glyph::Plus>
                        {text::new(l)}
                    </LinkButton>
                </PageHeader>
                {dropped}
                <div class="stack stack-l" data-live="desk">{banks(frame, page.desk)} {batches(frame, page.desk)}</div>
            </div>
        }
        .into_any()
    })
}

fn banks(frame: &Frame<'_>, desk: &BulkDesk) -> AnyView {
    let l = frame.locale;
    let cards: Vec<AnyView> = desk
        .banks
        .iter()
        .filter(|bank| bank.waiting > 0)
        .map(|bank| card(frame, bank))
        .collect();
    if cards.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="stack" aria-labelledby="to-put-in">
            <h2 id="to-put-in">{text::to_put_in(l)}</h2>
            <ul class="bulk-banks">{cards}</ul>
        </section>
    }
    .into_any()
}

fn card(frame: &Frame<'_>, of: &BankWaiting) -> AnyView {
    let l = frame.locale;
    let bank = &of.bank;
    let href = [frame.to("/employee/bulk/at/").as_str(), &bank.id.to_string()].concat();
    let offline = (!bank.connection.is_online()).then(|| {
        view! { <StatusBadge tone=Tone::Warn icon=Glyph::Offline label=t::care::offline(l)/> }
    });
    view! {
        <li class="card bulk-bank">
            <div translate="no">
                <h3>{bank.place.name.clone()}</h3>
                <p class="quiet-text">{bank.place.city.clone()}</p>
            </div>
            <p>
                <strong>{text::waiting(l, i64::from(of.waiting))}</strong>
                " · "
                {text::free(l, i64::from(bank.free))}
            </p>
            {offline}
            <LinkButton href icon=Glyph::Key>{text::put_in_here(l)}</LinkButton>
        </li>
    }
    .into_any()
}

fn batches(frame: &Frame<'_>, desk: &BulkDesk) -> AnyView {
    let l = frame.locale;
    let columns = vec![
        Column::new(t::delivery::bank(l)),
        Column::new(t::delivery::created(l)),
        Column::new(text::by(l)),
        Column::figures(text::col_waiting(l)),
        Column::figures(text::col_in(l)),
        Column::figures(text::col_until(l)),
    ];
    let rows = desk.batches.iter().map(|batch| line(frame, batch)).collect();
    let new = frame.to("/employee/bulk/new");
    let empty = move || {
        let href = new.clone();
        view! {
            <Empty drawing=Drawing::Hooks title=text::empty_title(l) text=text::empty_text(l)>
                <LinkButton href icon=Glyph::Plus>{text::new(l)}</LinkButton>
            </Empty>
        }
        .into_any()
    };
    let heading = (!desk.batches.is_empty()).then(|| view! { <h2>{text::lists(l)}</h2> });
    view! {
        <section class="stack">
            {heading}
            <DataTable caption=text::lists(l) columns rows empty/>
        </section>
    }
    .into_any()
}

fn line(frame: &Frame<'_>, batch: &BatchRow) -> Row {
    let l = frame.locale;
    let href = [frame.to("/employee/bulk/").as_str(), &batch.id.to_string()].concat();
    Row::linked(
        href,
        vec![
            view! { <strong translate="no">{batch.place.clone()}</strong> }.into_any(),
            date_time(l, batch.made).into_any(),
            view! { <span translate="no">{batch.made_by.clone()}</span> }.into_any(),
            number(l, i64::from(batch.waiting)).into_any(),
            number(l, i64::from(batch.deposited)).into_any(),
            date_short(l, batch.until).into_any(),
        ],
    )
}
