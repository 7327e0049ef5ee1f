//! The port of this slice: asks the table of rights, opens a transaction, calls custody's steps, commits.

use async_trait::async_trait;
use domain::accounts::{Actor, Operation};
use domain::custody::{Kind, Rest, State};
use domain::delivery::bulk::folded_reference;
use domain::delivery::{
    CheckedDelivery, DeliveryFilter, DeliveryPort, DeliveryRow, DeliveryView, NewDelivery, Recipient,
};
use domain::ids::{ConsignmentId, OrganisationId};
use domain::live::Nudge;
use domain::lockers::{Purpose, Reach, Size};
use domain::{FieldError, Outcome, Page, Refusal, RefusalCode, ShortText, Timestamp};

use super::search::{self, Wanted};
use super::sql::{self, ListRow, Narrow};
use super::view;
use crate::custody::{self, Announce, Consignment, again};
use crate::db::{Handle, Tx};
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::lists::page;
use crate::lockers;

const PAGE: i64 = 50;
const REFERENCE_HASH: &str = "delivery.reference";

/// The employee's side of a hand-over.
#[derive(Clone)]
pub struct Delivery {
    pub(super) house: House,
}

impl Delivery {
    /// The service.
    pub fn new(house: House) -> Self {
        Self { house }
    }

    /// A consignment if it is of the actor's organisation; the same answer for foreign and unknown.
    pub(super) async fn own(&self, h: &mut impl Handle, actor: &Actor, id: ConsignmentId) -> Outcome<Consignment> {
        let organisation = actor.organisation()?;
        let found = custody::find(h, id).await?;
        Ok(found
            .filter(|c| c.organisation_id.0 == organisation && c.kind().is_ok_and(|kind| kind == Kind::Document))
            .ok_or(RefusalCode::NotFound)?)
    }

    async fn enter(&self, actor: &Actor, form: &CheckedDelivery, once: &str) -> Outcome<ConsignmentId> {
        let organisation = actor.organisation()?;
        let mut tx = self.house.db.begin().await?;
        if let Some(id) = sql::by_once(&mut tx, once).await? {
            return Ok(id);
        }
        let known = lockers::summaries(&mut tx, Some(organisation)).await?;
        if !known.iter().any(|bank| bank.id == form.bank) {
            return Err(not_a_choice("bank").into());
        }
        if needs_mobile(&mut tx, form).await? {
            return Err(refused_at("phone", RefusalCode::NeedsMobile).into());
        }
        let id = self.enter_within(&mut tx, actor, form, once).await?;
        tx.commit().await?;
        self.nudge(organisation, form.bank, id);
        Ok(id)
    }

    /// Enters within somebody else's transaction what was not entered before, at a bank that is the organisation's own.
    /// `NeedsMobile` where that bank's codes ask for the end of a number and there is none.
    pub(crate) async fn enter_within(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        form: &CheckedDelivery,
        once: &str,
    ) -> Outcome<ConsignmentId> {
        let organisation = actor.organisation()?;
        if needs_mobile(tx, form).await? {
            return Err(RefusalCode::NeedsMobile.into());
        }
        let thing = Announce {
            organisation,
            kind: Kind::Document,
            item: form.item,
            bank: form.bank,
            size: form.size,
            reach: form.reach,
            recipient: &form.recipient,
            by: Some(actor.person()?),
            held: false,
        };
        let id = custody::announce(tx, &self.house, actor, &thing).await?;
        let (sealed, hash) = self.seal_reference(organisation, id, form.reference.as_ref())?;
        sql::insert(tx, id, sealed, hash, once, form.reach == Reach::Low).await?;
        search::index(tx, id, organisation, form.recipient.name.as_str()).await?;
        Ok(id)
    }

    fn seal_reference(
        &self,
        organisation: OrganisationId,
        id: ConsignmentId,
        reference: Option<&ShortText>,
    ) -> Result<(Option<String>, Option<String>)> {
        let Some(reference) = reference else {
            return Ok((None, None));
        };
        let chance = self.house.outside.chance.as_ref();
        let sealed = self
            .house
            .key
            .seal(chance, view::REFERENCE, &id.to_string(), reference.as_str().as_bytes())?;
        Ok((
            Some(sealed),
            Some(self.reference_hash(organisation, reference.as_str())),
        ))
    }

    /// By which a number is found, in whichever case it is typed.
    pub(super) fn reference_hash(&self, organisation: OrganisationId, reference: &str) -> String {
        let text = format!("{organisation} {}", folded_reference(reference));
        self.house.key.lookup_hash(REFERENCE_HASH, text.as_bytes())
    }

    pub(super) fn nudge(&self, organisation: OrganisationId, bank: domain::ids::BankId, consignment: ConsignmentId) {
        self.house.live.tell(Nudge::Consignment {
            organisation,
            bank,
            consignment,
        });
        self.house.live.tell(Nudge::Bank { organisation, bank });
    }
}

/// Whether its recipient could not open anything at that bank with a code.
async fn needs_mobile(h: &mut impl Handle, form: &CheckedDelivery) -> Result<bool> {
    Ok(form.recipient.phone.is_none() && custody::asks_phone_end(h, form.bank).await?)
}

pub(super) fn not_a_choice(field: &str) -> Refusal {
    refused_at(field, RefusalCode::NotAChoice)
}

/// A form with this wrong at one field.
pub(super) fn refused_at(field: &str, code: RefusalCode) -> Refusal {
    let field = FieldError {
        field: field.to_owned(),
        code,
    };
    Refusal::with_fields(RefusalCode::Form, vec![field])
}

