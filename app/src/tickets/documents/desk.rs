//! The desk's first page: one search box that takes everything, what it found, and the queue below.

use domain::accounts::owners::OwnerCard;
use domain::accounts::{Operation, Profile};
use domain::found::{CaseRow, CaseStage};
use domain::tags::{DeskKeyView, DeskOwner, MyKey, Reading};
use domain::{Locale, Moment, Page};
use leptos::prelude::*;

use super::key::key_card;
use super::parts::{alphabet, phone_link};
use crate::documents::{Frame, Head, Script, portal_page};
use crate::t;
use crate::tickets::case_look::{self, age, is_old};
use crate::ui::{
    Banner, Button, ButtonLook, CodePlate, Column, DataTable, Drawing, Empty, Glyph, LinkButton, PageHeader, Row,
    SelectField, StatusBadge, Tone,
};

/// What the search found.
pub struct Found {
    /// What the text was taken for.
    pub reading: Reading,
    /// The key, if it was one of ours.
    pub key: Option<DeskKeyView>,
    /// Owners with their keys.
    pub owners: Vec<DeskOwner>,
}

/// What the page needs.
pub struct DeskPage<'a> {
    /// What was searched for.
    pub q: &'a str,
    /// What it found; none without a search.
    pub found: Option<Found>,
    /// The cases of the search, or the queue.
    pub cases: Page<CaseRow>,
    /// What the queue is narrowed to.
    pub stage: Option<CaseStage>,
    /// Now.
    pub now: Moment,
}

/// The desk.
pub fn desk(frame: &Frame<'_>, profile: &Profile, page: DeskPage<'_>) -> String {
    let l = frame.locale;
    let title = [t::desk::title(l), " · Cloakroom"].concat();
    let head = Head::private(title, t::desk::lead(l))
        .live("case ticket payment")
        .and(Script::Desk);
    portal_page(frame, profile, head, || {
        let searched = page.found.is_some();
        let works = works_here(profile);
        let body = if searched {
            findings(frame, page)
        } else {
            queue(frame, page, works)
        };
        let tools = works.then(|| tools(frame));
        view! {
            <div class="stack desk">
                <PageHeader title=t::desk::title(l)>{tools}</PageHeader>
                {body}
            </div>
        }
        .into_any()
    })
}

/// Whether the reader works at the desk, and does not only look on.
pub(super) fn works_here(profile: &Profile) -> bool {
    profile.roles.iter().any(|role| role.may(Operation::WorkCases))
}

fn tools(frame: &Frame<'_>) -> AnyView {
    let l = frame.locale;
    let (report, activate) = (frame.to("/desk/report"), frame.to("/desk/activate"));
    view! {
        <LinkButton href=activate icon=Glyph::Key>{t::desk::activate(l)}</LinkButton>
        <LinkButton href=report look=ButtonLook::Primary icon=Glyph::Plus>{t::desk::take_report(l)}</LinkButton>
    }
    .into_any()
}

/// The one search box. The page begins with the caret in it.
fn search_box(frame: &Frame<'_>, q: &str) -> AnyView {
    let l = frame.locale;
    view! {
        <form class="desk-search" method="get" action=frame.to("/desk") role="search">
            <label class="unseen" for="q">{t::desk::search(l)}</label>
            <input
                class="input desk-q"
                id="q"
                name="q"
                type="search"
                maxlength="100"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=t::desk::search(l)
                value=q.to_owned()
                autofocus
                aria-describedby="desk-keys"
            />
            <Button look=ButtonLook::Primary icon=Glyph::Search>{t::desk::search_button(l)}</Button>
            <p class="desk-keys" id="desk-keys">{t::desk::search_keys(l)}</p>
        </form>
    }
    .into_any()
}

