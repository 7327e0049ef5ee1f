//! The ways on which the demo's found things went home, step by step, each step at its time.
//!
//! What must not be here: how a case begins (`cases.rs`).

use domain::accounts::Actor;
use domain::found::{
    CaseEnd, CasePass, CaseView, FeeSettled, FinderPort as _, FoundDeskPort as _, NewCall, NewProposal, Reported, Way,
};
use domain::ids::{CaseId, TicketId};
use domain::tickets::{CourierPort as _, DispatchPort as _, Failing, Handing, NewTicket, StopForm, StopKind};
use domain::{Outcome, RefusalCode, ShortText, Span, Timestamp};

use super::cases::Scene;
use super::citizens::Citizen;
use super::dice::Dice;
use super::finds::{TOWNS, Town};
use crate::house::moment;

/// How a case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// A courier fetches it and brings it; so many of the six steps are done.
    Courier(u8),
    /// The courier finds nobody; it is sent again.
    InVain,
    /// Both meet.
    Meeting,
    /// A meeting is proposed, and not yet answered.
    Proposed,
    /// It is left at the office and given out there.
    Office,
    /// It is at the office, and waits there.
    Waits,
    /// The owner does not answer.
    NoAnswer,
    /// The owner was told, and that is all.
    Told,
    /// The finder takes the report back.
    Withdrawn,
    /// Nobody is known; it goes into the register.
    Nobody,
    /// Nobody is known, and nobody works on it.
    Slip,
}

/// All steps of a courier's errand: made, accepted, on the way, fetched, brought.
const ALL: u8 = 5;

impl How {
    /// What is under way right now: town and way, the newest first.
    pub(super) const FRESH: [(usize, Self); 22] = [
        (0, Self::Told),
        (0, Self::Courier(1)),
        (2, Self::Told),
        (0, Self::Courier(2)),
        (1, Self::Courier(1)),
        (0, Self::Courier(4)),
        (0, Self::Proposed),
        (0, Self::Courier(3)),
        (2, Self::Courier(1)),
        (0, Self::Slip),
        (2, Self::Courier(4)),
        (1, Self::Told),
        (0, Self::Courier(1)),
        (1, Self::Courier(4)),
        (0, Self::Waits),
        (0, Self::Courier(ALL)),
        (0, Self::Told),
        (1, Self::Waits),
        (0, Self::Courier(ALL)),
        (2, Self::Waits),
        (2, Self::Slip),
        (0, Self::Proposed),
    ];

    /// How most of them went.
    pub(super) fn usual(dice: &mut Dice) -> Self {
        match dice.below(100) {
            0..=34 => Self::Courier(ALL),
            35..=38 => Self::InVain,
            39..=60 => Self::Meeting,
            61..=84 => Self::Office,
            85..=88 => Self::NoAnswer,
            89..=92 => Self::Withdrawn,
            _ => Self::Nobody,
        }
    }

    /// Whether it is reported on the web.
    pub(super) fn by_web(self, dice: &mut Dice) -> bool {
        match self {
            Self::Meeting | Self::Proposed | Self::Withdrawn => true,
            _ => dice.percent(55),
        }
    }
}

/// One case and who is in it.
pub(super) struct Errand<'a> {
    pub scene: &'a Scene<'a>,
    pub case: CaseId,
    /// What a finder on the web got.
    pub reported: Option<Reported>,
    pub finder: Citizen,
    pub owner: Option<&'a Actor>,
    pub begins: Timestamp,
}

/// When a courier's errand goes on: after the ticket was made, by the clock of the office.
struct Times {
    made: Timestamp,
    steps: [Timestamp; 4],
    /// Fetching and bringing: from, until.
    windows: [(Timestamp, Timestamp); 2],
}

