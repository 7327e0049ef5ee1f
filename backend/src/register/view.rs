//! What is seen of a thing. What must not be here: who sees it.

use domain::register::{
    Category, ClaimView, Day, LostMatch, ProtocolFact, ProtocolLine, RegisterNumber, ThingRow, ThingView,
};
use domain::{Moment, Outcome, Timestamp};

use super::enter::source;
use super::sql::{self, Thing, damaged};
use super::{sql_claims, sql_data, steps};
use crate::db::Handle;
use crate::fault::Result;
use crate::house::{House, moment};

fn at(thing: &Thing, micros: i64) -> Moment {
    moment(&thing.time_zone, Timestamp(micros))
}

/// As it stands in a list.
pub(super) fn row(house: &House, thing: &Thing) -> Result<ThingRow> {
    let state = thing.state()?;
    let mut row = ThingRow {
        id: thing.id.0,
        number: RegisterNumber {
            year: i32::try_from(thing.year).unwrap_or_default(),
            number: thing.number,
        },
        what: thing.what.clone(),
        category: thing.category.0.clone(),
        stage: state.stage(),
        open: state.open(),
        office: thing.office_name.clone(),
        storage: thing.storage.clone(),
        found_on: Day(thing.found_day),
        entered: at(thing, thing.entered_at),
        keep_until: at(thing, thing.keep_until),
        due: false,
    };
    row.due = row.is_due(house.now());
    Ok(row)
}

/// The kind of a thing. One that was taken out of the list is called by no name.
pub(super) fn kind(all: &[Category], thing: &Thing) -> Category {
    let found = all.iter().find(|category| category.code == thing.category.0);
    found.cloned().unwrap_or_else(|| Category {
        code: thing.category.0.clone(),
        name: domain::tags::InFour::default(),
        questions: Vec::new(),
    })
}

/// Everything, for colleagues.
pub(super) async fn one(h: &mut impl Handle, house: &House, thing: &Thing) -> Outcome<ThingView> {
    let hidden = steps::open_hidden(house, thing)?;
    let mut claims = Vec::new();
    for claim in sql_claims::of_thing(h, thing.id.0).await? {
        claims.push(ClaimView {
            id: claim.id.0,
            number: claim.number.0,
            stage: claim.stage()?,
            made: at(thing, claim.made_at),
            said: steps::open_said(house, claim.id.0, claim.said_sealed.as_ref())?,
        });
    }
    let mut protocol = Vec::new();
    for line in sql::protocol(h, thing.id.0).await? {
        let what: ProtocolFact =
            serde_json::from_str(&line.body).map_err(|e| damaged("reading a line of a protocol").because(e))?;
        protocol.push(ProtocolLine {
            line: u32::try_from(line.line).unwrap_or_default(),
            at: at(thing, line.at),
            what,
            by: line.person,
        });
    }
    Ok(ThingView {
        row: row(house, thing)?,
        category: kind(&sql_data::categories(h).await?, thing),
        description: thing.description.clone(),
        details: hidden.as_ref().map(|hidden| hidden.details.clone()),
        question: thing.question.clone(),
        area: thing.area.clone(),
        place: hidden.and_then(|hidden| hidden.place),
        source: source(thing),
        finder: steps::open_finder(house, thing)?,
        finder_wants: thing.finder_wants != 0,
        pictured: thing.pictures > 0,
        country: thing.country.clone(),
        keep_days: u32::try_from(thing.keep_days).unwrap_or_default(),
        keep_note: thing.keep_note.clone(),
        claims,
        protocol,
        now: moment(&thing.time_zone, house.now()),
    })
}

/// The little that whoever lost it is told.
pub(super) fn matching(all: &[Category], thing: &Thing, score: u32) -> LostMatch {
    LostMatch {
        id: thing.id.0,
        category: kind(all, thing),
        area: thing.area.clone(),
        city: thing.office_city.clone(),
        week: Day(thing.found_day).week(),
        score,
        question: thing.question.clone(),
    }
}