fn queue(frame: &Frame<'_>, page: DeskPage<'_>, works: bool) -> AnyView {
    let l = frame.locale;
    let mut options = vec![(String::new(), t::desk::all_open(l).to_owned())];
    options.extend(CaseStage::ALL.map(|s| (s.wire().to_owned(), case_look::stage(l, s).2.to_owned())));
    let value = page.stage.map(|s| s.wire().to_owned()).unwrap_or_default();
    let report = frame.to("/desk/report");
    let empty = move || {
        let href = report.clone();
        let take = works.then(|| view! { <LinkButton href icon=Glyph::Plus>{t::desk::take_report(l)}</LinkButton> });
        view! {
            <Empty drawing=Drawing::Hooks title=t::desk::queue_empty(l) text=t::desk::queue_empty_text(l)>
                {take}
            </Empty>
        }
        .into_any()
    };
    view! {
        {works.then(|| search_box(frame, page.q))}
        <section class="stack" aria-labelledby="queue">
            <div class="desk-queue-head">
                <div>
                    <h2 id="queue">{t::desk::queue(l)}</h2>
                    <p class="small-text quiet-text">{t::desk::queue_lead(l)}</p>
                </div>
                <form class="desk-filter" method="get" action=frame.to("/desk")>
                    <SelectField name="stage" label=t::desk::stage_filter(l) options value required=true/>
                    <Button>{t::desk::filter(l)}</Button>
                </form>
            </div>
            <div class="stack" data-live="queue">{case_table(frame, &page.cases, page.now, empty)}</div>
        </section>
    }
    .into_any()
}

fn case_table(
    frame: &Frame<'_>,
    cases: &Page<CaseRow>,
    now: Moment,
    empty: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let l = frame.locale;
    let columns = vec![
        Column::new(t::desk::case_number(l)),
        Column::new(t::desk::state(l)),
        Column::new(t::desk::key(l)),
        Column::new(t::desk::owner(l)),
        Column::new(t::desk::office(l)),
        Column::new(t::desk::works(l)),
        Column::figures(t::desk::age(l)),
    ];
    let rows = cases.rows.iter().map(|row| case_row(frame, row, now)).collect();
    view! { <DataTable caption=t::desk::cases(l) columns rows empty/> }.into_any()
}

fn case_row(frame: &Frame<'_>, row: &CaseRow, now: Moment) -> Row {
    let l = frame.locale;
    let (tone, icon, word) = case_look::stage(l, row.stage);
    let label = match row.way {
        Some(way) if !row.stage.is_over() => [word, " · ", case_look::way(l, way).1].concat(),
        _ => word.to_owned(),
    };
    let fee = row
        .fee_due
        .then(|| view! { <StatusBadge tone=Tone::Warn label=t::desk::fact_fee_due(l)/> });
    let owner = match &row.owner {
        Some(name) => view! { <span translate="no">{name.clone()}</span> }.into_any(),
        None => view! { <span class="quiet-text">{t::desk::unknown_owner(l)}</span> }.into_any(),
    };
    let office = match &row.office {
        Some(office) => view! { <span translate="no">{office.name.clone()}</span> }.into_any(),
        None => view! { <span class="quiet-text">{t::desk::central(l)}</span> }.into_any(),
    };
    let works = match &row.claimed_by {
        Some(name) => view! { <span class="desk-claimed" translate="no">{name.clone()}</span> }.into_any(),
        None => view! { <span class="quiet-text">{t::desk::nobody(l)}</span> }.into_any(),
    };
    let old = is_old(row.stage, row.changed, now);
    Row::linked(
        case_href(frame, row),
        vec![
            view! { <span class="mono" data-hit="">{row.number.to_string()}</span> }.into_any(),
            view! { <span class="desk-badges"><StatusBadge tone label icon/> {fee}</span> }.into_any(),
            view! { <span class="mono" translate="no">{row.key.clone()}</span> }.into_any(),
            owner,
            office,
            works,
            view! { <span class:desk-old=old>{age(l, row.created, now)}</span> }.into_any(),
        ],
    )
}

fn case_href(frame: &Frame<'_>, row: &CaseRow) -> String {
    [frame.to("/desk/cases/").as_str(), &row.number.to_string()].concat()
}

