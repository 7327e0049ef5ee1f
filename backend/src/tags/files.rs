//! The keys of a pool as files: tables, and labels ready to be printed.

use domain::ids::OrganisationId;
use domain::tags::{Download, LabelSheet, PoolFile, PoolWord};
use domain::{Locale, Outcome, Phone, RefusalCode};

use super::labels::{self, Label, Look};
use super::pictures;
use super::sql_dealers::{self, DealerRow};
use super::sql_pools::{self, PoolRow};
use super::wording::wording;
use crate::accounts;
use crate::db::{Handle, Reader};
use crate::fault::{Fault, Result};
use crate::house::{House, moment};
use crate::paper::Picture;
use crate::sheets::{Cell, Table};

const CSV: &str = "text/csv; charset=utf-8";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PDF: &str = "application/pdf";

/// The address that a tag's QR leads to.
fn finder_page(house: &House, plain: &str) -> String {
    format!("{}/f/{plain}", house.settings.public_url)
}

/// A file with the keys of an issued pool; in the dealer's language, or in English for our own shop. Takes the connection,
/// and gives it back before it draws: two thousand labels take a while.
pub(super) async fn download(
    mut h: Reader,
    house: &House,
    pool: &PoolRow,
    dealer: Option<&DealerRow>,
    file: PoolFile,
) -> Outcome<Download> {
    if pool.state()?.word() != PoolWord::Issued {
        return Err(RefusalCode::WrongState.into());
    }
    let locale = dealer.map_or(Locale::En, DealerRow::locale);
    match file {
        PoolFile::Csv => {
            let table = table(&mut h, house, pool, locale).await?;
            drop(h);
            let bytes = off_the_threads(move || Ok(table.csv())).await?;
            Ok(named(pool, "csv", CSV, bytes))
        }
        PoolFile::Xlsx => {
            let table = table(&mut h, house, pool, locale).await?;
            drop(h);
            let bytes = off_the_threads(move || table.xlsx()).await?;
            Ok(named(pool, "xlsx", XLSX, bytes))
        }
        PoolFile::Labels { sheet, part } => labels(h, house, pool, dealer, locale, sheet, part).await,
    }
}

fn named(pool: &PoolRow, ending: &str, media: &'static str, bytes: Vec<u8>) -> Download {
    Download {
        name: format!("{}.{ending}", pool.said()),
        media,
        bytes,
    }
}

async fn table(h: &mut impl Handle, house: &House, pool: &PoolRow, locale: Locale) -> Result<Table> {
    let words = wording(locale)?;
    let product = pool.product()?.get(locale).to_owned();
    let numbers = sql_pools::numbers(h, pool.id.0, 0, pool.quantity).await?;
    let row = |key: &domain::tags::TagKey, state: &str| -> Vec<Cell> {
        vec![
            key.grouped().into(),
            finder_page(house, &key.plain()).into(),
            product.as_str().into(),
            pool.said().into(),
            words.state(state).into(),
        ]
    };
    Ok(Table {
        name: format!("{} {}", words.keys, pool.said()),
        head: [
            &words.key,
            &words.address,
            &words.product,
            &words.pool_column,
            &words.state,
        ]
        .map(String::clone)
        .to_vec(),
        rows: numbers.iter().map(|(key, state)| row(key, state)).collect(),
    })
}

async fn labels(
    mut h: Reader,
    house: &House,
    pool: &PoolRow,
    dealer: Option<&DealerRow>,
    locale: Locale,
    sheet: LabelSheet,
    part: u32,
) -> Outcome<Download> {
    let parts = PoolFile::parts(pool.quantity());
    if !(1..=parts).contains(&part) {
        return Err(RefusalCode::NotFound.into());
    }
    let each = i64::from(PoolFile::LABELS_A_PART);
    let numbers = sql_pools::numbers(&mut h, pool.id.0, i64::from(part - 1) * each, each).await?;
    let look = look(&mut h, house, pool.organisation_id.0, dealer, locale).await?;
    drop(h);
    let labels: Vec<Label> = numbers
        .iter()
        .map(|(key, _)| Label {
            key: key.grouped(),
            address: finder_page(house, &key.plain()),
        })
        .collect();
    let written = moment("UTC", house.now()).civil();
    let title = pool.said();
    let bytes = off_the_threads(move || labels::pdf(sheet, &look, &labels, &title, written)).await?;
    let ending = if parts == 1 {
        format!("{}.pdf", sheet.wire())
    } else {
        format!("{}-{part}.pdf", sheet.wire())
    };
    Ok(Download {
        name: format!("{}-{ending}", pool.said()),
        media: PDF,
        bytes,
    })
}

/// What stands on the labels: the dealer's words and logo, else ours.
async fn look(
    h: &mut impl Handle,
    house: &House,
    organisation: OrganisationId,
    dealer: Option<&DealerRow>,
    locale: Locale,
) -> Result<Look> {
    let words = wording(locale)?;
    let own = dealer.map(DealerRow::label).unwrap_or_default();
    let mut logo = None;
    if let Some(dealer) = dealer {
        let kept = sql_dealers::logo(h, dealer.id.0).await?;
        let shown = kept.and_then(|text| pictures::show(Some((pictures::PNG.to_owned(), text)), "logo").ok());
        logo = shown.map(|file| Picture::from_png(&file.bytes)).transpose()?;
    }
    let phone = match own.phone.as_str() {
        "" => hotline(h, house, organisation, dealer).await?,
        phone => Phone::parse(phone).ok(),
    };
    Ok(Look {
        locale,
        found_me: if own.line.is_empty() {
            words.found_me.clone()
        } else {
            own.line
        },
        call: phone.map(|phone| words.call(&phone.grouped())),
        scan: words.or_scan.clone(),
        thanks: words.thanks.clone(),
        logo,
    })
}

/// The number of the dealer's region, or of the bureau's first office.
async fn hotline(
    h: &mut impl Handle,
    house: &House,
    organisation: OrganisationId,
    dealer: Option<&DealerRow>,
) -> Result<Option<Phone>> {
    let offices = accounts::offices_of(h, house, organisation).await?;
    let own = dealer.and_then(|dealer| dealer.office_id);
    let region = offices.iter().find(|office| own.is_some_and(|own| own.0 == office.id));
    Ok(region.or(offices.first()).map(|office| office.office.phone.clone()))
}

/// Files are made where nobody waits for the thread.
async fn off_the_threads(make: impl FnOnce() -> Result<Vec<u8>> + Send + 'static) -> Result<Vec<u8>> {
    tokio::task::spawn_blocking(make)
        .await
        .map_err(|e| Fault::broken("tags.file", "making a file of keys").because(e))?
}
