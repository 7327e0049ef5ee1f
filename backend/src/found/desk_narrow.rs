//! What a list of the desk is narrowed to.

use domain::accounts::Actor;
use domain::found::{CaseFilter, CaseNumber};
use domain::tags::TagKey;
use domain::{Email, Outcome, Phone};

use super::secrets;
use super::sql_facts::Narrow;
use crate::house::House;
use crate::lists::contains;

/// So many cases stand on a page.
pub(super) const PAGE: i64 = 50;

/// What a filter of the desk means for this colleague; one more than a page, to know whether there is another.
pub(super) fn narrow(house: &House, actor: &Actor, filter: &CaseFilter) -> Outcome<Narrow> {
    let typed = filter.search.trim();
    let contact = Email::parse(typed)
        .map(|email| email.folded())
        .or_else(|_| Phone::parse(typed).map(|phone| phone.to_string()));
    Ok(Narrow {
        organisation: Some(actor.organisation()?),
        office: actor.reach().office(),
        central: filter.central,
        stage: filter.stage.map(domain::found::CaseStage::wire),
        open_only: filter.stage.is_none() && typed.is_empty() && filter.owner.is_none(),
        owner: filter.owner,
        searching: !typed.is_empty(),
        number: CaseNumber::parse(typed).map(CaseNumber::digits),
        key_text: TagKey::parse(typed).ok().map(|key| key.plain()),
        contact: contact.ok().map(|text| secrets::contact_hash(&house.key, &text)),
        name: (!typed.is_empty()).then(|| contains(typed)),
        before: filter.cursor.as_ref().and_then(|c| c.0.parse().ok()),
        now: house.now().0,
        limit: PAGE + 1,
    })
}
