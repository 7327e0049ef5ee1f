//! What both sides of a request see.

use domain::accounts::Actor;
use domain::custody::{Rest, State};
use domain::ids::{CompartmentId, PersonId};
use domain::lockers::{BankView, ClaimState, Service};
use domain::notices::Channel;
use domain::support::{
    HelpDoor, HelpLine, HelpMay, HelpThing, HelpThread, RequestRow, RequestStage, RequestState, RequestView, Side,
};
use domain::{Moment, Outcome, RefusalCode, Timestamp};

use super::sql::{self, FactRow, Request};
use crate::custody::{self, Consignment};
use crate::db::Handle;
use crate::delivery;
use crate::fault::Result;
use crate::house::{House, moment};
use crate::lockers;

/// Until when an answer is promised; none once there was one, or once it is closed.
fn promised(request: &Request, stage: RequestStage) -> Option<Timestamp> {
    let waits = request.answered_at.is_none() && stage != RequestStage::Closed;
    waits.then_some(Timestamp(request.promised_at))
}

/// How many requests of all houses wait for a first answer for longer than was promised.
///
/// # Errors
/// What the database says.
pub async fn late(h: &mut impl Handle, now: Timestamp) -> Result<i64> {
    sql::count_late(h, now).await
}

pub(super) fn row(house: &House, request: &Request, reader: PersonId) -> Result<RequestRow> {
    let (now, zone) = (house.now(), request.time_zone.as_str());
    let state = request.state()?;
    let promised = promised(request, state.stage());
    Ok(RequestRow {
        id: request.id.0,
        number: request.number(),
        problem: request.problem()?,
        origin: request.origin()?,
        stage: state.stage(),
        opened: moment(zone, Timestamp(request.opened_at)),
        promised: promised.map(|at| moment(zone, at)),
        late: promised.is_some_and(|at| at < now),
        bank: format!("{} · {}", request.bank_name, request.city),
        compartment: request.compartment.and_then(|n| u16::try_from(n).ok()),
        recipient: request.recipient_name.clone(),
        holder: request.holder.clone(),
        mine: state.holder() == Some(reader),
        now: moment(zone, now),
    })
}

fn line(zone: &str, row: &FactRow) -> Result<HelpLine> {
    Ok(HelpLine {
        at: moment(zone, Timestamp(row.at)),
        side: match &row.person {
            Some(name) => Side::Colleague { name: name.clone() },
            None => Side::Asking,
        },
        fact: row.fact()?,
    })
}

/// One request, for those who help.
pub(super) async fn one(h: &mut impl Handle, house: &House, actor: &Actor, request: &Request) -> Outcome<RequestView> {
    let now = house.now();
    let zone = request.time_zone.as_str();
    let bank = lockers::bank_view(h, request.bank_id.0).await?;
    let consignment = match &request.consignment_id {
        Some(id) => Some(custody::find(h, id.0).await?.ok_or(RefusalCode::NotFound)?),
        None => None,
    };
    let meant = match &consignment {
        Some(thing) => Some(thing.compartment_id.0),
        None => request.compartment_id.as_ref().map(|door| door.0),
    };
    let door = meant.and_then(|meant| door(&bank, meant));
    let thing = match &consignment {
        Some(thing) => Some(self::thing(h, house, actor, thing, zone).await?),
        None => None,
    };
    let keypad = custody::keypad_locked_until(h, request.bank_id.0, now).await?;
    let lines = sql::facts(h, request.id.0).await?;
    let me = actor.person()?;
    let may_act = match request.state()? {
        RequestState::Waiting => true,
        RequestState::InHand { by, .. } => by == me,
        RequestState::Closed { .. } => false,
    };
    Ok(RequestView {
        row: row(house, request, me)?,
        lines: lines.iter().map(|row| line(zone, row)).collect::<Result<_>>()?,
        thing,
        bank,
        door,
        keypad_locked_until: keypad.map(|at| moment(zone, at)),
        may_act,
    })
}

fn door(bank: &BankView, meant: CompartmentId) -> Option<HelpDoor> {
    let door = bank.doors.iter().find(|door| door.id == meant)?;
    let out = matches!(door.service, Service::Out { .. });
    Some(HelpDoor {
        id: door.id,
        number: door.number,
        out,
        may_change: if out {
            !door.is_under_test()
        } else {
            door.claim == ClaimState::Free
        },
        may_test: door.may_be_tested(),
    })
}

async fn thing(
    h: &mut impl Handle,
    house: &House,
    actor: &Actor,
    thing: &Consignment,
    zone: &str,
) -> Result<HelpThing> {
    let now = house.now();
    let state = thing.state()?;
    let waits = matches!(state, State::Resting { rest: rest @ Rest::Stored { .. } } if !rest.is_late(now));
    let (email, phone) = thing.contact(house)?;
    let channels = [
        email.is_some().then_some(Channel::Email),
        phone.is_some().then_some(Channel::Sms),
    ];
    Ok(HelpThing {
        id: thing.id.0,
        item: thing.item()?,
        recipient: thing.recipient_name.clone(),
        locale: thing.locale(),
        reached_by: channels.into_iter().flatten().collect(),
        state: delivery::state_of(state, now),
        deadline: thing.deadline.map(|at| moment(zone, Timestamp(at))),
        paused: thing.paused_at.is_some(),
        moving: delivery::moving(actor, thing, now)?,
        may: HelpMay {
            renew: custody::can_renew(thing, now)?,
            open: waits && !thing.is_held(),
            move_end: state.stored().is_some(),
        },
        history: custody::history(h, thing.id.0, zone).await?,
    })
}

/// One request, for whoever asked. Colleagues have no names here.
pub(super) async fn thread(h: &mut impl Handle, request: &Request, thing: &Consignment) -> Result<HelpThread> {
    let zone = request.time_zone.as_str();
    let mut lines = Vec::new();
    for row in sql::facts(h, request.id.0).await? {
        let mut line = line(zone, &row)?;
        if let Side::Colleague { name } = &mut line.side {
            name.clear();
        }
        if line.fact.is_for_both() {
            lines.push(line);
        }
    }
    let stage = request.state()?.stage();
    let promised: Option<Moment> = promised(request, stage).map(|at| moment(zone, at));
    Ok(HelpThread {
        consignment: thing.id.0,
        bank: request.bank_id.0,
        number: request.number(),
        stage,
        promised,
        lines,
        connection: lockers::summary(h, request.bank_id.0).await?.connection,
    })
}
