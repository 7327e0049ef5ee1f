//! People whom other slices invite within their own transactions: the first person of a dealer.
//!
//! What must not be here: who may invite. The slice's port decided.

use domain::accounts::Role;
use domain::ids::{OrganisationId, PersonId};
use domain::{Email, Locale, Outcome, RefusalCode};

use super::invitations::{self, Invitee};
use super::sql::{self, NewPerson};
use crate::db::Tx;
use crate::house::House;

/// Somebody who is invited.
pub(crate) struct Guest<'a> {
    pub organisation: OrganisationId,
    pub name: &'a str,
    pub email: &'a Email,
    pub locale: Locale,
    pub role: Role,
}

/// Makes the account and mails the link; wake the notices after the commit. Somebody of the same organisation who has an
/// account already gets the role, and no mail.
///
/// # Errors
/// `Taken` when the address belongs to somebody of another organisation; what the database says.
pub(crate) async fn invite_guest(tx: &mut Tx, house: &House, guest: &Guest<'_>) -> Outcome<PersonId> {
    let folded = guest.email.folded();
    let new = NewPerson {
        id: PersonId(house.outside.uuid7()),
        organisation: guest.organisation,
        name: guest.name,
        email: guest.email.as_str(),
        folded: &folded,
        locale: guest.locale,
        password_hash: None,
        state: "invited",
    };
    if sql::insert_person(tx, &new, house.now()).await? == 0 {
        let known = sql::person_by_email(tx, &folded).await?.ok_or(RefusalCode::Taken)?;
        if known.organisation_id.0 != guest.organisation {
            return Err(RefusalCode::Taken.into());
        }
        sql::add_role(tx, known.id.0, guest.role).await?;
        return Ok(known.id.0);
    }
    sql::add_role(tx, new.id, guest.role).await?;
    let row = sql::person(tx, new.id).await?.ok_or(RefusalCode::NotFound)?;
    let invitee = Invitee {
        person: new.id,
        name: guest.name,
        email: guest.email,
        locale: guest.locale,
        organisation_name: &row.organisation_name,
    };
    invitations::send(tx, house, &invitee).await?;
    Ok(new.id)
}
