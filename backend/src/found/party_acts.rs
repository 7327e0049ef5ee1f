//! The longer acts of the port of both sides.

use domain::accounts::Actor;
use domain::found::{CasePass, NewReport, ProposalState, Reported, Side, Way};
use domain::ids::ProposalId;
use domain::payments::Purpose;
use domain::{Money, Outcome, RefusalCode, Span, Timestamp};

use super::party::Finders;
use super::reach::{self, Beside, News, Owner};
use super::report::{self, Source, Taken};
use super::sql::{self, Case};
use super::{party_view, secrets, sql_talk, steps};
use crate::accounts;
use crate::db::Tx;
use crate::house::moment;
use crate::payments::NewIntent;

/// So much may be said to the other side in a day.
const WORDS_A_DAY: i64 = 20;

impl Finders {
    pub(super) async fn take_report(&self, actor: &Actor, pass: &CasePass, form: &NewReport) -> Outcome<Reported> {
        let checked = form.check()?;
        let mut tx = self.house.db.begin().await?;
        let organisation = accounts::bureau(&mut tx).await?.ok_or(RefusalCode::NotFound)?;
        let from = match actor {
            Actor::Visitor { address } => address.clone(),
            other => other.label(),
        };
        let source = Source {
            web: Some((&from, pass)),
            organisation,
            office: None,
        };
        let taken = report::take(&mut tx, &self.house, actor, &checked, &source).await?;
        let (id, shown) = match taken {
            Taken::Case(id) | Taken::Mine(id) => (id, true),
            Taken::Known(id) => (id, false),
        };
        let case = sql::get(&mut tx, id).await?.ok_or(RefusalCode::NotFound)?;
        tx.commit().await?;
        steps::committed(&self.house, &case);
        Ok(Reported {
            number: case.number.0,
            link: shown.then(|| secrets::link(&self.house.key, id, Side::Finder)),
        })
    }

    pub(super) async fn agree(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        case: &mut Case,
        by: Side,
        id: ProposalId,
    ) -> Outcome<()> {
        if by == Side::Owner {
            steps::must_be_settled(case)?;
        }
        let all = sql_talk::proposals(tx, case.id.0).await?;
        let chosen = all.iter().find(|p| p.id.0 == id).ok_or(RefusalCode::NotFound)?;
        if Timestamp(chosen.meet_at) <= self.house.now() {
            return Err(RefusalCode::DeadlinePassed.into());
        }
        // What was agreed before is off; only what is still on the table can be agreed.
        for old in all.iter().filter(|p| p.state() == ProposalState::Agreed) {
            sql_talk::set_proposal(tx, old.id.0, ProposalState::Off).await?;
        }
        if !sql_talk::answer_proposal(tx, case.id.0, id, by, ProposalState::Agreed).await? {
            return Err(RefusalCode::WrongState.into());
        }
        steps::arrange(tx, &self.house, actor, case, Way::Meeting).await?;
        let zone = party_view::zone(tx, case).await?;
        let place = chosen.place(&self.house)?;
        for side in [Side::Finder, Side::Owner] {
            let beside = Beside {
                words: None,
                meeting: Some((moment(&zone, Timestamp(chosen.meet_at)), &place)),
            };
            reach::tell(tx, &self.house, case, side, News::Agreed, beside).await?;
        }
        Ok(())
    }

    pub(super) async fn spoke_too_much(&self, tx: &mut Tx, case: &Case, to: Side) -> Outcome<()> {
        let since = self.house.now() - Span::days(1);
        if sql_talk::count_words(tx, case.id.0, to, since).await? >= WORDS_A_DAY {
            return Err(RefusalCode::SlowDown.into());
        }
        Ok(())
    }
}

/// The payment of a case's fee.
pub(super) fn fee_intent(case: &Case, owner: Owner, amount: Money) -> NewIntent {
    NewIntent {
        organisation: case.organisation_id.0,
        payer: Some(owner.person),
        payer_email: owner.email,
        payer_locale: owner.locale,
        purpose: Purpose::ReturnFee,
        subject: case.id.0.0,
        amount,
        vat_permille: u32::try_from(case.fee_vat_permille).unwrap_or_default(),
        what: case.number.0.to_string(),
        return_to: format!("/case/{}", case.number.0.digits()),
    }
}

/// The instant at which a wall clock there shows that.
pub(super) fn instant(zone: &str, (year, month, day, hour, minute): (i16, i8, i8, i8, i8)) -> Option<Timestamp> {
    let zone = jiff::tz::TimeZone::get(zone).ok()?;
    let civil = jiff::civil::DateTime::new(year, month, day, hour, minute, 0, 0).ok()?;
    Some(Timestamp(zone.to_zoned(civil).ok()?.timestamp().as_microsecond()))
}
