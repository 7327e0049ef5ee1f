//! The port of the telephone desk: asks the table of rights and the office's arm, claims, calls a step, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::found::{
    CallOutcome, CaseEnd, CaseEvent, CaseFact, CaseFilter, CaseNumber, CaseRow, CaseView, FeeSettled, FoundDeskPort,
    NewCall, NewReport, Side, Way, Whom,
};
use domain::ids::{BankId, CaseId, OfficeId, OrganisationId};
use domain::photos::Photo;
use domain::{FieldError, Message, Money, Outcome, Page, Refusal, RefusalCode, ShortText, Span};

use super::reach::{self, Beside, News};
use super::report::{self, Source, Taken};
use super::sql::{self, Case};
use super::sql_facts::{self, ListRow};
use super::{desk_narrow, desk_view, drops, sql_talk, steps};
use crate::custody::again;
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::lists::page;
use crate::photos;

/// For so long a claim stands after the last change.
const CLAIM: Span = Span::minutes(15);

/// The telephone desk.
#[derive(Clone)]
pub struct FoundDesk {
    house: House,
}

impl FoundDesk {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// Sets what a return costs an owner whose cover has lapsed: with tax, and how much of a thousand is tax. What the
    /// command line and the demo share.
    ///
    /// # Errors
    /// What the database says.
    pub async fn set_return_fee(&self, organisation: OrganisationId, fee: Money, vat_permille: u32) -> Result<()> {
        let mut tx = self.house.db.begin().await?;
        sql_facts::set_return_fee(&mut tx, organisation, fee, vat_permille).await?;
        tx.commit().await
    }

    /// A case that the actor may see; the same answer for foreign and unknown.
    async fn seen(&self, h: &mut impl Handle, actor: &Actor, id: CaseId) -> Outcome<Case> {
        let organisation = actor.organisation()?;
        let case = sql::get(h, id).await?.ok_or(RefusalCode::NotFound)?;
        if case.organisation_id.0 != organisation || !actor.reach().covers(case.office()) {
            return Err(RefusalCode::NotFound.into());
        }
        Ok(case)
    }

    /// A case to change: it is claimed for the actor by that.
    async fn work(&self, tx: &mut Tx, actor: &Actor, id: CaseId) -> Outcome<Case> {
        actor.must(Operation::WorkCases)?;
        self.seen(tx, actor, id).await?;
        let case = steps::take(tx, id).await?;
        self.claim_within(tx, actor, id, false).await?;
        Ok(case)
    }

    async fn claim_within(&self, tx: &mut Tx, actor: &Actor, id: CaseId, take_over: bool) -> Outcome<()> {
        let (person, now) = (actor.person()?, self.house.now());
        if sql_talk::claim(tx, id, person, now, CLAIM, take_over).await? {
            Ok(())
        } else {
            Err(RefusalCode::Claimed.into())
        }
    }

    async fn take_by_phone(&self, actor: &Actor, form: &NewReport) -> Outcome<CaseId> {
        let checked = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let office = match actor {
            Actor::Person { office, .. } => *office,
            _ => None,
        };
        let source = Source {
            web: None,
            organisation: actor.organisation()?,
            office,
        };
        let taken = report::take(&mut tx, &self.house, actor, &checked, &source).await?;
        let (Taken::Case(id) | Taken::Mine(id) | Taken::Known(id)) = taken;
        // A colleague may already work on the case to which it belongs; then it stays theirs.
        match self.claim_within(&mut tx, actor, id, false).await {
            Ok(()) => {}
            Err(error) if error.is(RefusalCode::Claimed) => {}
            Err(error) => return Err(error),
        }
        let case = steps::take(&mut tx, id).await?;
        tx.commit().await?;
        steps::committed(&self.house, &case);
        Ok(id)
    }
}

fn at_field(field: &str, code: RefusalCode) -> Refusal {
    Refusal {
        fields: vec![FieldError {
            field: field.to_owned(),
            code,
        }],
        ..Refusal::act(RefusalCode::Form)
    }
}

#[async_trait]
impl FoundDeskPort for FoundDesk {
    async fn cases(&self, actor: &Actor, filter: &CaseFilter) -> Outcome<Page<CaseRow>> {
        actor.must(Operation::SeeCases)?;
        let narrow = desk_narrow::narrow(&self.house, actor, filter)?;
        let mut reader = self.house.db.read().await?;
        let rows = sql_facts::list(&mut reader, narrow).await?;
        let place = |row: &ListRow| row.case.id.0.to_string();
        Ok(page(rows, desk_narrow::PAGE, place, |row| desk_view::row(&row))?)
    }

