//! Who is signed in at a kiosk, and signing in: each within the caller's transaction, or over a reader.
//!
//! A grant is believed as long as the session on the phone stands and the person may still do what it is for: both are looked
//! up anew each time. What must not be here: what is done with it.

use domain::accounts::{Actor, Operation};
use domain::ids::{BankId, GrantId, KioskId, OrganisationId};
use domain::onsite::GrantEnd;
use domain::{Error, RefusalCode};

use super::secrets::Proof;
use super::sql::{self, GrantRow, New};
use crate::db::{Handle, Tx};
use crate::fault::Result;
use crate::house::House;
use crate::{accounts, lockers};

/// A colleague who is signed in at a kiosk, with the rights that they have now.
pub(super) struct Present {
    pub grant: GrantRow,
    pub actor: Actor,
    pub name: String,
}

/// What became of a grant.
pub(super) enum Found {
    /// There is none.
    Nobody,
    /// It is over; that must still be written down.
    Over(GrantRow, GrantEnd),
    /// It stands.
    Here(Box<Present>),
}

/// Who is signed in at a kiosk.
pub(super) async fn look(h: &mut impl Handle, house: &House, kiosk: KioskId) -> Result<Found> {
    match sql::open_at(h, kiosk).await? {
        Some(grant) => judge(h, house, grant).await,
        None => Ok(Found::Nobody),
    }
}

/// Whether a grant that was not ended still stands.
pub(super) async fn judge(h: &mut impl Handle, house: &House, grant: GrantRow) -> Result<Found> {
    let now = house.now();
    if let Some(how) = grant.grant().over_at(now) {
        return Ok(Found::Over(grant, how));
    }
    let organisation = grant.organisation_id.0;
    let may =
        |actor: &Actor| actor.may(Operation::WorkAtKiosk) && actor.organisation().is_ok_and(|own| own == organisation);
    let still = accounts::still_signed_in(h, grant.session_id.0, now).await?;
    Ok(match still.filter(|(actor, _)| may(actor)) {
        Some((actor, name)) => Found::Here(Box::new(Present { grant, actor, name })),
        None => Found::Over(grant, GrantEnd::Session),
    })
}

/// The colleague for whom something is done at a kiosk now; whoever ends the grant meanwhile waits for it.
///
/// # Errors
/// `SignInFirst` when nobody is signed in there (any more).
pub(super) async fn at_work(tx: &mut Tx, house: &House, kiosk: KioskId) -> Result<Present, Error> {
    let Found::Here(present) = look(tx, house, kiosk).await? else {
        return Err(RefusalCode::SignInFirst.into());
    };
    if sql::seen(tx, present.grant.id.0, house.now()).await? == 0 {
        return Err(RefusalCode::SignInFirst.into());
    }
    Ok(*present)
}

/// The bank of a kiosk, if it is of this organisation.
pub(super) async fn own_bank(
    h: &mut impl Handle,
    kiosk: KioskId,
    organisation: OrganisationId,
) -> Result<Option<BankId>> {
    let Some(bank) = lockers::bank_of_kiosk(h, kiosk).await? else {
        return Ok(None);
    };
    let own = lockers::organisation_of(h, bank).await? == organisation;
    Ok(own.then_some(bank))
}

/// Signs a person in at the kiosk of the proof; gives its bank.
///
/// # Errors
/// `PresenceNeeded` for whatever a stranger could try; `Claimed` while somebody else is signed in there.
pub(super) async fn sign_in(tx: &mut Tx, house: &House, actor: &Actor, proof: Proof) -> Result<BankId, Error> {
    let now = house.now();
    let (person, session, organisation) = (actor.person()?, actor.session()?, actor.organisation()?);
    let kiosk = proof.kiosk;
    let bank = own_bank(tx, kiosk, organisation)
        .await?
        .ok_or(RefusalCode::PresenceNeeded)?;
    if accounts::still_signed_in(tx, session, now).await?.is_none() {
        return Err(RefusalCode::PresenceNeeded.into());
    }
    // One that is over without anybody having said so keeps nobody out.
    if let Found::Over(before, how) = look(tx, house, kiosk).await? {
        sql::end(tx, before.id.0, how, now).await?;
    }
    if let Some(own) = sql::open_of(tx, person).await? {
        sql::end(tx, own.id.0, GrantEnd::Elsewhere, now).await?;
    }
    let new = New {
        id: GrantId(house.outside.uuid7()),
        organisation,
        bank,
        kiosk,
        person,
        session,
        half_minute: proof.half_minute,
    };
    if sql::insert(tx, &new, now).await? == 1 {
        return Ok(bank);
    }
    Err(if sql::is_used(tx, kiosk, proof.half_minute).await? {
        RefusalCode::PresenceNeeded.into()
    } else {
        RefusalCode::Claimed.into()
    })
}
