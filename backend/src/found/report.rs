//! How a case begins: limits, merging, whose key it is, which office answers, and telling the owner.
//!
//! What must not be here: looking at a key. A scan alone is no report, and leaves nothing behind.

use domain::accounts::Actor;
use domain::found::{CaseFact, CaseNumber, CasePass, CheckedReport, Side};
use domain::ids::{CaseId, OfficeId, OrganisationId};
use domain::{Error, Money, RefusalCode, Span};

use super::reach::{self, Beside, News};
use super::sql::{self, Case};
use super::sql_ends::{self, NewCase};
use super::sql_facts::KeyFacts;
use super::{secrets, sql_facts, sql_talk, steps};
use crate::accounts;
use crate::db::Tx;
use crate::fault::Result;
use crate::house::House;
use crate::photos;

/// So many reports from one address in an hour, and in a day.
const PER_HOUR: i64 = 5;
const PER_DAY: i64 = 20;
/// So many open cases of one key from the web; more than one person hardly ever finds one thing.
const PER_KEY: usize = 3;

/// What became of a report.
pub(super) enum Taken {
    /// A case began, or the same click's case was found again.
    Case(CaseId),
    /// It belongs to an open case of the holder of this browser.
    Mine(CaseId),
    /// It belongs to an open case of somebody with the same address or number: the link goes there, not here.
    Known(CaseId),
}

/// Where a report comes from.
pub(super) struct Source<'a> {
    /// From the web: where from, and what the browser holds. None: by telephone.
    pub web: Option<(&'a str, &'a CasePass)>,
    /// Of the bureau.
    pub organisation: OrganisationId,
    /// The office of the colleague on the telephone.
    pub office: Option<OfficeId>,
}

/// Takes a report.
///
/// # Errors
/// `SlowDown`.
pub(super) async fn take(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    report: &CheckedReport,
    source: &Source<'_>,
) -> Result<Taken, Error> {
    let once = match source.web {
        Some(_) => format!("web:{}", report.once),
        None => format!("{}:{}", actor.person()?, report.once),
    };
    if let Some(id) = sql::by_once(tx, &once).await? {
        return Ok(Taken::Case(id));
    }
    if let Some((from, _)) = source.web {
        // Whoever fills in what nobody sees gets the answer that a flood gets.
        if report.by_machine {
            return Err(RefusalCode::SlowDown.into());
        }
        limits(tx, house, from).await?;
    }
    if let Some(known) = merged(tx, house, actor, report, source).await? {
        return Ok(known);
    }
    begin(tx, house, actor, report, source, &once).await.map(Taken::Case)
}

async fn limits(tx: &mut Tx, house: &House, from: &str) -> Result<(), Error> {
    let hash = secrets::from_hash(&house.key, from);
    let now = house.now();
    for (span, most) in [(Span::hours(1), PER_HOUR), (Span::days(1), PER_DAY)] {
        if sql::count_from(tx, &hash, now - span).await? >= most {
            return Err(RefusalCode::SlowDown.into());
        }
    }
    Ok(())
}

/// An open case of the same key to which this report belongs.
async fn merged(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    report: &CheckedReport,
    source: &Source<'_>,
) -> Result<Option<Taken>, Error> {
    let key = report.key.plain();
    let open = sql::open_of_key(tx, &key).await?;
    if let Some((_, pass)) = source.web {
        let held: Vec<String> = pass
            .links
            .iter()
            .map(|link| secrets::link_hash(&house.key, link))
            .collect();
        let mine = open
            .iter()
            .find(|case| held.iter().any(|hash| case.side_of(hash) == Some(Side::Finder)));
        if let Some(case) = mine {
            again(tx, house, actor, case, report).await?;
            if let Some(photo) = &report.photo {
                photos::keep(tx, house, photos::Of::Report(case.id.0), photo).await?;
            }
            return Ok(Some(Taken::Mine(case.id.0)));
        }
    }
    let (email, phone) = hashes(house, report);
    if email.is_some() || phone.is_some() {
        let known = sql::open_of_finder(tx, &key, email.as_deref(), phone.as_deref()).await?;
        if let Some(case) = open.iter().find(|case| Some(case.id.0) == known) {
            again(tx, house, actor, case, report).await?;
            // Anybody can type an address: the photo that is there stays.
            if let Some(photo) = &report.photo {
                photos::keep_first(tx, house, photos::Of::Report(case.id.0), photo).await?;
            }
            reach::tell(tx, house, case, Side::Finder, News::Wrote, Beside::default()).await?;
            return Ok(Some(Taken::Known(case.id.0)));
        }
    }
    if source.web.is_some() && open.iter().filter(|case| case.by_phone == 0).count() >= PER_KEY {
        return Err(RefusalCode::SlowDown.into());
    }
    Ok(None)
}

async fn again(tx: &mut Tx, house: &House, actor: &Actor, case: &Case, report: &CheckedReport) -> Result<()> {
    steps::note(tx, house, case, CaseFact::ReportedAgain, actor).await?;
    if let Some(words) = &report.words {
        sql_talk::add_message(tx, house, case.id.0, Side::Owner, None, words.as_str()).await?;
    }
    Ok(())
}

