//! What is seen of a ticket. What must not be here: who sees it.

use domain::accounts::Actor;
use domain::ids::TicketId;
use domain::tickets::{HandOver, HistoryLine, RouteStop, Stop, StopKind, TicketRow, TicketStage, TicketView, Window};
use domain::{Currency, Locale, Moment, Money, Outcome, Phone, Timestamp};

use super::cases;
use super::codes::Leg;
use super::sql::{self, TicketRecord};
use super::steps::{FROM, TO, open_stop, photo_of};
use crate::db::Handle;
use crate::fault::Result;
use crate::house::{House, moment};
use crate::photos;

fn at(record: &TicketRecord, micros: i64) -> Moment {
    moment(record.zone(), Timestamp(micros))
}

/// As it stands in a list.
pub(super) fn row(house: &House, record: &TicketRecord) -> Result<TicketRow> {
    let (from, to) = stops(house, record)?;
    let line = |stop: Option<Stop>| stop.map(|stop| stop.line()).unwrap_or_default();
    let mut row = TicketRow {
        id: record.id.0,
        number: u32::try_from(record.number).unwrap_or_default(),
        case: record.case(),
        what: record.what.clone(),
        stage: record.state()?.stage(),
        office: record.office_name.clone(),
        from: line(from),
        to: line(to),
        courier: record.courier.clone(),
        pick: Window {
            from: at(record, record.pick_from),
            until: at(record, record.pick_until),
        },
        drop: Window {
            from: at(record, record.drop_from),
            until: at(record, record.drop_until),
        },
        made: at(record, record.made_at),
        late: false,
    };
    row.late = row.is_late(house.now());
    Ok(row)
}

fn stops(house: &House, record: &TicketRecord) -> Result<(Option<Stop>, Option<Stop>)> {
    let from = open_stop(house, FROM, record.id.0, record.from_sealed.as_ref())?;
    let to = open_stop(house, TO, record.id.0, record.to_sealed.as_ref())?;
    Ok((from, to))
}

/// Everything, without the code of the finder.
pub(super) async fn one(
    h: &mut impl Handle,
    house: &House,
    actor: &Actor,
    record: &TicketRecord,
) -> Outcome<TicketView> {
    let (from, to) = stops(house, record)?;
    let reward = record.reward_minor.zip(record.reward_currency.as_deref());
    let mut history = Vec::new();
    for event in sql::events(h, record.id.0).await? {
        history.push(HistoryLine {
            at: at(record, event.at),
            what: sql::history(&event.body)?,
            by: event.person,
        });
    }
    let person = actor.person().ok();
    Ok(TicketView {
        row: row(house, record)?,
        from: from.unwrap_or_else(forgotten),
        to: to.unwrap_or_else(forgotten),
        reward: reward.and_then(|(minor, code)| Some(Money::new(minor, Currency::from_code(code)?))),
        fee_due: cases::fee_due(h, house, record).await?,
        pickup_code: None,
        photos: taken(h, record.id.0).await?,
        mine: person.is_some() && record.courier_id.map(|courier| courier.0) == person,
        held: record.state()?.is_held(),
        office_phone: record
            .office_phone
            .as_deref()
            .and_then(|phone| Phone::parse(phone).ok()),
        history,
        now: moment(record.zone(), house.now()),
    })
}

/// The hand-overs of which there is a photo.
async fn taken(h: &mut impl Handle, id: TicketId) -> Result<Vec<HandOver>> {
    let mut all = Vec::new();
    for moment in HandOver::ALL {
        if photos::is_there(h, photo_of(id, Leg::of(moment))).await? {
            all.push(moment);
        }
    }
    Ok(all)
}

/// What stands for an end whose people were forgotten.
fn forgotten() -> Stop {
    Stop {
        kind: StopKind::Other,
        name: String::new(),
        phone: None,
        email: None,
        locale: Locale::default(),
        address: String::new(),
        city: String::new(),
        postcode: String::new(),
    }
}

/// Where a courier goes next for a ticket of theirs; nowhere while it stands still.
pub(super) fn stop(house: &House, record: &TicketRecord) -> Result<Option<RouteStop>> {
    let stage = record.state()?.stage();
    let drop = match stage {
        TicketStage::Accepted | TicketStage::OnTheWay => false,
        TicketStage::PickedUp => true,
        _ => return Ok(None),
    };
    let (from, to) = stops(house, record)?;
    let (stop, from, until) = if drop {
        (to, record.drop_from, record.drop_until)
    } else {
        (from, record.pick_from, record.pick_until)
    };
    Ok(Some(RouteStop {
        ticket: record.id.0,
        number: u32::try_from(record.number).unwrap_or_default(),
        drop,
        stop: stop.unwrap_or_else(forgotten),
        window: Window {
            from: at(record, from),
            until: at(record, until),
        },
        what: record.what.clone(),
        stage,
        late: house.now() > Timestamp(until),
    }))
}
