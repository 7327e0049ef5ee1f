//! The ways on which the demo's found things went home, step by step, each step at its time.
//!
//! What must not be here: how a case begins (`cases.rs`), and the couriers' rounds (`rounds.rs`).

use domain::accounts::Actor;
use domain::found::{
    CaseEnd, CasePass, CaseView, FeeSettled, FinderPort as _, FoundDeskPort as _, NewCall, NewProposal, Reported, Way,
};
use domain::ids::CaseId;
use domain::{Outcome, RefusalCode, ShortText, Span, Timestamp};

use super::cases::Scene;
use super::citizens::Citizen;
use super::dice::Dice;
use super::finds::{TOWNS, Town};
use super::rounds::{day, time};

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
        (0, Self::Courier(ALL)),
        (0, Self::Courier(2)),
        (2, Self::Told),
        (0, Self::Courier(ALL)),
        (0, Self::Courier(4)),
        (0, Self::Courier(3)),
        (1, Self::Courier(1)),
        (0, Self::Proposed),
        (2, Self::Courier(1)),
        (0, Self::Slip),
        (2, Self::Courier(4)),
        (1, Self::Told),
        (0, Self::Courier(1)),
        (1, Self::Courier(4)),
        (0, Self::Waits),
        (0, Self::Told),
        (1, Self::Waits),
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

    pub(super) fn town(&self) -> &'static Town {
        TOWNS.get(self.scene.town).unwrap_or(&TOWNS[0])
    }

    pub(super) fn dispatcher(&self) -> &Actor {
        &self.scene.crew.dispatcher
    }

    pub(super) async fn view(&self) -> Outcome<CaseView> {
        self.scene.desk.case(self.dispatcher(), self.case).await
    }

    /// The case was long ago, or it is one of those under way.
    pub(super) fn is_fresh(&self) -> bool {
        self.scene.now - Span::days(1) < self.begins
    }

    /// So many minutes after the beginning.
    pub(super) fn after(&self, minutes: i64) -> bool {
        self.scene.at(self.begins + Span::minutes(minutes))
    }

    pub(super) async fn call(&self, outcome: &str, note: &str) -> Outcome<()> {
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