fn hashes(house: &House, report: &CheckedReport) -> (Option<String>, Option<String>) {
    let hash = |text: String| secrets::contact_hash(&house.key, &text);
    (
        report.contact.email.as_ref().map(|email| hash(email.folded())),
        report
            .contact
            .phone
            .as_ref()
            .map(|phone| hash(phone.as_str().to_owned())),
    )
}

async fn begin(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    report: &CheckedReport,
    source: &Source<'_>,
    once: &str,
) -> Result<CaseId, Error> {
    let id = CaseId(house.outside.uuid7());
    let key_text = report.key.plain();
    let facts = sql_facts::key_facts(tx, &key_text).await?;
    let owner = facts.as_ref().and_then(|facts| facts.owner_id).map(|id| id.0);
    let fee = fee_of(tx, house, source.organisation, facts.as_ref()).await?;
    let (email_hash, phone_hash) = hashes(house, report);
    let link = |side| secrets::link_hash(&house.key, &secrets::link(&house.key, id, side));
    let new = NewCase {
        id,
        number: free_number(tx, house).await?,
        organisation: source.organisation,
        office: office_of(tx, report, source).await?,
        key_text: &key_text,
        key: facts.as_ref().map(|facts| facts.id.0),
        owner,
        by_phone: source.web.is_none(),
        place: report.place.as_ref().map(domain::ShortText::as_str),
        postcode: report.postcode.as_deref(),
        country: report.country.as_deref(),
        contact: &report.contact,
        email_hash,
        phone_hash,
        locale: report.locale,
        wants: report.wants,
        from_hash: source.web.map(|(from, _)| secrets::from_hash(&house.key, from)),
        once,
        finder_link: link(Side::Finder),
        owner_link: link(Side::Owner),
        fee,
    };
    sql_ends::insert(tx, house, new, house.now()).await?;
    if let Some(photo) = &report.photo {
        photos::keep(tx, house, photos::Of::Report(id), photo).await?;
    }
    let mut case = steps::take(tx, id).await?;
    let by_phone = source.web.is_none();
    steps::note(tx, house, &case, CaseFact::Reported { by_phone }, actor).await?;
    if fee.is_some() {
        steps::note(tx, house, &case, CaseFact::FeeDue, &Actor::House).await?;
    }
    let words = report.words.as_ref().map(domain::Message::as_str);
    if let Some(words) = words {
        sql_talk::add_message(tx, house, id, Side::Owner, None, words).await?;
    }
    // A blocked key is for the desk: somebody had a reason to block it.
    let blocked = facts.is_some_and(|facts| facts.blocked_at.is_some());
    tell_owner(tx, house, &mut case, words, owner.is_some() && !blocked).await?;
    Ok(id)
}

async fn tell_owner(
    tx: &mut Tx,
    house: &House,
    case: &mut Case,
    words: Option<&str>,
    somebody: bool,
) -> Result<(), Error> {
    let messages = if somebody {
        reach::tell_found(tx, house, case, words).await?
    } else {
        0
    };
    if messages > 0 {
        steps::owner_knows(tx, house, &Actor::House, case, messages).await
    } else {
        steps::note(tx, house, case, CaseFact::NobodyToTell, &Actor::House).await?;
        Ok(())
    }
}

/// What the owner owes: nothing while the cover is paid.
async fn fee_of(
    tx: &mut Tx,
    house: &House,
    organisation: OrganisationId,
    facts: Option<&KeyFacts>,
) -> Result<Option<(Money, i64)>> {
    let lapsed = facts
        .is_some_and(|facts| facts.owner_id.is_some() && facts.cover_until.is_none_or(|until| until <= house.now().0));
    if lapsed {
        sql_facts::return_fee(tx, organisation).await
    } else {
        Ok(None)
    }
}

async fn free_number(tx: &mut Tx, house: &House) -> Result<CaseNumber> {
    loop {
        let number = CaseNumber::from_chance(u32::from_be_bytes(house.outside.chance.bytes()));
        // One statement later the unique index says it again; then the report is taken once more.
        if sql::by_number(tx, number).await?.is_none() {
            return Ok(number);
        }
    }
}

/// The office of the place where the thing is; by telephone the one that took the call, if the place says nothing.
async fn office_of(tx: &mut Tx, report: &CheckedReport, source: &Source<'_>) -> Result<Option<OfficeId>> {
    let country = match &report.country {
        Some(country) => Some(country.clone()),
        None => sql_facts::only_country(tx, source.organisation).await?,
    };
    let by_place = match (&country, &report.postcode) {
        (Some(country), Some(code)) => accounts::office_for_postcode(tx, source.organisation, country, code).await?,
        // Of a country that was only supposed, the place is not known.
        (Some(country), None) if report.country.is_some() => {
            accounts::office_for_country(tx, source.organisation, country).await?
        }
        _ => None,
    };
    Ok(by_place.or(source.office))
}