impl Errand<'_> {
    /// Lets it happen, as far as it lies behind us.
    ///
    /// # Errors
    /// Whatever a port refuses.
    pub(super) async fn go(&self, how: How, dice: &mut Dice) -> Outcome<()> {
        match how {
            How::Courier(steps) => self.by_courier(steps, false, dice).await,
            How::InVain => self.by_courier(ALL, true, dice).await,
            How::Meeting | How::Proposed => self.meet(how == How::Meeting, dice).await,
            How::Office | How::Waits => self.at_office(how == How::Office, dice).await,
            How::NoAnswer => self.no_answer(dice).await,
            How::Withdrawn => self.withdrawn(dice).await,
            How::Nobody => self.nobody(dice).await,
            How::Told | How::Slip => Ok(()),
        }
    }

    fn town(&self) -> &'static Town {
        TOWNS.get(self.scene.town).unwrap_or(&TOWNS[0])
    }

    fn dispatcher(&self) -> &Actor {
        &self.scene.crew.dispatcher
    }

    async fn view(&self) -> Outcome<CaseView> {
        self.scene.desk.case(self.dispatcher(), self.case).await
    }

    /// The case was long ago, or it is one of those under way.
    fn is_fresh(&self) -> bool {
        self.scene.now - Span::days(1) < self.begins
    }

    /// So many minutes after the beginning.
    fn after(&self, minutes: i64) -> bool {
        self.scene.at(self.begins + Span::minutes(minutes))
    }

    async fn call(&self, outcome: &str, note: &str) -> Outcome<()> {
        let call = NewCall {
            whom: "owner".to_owned(),
            outcome: outcome.to_owned(),
            note: note.to_owned(),
        };
        self.scene.desk.note_call(self.dispatcher(), self.case, call).await
    }

    async fn close(&self, end: CaseEnd, note: usize) -> Outcome<()> {
        let words = self.town().ends.get(note).copied().unwrap_or_default();
        let note = ShortText::parse(words).map_err(|_| RefusalCode::Missing)?;
        self.scene.desk.close(self.dispatcher(), self.case, end, note).await
    }

    async fn by_courier(&self, steps: u8, in_vain: bool, dice: &mut Dice) -> Outcome<()> {
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

    /// For what is under way: every few minutes a step, and windows that are open now.
    fn fresh_times(&self) -> Times {
        let (scene, made) = (self.scene, self.begins + Span::minutes(8));
        let at = |n: i64| made + Span::minutes(6 * n);
        let hour = i64::from(moment(self.town().zone, made).civil().hour);
        // Within the day of the office; late in the evening it is for tomorrow.
        let (day, pick) = if hour < 21 { (0, hour) } else { (1, 10) };
        let window = |from: i64| {
            let at = |hour: i64| scene.local(made, day, hour * 60);
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

    async fn meet(&self, to_the_end: bool, dice: &mut Dice) -> Outcome<()> {
        let (Some(owner), Some((number, link))) = (
            self.owner,
            self.reported.as_ref().and_then(|r| Some((r.number, r.link.clone()?))),
        ) else {
            return Ok(());
        };
        // Nothing is agreed before a fee is settled: those come to the office.
        if self.view().await?.fee.is_due() {
            return self.at_office(to_the_end, dice).await;
        }
        let (scene, town) = (self.scene, self.town());
        let (nobody, finder) = (CasePass::default(), CasePass::default().with(link));
        let visitor = Actor::Visitor {
            address: "198.51.100.254".to_owned(),
        };
        if !self.after(dice.between(12, 25)) {
            return Ok(());
        }
        let thanks = dice.one_of(town.thanks).unwrap_or_default();
        scene.finders.write(owner, &nobody, number, thanks).await?;
        let when = scene.local(
            self.begins,
            if self.is_fresh() { 2 } else { 1 },
            18 * 60 + dice.between(-4, 4) * 15,
        );
        scene.clock.pass(Span::minutes(3));
        let form = NewProposal {
            at: [day(town.zone, when), time(town.zone, when)].join("T"),
            place: dice.one_of(town.meetings).unwrap_or_default().to_owned(),
        };
        scene.finders.propose(owner, &nobody, number, form).await?;
        if !to_the_end || !self.after(dice.between(60, 190)) {
            return Ok(());
        }
        let offered = scene.finders.case(&visitor, &finder, number).await?.proposals;
        let Some(proposal) = offered.first() else { return Ok(()) };
        scene
            .finders
            .answer(&visitor, &finder, number, proposal.id, true)
            .await?;
        if !scene.at(when + Span::minutes(dice.between(5, 40))) {
            return Ok(());
        }
        scene.finders.confirm(owner, &nobody, number).await
    }

    async fn at_office(&self, to_the_end: bool, dice: &mut Dice) -> Outcome<()> {
        let (scene, desk) = (self.scene, &self.scene.desk);
        if !self.after(dice.between(10, 20)) {
            return Ok(());
        }
        desk.arrange(self.dispatcher(), self.case, Way::Office).await?;
        let brought = if self.is_fresh() {
            self.begins + Span::minutes(30)
        } else {
            scene.local(self.begins, 1, 11 * 60 + dice.between(0, 300))
        };
        if !scene.at(brought) {
            return Ok(());
        }
        desk.handed_over(self.dispatcher(), self.case, Way::Office).await?;
        let fetched = scene.local(brought, dice.between(1, 4), 10 * 60 + dice.between(0, 420));
        if !to_the_end || !scene.at(fetched) {
            return Ok(());
        }
        if self.view().await?.fee.is_due() {
            desk.settle_fee(self.dispatcher(), self.case, FeeSettled::Cash, None)
                .await?;
            scene.clock.pass(Span::minutes(2));
        }
        self.close(CaseEnd::Returned, 0).await
    }

    async fn no_answer(&self, dice: &mut Dice) -> Outcome<()> {
        for day in [0, 2] {
            let when = self.scene.local(self.begins, day, 20 * 60 + dice.between(61, 100));
            if !self.scene.at(when) {
                return Ok(());
            }
            self.call("no_answer", self.town().calls[1]).await?;
        }
        if self.scene.at(self.scene.local(self.begins, 12, 9 * 60)) {
            self.close(CaseEnd::NoAnswer, 2).await?;
        }
        Ok(())
    }

    async fn withdrawn(&self, dice: &mut Dice) -> Outcome<()> {
        let Some((number, link)) = self.reported.as_ref().and_then(|r| Some((r.number, r.link.clone()?))) else {
            return Ok(());
        };
        let visitor = Actor::Visitor {
            address: "198.51.100.254".to_owned(),
        };
        if self.after(dice.between(30, 600)) {
            let pass = CasePass::default().with(link);
            self.scene.finders.withdraw(&visitor, &pass, number).await?;
        }
        Ok(())
    }

    async fn nobody(&self, dice: &mut Dice) -> Outcome<()> {
        let desk = &self.scene.desk;
        if self.reported.is_none() && dice.percent(30) {
            if self.after(4) {
                self.close(CaseEnd::Mistake, 3).await?;
            }
            return Ok(());
        }
        if !self.scene.at(self.scene.local(self.begins, 2, 12 * 60)) {
            return Ok(());
        }
        desk.handed_over(self.dispatcher(), self.case, Way::Office).await?;
        if self.scene.at(self.scene.local(self.begins, 33, 9 * 60)) {
            self.close(CaseEnd::Kept, 1).await?;
        }
        Ok(())
    }
}

/// As a date field sends it.
fn day(zone: &str, at: Timestamp) -> String {
    let c = moment(zone, at).civil();
    format!("{:04}-{:02}-{:02}", c.year, c.month, c.day)
}

/// As a field for a time of day sends it.
fn time(zone: &str, at: Timestamp) -> String {
    let c = moment(zone, at).civil();
    format!("{:02}:{:02}", c.hour, c.minute)
}