    async fn case(&self, actor: &Actor, case: CaseId) -> Outcome<CaseView> {
        actor.must(Operation::SeeCases)?;
        let mut reader = self.house.db.read().await?;
        let case = self.seen(&mut reader, actor, case).await?;
        desk_view::view(&mut reader, &self.house, actor, &case, actor.may(Operation::WorkCases)).await
    }

    async fn report_photo(&self, actor: &Actor, case: CaseId) -> Outcome<Photo> {
        actor.must(Operation::SeeCases)?;
        let mut reader = self.house.db.read().await?;
        let case = self.seen(&mut reader, actor, case).await?;
        photos::show(&mut reader, &self.house, photos::Of::Report(case.id.0)).await
    }

    async fn thing_photo(&self, actor: &Actor, case: CaseId) -> Outcome<Photo> {
        actor.must(Operation::SeeCases)?;
        let mut reader = self.house.db.read().await?;
        let case = self.seen(&mut reader, actor, case).await?;
        let of = desk_view::owners_photo(&mut reader, &case).await?;
        photos::show(&mut reader, &self.house, of.ok_or(RefusalCode::NotFound)?).await
    }

    async fn by_number(&self, actor: &Actor, number: CaseNumber) -> Outcome<CaseId> {
        actor.must(Operation::SeeCases)?;
        let mut reader = self.house.db.read().await?;
        let id = sql::by_number(&mut reader, number)
            .await?
            .ok_or(RefusalCode::NotFound)?;
        Ok(self.seen(&mut reader, actor, id).await?.id.0)
    }

    async fn take_report(&self, actor: &Actor, form: NewReport) -> Outcome<CaseId> {
        actor.must(Operation::WorkCases)?;
        again(|| self.take_by_phone(actor, &form)).await
    }

