//! The SQL of cases. Lists and look-ups read keys, people and offices too, as an upper slice may.

use domain::found::{CaseNumber, CaseState, Contact, Fee, FeeSettled, Side, Wants};
use domain::ids::{CaseId, ConsignmentId, KeyId, OfficeId, OrganisationId, PersonId};
use domain::tags::TagKey;
use domain::{Currency, Locale, Money, Timestamp};

use crate::db::{Handle, Text, Tx, all, exec, maybe, maybe_by, one};
use crate::fault::{Fault, FaultKind, Result};
use crate::house::House;

pub(super) const PLACE: &str = "found.place";
pub(super) const FINDER: &str = "found.finder";

/// One case, as it is kept.
#[derive(sqlx::FromRow)]
pub struct Case {
    pub(crate) id: Text<CaseId>,
    pub(crate) number: Text<CaseNumber>,
    pub(crate) organisation_id: Text<OrganisationId>,
    pub(crate) organisation_name: String,
    pub(crate) office_id: Option<Text<OfficeId>>,
    pub(crate) key_text: String,
    pub(crate) owner_id: Option<Text<PersonId>>,
    state_body: String,
    version: i64,
    pub(crate) by_phone: i64,
    place_sealed: Option<String>,
    pub(crate) postcode: Option<String>,
    finder_sealed: Option<String>,
    finder_locale: String,
    wants: String,
    pub(super) finder_link_hash: Option<String>,
    pub(super) owner_link_hash: Option<String>,
    fee_state: String,
    fee_minor: i64,
    fee_currency: Option<String>,
    pub(super) fee_vat_permille: i64,
    pub(crate) consignment_id: Option<Text<ConsignmentId>>,
    pub(super) drops: i64,
    pub(super) drop_until: Option<i64>,
    pub(crate) created_at: i64,
    pub(crate) changed_at: i64,
    pub(crate) ended_at: Option<i64>,
}

pub(super) fn damaged(doing: &'static str) -> Fault {
    Fault::broken("found.row", doing)
}

impl Case {
    /// Where it is.
    ///
    /// # Errors
    /// `Broken` when the stored form is damaged.
    pub fn state(&self) -> Result<CaseState> {
        serde_json::from_str(&self.state_body).map_err(|e| damaged("reading a case's state").because(e))
    }

    /// What the owner owes.
    ///
    /// # Errors
    /// `Broken` when the stored form is damaged.
    pub fn fee(&self) -> Result<Fee> {
        if self.fee_state == "none" {
            return Ok(Fee::None);
        }
        let currency = self.fee_currency.as_deref().and_then(Currency::from_code);
        let amount = Money {
            minor: self.fee_minor,
            currency: currency.ok_or_else(|| damaged("reading a case's fee"))?,
        };
        if self.fee_state == "due" {
            return Ok(Fee::Due { amount });
        }
        let how = FeeSettled::from_wire(&self.fee_state).ok_or_else(|| damaged("reading a case's fee"))?;
        Ok(Fee::Settled { amount, how })
    }

    /// The key, grouped.
    pub fn key(&self) -> String {
        TagKey::parse(&self.key_text).map_or_else(|_| self.key_text.clone(), |key| key.grouped())
    }

    /// The finder's language.
    pub fn finder_locale(&self) -> Locale {
        Locale::from_code(&self.finder_locale).unwrap_or_default()
    }

    /// What the finder would like.
    pub fn wants(&self) -> Wants {
        Wants::from_wire(&self.wants).unwrap_or_default()
    }

    /// How to reach the finder, as long as that is kept.
    ///
    /// # Errors
    /// `Broken` when a sealed text does not open.
    pub fn contact(&self, house: &House) -> Result<Contact> {
        let Some(sealed) = &self.finder_sealed else {
            return Ok(Contact::default());
        };
        let text = house.key.open_text(FINDER, &self.id.0.to_string(), sealed)?;
        let (name, email, phone): (Option<domain::ShortText>, Option<domain::Email>, Option<domain::Phone>) =
            serde_json::from_str(&text).map_err(|e| damaged("reading a finder's address").because(e))?;
        Ok(Contact { name, email, phone })
    }

    /// Where the finder has it.
    ///
    /// # Errors
    /// `Broken` when a sealed text does not open.
    pub fn place(&self, house: &House) -> Result<Option<String>> {
        let open = |sealed: &String| house.key.open_text(PLACE, &self.id.0.to_string(), sealed);
        self.place_sealed.as_ref().map(open).transpose()
    }

    /// The office that answers for it.
    pub fn office(&self) -> Option<OfficeId> {
        self.office_id.map(|office| office.0)
    }

    /// The side whose link has this hash.
    pub(super) fn side_of(&self, hash: &str) -> Option<Side> {
        let same = |own: &Option<String>| {
            own.as_deref()
                .is_some_and(|own| crate::secrets::same(own.as_bytes(), hash.as_bytes()))
        };
        match (same(&self.finder_link_hash), same(&self.owner_link_hash)) {
            (true, _) => Some(Side::Finder),
            (_, true) => Some(Side::Owner),
            _ => None,
        }
    }
}

pub(super) fn body<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| damaged("writing a state or a fact").because(e))
}

pub(super) async fn get(h: &mut impl Handle, id: CaseId) -> Result<Option<Case>> {
    maybe!(
        h,
        Case,
        "SELECT c.*, o.name AS organisation_name FROM found_cases c
         JOIN organisations o ON o.id = c.organisation_id WHERE c.id = $1",
        id
    )
}

