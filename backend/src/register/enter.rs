//! A thing comes: at which office, under which number, and how long it is kept. And what is written about it later.

use domain::accounts::{Actor, OfficeView};
use domain::ids::{OfficeId, OrganisationId, ThingId};
use domain::register::{CheckedThing, Day, ProtocolFact, RetentionRule, Source, rule_for, tokens};
use domain::{Message, Outcome, RefusalCode, ShortText};

use super::sql::{self, NewRow, TextOf, Thing};
use super::sql_data;
use super::steps::{self, Hidden, refused};
use crate::accounts;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, moment};

/// The offices of the organisation that lie within the actor's reach.
pub(super) async fn offices(
    h: &mut impl Handle,
    house: &House,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<Vec<OfficeView>> {
    let mut all = accounts::offices_of(h, house, organisation).await?;
    all.retain(|office| actor.reach().covers(Some(office.id)));
    Ok(all)
}

fn chosen(offices: &[OfficeView], wish: Option<OfficeId>) -> Outcome<&OfficeView> {
    match (wish, offices) {
        (Some(id), _) => {
            let found = offices.iter().find(|office| office.id == id);
            found.ok_or_else(|| refused("office", RefusalCode::NotAChoice))
        }
        (None, [only]) => Ok(only),
        (None, _) => Err(refused("office", RefusalCode::Missing)),
    }
}

/// Whose law holds at an office that answers for several countries: the first that has a rule of its own, else the first.
fn country_of(office: &OfficeView, rules: &[RetentionRule]) -> String {
    let mut countries = office.office.areas.iter().map(|area| &area.country);
    let has_rule = |country: &&String| rules.iter().any(|rule| rule.country.as_ref() == Some(*country));
    let found = countries.clone().find(has_rule).or_else(|| countries.next());
    found.cloned().unwrap_or_default()
}

/// Enters a thing; gives its id.
///
/// # Errors
/// `Form` with what the form alone could not know.
pub(super) async fn enter(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    form: &CheckedThing,
    once: &str,
) -> Outcome<ThingId> {
    let organisation = actor.organisation()?;
    let offices = offices(tx, house, actor, organisation).await?;
    let office = chosen(&offices, form.office)?;
    let now = house.now();
    let here = moment(&office.office.time_zone, now);
    let id = ThingId(house.outside.uuid7());
    let text = text(tx, house, id, form, Day::at(here)).await?;
    let rules = sql_data::rules(tx).await?;
    let country = form.country.clone().unwrap_or_else(|| country_of(office, &rules));
    let rule = rule_for(&rules, &country, &form.category);
    let year = here.civil().year;
    let finder = &form.finder;
    let (finder_email, finder_phone) = steps::contact_hashes(house, finder.email.as_ref(), finder.phone.as_ref());
    let row = NewRow {
        id,
        organisation,
        office: office.id,
        year,
        number: sql_data::next_number(tx, office.id, year).await?,
        text,
        source: form.source.wire(),
        country: &country,
        keep_days: rule.days,
        keep_note: &rule.note,
        keep_until: now + rule.span(),
        finder_sealed: steps::seal_finder(house, id, finder)?,
        finder_email,
        finder_phone,
        finder_wants: form.finder_wants,
        entered_by: actor.person()?,
        once,
    };
    sql::insert(tx, &row, now).await?;
    steps::note(tx, house, actor, id, &ProtocolFact::Entered { source: form.source }).await?;
    Ok(id)
}

/// What is written about a thing, ready for its row.
async fn text<'a>(tx: &mut Tx, house: &House, id: ThingId, form: &'a CheckedThing, today: Day) -> Outcome<TextOf<'a>> {
    let known = sql_data::categories(tx).await?;
    if !known.iter().any(|category| category.code == form.category) {
        return Err(refused("category", RefusalCode::NotAChoice));
    }
    if form.found_on > today {
        return Err(refused("found_on", RefusalCode::OutOfRange));
    }
    let description = form.description.as_ref().map_or("", Message::as_str);
    let hidden = Hidden {
        details: form
            .details
            .as_ref()
            .map(|text| text.as_str().to_owned())
            .unwrap_or_default(),
        place: form.place.as_ref().map(ToString::to_string),
    };
    Ok(TextOf {
        category: form.category.as_str(),
        what: form.what.as_str(),
        description,
        words: folded(&[form.what.as_str(), description]),
        hidden_sealed: steps::seal_hidden(house, id, &hidden)?,
        question: form.question.as_ref().map(ShortText::as_str),
        area: form.area.as_str(),
        found_day: form.found_on.0,
        storage: form.storage.as_str(),
    })
}

/// The words of these texts as they are searched, a blank around each.
fn folded(texts: &[&str]) -> String {
    let words = tokens(&texts.join(" "));
    words.iter().fold(" ".to_owned(), |all, word| all + word + " ")
}

/// Changes what is written about a thing.
///
/// # Errors
/// `Form` with what the form alone could not know; `WrongState` when we no longer have it.
pub(super) async fn change(
    tx: &mut Tx,
    house: &House,
    actor: &Actor,
    thing: &Thing,
    form: &CheckedThing,
) -> Outcome<()> {
    steps::must_be_here(thing)?;
    let today = Day::at(moment(&thing.time_zone, house.now()));
    let text = text(tx, house, thing.id.0, form, today).await?;
    sql::set_text(tx, thing, &text).await?;
    let moved = (thing.storage != text.storage).then(|| ProtocolFact::Moved {
        from: thing.storage.clone(),
        to: text.storage.to_owned(),
    });
    let fact = moved.unwrap_or(ProtocolFact::Changed);
    steps::note(tx, house, actor, thing.id.0, &fact).await?;
    Ok(())
}

/// How a stored thing came to us.
pub(super) fn source(thing: &Thing) -> Source {
    Source::from_wire(&thing.source).unwrap_or(Source::Counter)
}