#[async_trait]
impl DeliveryPort for Delivery {
    async fn deliveries(&self, actor: &Actor, filter: &DeliveryFilter) -> Outcome<Page<DeliveryRow>> {
        actor.must(Operation::SeeDeliveries)?;
        let organisation = actor.organisation()?;
        let typed = filter.search.trim();
        let (states, waiting) = filter.state.map_or((&[] as &[&str], None), view::narrow);
        let wanted = (!typed.is_empty()).then(|| Wanted::new(typed, self.reference_hash(organisation, typed)));
        let before: Option<ConsignmentId> = filter.cursor.as_ref().and_then(|c| c.0.parse().ok());
        let narrow = Narrow {
            organisation,
            waiting,
            now: self.house.now(),
            before: before.map_or_else(|| sql::NEWEST.to_owned(), |id| id.to_string()),
            limit: PAGE + 1,
        };
        let mut reader = self.house.db.read().await?;
        let rows = search::rows(&mut reader, &narrow, states, wanted.as_ref()).await?;
        let place = |row: &ListRow| row.id.0.to_string();
        Ok(page(rows, PAGE, place, |row| view::row(&self.house, row))?)
    }

    async fn delivery(&self, actor: &Actor, id: ConsignmentId) -> Outcome<DeliveryView> {
        actor.must(Operation::SeeDeliveries)?;
        let mut reader = self.house.db.read().await?;
        let consignment = self.own(&mut reader, actor, id).await?;
        let bank = lockers::summary(&mut reader, consignment.bank_id.0).await?;
        let zone = bank.place.time_zone.clone();
        let now = self.house.now();
        let state = consignment.state()?;
        let (email, phone) = consignment.contact(&self.house)?;
        let broken = || Fault::broken("delivery.view", "reading a delivery");
        let reference = match sql::reference(&mut reader, id).await? {
            Some(sealed) => Some(self.house.key.open_text(view::REFERENCE, &id.to_string(), &sealed)?),
            None => None,
        };
        let size = sql::compartment_size(&mut reader, consignment.compartment_id.0).await?;
        let open_for = view::open_for(actor, state, now);
        Ok(DeliveryView {
            id,
            recipient: Recipient {
                name: ShortText::parse(&consignment.recipient_name).map_err(|_| broken())?,
                email,
                phone,
                locale: consignment.locale(),
            },
            item: consignment.item()?,
            reference,
            compartment: view::door(&consignment, state),
            size: size.as_deref().and_then(Size::from_wire).ok_or_else(broken)?,
            low_door: sql::is_low_door_wanted(&mut reader, id).await?,
            state: view::state_of(state, now),
            doing: view::doing(state, consignment.last_outcome.as_deref()),
            deadline: consignment.deadline.map(|at| moment(&zone, Timestamp(at))),
            created_by: match &consignment.created_by {
                Some(person) => sql::person_name(&mut reader, person.0).await?.unwrap_or_default(),
                None => String::new(),
            },
            created: moment(&zone, Timestamp(consignment.created_at)),
            may_open: open_for.is_some(),
            open_for,
            may_cancel: view::may_cancel(actor, state),
            may_care: view::may_care(actor, state) || state.moving_to().is_some(),
            moving: view::moving(actor, &consignment, now)?,
            paused: consignment.paused_at.is_some(),
            connection: bank.connection,
            history: custody::history(&mut reader, id, &zone).await?,
            now: moment(&zone, now),
            bank,
        })
    }

    async fn create(&self, actor: &Actor, form: NewDelivery) -> Outcome<ConsignmentId> {
        actor.must(Operation::CreateDelivery)?;
        let checked = form.check()?;
        let once = format!("{}:{}", actor.person()?, checked.once);
        // Two first clicks at once: the second meets the unique index, and finds the first when it tries again.
        again(|| self.enter(actor, &checked, &once)).await
    }

    async fn open(&self, actor: &Actor, id: ConsignmentId) -> Outcome<()> {
        actor.must(Operation::OpenForDeposit)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, id).await?;
            let purpose =
                view::open_for(actor, consignment.state()?, self.house.now()).ok_or(RefusalCode::WrongState)?;
            let command = custody::order(&mut tx, &self.house, actor, id, purpose).await?;
            tx.commit().await?;
            command.committed();
            self.nudge(consignment.organisation_id.0, consignment.bank_id.0, id);
            Ok(())
        })
        .await
    }

    async fn cancel(&self, actor: &Actor, id: ConsignmentId, reason: ShortText) -> Outcome<()> {
        actor.must(Operation::CancelDelivery)?;
        again(|| async {
            let mut tx = self.house.db.begin().await?;
            let consignment = self.own(&mut tx, actor, id).await?;
            let stored = matches!(
                consignment.state()?,
                State::Resting {
                    rest: Rest::Stored { .. }
                }
            );
            let command = if stored {
                custody::note_cancel(&mut tx, &self.house, actor, id, reason.as_str()).await?;
                Some(custody::order(&mut tx, &self.house, actor, id, Purpose::Withdraw).await?)
            } else {
                custody::cancel(&mut tx, &self.house, actor, id, reason.as_str()).await?;
                None
            };
            tx.commit().await?;
            if let Some(command) = command {
                command.committed();
            }
            self.nudge(consignment.organisation_id.0, consignment.bank_id.0, id);
            Ok(())
        })
        .await
    }
}
