//! How the two sides of a case are reached, and what they are told.
//!
//! What must not be here: what changes a case.

use domain::custody::LinkSecret;
use domain::found::{Fee, Side};
use domain::ids::PersonId;
use domain::notices::Template;
use domain::{Email, Locale, Moment, Phone};
use serde_json::{Value, json};

use super::sql::{self, Case};
use super::{secrets, sql_facts};
use crate::accounts;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::notices::{self, Draft};

/// An owner, as far as a case asks.
pub(super) struct Owner {
    pub person: PersonId,
    pub name: String,
    pub locale: Locale,
    pub email: Option<Email>,
    pub phone: Option<Phone>,
}

impl Owner {
    /// Whether a message can get to them.
    pub(super) const fn is_reachable(&self) -> bool {
        self.email.is_some() || self.phone.is_some()
    }
}

/// The owner of a case, if one is known.
pub(super) async fn owner(h: &mut impl Handle, house: &House, case: &Case) -> Result<Option<Owner>> {
    match case.owner_id {
        Some(person) => person_of(h, house, person.0).await,
        None => Ok(None),
    }
}

/// A person as an owner.
pub(super) async fn person_of(h: &mut impl Handle, house: &House, person: PersonId) -> Result<Option<Owner>> {
    let contact = accounts::contact_of(h, house, person).await?;
    Ok(contact.map(|contact| Owner {
        person,
        name: contact.name,
        locale: contact.locale,
        email: contact.email,
        phone: contact.phone,
    }))
}

/// What there is to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    Wrote,
    Proposed,
    Agreed,
    Declined,
    Arranged,
    CalledOff,
    Drop,
    HandedOver,
    Held,
    Paid,
    Returned,
    Ended,
}

impl News {
    const fn wire(self) -> &'static str {
        match self {
            Self::Wrote => "wrote",
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::Arranged => "arranged",
            Self::CalledOff => "called_off",
            Self::Drop => "drop",
            Self::HandedOver => "handed_over",
            Self::Held => "held",
            Self::Paid => "paid",
            Self::Returned => "returned",
            Self::Ended => "ended",
        }
    }
}

/// What stands beside it.
#[derive(Default)]
pub(super) struct Beside<'a> {
    /// What was said.
    pub words: Option<&'a str>,
    /// When and where to meet.
    pub meeting: Option<(Moment, &'a str)>,
}

/// Tells one side; gives how many messages went out.
pub(super) async fn tell(
    tx: &mut Tx,
    house: &House,
    case: &Case,
    to: Side,
    news: News,
    beside: Beside<'_>,
) -> Result<u32> {
    send(tx, house, case, to, Template::CaseNews, news, beside).await
}

/// Tells the owner that somebody has their thing.
pub(super) async fn tell_found(tx: &mut Tx, house: &House, case: &Case, words: Option<&str>) -> Result<u32> {
    let beside = Beside { words, meeting: None };
    send(tx, house, case, Side::Owner, Template::FoundReport, News::Wrote, beside).await
}

async fn send(
    tx: &mut Tx,
    house: &House,
    case: &Case,
    to: Side,
    template: Template,
    news: News,
    beside: Beside<'_>,
) -> Result<u32> {
    let mut data = data(tx, case, news, beside).await?;
    match to {
        Side::Finder => {
            let contact = case.contact(house)?;
            let locale = case.finder_locale();
            data["name"] = json!(contact.name.as_ref().map_or("", domain::ShortText::as_str));
            data["thing"] = json!("");
            data["fee"] = json!("");
            data["link"] = json!(secrets::address(house, case.id.0, to, locale));
            let draft = Draft {
                template,
                locale,
                email: contact.email.as_ref(),
                phone: contact.phone.as_ref(),
                data,
            };
            notices::enqueue(tx, house, draft).await
        }
        Side::Owner => {
            let Some(owner) = owner(tx, house, case).await? else {
                return Ok(0);
            };
            data["name"] = json!(owner.name);
            data["fee"] = json!(fee_text(case, owner.locale)?);
            data["link"] = json!(secrets::address(house, case.id.0, to, owner.locale));
            accounts::tell(tx, house, owner.person, template, data).await
        }
    }
}

fn fee_text(case: &Case, locale: Locale) -> Result<String> {
    Ok(match case.fee()? {
        Fee::Due { amount } => amount.written(locale),
        Fee::None | Fee::Settled { .. } => String::new(),
    })
}

async fn data(tx: &mut Tx, case: &Case, news: News, beside: Beside<'_>) -> Result<Value> {
    let thing = sql_facts::key_facts(tx, &case.key_text)
        .await?
        .and_then(|facts| facts.thing);
    let phone = match case.office() {
        Some(office) => accounts::office(tx, office).await?.map(|office| office.phone),
        None => None,
    };
    Ok(json!({
        "organisation": case.organisation_name,
        "number": case.number.0.to_string(),
        "key": case.key(),
        "thing": thing.unwrap_or_default(),
        "words": beside.words.unwrap_or_default(),
        "news": news.wire(),
        "meeting": beside.meeting.map(|(at, _)| at),
        "meeting_place": beside.meeting.map_or("", |(_, place)| place),
        "hotline": phone.as_ref().map_or("", Phone::as_str),
        "hotline_grouped": phone.as_ref().map(Phone::grouped).unwrap_or_default(),
    }))
}

/// The side whose link this is.
pub(super) async fn by_link(h: &mut impl Handle, house: &House, link: &LinkSecret) -> Result<Option<(Case, Side)>> {
    let hash = secrets::link_hash(&house.key, link);
    let Some(id) = sql::by_link(h, &hash).await? else {
        return Ok(None);
    };
    let Some(case) = sql::get(h, id).await? else {
        return Ok(None);
    };
    let side = case.side_of(&hash);
    Ok(side.map(|side| (case, side)))
}