/// Reads a case to change it: whoever else wants to waits.
pub(super) async fn take(tx: &mut Tx, id: CaseId) -> Result<Option<Case>> {
    maybe_by!(
        tx,
        Case,
        sqlite: "SELECT c.*, o.name AS organisation_name FROM found_cases c
                 JOIN organisations o ON o.id = c.organisation_id WHERE c.id = $1",
        postgres: "SELECT c.*, o.name AS organisation_name FROM found_cases c
                   JOIN organisations o ON o.id = c.organisation_id WHERE c.id = $1 FOR UPDATE OF c",
        id
    )
}

fn id_of(row: Option<(Text<CaseId>,)>) -> Option<CaseId> {
    row.map(|(id,)| id.0)
}

pub(super) async fn by_number(h: &mut impl Handle, number: CaseNumber) -> Result<Option<CaseId>> {
    let row = maybe!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE number = $1",
        number.digits()
    )?;
    Ok(id_of(row))
}

pub(super) async fn by_link(h: &mut impl Handle, hash: &str) -> Result<Option<CaseId>> {
    let row = maybe!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE finder_link_hash = $1 OR owner_link_hash = $1",
        hash
    )?;
    Ok(id_of(row))
}

pub(super) async fn by_once(h: &mut impl Handle, once: &str) -> Result<Option<CaseId>> {
    let row = maybe!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE once_key = $1",
        once
    )?;
    Ok(id_of(row))
}

pub(super) async fn by_consignment(h: &mut impl Handle, id: ConsignmentId) -> Result<Option<CaseId>> {
    let row = maybe!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE consignment_id = $1",
        id
    )?;
    Ok(id_of(row))
}

/// The open cases of a key in which the finder can still have the thing, newest first.
pub(super) async fn open_of_key(h: &mut impl Handle, key_text: &str) -> Result<Vec<Case>> {
    all!(
        h,
        Case,
        "SELECT c.*, o.name AS organisation_name FROM found_cases c
         JOIN organisations o ON o.id = c.organisation_id
         WHERE c.key_text = $1 AND c.ended_at IS NULL ORDER BY c.id DESC LIMIT 20",
        key_text
    )
}

/// An open case of this key from a finder with this address or number.
pub(super) async fn open_of_finder(
    h: &mut impl Handle,
    key_text: &str,
    email: Option<&str>,
    phone: Option<&str>,
) -> Result<Option<CaseId>> {
    let row = maybe!(
        h,
        (Text<CaseId>,),
        "SELECT id FROM found_cases WHERE key_text = $1 AND ended_at IS NULL
           AND (finder_email_hash = $2 OR finder_phone_hash = $3) ORDER BY id DESC LIMIT 1",
        key_text,
        email,
        phone
    )?;
    Ok(id_of(row))
}

/// How many reports came from there since.
pub(super) async fn count_from(h: &mut impl Handle, from_hash: &str, since: Timestamp) -> Result<i64> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM found_cases WHERE address_hash = $1 AND created_at > $2",
        from_hash,
        since
    )?;
    Ok(n)
}

/// Writes a new state over the version that was read.
pub(super) async fn set_state(tx: &mut Tx, case: &mut Case, state: CaseState, now: Timestamp) -> Result<()> {
    let text = body(&state)?;
    let ended_at = match state {
        CaseState::Ended { at, .. } => Some(at.0),
        _ => None,
    };
    let changed = exec!(
        tx,
        "UPDATE found_cases SET state = $3, state_body = $4, ended_at = $5, changed_at = $6, version = version + 1
         WHERE id = $1 AND version = $2",
        case.id.0,
        case.version,
        state.stage().wire(),
        &text,
        ended_at,
        now
    )?;
    if changed == 0 {
        return Err(Fault::new(
            FaultKind::Conflict,
            "found.version",
            "moving a case on that somebody else moved",
        ));
    }
    case.version += 1;
    case.state_body = text;
    case.ended_at = ended_at;
    case.changed_at = now.0;
    Ok(())
}

pub(super) async fn set_fee(tx: &mut Tx, case: &mut Case, how: FeeSettled) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_cases SET fee_state = $2 WHERE id = $1",
        case.id.0,
        how.wire()
    )?;
    how.wire().clone_into(&mut case.fee_state);
    Ok(())
}

pub(super) async fn set_owner(tx: &mut Tx, case: &mut Case, key: Option<KeyId>, owner: PersonId) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_cases SET owner_id = $2, key_id = COALESCE($3, key_id) WHERE id = $1",
        case.id.0,
        owner,
        key
    )?;
    case.owner_id = Some(Text(owner));
    Ok(())
}

pub(super) async fn set_office(tx: &mut Tx, case: &mut Case, office: Option<OfficeId>) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_cases SET office_id = $2 WHERE id = $1",
        case.id.0,
        office
    )?;
    case.office_id = office.map(Text);
    Ok(())
}

pub(super) async fn set_drop(
    tx: &mut Tx,
    case: &mut Case,
    consignment: Option<ConsignmentId>,
    until: Option<Timestamp>,
) -> Result<()> {
    exec!(
        tx,
        "UPDATE found_cases SET consignment_id = $2, drop_until = $3, drops = $4 WHERE id = $1",
        case.id.0,
        consignment,
        until,
        case.drops
    )?;
    case.consignment_id = consignment.map(Text);
    case.drop_until = until.map(|at| at.0);
    Ok(())
}
