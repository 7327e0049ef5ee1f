//! The SQL of dealers and of who works for them.

use domain::ids::{DealerId, OfficeId, OrganisationId, PersonId, ProductId};
use domain::tags::{CheckedDealer, DealerPerson, DealerPrice, LabelText};
use domain::{Email, Locale, Money, Phone, Timestamp};

use super::sql::{damaged, money};
use crate::db::{Handle, Text, Tx, all, exec, maybe, one};
use crate::fault::Result;

/// One dealer, as it is kept; without the logo, which is large.
#[derive(sqlx::FromRow)]
pub(super) struct DealerRow {
    pub id: Text<DealerId>,
    pub organisation_id: Text<OrganisationId>,
    pub organisation_name: String,
    pub office_id: Option<Text<OfficeId>>,
    pub name: String,
    pub contract: Option<String>,
    pub contract_until: Option<i64>,
    pub address: String,
    pub city: String,
    pub website: Option<String>,
    email: String,
    phone: Option<String>,
    locale: String,
    pub commission_permille: i64,
    credit_currency: Option<String>,
    credit_minor: Option<i64>,
    pub most_keys: i64,
    pub listed: i64,
    pub active: i64,
    label_line: String,
    label_phone: String,
    pub has_logo: i64,
}

impl DealerRow {
    pub fn email(&self) -> Result<Email> {
        Email::parse(&self.email).map_err(|_| damaged("reading a dealer's address"))
    }

    pub fn phone(&self) -> Option<Phone> {
        self.phone.as_deref().and_then(|phone| Phone::parse(phone).ok())
    }

    pub fn locale(&self) -> Locale {
        Locale::from_code(&self.locale).unwrap_or_default()
    }

    pub fn credit(&self) -> Result<Option<Money>> {
        money(self.credit_minor, self.credit_currency.as_deref())
    }

    pub fn label(&self) -> LabelText {
        LabelText {
            line: self.label_line.clone(),
            phone: self.label_phone.clone(),
        }
    }

    /// Whether they may order now.
    pub fn may_order(&self, now: Timestamp) -> bool {
        self.active == 1 && self.contract_until.is_none_or(|until| until > now.0)
    }
}

