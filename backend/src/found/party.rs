//! The port of both sides of a case: who holds a private link is that side, an owner who is signed in is the owner.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::custody::LinkSecret;
use domain::found::{
    CaseEnd, CaseEvent, CaseFact, CaseNumber, CasePass, CaseRow, DropBank, FinderPort, NewProposal, NewReport,
    PartyCase, ProposalState, Reported, Side, Way,
};
use domain::ids::{BankId, ProposalId};
use domain::photos::Photo;
use domain::{Error, FieldError, Locale, Message, Outcome, Refusal, RefusalCode, Span, Timestamp};

use super::reach::{self, Beside, News};
use super::sql::{self, Case};
use super::sql_facts::Narrow;
use super::{desk_view, drops, party_acts, party_view, secrets, sql_facts, sql_talk, steps};
use crate::accounts;
use crate::custody::again;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::{House, moment};
use crate::{payments, photos};

/// For so long after the end a link still tells what became of the case.
const MEMORY: Span = Span::days(60);

/// Both sides of a case.
#[derive(Clone)]
pub struct Finders {
    pub(super) house: House,
}

impl Finders {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// The case, and on which side of it this is. The same answer for foreign and unknown.
    async fn side(
        &self,
        h: &mut impl Handle,
        actor: &Actor,
        pass: &CasePass,
        number: CaseNumber,
    ) -> Outcome<(Case, Side)> {
        actor.must(Operation::ReportFound)?;
        let id = sql::by_number(h, number).await?.ok_or(RefusalCode::NotFound)?;
        let case = sql::get(h, id).await?.ok_or(RefusalCode::NotFound)?;
        if self.is_forgotten(&case) {
            return Err(RefusalCode::NotFound.into());
        }
        let held = pass.links.iter().map(|link| secrets::link_hash(&self.house.key, link));
        let by_link = held.into_iter().find_map(|hash| case.side_of(&hash));
        let owner = actor
            .person()
            .is_ok_and(|me| case.owner_id.is_some_and(|owner| owner.0 == me));
        let side = by_link.or(owner.then_some(Side::Owner)).ok_or(RefusalCode::NotFound)?;
        Ok((case, side))
    }

    fn is_forgotten(&self, case: &Case) -> bool {
        case.ended_at
            .is_some_and(|at| self.house.now() > Timestamp(at) + MEMORY)
    }

    /// As [`Self::side`], to change it, in a transaction that [`Self::keep`] ends.
    async fn begin(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<(Tx, Case, Side)> {
        let mut tx = self.house.db.begin().await?;
        let (case, side) = self.side(&mut tx, actor, pass, number).await?;
        let case = steps::take(&mut tx, case.id.0).await?;
        Ok((tx, case, side))
    }

    /// What was changed is kept; open screens look again, and messages leave.
    async fn keep(&self, tx: Tx, case: &Case) -> Outcome<()> {
        tx.commit().await?;
        steps::committed(&self.house, case);
        Ok(())
    }
}

fn at_field(field: &str, code: RefusalCode) -> Error {
    Refusal {
        fields: vec![FieldError {
            field: field.to_owned(),
            code,
        }],
        ..Refusal::act(RefusalCode::Form)
    }
    .into()
}

#[async_trait]
impl FinderPort for Finders {
    async fn countries(&self, actor: &Actor) -> Outcome<Vec<String>> {
        actor.must(Operation::ReportFound)?;
        let mut reader = self.house.db.read().await?;
        let organisation = accounts::bureau(&mut reader).await?.ok_or(RefusalCode::NotFound)?;
        Ok(accounts::countries(&mut reader, organisation).await?)
    }

    async fn report(&self, actor: &Actor, pass: &CasePass, form: NewReport) -> Outcome<Reported> {
        actor.must(Operation::ReportFound)?;
        again(|| self.take_report(actor, pass, &form)).await
    }

    async fn follow_link(&self, actor: &Actor, link: &LinkSecret) -> Outcome<(CaseNumber, Side, Locale)> {
        actor.must(Operation::ReportFound)?;
        let mut reader = self.house.db.read().await?;
        let found = reach::by_link(&mut reader, &self.house, link).await?;
        let (case, side) = found
            .filter(|(case, _)| !self.is_forgotten(case))
            .ok_or(RefusalCode::LinkExpired)?;
        let locale = match side {
            Side::Finder => case.finder_locale(),
            Side::Owner => reach::owner(&mut reader, &self.house, &case)
                .await?
                .map_or(case.finder_locale(), |owner| owner.locale),
        };
        Ok((case.number.0, side, locale))
    }