fn findings(frame: &Frame<'_>, page: DeskPage<'_>) -> AnyView {
    let l = frame.locale;
    let DeskPage {
        q, found, cases, now, ..
    } = page;
    let Some(found) = found else { return ().into_any() };
    let nothing = found.key.is_none() && found.owners.is_empty() && cases.rows.is_empty();
    let word = match found.reading {
        Reading::KeySlip => Some(slip(l)),
        Reading::Key if found.key.is_none() => Some(unknown(frame, q)),
        _ if nothing => Some(
            view! { <Empty drawing=Drawing::Search title=t::desk::nothing_title(l) text=t::desk::nothing_text(l)/> }
                .into_any(),
        ),
        _ => None,
    };
    let key = found.key.as_ref().map(|key| key_card(frame, key, true));
    let owners = found.owners.iter().map(|owner| owner_card(frame, owner)).collect_view();
    let owners = (!found.owners.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="owners">
                <h2 id="owners">{t::desk::owners(l)}</h2>
                <ul class="desk-owners">{owners}</ul>
            </section>
        }
    });
    let title = if found.key.is_some() {
        t::desk::earlier(l)
    } else {
        t::desk::cases(l)
    };
    let shown = !cases.rows.is_empty() || found.key.is_some();
    let none = move || view! { <p class="quiet-text">{t::desk::no_cases(l)}</p> }.into_any();
    let cases = shown.then(|| {
        view! {
            <section class="stack" aria-labelledby="cases">
                <h2 id="cases">{title}</h2>
                {case_table(frame, &cases, now, none)}
            </section>
        }
    });
    view! {
        {search_box(frame, q)}
        <div class="stack stack-l" data-live="found">{word} {key} {owners} {cases}</div>
    }
    .into_any()
}

fn slip(l: Locale) -> AnyView {
    view! {
        <div class="stack">
            <Banner tone=Tone::Warn title=t::desk::slip_title(l)>{t::desk::slip_text(l)}</Banner>
            {alphabet(l)}
        </div>
    }
    .into_any()
}

fn unknown(frame: &Frame<'_>, q: &str) -> AnyView {
    let l = frame.locale;
    let href = [frame.to("/desk/report?key=").as_str(), &plain(q)].concat();
    view! {
        <Banner tone=Tone::Warn title=t::desk::unknown_title(l)>
            {t::desk::unknown_text(l)} " " <a href=href>{t::desk::take_report(l)}</a>
        </Banner>
    }
    .into_any()
}

/// What of a typed key may stand in an address.
fn plain(q: &str) -> String {
    q.chars().filter(char::is_ascii_alphanumeric).collect()
}

fn owner_card(frame: &Frame<'_>, found: &DeskOwner) -> AnyView {
    let l = frame.locale;
    let keys = found.keys.iter().map(|key| owner_key(frame, key)).collect_view();
    view! {
        <li class="card desk-owner">
            {reach(l, &found.owner)}
            <ul class="desk-owner-keys">{keys}</ul>
        </li>
    }
    .into_any()
}

/// Name, telephones and address of an owner.
pub(super) fn reach(_: Locale, owner: &OwnerCard) -> AnyView {
    let phones = owner
        .phones
        .iter()
        .map(|phone| view! { <li>{phone_link(phone)}</li> })
        .collect_view();
    let email = owner.email.as_ref().map(|email| {
        let href = ["mailto:", email.as_str()].concat();
        view! { <li><a href=href translate="no">{email.to_string()}</a></li> }
    });
    view! {
        <div class="desk-reach">
            <strong class="desk-name" translate="no">{owner.name.clone()}</strong>
            <ul class="desk-ways">{phones}{email}</ul>
        </div>
    }
    .into_any()
}

fn owner_key(frame: &Frame<'_>, key: &MyKey) -> AnyView {
    let l = frame.locale;
    let href = [frame.to("/desk/keys/").as_str(), &key.id.to_string()].concat();
    let (tone, icon, word) = case_look::key_word(l, key.word);
    let (cover_tone, cover_icon, cover) = case_look::cover(l, &key.cover);
    view! {
        <li class="desk-owner-key">
            <a href=href data-hit=""><CodePlate code=key.key.plain()/></a>
            <span translate="no">{key.thing.name.to_string()}</span>
            <span class="desk-badges">
                <StatusBadge tone label=word icon/> <StatusBadge tone=cover_tone label=cover icon=cover_icon/>
            </span>
        </li>
    }
    .into_any()
}