    async fn note_call(&self, actor: &Actor, case: CaseId, call: NewCall) -> Outcome<()> {
        let (whom, outcome, note) = call.check()?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut case = self.work(&mut tx, actor, case).await?;
            let fact = CaseFact::Called { whom, outcome };
            let words = note.as_ref().map(Message::as_str);
            sql_talk::add_fact(&mut tx, &self.house, case.id.0, fact, actor, words).await?;
            // Somebody other than the owner on record may turn out to be the owner: then tags knows them by now.
            if (whom, outcome) == (Whom::Owner, CallOutcome::Reached) {
                steps::learn_owner(&mut tx, &mut case).await?;
                if case.owner_id.is_some() {
                    steps::owner_knows(&mut tx, &self.house, actor, &mut case, 0).await?;
                }
            }
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn arrange(&self, actor: &Actor, case: CaseId, way: Way) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut case = self.work(&mut tx, actor, case).await?;
            if way == Way::Locker {
                return Err(RefusalCode::WrongState.into());
            }
            steps::arrange(&mut tx, &self.house, actor, &mut case, way).await?;
            for side in [Side::Finder, Side::Owner] {
                reach::tell(&mut tx, &self.house, &case, side, News::Arranged, Beside::default()).await?;
            }
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn drop_at(&self, actor: &Actor, case: CaseId, bank: BankId) -> Outcome<String> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut case = self.work(&mut tx, actor, case).await?;
            let code = drops::begin(&mut tx, &self.house, actor, &mut case, bank).await?;
            reach::tell(&mut tx, &self.house, &case, Side::Finder, News::Drop, Beside::default()).await?;
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(code.grouped())
        })
        .await
    }

    async fn drop_banks(&self, actor: &Actor, case: CaseId) -> Outcome<Vec<domain::found::DropBank>> {
        actor.must(Operation::WorkCases)?;
        let mut reader = self.house.db.read().await?;
        let case = self.seen(&mut reader, actor, case).await?;
        let offered =
            case.state()?.finder_has_it() && drops::owner_for_drop(&mut reader, &self.house, &case).await?.is_some();
        if !offered {
            return Ok(Vec::new());
        }
        Ok(drops::banks(&mut reader, case.office()).await?)
    }

    async fn take_out(&self, actor: &Actor, case: CaseId, reason: ShortText) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let case = self.work(&mut tx, actor, case).await?;
            let command = drops::take_out(&mut tx, &self.house, actor, &case).await?;
            let fact = CaseFact::TakeOut;
            sql_talk::add_fact(&mut tx, &self.house, case.id.0, fact, actor, Some(reason.as_str())).await?;
            tx.commit().await?;
            command.committed();
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn relay(&self, actor: &Actor, case: CaseId, to: Side, words: &str) -> Outcome<()> {
        let words = Message::parse(words).map_err(|code| at_field("words", code))?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let case = self.work(&mut tx, actor, case).await?;
            if case.state()?.is_over() {
                return Err(RefusalCode::WrongState.into());
            }
            let by = Some(actor.person()?);
            sql_talk::add_message(&mut tx, &self.house, case.id.0, to, by, words.as_str()).await?;
            steps::note(&mut tx, &self.house, &case, CaseFact::DeskWrote { to }, actor).await?;
            let beside = Beside {
                words: Some(words.as_str()),
                meeting: None,
            };
            reach::tell(&mut tx, &self.house, &case, to, News::Wrote, beside).await?;
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn handed_over(&self, actor: &Actor, case: CaseId, way: Way) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut case = self.work(&mut tx, actor, case).await?;
            if case.state()?.finder_has_it() {
                drops::give_up(&mut tx, &self.house, actor, &mut case).await?;
                steps::apply(&mut tx, &self.house, &mut case, CaseEvent::HandOver { way }).await?;
                steps::note(&mut tx, &self.house, &case, CaseFact::HandedOver { way }, actor).await?;
            } else {
                steps::apply(&mut tx, &self.house, &mut case, CaseEvent::MoveOn { way }).await?;
                steps::note(&mut tx, &self.house, &case, CaseFact::MovedOn { way }, actor).await?;
            }
            reach::tell(
                &mut tx,
                &self.house,
                &case,
                Side::Owner,
                News::HandedOver,
                Beside::default(),
            )
            .await?;
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn settle_fee(&self, actor: &Actor, case: CaseId, how: FeeSettled, note: Option<ShortText>) -> Outcome<()> {
        if how == FeeSettled::Online {
            return Err(RefusalCode::NotAllowed.into());
        }
        if how == FeeSettled::Waived && note.is_none() {
            return Err(at_field("note", RefusalCode::Missing).into());
        }
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut case = self.work(&mut tx, actor, case).await?;
            let words = note.as_ref().map(ShortText::as_str);
            steps::settle(&mut tx, &self.house, actor, &mut case, how, words).await?;
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn close(&self, actor: &Actor, case: CaseId, end: CaseEnd, note: ShortText) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut case = self.work(&mut tx, actor, case).await?;
            steps::end(&mut tx, &self.house, actor, &mut case, end, Some(note.as_str())).await?;
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn move_to(&self, actor: &Actor, case: CaseId, office: Option<OfficeId>) -> Outcome<()> {
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let mut case = self.work(&mut tx, actor, case).await?;
            if let Some(office) = office {
                let own = sql_facts::time_zone(&mut tx, case.organisation_id.0, Some(office)).await?;
                own.ok_or_else(|| at_field("office", RefusalCode::NotAChoice))?;
            }
            let before = steps::nudge(&case);
            sql::set_office(&mut tx, &mut case, office).await?;
            steps::note(&mut tx, &self.house, &case, CaseFact::Moved, actor).await?;
            sql_talk::release(&mut tx, case.id.0, None).await?;
            tx.commit().await?;
            self.house.live.tell(before);
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn claim(&self, actor: &Actor, case: CaseId, take_over: bool) -> Outcome<()> {
        actor.must(Operation::WorkCases)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let case = self.seen(&mut tx, actor, case).await?;
            self.claim_within(&mut tx, actor, case.id.0, take_over).await?;
            tx.commit().await?;
            steps::committed(&self.house, &case);
            Ok(())
        })
        .await
    }

    async fn release(&self, actor: &Actor, case: CaseId) -> Outcome<()> {
        actor.must(Operation::WorkCases)?;
        let mut tx = self.house.db.begin().await?;
        let case = self.seen(&mut tx, actor, case).await?;
        sql_talk::release(&mut tx, case.id.0, Some(actor.person()?)).await?;
        tx.commit().await?;
        steps::committed(&self.house, &case);
        Ok(())
    }
}
