//! The rounds of the demo's couriers: a ticket, the way to the finder, the way to the owner, each step at its time.

use domain::accounts::Actor;
use domain::found::CaseView;
use domain::ids::TicketId;
use domain::tickets::{CourierPort as _, DispatchPort as _, Failing, Handing, NewTicket, StopForm, StopKind};
use domain::{Outcome, Span, Timestamp};

use super::dice::Dice;
use super::errands::Errand;
use crate::house::moment;

/// When a courier's errand goes on: after the ticket was made, by the clock of the office.
struct Times {
    made: Timestamp,
    steps: [Timestamp; 4],
    /// Fetching and bringing: from, until.
    windows: [(Timestamp, Timestamp); 2],
}

impl Errand<'_> {
    /// A courier fetches it and brings it, as far as so many steps.
    ///
    /// # Errors
    /// Whatever a port refuses.
    pub(super) async fn by_courier(&self, steps: u8, in_vain: bool, dice: &mut Dice) -> Outcome<()> {
        if dice.percent(40) && self.after(9) {
            self.call("reached", self.town().calls[0]).await?;
        }
        let times = self.times(dice);
        if steps < 1 || !self.scene.at(times.made) {
            return Ok(());
        }
        let view = self.view().await?;
        let form = self.ticket(&view, &times, dice);
        let (receiver, cash) = (
            form.to.name.clone(),
            view.fee.is_due() && form.to.kind == StopKind::Owner.wire(),
        );
        let id = self.scene.tickets.make(self.dispatcher(), form).await?;
        let courier = dice.one_of(&self.scene.crew.couriers.iter().collect::<Vec<_>>());
        let Some(courier) = self.scene.crew.couriers.first().filter(|_| self.is_fresh()).or(courier) else {
            return Ok(());
        };
        for (n, at) in (2..).zip(times.steps) {
            if steps < n || !self.scene.at(at) {
                return Ok(());
            }
            self.carry(n, courier, id, &receiver, cash).await?;
            if n == 3 && in_vain {
                self.in_vain(courier, id).await?;
            }
        }
        Ok(())
    }

    /// One step of a courier.
    async fn carry(&self, step: u8, courier: &Actor, id: TicketId, receiver: &str, cash: bool) -> Outcome<()> {
        let tickets = &self.scene.tickets;
        let signed = |name: &str, cash: bool| Handing {
            signed: name.to_owned(),
            cash: if cash { "yes" } else { "" }.to_owned(),
            ..Handing::default()
        };
        match step {
            2 => tickets.accept(courier, id).await,
            3 => tickets.set_off(courier, id).await,
            4 => tickets.pick_up(courier, id, signed(&self.finder.name, false)).await,
            _ => tickets.deliver(courier, id, signed(receiver, cash)).await,
        }
    }

    async fn in_vain(&self, courier: &Actor, id: TicketId) -> Outcome<()> {
        let tickets = &self.scene.tickets;
        let why = Failing {
            reason: "nobody_there".to_owned(),
            note: self.town().in_vain.to_owned(),
        };
        self.scene.clock.pass(Span::minutes(12));
        tickets.fail(courier, id, why).await?;
        self.scene.clock.pass(Span::minutes(8));
        tickets.retry(self.dispatcher(), id).await?;
        self.scene.clock.pass(Span::minutes(5));
        tickets.accept(courier, id).await
    }

    fn times(&self, dice: &mut Dice) -> Times {
        let (scene, begins) = (self.scene, self.begins);
        if self.is_fresh() {
            return self.fresh_times();
        }
        let hour = moment(self.town().zone, begins).civil().hour;
        // What comes in the morning is fetched the same afternoon.
        let (day, pick) = if hour < 12 { (0, 14 * 60) } else { (1, 10 * 60) };
        let at = |minutes: i64| scene.local(begins, day, minutes);
        let (fetched, brought) = (pick + 20 + dice.between(0, 70), pick + 195 + dice.between(0, 95));
        Times {
            made: begins + Span::minutes(dice.between(14, 55)),
            steps: [at(pick - 40), at(pick + 5), at(fetched), at(brought)],
            windows: [(at(pick), at(pick + 120)), (at(pick + 180), at(pick + 300))],
        }
    }

    /// For what is under way: every few minutes a step, and windows that are open now, by the clock of the office.
    fn fresh_times(&self) -> Times {
        let (scene, made) = (self.scene, self.begins + Span::minutes(8));
        let at = |n: i64| made + Span::minutes(6 * n);
        let hour = i64::from(moment(self.town().zone, scene.now).civil().hour);
        // Not all at once; and within the day: late in the evening it is for tomorrow.
        let aside = (scene.now.0 - made.0) / Span::hours(1).0 % 3 - 1;
        let (day, pick) = if hour < 20 {
            (0, (hour + aside).max(0))
        } else {
            (1, 11 + aside)
        };
        let window = |from: i64| {
            let at = |hour: i64| scene.local(scene.now, day, hour * 60);
            (at(from), at(from + 2))
        };
        Times {
            made,
            steps: [at(1), at(2), at(3), at(4)],
            windows: [window(pick), window(pick + 1)],
        }
    }

    fn ticket(&self, view: &CaseView, times: &Times, dice: &mut Dice) -> NewTicket {
        let town = self.town();
        let stop = |kind: StopKind, name: &str, (address, postcode): (&str, &str)| StopForm {
            kind: kind.wire().to_owned(),
            name: name.to_owned(),
            address: address.to_owned(),
            city: town.city.to_owned(),
            postcode: postcode.to_owned(),
            locale: town.locale.code().to_owned(),
            ..StopForm::default()
        };
        let [from, to] = [(); 2].map(|()| dice.one_of(town.homes).unwrap_or_default());
        let owner = view.owner.as_ref();
        let receiver = owner.map_or(self.finder.name.as_str(), |owner| owner.name.as_str());
        let [pick, drop] = times
            .windows
            .map(|(from, until)| [day(town.zone, from), time(town.zone, from), time(town.zone, until)]);
        let ([pick_day, pick_from, pick_until], [drop_day, drop_from, drop_until]) = (pick, drop);
        NewTicket {
            case: self.case.to_string(),
            what: view.key.thing.clone().unwrap_or_else(|| town.what.to_owned()),
            from: StopForm {
                phone: self.finder.phone.clone(),
                email: self.finder.email.clone(),
                locale: self.finder.locale.code().to_owned(),
                ..stop(StopKind::Finder, &self.finder.name, from)
            },
            to: StopForm {
                email: owner
                    .and_then(|owner| owner.email.as_ref())
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                ..stop(StopKind::Owner, receiver, to)
            },
            pick_day,
            pick_from,
            pick_until,
            drop_day,
            drop_from,
            drop_until,
            reward: String::new(),
            currency: town.currency.to_owned(),
            office: self.scene.crew.office.to_string(),
            country: town.country.to_owned(),
            once: self.scene.house.outside.uuid7().to_string(),
        }
    }
}

/// As a date field sends it.
pub(super) fn day(zone: &str, at: Timestamp) -> String {
    let c = moment(zone, at).civil();
    format!("{:04}-{:02}-{:02}", c.year, c.month, c.day)
}

/// As a field for a time of day sends it.
pub(super) fn time(zone: &str, at: Timestamp) -> String {
    let c = moment(zone, at).civil();
    format!("{:02}:{:02}", c.hour, c.minute)
}