    async fn newest(&self, actor: &Actor, pass: &CasePass) -> Outcome<CaseNumber> {
        actor.must(Operation::ReportFound)?;
        let mut reader = self.house.db.read().await?;
        for link in &pass.links {
            let found = reach::by_link(&mut reader, &self.house, link).await?;
            if let Some((case, _)) = found.filter(|(case, _)| !self.is_forgotten(case)) {
                return Ok(case.number.0);
            }
        }
        Err(RefusalCode::LinkExpired.into())
    }

    async fn case(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<PartyCase> {
        let mut reader = self.house.db.read().await?;
        let (case, side) = self.side(&mut reader, actor, pass, number).await?;
        party_view::view(&mut reader, &self.house, &case, side).await
    }

    async fn photo(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<Photo> {
        let mut reader = self.house.db.read().await?;
        let (case, side) = self.side(&mut reader, actor, pass, number).await?;
        if side != Side::Owner {
            return Err(RefusalCode::NotFound.into());
        }
        photos::show(&mut reader, &self.house, photos::Of::Report(case.id.0)).await
    }

    async fn write(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, words: &str) -> Outcome<()> {
        let words = Message::parse(words).map_err(|code| at_field("words", code))?;
        again(|| async {
            let (mut tx, case, side) = self.begin(actor, pass, number).await?;
            if !party_view::may_write(&mut tx, &case).await? {
                return Err(RefusalCode::WrongState.into());
            }
            self.spoke_too_much(&mut tx, &case, side.other()).await?;
            sql_talk::add_message(&mut tx, &self.house, case.id.0, side.other(), None, words.as_str()).await?;
            steps::note(
                &mut tx,
                &self.house,
                &case,
                CaseFact::Wrote { from: side },
                &Actor::House,
            )
            .await?;
            let beside = Beside {
                words: Some(words.as_str()),
                meeting: None,
            };
            reach::tell(&mut tx, &self.house, &case, side.other(), News::Wrote, beside).await?;
            self.keep(tx, &case).await
        })
        .await
    }

    async fn propose(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, form: NewProposal) -> Outcome<()> {
        let (year, month, day, hour, minute, place) = form.check()?;
        again(|| async {
            let (mut tx, case, side) = self.begin(actor, pass, number).await?;
            if !party_view::may_meet(&mut tx, &case).await? {
                return Err(RefusalCode::WrongState.into());
            }
            if side == Side::Owner {
                steps::must_be_settled(&case)?;
            }
            self.spoke_too_much(&mut tx, &case, side.other()).await?;
            let zone = party_view::zone(&mut tx, &case).await?;
            let now = self.house.now();
            let at = party_acts::instant(&zone, (year, month, day, hour, minute))
                .filter(|at| *at > now && *at < now + Span::days(60))
                .ok_or_else(|| at_field("at", RefusalCode::OutOfRange))?;
            sql_talk::add_proposal(&mut tx, &self.house, case.id.0, side, at, place.as_str()).await?;
            steps::note(
                &mut tx,
                &self.house,
                &case,
                CaseFact::Proposed { from: side },
                &Actor::House,
            )
            .await?;
            let beside = Beside {
                words: None,
                meeting: Some((moment(&zone, at), place.as_str())),
            };
            reach::tell(&mut tx, &self.house, &case, side.other(), News::Proposed, beside).await?;
            self.keep(tx, &case).await
        })
        .await
    }

    async fn answer(
        &self,
        actor: &Actor,
        pass: &CasePass,
        number: CaseNumber,
        proposal: ProposalId,
        agree: bool,
    ) -> Outcome<()> {
        again(|| async {
            let (mut tx, mut case, side) = self.begin(actor, pass, number).await?;
            if !case.state()?.finder_has_it() {
                return Err(RefusalCode::WrongState.into());
            }
            let fact = CaseFact::Answered {
                by: side,
                agreed: agree,
            };
            steps::note(&mut tx, &self.house, &case, fact, &Actor::House).await?;
            if agree {
                self.agree(&mut tx, &Actor::House, &mut case, side, proposal).await?;
            } else {
                let id = case.id.0;
                if !sql_talk::answer_proposal(&mut tx, id, proposal, side, ProposalState::Declined).await? {
                    return Err(RefusalCode::WrongState.into());
                }
                let other = side.other();
                reach::tell(&mut tx, &self.house, &case, other, News::Declined, Beside::default()).await?;
            }
            self.keep(tx, &case).await
        })
        .await
    }

    async fn choose(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, way: Way) -> Outcome<()> {
        again(|| async {
            let (mut tx, mut case, side) = self.begin(actor, pass, number).await?;
            let offered = matches!(way, Way::Courier | Way::Office);
            if !offered
                || !party_view::ways(&mut tx, &self.house, &case, side)
                    .await?
                    .contains(&way)
            {
                return Err(RefusalCode::WrongState.into());
            }
            steps::arrange(&mut tx, &self.house, &Actor::House, &mut case, way).await?;
            reach::tell(
                &mut tx,
                &self.house,
                &case,
                side.other(),
                News::Arranged,
                Beside::default(),
            )
            .await?;
            self.keep(tx, &case).await
        })
        .await
    }

    async fn drop_banks(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<Vec<DropBank>> {
        let mut reader = self.house.db.read().await?;
        let (case, side) = self.side(&mut reader, actor, pass, number).await?;
        let ways = party_view::ways(&mut reader, &self.house, &case, side).await?;
        if !ways.contains(&Way::Locker) {
            return Ok(Vec::new());
        }
        Ok(drops::banks(&mut reader, case.office()).await?)
    }

    async fn drop_at(&self, actor: &Actor, pass: &CasePass, number: CaseNumber, bank: BankId) -> Outcome<()> {
        again(|| async {
            let (mut tx, mut case, side) = self.begin(actor, pass, number).await?;
            if side != Side::Finder {
                return Err(RefusalCode::NotAllowed.into());
            }
            drops::begin(&mut tx, &self.house, &Actor::House, &mut case, bank).await?;
            self.keep(tx, &case).await
        })
        .await
    }

    async fn call_off(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<()> {
        again(|| async {
            let (mut tx, mut case, side) = self.begin(actor, pass, number).await?;
            steps::call_off(&mut tx, &self.house, &Actor::House, &mut case).await?;
            reach::tell(
                &mut tx,
                &self.house,
                &case,
                side.other(),
                News::CalledOff,
                Beside::default(),
            )
            .await?;
            self.keep(tx, &case).await
        })
        .await
    }

    async fn confirm(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<()> {
        again(|| async {
            let (mut tx, mut case, side) = self.begin(actor, pass, number).await?;
            if !party_view::may_confirm(&case, side)? {
                return Err(RefusalCode::WrongState.into());
            }
            match side {
                Side::Owner => {
                    let end = CaseEnd::Returned;
                    steps::end(&mut tx, &self.house, &Actor::House, &mut case, end, None).await?;
                }
                Side::Finder => {
                    let way = case.state()?.way().ok_or(RefusalCode::WrongState)?;
                    steps::apply(&mut tx, &self.house, &mut case, CaseEvent::HandOver { way }).await?;
                    let fact = CaseFact::HandedOver { way };
                    steps::note(&mut tx, &self.house, &case, fact, &Actor::House).await?;
                    let news = News::HandedOver;
                    reach::tell(&mut tx, &self.house, &case, Side::Owner, news, Beside::default()).await?;
                }
            }
            self.keep(tx, &case).await
        })
        .await
    }

    async fn withdraw(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<()> {
        again(|| async {
            let (mut tx, mut case, side) = self.begin(actor, pass, number).await?;
            if side != Side::Finder {
                return Err(RefusalCode::NotAllowed.into());
            }
            let end = CaseEnd::Withdrawn;
            steps::end(&mut tx, &self.house, &Actor::House, &mut case, end, None).await?;
            self.keep(tx, &case).await
        })
        .await
    }

    async fn pay_fee(&self, actor: &Actor, pass: &CasePass, number: CaseNumber) -> Outcome<String> {
        again(|| async {
            let (mut tx, case, side) = self.begin(actor, pass, number).await?;
            let domain::found::Fee::Due { amount } = case.fee()? else {
                return Err(RefusalCode::WrongState.into());
            };
            let owner = reach::owner(&mut tx, &self.house, &case)
                .await?
                .ok_or(RefusalCode::WrongState)?;
            if side != Side::Owner {
                return Err(RefusalCode::NotAllowed.into());
            }
            let intent = party_acts::fee_intent(&case, owner, amount);
            let id = payments::open(&mut tx, &self.house, intent).await?;
            tx.commit().await?;
            Ok(payments::pay_link(&self.house, id))
        })
        .await
    }

    async fn mine(&self, actor: &Actor) -> Outcome<Vec<CaseRow>> {
        actor.must(Operation::OwnKeys)?;
        let narrow = Narrow {
            owner: Some(actor.person()?),
            now: self.house.now().0,
            limit: 100,
            ..Narrow::default()
        };
        let mut reader = self.house.db.read().await?;
        let rows = sql_facts::list(&mut reader, narrow).await?;
        let rows = rows.into_iter().map(|row| desk_view::row(&row));
        Ok(rows.collect::<Result<_>>()?)
    }
}