macro_rules! dealer_query {
    ($rest:literal) => {
        concat!(
            "SELECT d.id, d.organisation_id, o.name AS organisation_name, d.office_id, d.name, d.contract,
                    d.contract_until, d.address, d.city, d.website, d.email, d.phone, d.locale, d.commission_permille,
                    d.credit_currency, d.credit_minor, d.most_keys, d.listed, d.active, d.label_line, d.label_phone,
                    CAST(CASE WHEN d.logo IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_logo
             FROM dealers d JOIN organisations o ON o.id = d.organisation_id ",
            $rest
        )
    };
}

pub(super) async fn dealer(h: &mut impl Handle, id: DealerId) -> Result<Option<DealerRow>> {
    maybe!(h, DealerRow, dealer_query!("WHERE d.id = $1"), id)
}

/// The dealer for whom somebody works.
pub(super) async fn dealer_of(h: &mut impl Handle, person: PersonId) -> Result<Option<DealerRow>> {
    maybe!(
        h,
        DealerRow,
        dealer_query!("JOIN dealer_people w ON w.dealer_id = d.id WHERE w.person_id = $1"),
        person
    )
}

pub(super) async fn dealers(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<DealerRow>> {
    all!(
        h,
        DealerRow,
        dealer_query!("WHERE d.organisation_id = $1 ORDER BY d.name, d.id LIMIT 2000"),
        organisation
    )
}

pub(super) async fn partners(h: &mut impl Handle, organisation: OrganisationId) -> Result<Vec<DealerRow>> {
    all!(
        h,
        DealerRow,
        dealer_query!(
            "WHERE d.organisation_id = $1 AND d.listed = 1 AND d.active = 1 ORDER BY d.city, d.name, d.id LIMIT 2000"
        ),
        organisation
    )
}

/// The names of the products that a dealer has had issued, as JSON.
pub(super) async fn products_of(h: &mut impl Handle, dealer: DealerId) -> Result<Vec<String>> {
    let rows = all!(
        h,
        (String,),
        "SELECT g.name FROM products g WHERE g.listed = 1 AND EXISTS
         (SELECT 1 FROM key_pools p WHERE p.dealer_id = $1 AND p.product_id = g.id AND p.state = 'issued')
         ORDER BY g.slug LIMIT 50",
        dealer
    )?;
    Ok(rows.into_iter().map(|(name,)| name).collect())
}

#[derive(sqlx::FromRow)]
struct PriceRow {
    product_id: Text<ProductId>,
    currency: String,
    price_minor: i64,
}

pub(super) async fn prices(h: &mut impl Handle, dealer: DealerId) -> Result<Vec<DealerPrice>> {
    let rows = all!(
        h,
        PriceRow,
        "SELECT product_id, currency, price_minor FROM dealer_prices WHERE dealer_id = $1 LIMIT 500",
        dealer
    )?;
    rows.iter()
        .map(|row| {
            let price = money(Some(row.price_minor), Some(&row.currency))?;
            Ok(DealerPrice {
                product: row.product_id.0,
                price: price.ok_or_else(|| damaged("reading a dealer's price"))?,
            })
        })
        .collect()
}

pub(super) async fn put_prices(tx: &mut Tx, dealer: DealerId, prices: &[DealerPrice]) -> Result<()> {
    exec!(tx, "DELETE FROM dealer_prices WHERE dealer_id = $1", dealer)?;
    for price in prices {
        exec!(
            tx,
            "INSERT INTO dealer_prices (dealer_id, product_id, currency, price_minor) VALUES ($1, $2, $3, $4)
             ON CONFLICT (dealer_id, product_id) DO NOTHING",
            dealer,
            price.product,
            price.price.currency.code(),
            price.price.minor
        )?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct WorkerRow {
    id: Text<PersonId>,
    name: String,
    email: String,
}

pub(super) async fn people_of(h: &mut impl Handle, dealer: DealerId) -> Result<Vec<DealerPerson>> {
    let rows = all!(
        h,
        WorkerRow,
        "SELECT p.id, p.name, p.email FROM dealer_people w JOIN people p ON p.id = w.person_id
         WHERE w.dealer_id = $1 ORDER BY p.name, p.id LIMIT 500",
        dealer
    )?;
    let person = |row: WorkerRow| DealerPerson {
        person: row.id.0,
        name: row.name,
        email: row.email,
    };
    Ok(rows.into_iter().map(person).collect())
}

/// Whether somebody is of this organisation and has the role of a dealer.
pub(super) async fn may_work(h: &mut impl Handle, organisation: OrganisationId, person: PersonId) -> Result<bool> {
    let (n,) = one!(
        h,
        (i64,),
        "SELECT COUNT(*) FROM people p JOIN person_roles r ON r.person_id = p.id
         WHERE p.id = $1 AND p.organisation_id = $2 AND r.role = 'dealer'",
        person,
        organisation
    )?;
    Ok(n > 0)
}

pub(super) async fn add_person(tx: &mut Tx, dealer: DealerId, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "INSERT INTO dealer_people (person_id, dealer_id) VALUES ($1, $2)
         ON CONFLICT (person_id) DO UPDATE SET dealer_id = excluded.dealer_id",
        person,
        dealer
    )
}

pub(super) async fn remove_person(tx: &mut Tx, dealer: DealerId, person: PersonId) -> Result<u64> {
    exec!(
        tx,
        "DELETE FROM dealer_people WHERE person_id = $1 AND dealer_id = $2",
        person,
        dealer
    )
}

pub(super) async fn insert_dealer(
    tx: &mut Tx,
    id: DealerId,
    organisation: OrganisationId,
    dealer: &CheckedDealer,
    now: Timestamp,
) -> Result<()> {
    exec!(
        tx,
        "INSERT INTO dealers (id, organisation_id, office_id, name, contract, contract_until, address, city, website,
             email, phone, locale, commission_permille, credit_currency, credit_minor, most_keys, listed, active,
             created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        id,
        organisation,
        dealer.office,
        dealer.name.as_str(),
        dealer.contract.as_ref().map(domain::ShortText::as_str),
        dealer.contract_until,
        &dealer.address,
        &dealer.city,
        dealer.website.as_deref(),
        dealer.email.as_str(),
        dealer.phone.as_ref().map(Phone::as_str),
        dealer.locale.code(),
        dealer.commission_permille,
        dealer.credit.map(|money| money.currency.code()),
        dealer.credit.map(|money| money.minor),
        dealer.most_keys,
        dealer.listed,
        dealer.active,
        now
    )
    .map(drop)
}

pub(super) async fn update_dealer(
    tx: &mut Tx,
    id: DealerId,
    organisation: OrganisationId,
    dealer: &CheckedDealer,
) -> Result<u64> {
    exec!(
        tx,
        "UPDATE dealers SET office_id = $3, name = $4, contract = $5, contract_until = $6, address = $7, city = $8,
             website = $9, email = $10, phone = $11, locale = $12, commission_permille = $13, credit_currency = $14,
             credit_minor = $15, most_keys = $16, listed = $17, active = $18, version = version + 1
         WHERE id = $1 AND organisation_id = $2",
        id,
        organisation,
        dealer.office,
        dealer.name.as_str(),
        dealer.contract.as_ref().map(domain::ShortText::as_str),
        dealer.contract_until,
        &dealer.address,
        &dealer.city,
        dealer.website.as_deref(),
        dealer.email.as_str(),
        dealer.phone.as_ref().map(Phone::as_str),
        dealer.locale.code(),
        dealer.commission_permille,
        dealer.credit.map(|money| money.currency.code()),
        dealer.credit.map(|money| money.minor),
        dealer.most_keys,
        dealer.listed,
        dealer.active
    )
}

pub(super) async fn set_label(tx: &mut Tx, id: DealerId, label: &LabelText) -> Result<u64> {
    exec!(
        tx,
        "UPDATE dealers SET label_line = $2, label_phone = $3, version = version + 1 WHERE id = $1",
        id,
        &label.line,
        &label.phone
    )
}

pub(super) async fn set_logo(tx: &mut Tx, id: DealerId, logo: Option<&str>) -> Result<u64> {
    exec!(
        tx,
        "UPDATE dealers SET logo = $2, version = version + 1 WHERE id = $1",
        id,
        logo
    )
}

/// A dealer's logo as base64.
pub(super) async fn logo(h: &mut impl Handle, id: DealerId) -> Result<Option<String>> {
    let row = maybe!(
        h,
        (String,),
        "SELECT logo FROM dealers WHERE id = $1 AND logo IS NOT NULL",
        id
    )?;
    Ok(row.map(|(logo,)| logo))
}

/// Makes what two people do for one dealer at once come one after the other.
pub(super) async fn gate(tx: &mut Tx, id: DealerId) -> Result<u64> {
    exec!(tx, "UPDATE dealers SET version = version + 1 WHERE id = $1", id)
}
